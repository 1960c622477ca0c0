#include "checking/training.hpp"

#include "dln/core/error.hpp"
#include "dln/data/generated.hpp"

namespace exercise {

Examples digits(arma::uword examples, std::uint64_t seed) {
  const auto data = dln::glyph_digits<double>(examples, dln::Random(seed));
  const dln::Shape& shape = data.images.shape();
  const arma::uword height = shape.height / 2, width = shape.width / 2;
  Examples result{arma::mat(height * width, examples), data.labels, data.classes()};
  for (arma::uword n = 0; n < examples; ++n) {
    const arma::mat image = data.images.image(n).slice(0).t();
    for (arma::uword i = 0; i < height; ++i)
      for (arma::uword j = 0; j < width; ++j)
        result.x(i * width + j, n) =
            arma::accu(image.submat(2 * i, 2 * j, 2 * i + 1, 2 * j + 1)) / 4 - 0.5;
  }
  return result;
}

Examples spiral(arma::uword per_arm, std::uint64_t seed) {
  const auto data = dln::spiral<double>(per_arm, dln::Random(seed));
  return {data.images.columns(), data.labels, data.classes()};
}

double accuracy(const arma::mat& scores, const arma::uvec& right) {
  if (scores.n_cols != right.n_elem)
    throw dln::Error("scores", "a column an example", std::to_string(scores.n_cols));
  const arma::urowvec highest = arma::index_max(scores, 0);
  return double(arma::accu(highest == right.t())) / double(right.n_elem);
}

}  // namespace exercise
