#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/layers/conv2d.hpp"

// Multiply-adds of a trunk of two convolutions for a batch.
double cost(const dln::Shape& x) {
  const dln::Conv2d<float> first(dln::conv::square(3, 8, 0, 3, 2, 1), dln::constant<float>(0),
                                 dln::Random(1)),
      second(dln::conv::square(8, 16, 0, 3, 2, 1), dln::constant<float>(0), dln::Random(1));
  return double(first.cost(x).multiply_adds) +
         double(second.cost(first.output_shape(x)).multiply_adds);
}

void check(const double& pixels, const double& overlap) {
  const double ratio = cost({2000, 3, 224, 224}) / cost({1, 3, 600, 1000});
  exercise::predicted("R-CNN's trunk computes so many times as much:", pixels, ratio, 1.5,
                      fmt::format("{:.0f} times.", ratio));
  arma::arma_rng::set_seed(1);
  double covered = 0;
  for (int region = 0; region < 2000; ++region) {
    // A region that wraps around the border counts every pixel alike.
    const double x = arma::randu(), y = arma::randu();
    int inside = 0;
    for (int point = 0; point < 100; ++point) {
      const double px = point % 10 / 10.0, py = point / 10 / 10.0;
      inside += std::fmod(px - x + 1, 1) < 0.5 && std::fmod(py - y + 1, 1) < 0.5 ? 1 : 0;
    }
    covered += inside / 100.0;
  }
  exercise::predicted("So many regions hold a pixel:", overlap, covered, 1.5,
                      fmt::format("{:.0f} of 2000.", covered));
  exercise::comment("What so many regions share is computed once, or again and again.");
}
