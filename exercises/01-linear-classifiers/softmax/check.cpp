#include "checking/checking.hpp"

namespace {

using Answer = arma::mat(const arma::mat&);

void check(Answer* softmax) {
  const arma::mat scores = arma::log(arma::mat{{1, 2}, {2, 2}, {1, 4}});
  const arma::mat expected = {{0.25, 0.25}, {0.5, 0.25}, {0.25, 0.5}};
  arma::mat by_rows = arma::exp(scores);
  by_rows.each_col() /= arma::sum(by_rows, 1);
  exercise::compare("softmax of (log 1, log 2, log 1) and (log 2, log 2, log 4):", expected, softmax(scores),
                    {{by_rows, "Your rows sum to 1; an example is a column, so the columns must."},
                     {arma::exp(scores), "Those are the exponentials; divide by their sum."}});
  const double tiny = std::exp(-1.0);
  exercise::compare("softmax of (1000, 999) and (-1000, -1000), which must not overflow:",
                    arma::mat{{1 / (1 + tiny), 0.5}, {tiny / (1 + tiny), 0.5}},
                    softmax(arma::mat{{1000, -1000}, {999, -1000}}));
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("softmax", {{"answer", [] { check(answer::softmax); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace overflow {
#include "wrong-overflow.cpp"
}
namespace rows {
#include "wrong-rows.cpp"
}
namespace one_maximum {
#include "wrong-one-maximum.cpp"
}
static const exercise::Exercise registration(
    "softmax", {{"skeleton", [] { check(skeleton::softmax); }, "expected a result of 3 x 2, got one of 0 x 0"},
                {"solution", [] { check(solution::softmax); }},
                {"overflow", [] { check(overflow::softmax); }, "not finite numbers"},
                {"rows", [] { check(rows::softmax); }, "Your rows sum to 1"},
                {"one-maximum", [] { check(one_maximum::softmax); }, "not finite numbers"}});
#endif
