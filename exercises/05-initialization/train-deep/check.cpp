#include <fmt/format.h>

#include "checking/checking.hpp"

using Weights = std::vector<arma::mat>;

arma::mat relu(const arma::mat& x) { return arma::clamp(x, 0, arma::datum::inf); }

// The share of 500 new points that is classified correctly after training, by gradient descent.
double accuracy_after(Weights weights, arma::uword steps) {
  arma::arma_rng::set_seed(7);
  const auto points = [](arma::uword n) {
    return arma::mat(arma::join_cols(2 * arma::randu(2, n) - 1, arma::ones(1, n)));
  };
  const auto inside = [](const arma::mat& x) {
    return arma::uvec((arma::sum(arma::square(x.head_rows(2))) < 0.64).t());
  };
  const arma::mat x = points(150), unseen = points(500);
  const arma::uvec right = inside(x);
  for (arma::uword step = 0; step < steps; ++step) {
    Weights z = {x};
    for (std::size_t l = 0; l + 1 < weights.size(); ++l)
      z.push_back(relu(weights[l].t() * z[l]));
    arma::mat p = weights.back().t() * z.back();
    p.each_row() -= arma::rowvec(arma::max(p, 0));
    p = arma::exp(p);
    p.each_row() /= arma::rowvec(arma::sum(p, 0));
    for (arma::uword i = 0; i < x.n_cols; ++i) p(right(i), i) -= 1;
    arma::mat d = p / double(x.n_cols);
    for (std::size_t l = weights.size(); l-- > 0;) {
      const arma::mat dw = z[l] * d.t();
      d = weights[l] * d;
      d.elem(arma::find(z[l] <= 0)).zeros();
      weights[l] -= 0.1 * dw;
    }
  }
  arma::mat scores = unseen;
  for (std::size_t l = 0; l + 1 < weights.size(); ++l) scores = relu(weights[l].t() * scores);
  return exercise::accuracy(weights.back().t() * scores, inside(unseen));
}

void check(Weights start(const std::vector<arma::uword>&)) {
  const auto asked =
      exercise::question("start(sizes)", start).given("sizes", "3, 400, 100, 300, 2");
  arma::arma_rng::set_seed(1);
  const std::vector<arma::uword> sizes = {3, 400, 100, 300, 2};
  const auto weights = asked(sizes);
  weights.part("the number of matrices", [](const Weights& w) { return double(w.size()); })
      .is(4.0);
  for (std::size_t l = 0; l < 3; ++l)
    weights
        .part(fmt::format("matrix {}", l),
              [l](const Weights& w) { return l < w.size() ? w[l] : arma::mat(); })
        .satisfies(
            [&, l](const arma::mat& w) {
              if (w.n_rows != sizes[l] || w.n_cols != sizes[l + 1]) return false;
              const double variance = arma::var(arma::vectorise(w)) * double(sizes[l]);
              const double chance = l == 0 ? 0.4 : 0.2;  // the first has few numbers
              return std::abs(variance - 2) < chance;
            },
            fmt::format("It should be {} x {}, with the variance 2 / {}.", sizes[l],
                        sizes[l + 1], sizes[l]));
  arma::arma_rng::set_seed(2);
  const auto deep =
      exercise::question("start(sizes)", start)
          .given("sizes", "3, seven times 32, 2")({3, 32, 32, 32, 32, 32, 32, 32, 2});
  if (!deep.value() || deep.value()->size() != 8 || deep.value()->front().n_rows != 3) return;
  exercise::comment(fmt::format(
      "From your start, eight layers learn the disc: {:.0f} % of 500 new points are right. "
      "From weights of 0.05, {:.0f} % are.",
      100 * accuracy_after(*deep.value(), 150),
      100 * accuracy_after(
                [&] {
                  Weights small;
                  for (const arma::mat& w : *deep.value())
                    small.push_back(0.05 * arma::randn(arma::size(w)));
                  return small;
                }(),
                150)));
}
