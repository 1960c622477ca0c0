#include <fmt/format.h>

#include "checking/checking.hpp"

// 3 x 3 with stride 2, and ReLU.
arma::mat strided(const arma::mat& x, const arma::mat& filter) {
  arma::mat y((x.n_rows - 1) / 2, (x.n_cols - 1) / 2);
  for (arma::uword r = 0; r < y.n_rows; ++r)
    for (arma::uword c = 0; c < y.n_cols; ++c)
      y(r, c) =
          std::max(0.0, arma::accu(x.submat(2 * r, 2 * c, 2 * r + 2, 2 * c + 2) % filter));
  return y;
}

arma::mat scores(const arma::mat& image) {
  return strided(strided(image, exercise::random_matrix(3, 3, 1) + 0.2),
                 exercise::random_matrix(3, 3, 2) + 0.2);
}

void check(const std::string& moved_by_a_place, const std::string& moved_by_half_a_place,
           const std::string& twice_as_large) {
  const arma::mat image = exercise::random_matrix(48, 48, 3);
  const arma::mat before = scores(image);
  const auto ask = [&](const std::string& what, const std::string& predicted,
                       const arma::mat& found, const arma::mat& old) {
    const double share = arma::norm(found - old, "fro") / arma::norm(old, "fro");
    exercise::predicted(what, predicted, {"follow", "differ"},
                        share < 1e-9 ? "follow" : "differ",
                        fmt::format("the scores differ by {:.0f} %.", 100 * share));
  };
  const auto moved = [&](int pixels) { return scores(arma::shift(image, pixels, 1)); };
  ask("Moved by four pixels:", moved_by_a_place, moved(4).cols(2, 8), before.cols(1, 7));
  ask("Moved by two pixels:", moved_by_half_a_place, moved(2).cols(2, 8), before.cols(2, 8));
  const arma::mat large = scores(arma::kron(image, arma::ones(2, 2)));
  arma::mat every_second(5, 5), old = before.submat(0, 0, 4, 4);
  for (arma::uword r = 0; r < 5; ++r)
    for (arma::uword c = 0; c < 5; ++c) every_second(r, c) = large(2 * r, 2 * c);
  ask("Twice as large:", twice_as_large, every_second, old);
  exercise::comment(
      "Translation is built in, up to whole places; sizes are not. So anchors come in several "
      "sizes, and each size has filters of its own in the heads.");
}
