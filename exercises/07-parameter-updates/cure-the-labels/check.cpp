#include <fmt/format.h>

#include "checking/checking.hpp"
#include "checking/consulting.hpp"

void check(arma::mat shuffled(const arma::mat&, const arma::rowvec&, const arma::uvec&)) {
  const arma::mat x = exercise::random_matrix(2, 4, 1);
  const arma::uvec order = {2, 0, 3, 1};
  exercise::question("shuffled(x, labels, order)", shuffled)(x, {5, 6, 7, 8}, order)
      .is(arma::mat(arma::join_cols(x.cols(order), arma::rowvec{7, 5, 8, 6})));

  exercise::Examples learnt = exercise::digits(300, 1);
  const exercise::Examples others = exercise::digits(200, 2);
  arma::arma_rng::set_seed(3);
  const arma::uvec mixed = arma::randperm(300);
  const auto dealt =
      exercise::question("shuffled(x, labels, order)", shuffled)
          .given("x", "300 digits")
          .given("labels", "theirs")
          .given("order", "at random")(
              learnt.x, arma::conv_to<arma::rowvec>::from(learnt.correct), mixed);
  if (!dealt.value() || dealt.value()->n_rows != learnt.x.n_rows + 1 ||
      dealt.value()->n_cols != 300)
    return;
  learnt.x = dealt.value()->head_rows(learnt.x.n_rows);
  learnt.correct = arma::conv_to<arma::uvec>::from(dealt.value()->tail_rows(1).t());
  if (learnt.correct.max() >= learnt.classes) return;
  const auto found = exercise::consult(learnt, others);
  exercise::comment(fmt::format(
      "The doctor on a training with what you dealt: {}: {}. It is correct for {:.0f} % of "
      "other digits.",
      found.verdict, found.says, 100 * found.accuracy));
}
