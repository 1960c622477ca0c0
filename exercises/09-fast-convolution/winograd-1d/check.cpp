#include "checking/checking.hpp"
#include "checking/counted.hpp"

namespace {

using exercise::Counted;
using Answer = std::array<Counted, 2>(const std::array<Counted, 4>&, const std::array<Counted, 3>&);

const std::string four[] = {"m1", "m2", "m3", "m4"};

// What the answer gives when a product enters an output with another factor than it should.
std::vector<exercise::Known> slips(const arma::vec& d, const arma::vec& g, const arma::vec& right) {
  const double half = (g[0] + g[1] + g[2]) / 2, other = (g[0] - g[1] + g[2]) / 2;
  const arma::vec m = {(d[0] - d[2]) * g[0], (d[1] + d[2]) * half, (d[2] - d[1]) * other, (d[1] - d[3]) * g[2]};
  const arma::vec of[] = {{1, 1, 1, 0}, {0, 1, -1, -1}};
  const auto products = [&](const arma::vec& p) { return arma::vec{arma::dot(of[0], p), arma::dot(of[1], p)}; };
  const auto outputs = [](const arma::vec& x, const arma::vec& taps) {
    return arma::vec{arma::dot(x.head(3), taps), arma::dot(x.tail(3), taps)};
  };
  std::vector<exercise::Known> known = {
      {arma::vec{0, 0}, "Still nothing: begin with y0. Which products have a d0 in them, which a d3?"},
      {outputs(d, arma::reverse(g)),
       "The filter is flipped: y0 = d0 g0 + d1 g1 + d2 g2, the first tap meets the first number."},
      {arma::reverse(right), "The two outputs are exchanged."},
      {products({m[0], 2 * m[1], 2 * m[2], m[3]}),
       "The halves are missing: (g0 + g1 + g2) / 2 and (g0 - g1 + g2) / 2."},
      {products({m[0], 2 * m[1], m[2], m[3]}), "A half is missing: (g0 + g1 + g2) / 2."},
      {products({m[0], m[1], 2 * m[2], m[3]}), "A half is missing: (g0 - g1 + g2) / 2."},
      {products({m[0], 0, 0, m[3]}),
       "m2 and m3 are zero: 1 / 2 is a division of whole numbers in C++, and gives 0. Write / 2 at the end, or 0.5."},
      {products({m[0], m[1] / 2, m[2] / 2, m[3]}), "It is halved twice."},
      {arma::vec{-right[0], right[1]}, "y0 has the wrong sign."},
      {arma::vec{right[0], -right[1]}, "y1 has the wrong sign."},
      {products({m[0], -m[1], m[2], m[3]}), "m2 has the wrong sign, in both outputs."},
      {products({m[0], m[1], -m[2], m[3]}), "m3 has the wrong sign, in both outputs: is it (d2 - d1)?"}};
  // Every combination of signs and absences in one output, the other being right or wrong alike.
  for (int output = 0; output < 2; ++output)
    for (std::size_t i = 0; i < 4; ++i)
      for (const double factor : {-1.0, 0.0, 1.0}) {
        if (factor == of[output][i]) continue;
        arma::vec changed = of[output];
        changed[i] = factor;
        arma::vec value = right;
        value[output] = arma::dot(changed, m);
        const std::string name = "y" + std::to_string(output);
        known.push_back({value, of[output][i] == 0 ? four[i] + " does not belong into " + name + "."
                                : factor == 0      ? four[i] + " is missing in " + name + "."
                                                   : four[i] + " enters " + name + " with the wrong sign."});
      }
  return known;
}

void ask(Answer* two_outputs, const std::string& what, const arma::vec& d, const arma::vec& g) {
  std::array<Counted, 4> data;
  std::array<Counted, 3> filter;
  for (std::size_t i = 0; i < 4; ++i) data[i] = Counted(d[i], Counted::data);
  for (std::size_t i = 0; i < 3; ++i) filter[i] = Counted(g[i], Counted::filter);
  Counted::products = 0;
  const std::array<Counted, 2> y = two_outputs(data, filter);
  const int products = Counted::products;
  const arma::vec right = {arma::dot(d.head(3), g), arma::dot(d.tail(3), g)};
  exercise::compare(what, right, arma::vec{y[0].value, y[1].value}, slips(d, g, right));
  if (products > 4)
    exercise::wrong(
        what + "\nBoth outputs are right, but they took " + std::to_string(products) +
        " products of data and filter; four are enough." +
        (products > 6
             ? "\nSum the filter's parts before you multiply: (d1 + d2) * (g0 + g1 + g2) is one product, not three."
         : products == 6
             ? "\nm2 and m3 are in both outputs: compute each product once, give it a name, and use it twice."
             : "\nIs one of the products computed twice?"));
}

void check(Answer* two_outputs) {
  ask(two_outputs, "two_outputs of d = 1, 2, 3, 5 and g = 100, 10, 1:", {1, 2, 3, 5}, {100, 10, 1});
  ask(two_outputs, "two_outputs of d = 0.5, -3, 4, 7 and g = -2, 0.25, 3:", {0.5, -3, 4, 7}, {-2, 0.25, 3});
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("winograd-1d",
                                             {{"answer", [] { check(answer::two_outputs<exercise::Counted>); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace six {
#include "wrong-six.cpp"
}
namespace sign {
#include "wrong-sign.cpp"
}
namespace flipped {
#include "wrong-flipped.cpp"
}
namespace half {
#include "wrong-half.cpp"
}
namespace twice {
#include "wrong-twice.cpp"
}
static const exercise::Exercise registration(
    "winograd-1d", {{"skeleton", [] { check(skeleton::two_outputs<exercise::Counted>); }, "Still nothing"},
                    {"solution", [] { check(solution::two_outputs<exercise::Counted>); }},
                    {"six", [] { check(six::two_outputs<exercise::Counted>); }, "they took 6 products"},
                    {"sign", [] { check(sign::two_outputs<exercise::Counted>); }, "m4 enters y1 with the wrong sign"},
                    {"flipped", [] { check(flipped::two_outputs<exercise::Counted>); }, "The filter is flipped"},
                    {"half", [] { check(half::two_outputs<exercise::Counted>); }, "The halves are missing"},
                    {"twice", [] { check(twice::two_outputs<exercise::Counted>); }, "they took 6 products"}});
#endif
