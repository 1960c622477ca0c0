#include <fmt/format.h>

#include "checking/checking.hpp"
#include "checking/consulting.hpp"

void check(arma::mat centred(const arma::mat&, const arma::mat&)) {
  const auto ask = exercise::question("centred(train, validation)", centred);
  const auto expected = [](const arma::mat& train, const arma::mat& validation) {
    const arma::vec mean = arma::sum(train, 1) / double(train.n_cols);
    return arma::mat(arma::join_rows(train.each_col() - mean, validation.each_col() - mean));
  };
  const arma::mat train = {{1, 3}, {0, 2}}, validation = arma::vec{5, -1};
  ask(train, validation).is(expected(train, validation));
  const arma::mat more = exercise::random_matrix(3, 4, 1),
                  others = exercise::random_matrix(3, 2, 2);
  ask(more, others).is(expected(more, others));

  exercise::Examples learnt = exercise::digits(300, 1), held_out = exercise::digits(200, 2);
  const auto both =
      ask.given("train", "300 digits").given("validation", "200 others")(learnt.x, held_out.x);
  if (!both.value() || both.value()->n_rows != learnt.x.n_rows || both.value()->n_cols != 500)
    return;
  learnt.x = both.value()->head_cols(300);
  held_out.x = both.value()->tail_cols(200);
  const auto found = exercise::consult(learnt, held_out);
  exercise::comment(fmt::format("The doctor on a training with what you centred: {}: {}.",
                                found.verdict, found.says));
}
