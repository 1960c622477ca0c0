#include "checking/checking.hpp"

using exercise::Filters;
using exercise::sample;

template <typename Gradients>
void ask(Gradients convolve_backward(const arma::cube&, const arma::cube&, const Filters&,
                                     arma::uword, arma::uword),
         const arma::cube& x, const Filters& filters, arma::uword stride, arma::uword padding) {
  const arma::vec zero(filters.size());
  const arma::cube y = exercise::convolution(x, filters, zero, stride, padding);
  const arma::cube dy = sample(y.n_rows, y.n_cols, y.n_slices, 20);
  const auto loss = [&](const arma::cube& image, const Filters& weights,
                        const arma::vec& bias) {
    return arma::accu(dy % exercise::convolution(image, weights, bias, stride, padding));
  };
  const auto gradients =
      exercise::question("convolve_backward(dy, x, filters, stride, padding)",
                         convolve_backward)(dy, x, filters, stride, padding);

  gradients.part("dbias", [](const Gradients& g) { return g.dbias; })
      .template is_gradient_of<arma::vec>(
          [&](const arma::vec& bias) { return loss(x, filters, bias); }, zero);
  for (std::size_t k = 0; k < filters.size(); ++k) {
    const auto by_filter = [&](const arma::cube& filter) {
      Filters nudged = filters;
      nudged[k] = filter;
      return loss(x, nudged, zero);
    };
    gradients
        .part("dfilters[" + std::to_string(k) + "]",
              [&](const Gradients& g) { return g.dfilters.at(k); })
        .template is_gradient_of<arma::cube>(by_filter, filters[k]);
  }
  gradients.part("dx", [](const Gradients& g) { return g.dx; })
      .template is_gradient_of<arma::cube>(
          [&](const arma::cube& image) { return loss(image, filters, zero); }, x);
}

template <typename Gradients>
void check(Gradients answer(const arma::cube&, const arma::cube&, const Filters&, arma::uword,
                            arma::uword)) {
  ask(answer, sample(4, 5, 1, 1), {sample(3, 3, 1, 3)}, 1, 0);
  ask(answer, sample(4, 5, 1, 1), {sample(3, 3, 1, 3)}, 1, 1);
  ask(answer, sample(5, 7, 1, 6), {sample(3, 3, 1, 3)}, 2, 0);
  ask(answer, sample(4, 5, 2, 2), {sample(2, 3, 2, 4), sample(2, 3, 2, 5), sample(2, 3, 2, 7)},
      2, 1);
}
