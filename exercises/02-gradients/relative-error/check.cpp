#include "checking/checking.hpp"

namespace {

using Answer = double(double, double);

arma::mat number(double value) { return arma::mat(1, 1, arma::fill::value(value)); }

void check(Answer* relative_error) {
  exercise::compare("relative_error(1000, 999):", 1e-3, relative_error(1000, 999),
                    {{number(1), "That is the absolute error; a thousandth of 1000 is small."}});
  exercise::compare("relative_error(-4, -2):", 0.5, relative_error(-4, -2),
                    {{number(-1), "Negative numbers have a size too: take absolute values before the maximum."}});
  exercise::compare("relative_error(3, -3):", 2, relative_error(3, -3));
  exercise::compare("relative_error(0, 1e-9):", 1, relative_error(0, 1e-9));
  const double both_zero = relative_error(0, 0);
  if (both_zero != 0)
    exercise::wrong("relative_error(0, 0): expected 0, as the two agree, got " + std::to_string(both_zero) +
                    "\nZero divided by zero is not a number: that case needs a line of its own.");
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("relative-error", {{"answer", [] { check(answer::relative_error); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace zero {
#include "wrong-zero.cpp"
}
namespace absolute {
#include "wrong-absolute.cpp"
}
namespace sign {
#include "wrong-sign.cpp"
}
static const exercise::Exercise registration(
    "relative-error", {{"skeleton", [] { check(skeleton::relative_error); }, "relative_error(1000, 999)"},
                       {"solution", [] { check(solution::relative_error); }},
                       {"zero", [] { check(zero::relative_error); }, "needs a line of its own"},
                       {"absolute", [] { check(absolute::relative_error); }, "That is the absolute error"},
                       {"sign", [] { check(sign::relative_error); }, "take absolute values"}});
#endif
