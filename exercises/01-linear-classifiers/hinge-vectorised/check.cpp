#include "checking/checking.hpp"

namespace {

using Answer = double(const arma::mat&, const arma::uvec&, double);

arma::mat number(double value) { return arma::mat(1, 1, arma::fill::value(value)); }

void check(Answer* mean_hinge_loss, const std::string& file) {
  // Losses 8 (margin 10 of 13, -7, 11), 3 + 4 and 12.
  const arma::mat scores = {{13, 0, 5}, {-7, 7, 2}, {11, 1, 0}};
  const arma::uvec right = {0, 1, 0};
  exercise::compare("mean_hinge_loss of three examples, margin 10:", (8.0 + 7.0 + 12.0) / 3,
                    mean_hinge_loss(scores, right, 10),
                    {{number(27), "That is the sum over the batch; the mean is asked for."},
                     {number(9.0 + 10), "The right classes count too: each adds the margin; leave them out."},
                     {number(0), "Still nothing: is the sum returned?"},
                     {number(16), "Every example has its own right class; one class's scores were taken for all."}});
  if (!file.empty()) exercise::expect_no_loop(file);
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("hinge-vectorised",
                                             {{"answer", [] { check(answer::mean_hinge_loss, ANSWER); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace sum {
#include "wrong-sum.cpp"
}
namespace own_class {
#include "wrong-own-class.cpp"
}
namespace first_row {
#include "wrong-first-row.cpp"
}
static const exercise::Exercise registration(
    "hinge-vectorised",
    {{"skeleton", [] { check(skeleton::mean_hinge_loss, ""); }, "Still nothing"},
     {"solution",
      [] {
        check(solution::mean_hinge_loss, EXERCISES_FOLDER "/01-linear-classifiers/hinge-vectorised/solution.cpp");
      }},
     {"sum", [] { check(sum::mean_hinge_loss, ""); }, "the mean is asked for"},
     {"own-class", [] { check(own_class::mean_hinge_loss, ""); }, "The right classes count too"},
     {"first-row", [] { check(first_row::mean_hinge_loss, ""); }, "Every example has its own right class"}});
#endif
