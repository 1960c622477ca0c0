#include "checking/checking.hpp"

namespace {

using Penalty = double(const arma::mat&, double);
using Gradient = arma::mat(const arma::mat&, double);

arma::mat number(double value) { return arma::mat(1, 1, arma::fill::value(value)); }

void check(Penalty* l2, Gradient* l2_gradient) {
  const arma::mat weight = {{1, -2}, {0.5, 3}};
  exercise::compare("l2 of 1, -2, 0.5, 3 with strength 0.1:", 0.7125, l2(weight, 0.1),
                    {{number(1.425), "That is twice too much: the penalty has a factor of 1/2."},
                     {number(0.65), "Those are absolute values: that is L1. L2 squares the weights."},
                     {number(0), "Still nothing: is the sum returned?"}});
  const auto penalty = [&](const arma::mat& w) { return l2(w, 0.1); };
  exercise::compare_gradient("l2_gradient", penalty, weight, l2_gradient(weight, 0.1));
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("l2", {{"answer", [] { check(answer::l2, answer::l2_gradient); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace half {
#include "wrong-half.cpp"
}
namespace gradient {
#include "wrong-gradient.cpp"
}
namespace l1 {
#include "wrong-l1.cpp"
}
static const exercise::Exercise registration(
    "l2", {{"skeleton", [] { check(skeleton::l2, skeleton::l2_gradient); }, "Still nothing"},
           {"solution", [] { check(solution::l2, solution::l2_gradient); }},
           {"half", [] { check(half::l2, half::l2_gradient); }, "a factor of 1/2"},
           {"gradient", [] { check(gradient::l2, gradient::l2_gradient); }, "2 times too large"},
           {"l1", [] { check(l1::l2, l1::l2_gradient); }, "that is L1"}});
#endif
