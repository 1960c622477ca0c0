#include <fmt/format.h>

#include "dln/losses/class_labels.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::program::Report;
using dln::program::Scenes;

namespace {

/** For every place of a grid that covers any image, how often each class is there. */
constexpr std::size_t grid = 60;

std::size_t cell_of(std::size_t i, std::size_t j, std::size_t height, std::size_t width) {
  return i * grid / height * grid + j * grid / width;
}

// [Learn what is usually where]
arma::uvec most_frequent(const dln::SceneSet& scenes) {
  arma::umat counts(scenes.pixel_class_names.size(), grid * grid, arma::fill::zeros);
  for (const dln::Scene& scene : scenes.scenes)
    for (std::size_t i = 0; i < scene.labels.height; ++i)
      for (std::size_t j = 0; j < scene.labels.width; ++j)
        if (const auto label = scene.labels(j, i); label != dln::ignored_pixel)
          ++counts(label, cell_of(i, j, scene.labels.height, scene.labels.width));
  return arma::index_max(counts, 0).t();
}
// [Learn what is usually where]

}  // namespace

Report measure_prior(const Scenes& scenes) {
  const arma::uvec prior = most_frequent(scenes.train);
  dln::ConfusionMatrix matrix(scenes.train.pixel_class_names.size());
  for (const dln::Scene& scene : scenes.test.scenes) {
    arma::uvec found(scene.labels.pixels.size());
    for (std::size_t i = 0; i < scene.labels.height; ++i)
      for (std::size_t j = 0; j < scene.labels.width; ++j)
        found[i * scene.labels.width + j] =
            prior[cell_of(i, j, scene.labels.height, scene.labels.width)];
    matrix.add(found, dln::pixel_labels({&scene, 1}));
  }
  Report report;
  report.say(fmt::format(
      "Each place's most frequent class, whatever the image shows: {:.1f} % of the pixels "
      "correct, mean accuracy {:.3f}, mean IoU {:.3f}.",
      100 * matrix.pixel_accuracy(), matrix.mean_accuracy(), matrix.mean_iou()));
  report.note("prior_pixel_accuracy", matrix.pixel_accuracy());
  report.note("prior_mean_accuracy", matrix.mean_accuracy());
  report.note("prior_mean_iou", matrix.mean_iou());
  return report;
}

}  // namespace chapter
