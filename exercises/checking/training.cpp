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

Examples disc(arma::uword points, int seed) {
  arma::arma_rng::set_seed(seed);
  Examples disc{arma::join_cols(2 * arma::randu(2, points) - 1, arma::ones(1, points)),
                arma::uvec(points), 2};
  for (arma::uword i = 0; i < points; ++i)
    disc.correct(i) = arma::norm(disc.x.col(i).head(2)) < 0.8 ? 1 : 0;
  return disc;
}

double softmax_loss(const arma::mat& scores, const arma::uvec& right) {
  double sum = 0;
  for (arma::uword i = 0; i < scores.n_cols; ++i)
    sum += std::log(arma::accu(arma::exp(scores.col(i)))) - scores(right(i), i);
  return sum / double(scores.n_cols);
}

double accuracy(const arma::mat& scores, const arma::uvec& right) {
  if (scores.n_cols != right.n_elem)
    throw dln::Error("scores", "a column an example", std::to_string(scores.n_cols));
  const arma::urowvec highest = arma::index_max(scores, 0);
  return double(arma::accu(highest == right.t())) / double(right.n_elem);
}

}  // namespace exercise
