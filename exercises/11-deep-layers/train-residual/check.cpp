#include <fmt/format.h>

#include "checking/checking.hpp"

using Matrices = std::vector<arma::mat>;
using Forward = arma::mat(const arma::mat&, const arma::mat&, const arma::mat&);
using Backward = Matrices(const arma::mat&, const arma::mat&, const arma::mat&,
                          const arma::mat&);

constexpr arma::uword blocks = 15, width = 8;

// The share of new points classified correctly after the answer's blocks were trained, and a
// first and a last layer.
double accuracy_after(Forward forward, Backward backward, bool shortcut) {
  arma::arma_rng::set_seed(3);
  const exercise::Examples learnt = exercise::spiral(40, 1), unseen = exercise::spiral(100, 2);
  const auto with_one = [](const arma::mat& x) {
    return arma::mat(arma::join_cols(x, arma::ones(1, x.n_cols)));
  };
  arma::mat first = arma::randn(3, width) * std::sqrt(2.0 / 3);
  arma::mat last = arma::randn(width, 3) * std::sqrt(1.0 / width);
  Matrices w1, w2;
  for (arma::uword b = 0; b < blocks; ++b) {
    w1.push_back(arma::randn(width, width) * std::sqrt(2.0 / width));
    w2.push_back(0.1 * arma::randn(width, width) * std::sqrt(2.0 / width));
  }
  const auto block = [&](const arma::mat& x, arma::uword b) {
    return arma::mat(forward(x, w1[b], w2[b]) - (shortcut ? 0.0 : 1.0) * x);
  };
  for (int step = 0; step < 250; ++step) {
    const arma::mat x = with_one(learnt.x);
    Matrices z = {first.t() * x};
    for (arma::uword b = 0; b < blocks; ++b) z.push_back(block(z.back(), b));
    arma::mat p = last.t() * z.back();
    p.each_row() -= arma::rowvec(arma::max(p, 0));
    p = arma::exp(p);
    p.each_row() /= arma::rowvec(arma::sum(p, 0));
    for (arma::uword i = 0; i < x.n_cols; ++i) p(learnt.correct(i), i) -= 1;
    arma::mat d = p / double(x.n_cols);
    const arma::mat dlast = z.back() * d.t();
    d = last * d;
    for (arma::uword b = blocks; b-- > 0;) {
      const Matrices g = backward(d, z[b], w1[b], w2[b]);
      d = g[0] - (shortcut ? 0.0 : 1.0) * d;
      w1[b] -= 0.1 * g[1];
      w2[b] -= 0.1 * g[2];
    }
    first -= 0.1 * x * d.t();
    last -= 0.1 * dlast;
  }
  arma::mat z = first.t() * with_one(unseen.x);
  for (arma::uword b = 0; b < blocks; ++b) z = block(z, b);
  return exercise::accuracy(last.t() * z, unseen.correct);
}

void check(Forward block_forward, Backward block_backward) {
  const arma::mat x = exercise::random_matrix(3, 4, 1), w1 = exercise::random_matrix(3, 5, 2),
                  w2 = exercise::random_matrix(5, 3, 3), dy = exercise::random_matrix(3, 4, 4);
  const auto block = [](const arma::mat& in, const arma::mat& a, const arma::mat& b) {
    return arma::mat(in + b.t() * arma::clamp(a.t() * in, 0, arma::datum::inf));
  };
  const auto y = exercise::question("block_forward(x, w1, w2)", block_forward)(x, w1, w2);
  y.is(block(x, w1, w2));
  const auto gradients =
      exercise::question("block_backward(dy, x, w1, w2)", block_backward)(dy, x, w1, w2);
  gradients.part("the number of matrices", [](const Matrices& g) { return double(g.size()); })
      .is(3.0);
  if (!gradients.value() || gradients.value()->size() != 3) return;
  const auto part = [&](const std::string& name, std::size_t i) {
    return gradients.part(name, [i](const Matrices& g) { return g[i]; });
  };
  part("dx", 0).is_gradient_of<arma::mat>(
      [&](const arma::mat& at) { return arma::accu(dy % block(at, w1, w2)); }, x);
  part("dw1", 1).is_gradient_of<arma::mat>(
      [&](const arma::mat& at) { return arma::accu(dy % block(x, at, w2)); }, w1);
  part("dw2", 2).is_gradient_of<arma::mat>(
      [&](const arma::mat& at) { return arma::accu(dy % block(x, w1, at)); }, w2);
  if (!y.value() || arma::size(*y.value()) != arma::size(x)) return;
  for (const std::size_t i : {0, 1, 2}) {
    const arma::mat& wanted = i == 0 ? x : i == 1 ? w1 : w2;
    if (arma::size((*gradients.value())[i]) != arma::size(wanted)) return;
  }
  exercise::comment(
      fmt::format("Fifteen of your blocks learn the spiral: {:.0f} % of 300 new points are "
                  "correct. With the "
                  "shortcut taken away, the same layers come to {:.0f} %.",
                  100 * accuracy_after(block_forward, block_backward, true),
                  100 * accuracy_after(block_forward, block_backward, false)));
}
