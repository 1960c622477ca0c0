#include <fmt/format.h>

#include "checking/checking.hpp"
#include "checking/consulting.hpp"

void check(arma::umat orders(arma::uword, arma::uword)) {
  arma::arma_rng::set_seed(1);
  const auto asked = exercise::question("orders(examples, epochs)", orders)(300, 8);
  const arma::uvec all = arma::regspace<arma::uvec>(0, 299);
  asked
      .part("the size",
            [](const arma::umat& order) {
              return arma::rowvec{double(order.n_rows), double(order.n_cols)};
            })
      .is(arma::rowvec{300, 8});
  if (!asked.value() || asked.value()->n_rows != 300 || asked.value()->n_cols != 8) return;
  const auto count = [&](const auto& is_so) {
    return [&, is_so](const arma::umat& order) {
      double found = 0;
      for (arma::uword e = 0; e < order.n_cols; ++e) found += is_so(order, e) ? 1 : 0;
      return found;
    };
  };
  asked
      .part("epochs that have every example once",
            count([&](const arma::umat& order, arma::uword e) {
              return bool(arma::all(arma::sort(order.col(e)) == all));
            }))
      .is(8.0);
  asked
      .part("epochs in the order of the file",
            count([&](const arma::umat& order, arma::uword e) {
              return bool(arma::all(order.col(e) == all));
            }))
      .is(0.0);
  asked
      .part("epochs in the order of the first",
            count([](const arma::umat& order, arma::uword e) {
              return bool(arma::all(order.col(e) == order.col(0)));
            }))
      .is(1.0);
  asked
      .part("how far apart two neighbours stood in the file, on average",
            [](const arma::umat& order) {
              return arma::mean(arma::vectorise(
                  arma::abs(arma::diff(arma::conv_to<arma::mat>::from(order)))));
            })
      .is_near(100, 0.15);

  exercise::Examples learnt = exercise::digits(300, 1);
  const arma::uvec by_class = arma::stable_sort_index(learnt.correct);
  learnt.x = learnt.x.cols(by_class);
  learnt.correct = learnt.correct.elem(by_class);
  if (asked.value()->max() > 299) return;
  const auto found =
      exercise::consult(learnt, exercise::digits(200, 2), {.orders = *asked.value()});
  exercise::comment(fmt::format(
      "The doctor on a training in your order: {}: {}. It is correct for {:.0f} % of other "
      "digits.",
      found.verdict, found.says, 100 * found.accuracy));
}
