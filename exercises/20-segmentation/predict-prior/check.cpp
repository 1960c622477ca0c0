#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/vision/confusion.hpp"

void check(double pixel_accuracy, double mean_accuracy, double mean_iou,
           const std::string& gains_most) {
  arma::uvec labels(100, arma::fill::zeros), found(100, arma::fill::zeros);
  for (arma::uword i = 90; i < 100; ++i) labels(i) = i < 98 ? 1 : 2;
  dln::ConfusionMatrix ground(3), better(3);
  ground.add(found, labels);
  found(99) = 2;
  better.add(found, labels);
  exercise::predicted("Pixel accuracy:", pixel_accuracy, ground.pixel_accuracy(), 1.02,
                      fmt::format("{:.3f}.", ground.pixel_accuracy()));
  exercise::predicted("Mean accuracy:", mean_accuracy, ground.mean_accuracy(), 1.02,
                      fmt::format("{:.3f}.", ground.mean_accuracy()));
  exercise::predicted("Mean IoU:", mean_iou, ground.mean_iou(), 1.02,
                      fmt::format("{:.3f}.", ground.mean_iou()));
  const double pixel = better.pixel_accuracy() - ground.pixel_accuracy(),
               mean = better.mean_accuracy() - ground.mean_accuracy(),
               iou = better.mean_iou() - ground.mean_iou();
  exercise::predicted("Gains most:", gains_most,
                      {"pixel accuracy", "mean accuracy", "mean IoU"},
                      iou > mean && iou > pixel ? "mean IoU"
                      : mean > pixel            ? "mean accuracy"
                                                : "pixel accuracy",
                      fmt::format("pixel accuracy by {:.3f}, mean accuracy by {:.3f}, mean IoU "
                                  "by {:.3f}.",
                                  pixel, mean, iou));
  exercise::comment("Nine pixels in ten are cheap: read pixel accuracy beside a baseline.");
}
