#include "checking/checking.hpp"

namespace {

using Answer = arma::vec(const std::function<double(const arma::vec&)>&, arma::vec, double);

void check(Answer* numerical_gradient) {
  // x0² x1 + 3 x1: with so large an h the kind of difference shows, and so does an x that is not put back.
  const auto f = [](const arma::vec& x) { return x[0] * x[0] * x[1] + 3 * x[1]; };
  const arma::vec at = {2, -1};
  constexpr double h = 0.5;
  const arma::vec expected = {-4, 7};
  const arma::vec forward = {(f({2.5, -1}) - f(at)) / h, 7};
  const arma::vec not_put_back = {-4, (f({1.5, -0.5}) - f({1.5, -1.5})) / (2 * h)};
  const std::string what = "numerical_gradient of x0² x1 + 3 x1 at (2, -1), h = 0.5:";
  exercise::compare(what, expected, numerical_gradient(f, at, h),
                    {{forward, "Those are forward differences; centred ones step to both sides."},
                     {2 * expected, "Twice too large: the two points are 2h apart, not h."},
                     {not_put_back, "The first number is right, the second is not: is x put back after each nudge?"}});
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("numerical-gradient",
                                             {{"answer", [] { check(answer::numerical_gradient); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace forward {
#include "wrong-forward.cpp"
}
namespace width {
#include "wrong-width.cpp"
}
namespace not_put_back {
#include "wrong-not-put-back.cpp"
}
static const exercise::Exercise registration(
    "numerical-gradient",
    {{"skeleton", [] { check(skeleton::numerical_gradient); }, "expected a result of 2 x 1, got one of 0 x 1"},
     {"solution", [] { check(solution::numerical_gradient); }},
     {"forward", [] { check(forward::numerical_gradient); }, "Those are forward differences"},
     {"width", [] { check(width::numerical_gradient); }, "the two points are 2h apart"},
     {"not-put-back", [] { check(not_put_back::numerical_gradient); }, "is x put back after each nudge?"}});
#endif
