#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/vision/segmentation.hpp"

// Three discs on a plain ground, with noise, in 0 ... 0.5.
arma::cube discs() {
  arma::arma_rng::set_seed(3);
  arma::cube image(40, 30, 3);
  for (arma::uword y = 0; y < 30; ++y)
    for (arma::uword x = 0; x < 40; ++x)
      for (arma::uword disc = 0; disc < 3; ++disc)
        if (std::hypot(double(x) - 8 - 12 * double(disc), double(y) - 15) < 5)
          image(x, y, disc) = 0.3;
  image += 0.02 * arma::randu(arma::size(image));
  return image;
}

arma::umat labels(const arma::cube& image, double k) {
  return dln::segmented(image, {.scale = k, .sigma = 0, .min_size = 0}).labels;
}

void check(const std::string& larger_k, const std::string& doubled, const std::string& zero) {
  const arma::cube image = discs();
  const arma::uword few = labels(image, 100).max() + 1, many = labels(image, 10).max() + 1;
  exercise::predicted("With ten times the k the regions become:", larger_k,
                      {"fewer", "more", "as many"},
                      few < many   ? "fewer"
                      : few > many ? "more"
                                   : "as many",
                      fmt::format("{} regions with k = 10, {} with k = 100.", many, few));
  const arma::umat one = labels(image, 20), two = labels(2 * image, 40);
  exercise::predicted("With doubled distances and a doubled k they are:", doubled,
                      {"the same", "fewer", "more"},
                      two.max() < one.max()   ? "fewer"
                      : two.max() > one.max() ? "more"
                                              : "the same",
                      fmt::format("{} regions before, {} afterwards; {} pixels changed theirs.",
                                  one.max() + 1, two.max() + 1, arma::accu(one != two)));
  const arma::uword none = labels(image, 0).max() + 1;
  exercise::predicted("With k = 0 there are:", zero,
                      {"a region a disc", "about ten", "hundreds"},
                      none < 5    ? "a region a disc"
                      : none < 50 ? "about ten"
                                  : "hundreds",
                      fmt::format("{} regions of 1200 pixels.", none));
  exercise::comment("k is compared with distances of colours, so it has their unit.");
}
