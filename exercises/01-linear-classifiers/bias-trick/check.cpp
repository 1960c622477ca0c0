#include "checking/checking.hpp"

void check(arma::mat fold(const arma::mat&, const arma::vec&),
           arma::mat with_one(const arma::mat&)) {
  const auto folded = exercise::question("fold(weight, bias)", fold);
  const auto extended = exercise::question("with_one(x)", with_one);
  folded({{1, 2, 3}, {4, 5, 6}}, {10, 20, 30})
      .is(arma::mat{{1, 2, 3}, {4, 5, 6}, {10, 20, 30}});
  extended({{1, 0, 2, 1}, {0, 1, 1, 3}})
      .is(arma::mat{{1, 0, 2, 1}, {0, 1, 1, 3}, {1, 1, 1, 1}});

  const arma::mat weight = exercise::random_matrix(3, 4, 1),
                  x = exercise::random_matrix(3, 2, 2);
  const arma::vec bias = exercise::random_matrix(4, 1, 3);
  const auto last_weights = folded(weight, bias);
  last_weights.is(arma::mat(arma::join_cols(weight, bias.t())));
  const auto last_x = extended(x);
  last_x.is(arma::mat(arma::join_cols(x, arma::ones(1, 2))));
  if (!last_weights.value() || !last_x.value()) return;
  arma::mat scores = weight.t() * x;
  scores.each_col() += bias;
  if (last_weights.value()->n_rows == last_x.value()->n_rows)
    exercise::answer_to("fold(weight, bias)ᵀ with_one(x)",
                        arma::mat(last_weights.value()->t() * *last_x.value()))
        .is(scores);
}
