#include "checking/checking.hpp"

namespace {

using Fold = arma::mat(const arma::mat&, const arma::vec&);
using WithOne = arma::mat(const arma::mat&);

void check(Fold* fold, WithOne* with_one) {
  const arma::mat weight = {{1, 2, 3}, {4, 5, 6}};
  const arma::vec bias = {10, 20, 30};
  const arma::mat x = {{1, 0, 2, 1}, {0, 1, 1, 1}};
  const arma::mat folded = fold(weight, bias);
  if (folded.n_rows != 3 || folded.n_cols != 3)
    exercise::wrong("fold of a 2 x 3 weight and 3 biases: expected 3 x 3, the biases as one more row, got " +
                    std::to_string(folded.n_rows) + " x " + std::to_string(folded.n_cols));
  const arma::mat extended = with_one(x);
  if (extended.n_rows != 3 || extended.n_cols != 4)
    exercise::wrong("with_one of 2 x 4 examples: expected 3 x 4, got " + std::to_string(extended.n_rows) + " x " +
                    std::to_string(extended.n_cols));
  arma::mat expected = weight.t() * x;
  const arma::mat without_bias = expected;
  expected.each_col() += bias;
  const arma::mat mixed = arma::join_cols(bias.t(), weight).t() * arma::join_cols(x, arma::mat(1, 4, arma::fill::ones));
  exercise::compare("scores of four examples, fold(weight, bias)ᵀ with_one(x):", expected, folded.t() * extended,
                    {{without_bias, "The bias has no effect: the new feature must be 1, whatever the example."},
                     {mixed, "The bias meets a pixel: put its row where with_one puts the ones."}});
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("bias-trick", {{"answer", [] { check(answer::fold, answer::with_one); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace zeros {
#include "wrong-zeros.cpp"
}
namespace column {
#include "wrong-column.cpp"
}
namespace order {
#include "wrong-order.cpp"
}
static const exercise::Exercise registration(
    "bias-trick", {{"skeleton", [] { check(skeleton::fold, skeleton::with_one); }, "expected 3 x 3"},
                   {"solution", [] { check(solution::fold, solution::with_one); }},
                   {"zeros", [] { check(zeros::fold, zeros::with_one); }, "The bias has no effect"},
                   {"column", [] { check(column::fold, column::with_one); }, "the biases as one more row, got 2 x 4"},
                   {"order", [] { check(order::fold, order::with_one); }, "The bias meets a pixel"}});
#endif
