#include "checking/checking.hpp"

using exercise::Counted;
using Answer = std::array<Counted, 2>(const std::array<Counted, 4>&,
                                      const std::array<Counted, 3>&);

// The answer's function on plain numbers; its third number is how many products of data and
// filter it took.
Answer* asked = nullptr;
std::array<double, 3> outputs_and_products(const arma::vec& d, const arma::vec& g) {
  std::array<Counted, 4> data;
  std::array<Counted, 3> filter;
  for (std::size_t i = 0; i < 4; ++i) data[i] = Counted(d(i), Counted::data);
  for (std::size_t i = 0; i < 3; ++i) filter[i] = Counted(g(i), Counted::filter);
  Counted::products = 0;
  const std::array<Counted, 2> y = asked(data, filter);
  return {y[0].value, y[1].value, double(Counted::products)};
}

void check(Answer* two_outputs) {
  asked = two_outputs;
  const auto ask = [](const arma::vec& d, const arma::vec& g) {
    const auto got = exercise::question("two_outputs(d, g)", outputs_and_products)(d, g);
    got.part("the outputs",
             [](const auto& all) {
               return arma::vec{all[0], all[1]};
             })
        .is(arma::vec{arma::dot(d.head(3), g), arma::dot(d.tail(3), g)});
    got.part("the products of data and filter", [](const auto& all) { return all[2]; })
        .satisfies([](double products) { return products <= 4; }, "Four products are enough.");
  };
  ask({1, 2, 3, 5}, {100, 10, 1});
  ask({0.5, -3, 4, 7}, {-2, 0.25, 3});
}
