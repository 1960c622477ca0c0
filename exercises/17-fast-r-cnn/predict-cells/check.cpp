#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/vision/roi_max_pool.hpp"

arma::vec pooled(const dln::Tensor<double>& x, const dln::Box& box) {
  const std::vector<dln::Region> regions = {{0, box}};
  dln::Pass<double> pass(dln::Mode::test, dln::Random(1), dln::Keep::nothing);
  return dln::RoiMaxPool<double>(regions, {4, 4, 16}).forward(x, pass).values();
}

void check(const std::string& small, const std::string& equal, const std::string& shifted) {
  dln::Tensor<double> x({1, 1, 8, 8});
  arma::arma_rng::set_seed(1);
  x.values().randu();
  x.values() += 1;
  const arma::vec few = pooled(x, {32, 32, 64, 64}), four = pooled(x, {32, 32, 96, 96}),
                  moved = pooled(x, {35, 32, 99, 96});
  const arma::uword empty = arma::accu(few == 0.0),
                    different = arma::vec(arma::unique(few)).n_elem;
  exercise::predicted(
      "A region of 2 x 2 places:", small, {"some cells are 0", "numbers repeat", "an error"},
      empty > 0        ? "some cells are 0"
      : different < 16 ? "numbers repeat"
                       : "an error",
      fmt::format("16 cells, {} of them 0, {} different numbers.", empty, different));
  const arma::mat map = arma::reshape(x.values(), 8, 8);
  const double off = arma::abs(four - arma::vectorise(map.submat(2, 2, 5, 5))).max();
  exercise::predicted(
      "A region of 4 x 4 places:", equal,
      {"the region itself", "the region blurred", "its greatest number, 16 times"},
      off == 0                                    ? "the region itself"
      : arma::vec(arma::unique(four)).n_elem == 1 ? "its greatest number, 16 times"
                                                  : "the region blurred",
      fmt::format("the largest difference from the region's own numbers is {:.2f}.", off));
  const arma::uword changed = arma::accu(arma::abs(moved - four) > 0);
  exercise::predicted("The same, 3 pixels to the right:", shifted,
                      {"nothing changes", "all numbers change a little", "all numbers change"},
                      changed == 0                          ? "nothing changes"
                      : arma::abs(moved - four).max() < 0.2 ? "all numbers change a little"
                                                            : "all numbers change",
                      fmt::format("{} of 16 numbers change.", changed));
  exercise::comment(
      "What 3 pixels do not change, 9 change altogether: RoI align changes a little with "
      "each.");
}
