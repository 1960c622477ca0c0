#include "checking/checking.hpp"

using exercise::Filters;

void check(Filters as_filters(const arma::mat&, arma::uword, arma::uword, arma::uword)) {
  constexpr arma::uword C = 2, H = 2, W = 3, K = 4;
  arma::mat weight(C * H * W, K);
  for (arma::uword k = 0; k < K; ++k)
    weight.col(k) = 100.0 * double(k + 1) + arma::regspace(0, C * H * W - 1);
  const auto filters =
      exercise::question("as_filters(weight, channels, height, width)", as_filters)
          .given("weight", "neuron k's are 100 (k + 1) + 0, 1, ... 11, k from 0 to 3")(weight,
                                                                                       C, H, W);
  filters.part("the number", [](const Filters& all) { return all.size(); }).is(K);
  if (!filters.value() || filters.value()->size() != K) return;
  for (arma::uword k = 0; k < K; ++k) {
    // What the filter must give on an image with a single 1 is the weight of that pixel.
    arma::cube expected(H, W, C);
    for (arma::uword place = 0; place < C * H * W; ++place)
      expected(place / W % H, place % W, place / (H * W)) = weight(place, k);
    filters.part("filter " + std::to_string(k), [k](const Filters& all) { return all[k]; })
        .is(expected);
  }
}
