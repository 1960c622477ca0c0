#include <fmt/format.h>

#include "checking/checking.hpp"

arma::mat convolved(const arma::mat& image, const arma::mat& filter) {
  arma::mat map(image.n_rows - 2, image.n_cols - 2);
  for (arma::uword r = 0; r < map.n_rows; ++r)
    for (arma::uword c = 0; c < map.n_cols; ++c)
      map(r, c) = arma::accu(image.submat(r, c, r + 2, c + 2) % filter);
  return map;
}

arma::mat pooled(const arma::mat& map) {
  arma::mat greatest(map.n_rows / 2, map.n_cols / 2);
  for (arma::uword r = 0; r < greatest.n_rows; ++r)
    for (arma::uword c = 0; c < greatest.n_cols; ++c)
      greatest(r, c) = map.submat(2 * r, 2 * c, 2 * r + 1, 2 * c + 1).max();
  return greatest;
}

void check(const std::string& map, const std::string& pooled_by_two,
           const std::string& pooled_by_one) {
  const arma::mat image = exercise::random_matrix(22, 22, 1),
                  filter = exercise::random_matrix(3, 3, 2);
  const auto ask = [&](const std::string& what, const std::string& predicted, int pixels,
                       bool pool, int places) {
    arma::mat before = convolved(image, filter),
              after = convolved(arma::shift(image, pixels, 1), filter);
    if (pool) before = pooled(before), after = pooled(after);
    // Without two columns at either side, which the border may have reached.
    const auto middle = [](const arma::mat& some) {
      return arma::mat(some.cols(2, some.n_cols - 3));
    };
    const double size = arma::norm(middle(before), "fro");
    const double stays = arma::norm(middle(after) - middle(before), "fro") / size;
    const double along =
        arma::norm(middle(after) - middle(arma::shift(before, places, 1)), "fro") / size;
    exercise::predicted(what, predicted, {"stays", "moves along", "neither"},
                        along < 1e-9   ? "moves along"
                        : stays < 1e-9 ? "stays"
                                       : "neither",
                        fmt::format("it differs from the old one by {:.0f} %, from the old "
                                    "one moved along by {:.0f} %.",
                                    100 * stays, 100 * along));
  };
  ask("The map, the image moved by one pixel:", map, 1, false, 1);
  ask("The pooled map, the image moved by two pixels:", pooled_by_two, 2, true, 1);
  ask("The pooled map, the image moved by one pixel:", pooled_by_one, 1, true, 0);
  exercise::comment(
      "Equivariant: the answer moves as the question does. Convolution has it for every shift, "
      "a stride or a pooling only for multiples of its step.");
}
