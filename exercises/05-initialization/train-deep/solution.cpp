#include <armadillo>
#include <vector>

#include "draw-weights.cpp"

std::vector<arma::mat> start(const std::vector<arma::uword>& sizes) {
  std::vector<arma::mat> weights;
  for (std::size_t l = 0; l + 1 < sizes.size(); ++l)
    weights.push_back(scale_weights(arma::randn(sizes[l], sizes[l + 1]), sizes[l], true));
  return weights;
}
