#include "checking/checking.hpp"

void check(arma::mat propose(const arma::mat&, const arma::vec&, const arma::mat&, double,
                             double, double, arma::uword)) {
  const auto made = exercise::question(
      "propose(anchors, scores, offsets, image_width, image_height, threshold, count)",
      propose);
  const arma::mat anchors = {
      {0, 0, 10, 20}, {20, 20, 40, 30}, {21, 20, 41, 30}, {50, 0, 60, 10}};
  const arma::mat still(4, 4);
  made(anchors, {1, 3, 2, -4}, still, 100, 80, 0.5, 9)
      .is(arma::mat{{20, 20, 40, 30}, {0, 0, 10, 20}, {50, 0, 60, 10}});
  made(anchors, {1, 3, 2, -4}, still, 100, 80, 0.95, 3)
      .is(arma::mat{{20, 20, 40, 30}, {21, 20, 41, 30}, {0, 0, 10, 20}});
  const double twice = std::log(2);
  made(arma::mat(arma::rowvec{20, 20, 40, 30}), {1},
       arma::mat(arma::rowvec{0.5, -0.2, 0, twice}), 100, 80, 0.5, 9)
      .is(arma::mat(arma::rowvec{30, 13, 50, 33}));
  made(arma::mat(arma::rowvec{20, 20, 40, 30}), {1},
       arma::mat(arma::rowvec{0, 0, 2 * twice, 2 * twice}), 50, 40, 0.5, 9)
      .is(arma::mat(arma::rowvec{0, 5, 50, 40}));
}
