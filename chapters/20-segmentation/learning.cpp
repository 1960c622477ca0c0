#include <fmt/format.h>

#include "dln/layers/summary.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/vision/boundaries.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Tensor;
using dln::program::Comparison;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Scenes;
using dln::program::Start;

using Network = dln::Sequential<float>;

// [Count the correct pixels by their distance to a boundary]
void add_scene(ByDistance& counts, const arma::uvec& found, const dln::Scene& scene) {
  const arma::uvec labels = dln::pixel_labels({&scene, 1});
  const arma::uvec distance =
      dln::boundary_distance(labels, scene.labels.height, scene.labels.width);
  for (arma::uword i = 0; i < labels.n_elem; ++i) {
    if (labels[i] == dln::ignored_label) continue;
    const bool near = distance[i] <= 1, correct = found[i] == labels[i];
    (near ? counts.near : counts.far) += 1;
    (near ? counts.near_correct : counts.far_correct) += correct ? 1 : 0;
  }
}
// [Count the correct pixels by their distance to a boundary]

namespace {

Outcome measured(const Network& network, const Scenes& scenes, const Candidate& candidate,
                 const dln::ColourScale& scale) {
  dln::ConfusionMatrix matrix(scenes.validation.pixel_class_names.size());
  ByDistance counts;
  double f1 = 0;
  for (const dln::Scene& scene : scenes.validation.scenes) {
    const arma::uvec found = dln::segment<float>(network, scene, scale, candidate.multiple);
    const arma::uvec labels = dln::pixel_labels({&scene, 1});
    matrix.add(found, labels);
    add_scene(counts, found, scene);
    f1 += dln::boundary_score(found, labels, scene.labels.height, scene.labels.width, 1).f1();
  }
  Outcome outcome;
  outcome.numbers = {{"mean IoU", matrix.mean_iou()},
                     {"pixel accuracy", matrix.pixel_accuracy()},
                     {"mean accuracy", matrix.mean_accuracy()},
                     {"near boundaries", counts.near_correct / counts.near},
                     {"far from them", counts.far_correct / counts.far},
                     {"boundary F1", f1 / static_cast<double>(scenes.validation.size())}};
  return outcome;
}

}  // namespace

Comparison learn(const std::string& label, const std::vector<Candidate>& candidates,
                 const Scenes& scenes, const Options& options, std::size_t starts,
                 std::vector<std::shared_ptr<Network>>* kept) {
  if (kept != nullptr) kept->assign(candidates.size(), nullptr);
  const auto scale = dln::ColourScale::of(scenes.train);
  std::vector<dln::program::Variant> variants;
  for (std::size_t v = 0; v < candidates.size(); ++v)
    variants.push_back(
        {candidates[v].name, [=, &scenes, &options](const Start& start) {
           const Candidate& candidate = candidates[v];
           auto network = std::make_shared<Network>();
           candidate.build(*network, start.random);
           const dln::SoftmaxCrossEntropy<float> loss(
               candidate.weighted ? dln::class_weights(scenes.train) : arma::fvec());
           dln::Segmentation<float> objective(*network, loss, scenes.train, nullptr,
                                              {.augmentation = {.flip = true},
                                               .scale = scale,
                                               .multiple = candidate.multiple});
           const std::size_t epochs = options.choose<std::size_t>(14, 1), batch = 4;
           dln::Adam<float> optimizer(dln::linear_decay(
               5e-3, epochs * dln::steps_per_epoch(objective.examples(), batch), 5e-4));
           const dln::History history = dln::program::train(objective, optimizer,
                                                            {.epochs = epochs,
                                                             .batch_size = batch,
                                                             .seed = start.seed,
                                                             .callback = start.callback()});
           dln::program::stop_if_interrupted();
           if (kept != nullptr && start.number == 0) (*kept)[v] = network;
           Outcome outcome = measured(*network, scenes, candidate, scale);
           const auto layers = dln::summary(*network, {1, 3, 48, 48});
           outcome.numbers.emplace_back("parameters",
                                        static_cast<double>(layers[0].parameters));
           outcome.numbers.emplace_back("million multiply-adds",
                                        1e-6 * static_cast<double>(layers[0].multiply_adds));
           std::vector<double> losses;
           for (const auto& epoch : history.epochs) losses.push_back(epoch.loss);
           outcome.curves = {{"loss", losses}};
           return outcome;
         }});
  return dln::program::compare(label, variants, options, starts);
}

void add_pictures(Report& report, const std::string& name, const dln::SceneSet& scenes,
                  const std::vector<std::string>& names,
                  const std::vector<std::vector<arma::uvec>>& found) {
  const std::size_t shown = found.front().size();
  const std::size_t height = scenes.scenes.front().image.height,
                    width = scenes.scenes.front().image.width;
  const std::span<const dln::Scene> first(scenes.scenes.data(), shown);
  report.pictures(name, dln::to_tensor<float>(first), std::vector<std::string>(shown, "scene"));
  const std::size_t columns = names.size() + 1;
  Tensor<float> maps({shown * columns, 1, height, width});
  std::vector<std::string> titles;
  for (std::size_t i = 0, at = 0; i < shown; ++i) {
    for (std::size_t v = 0; v < names.size(); ++v, ++at) {
      for (std::size_t p = 0; p < height * width; ++p)
        maps[at * height * width + p] = static_cast<float>(found[v][i][p]);
      titles.push_back(names[v]);
    }
    const dln::Scene& scene = scenes.scenes[i];
    for (std::size_t p = 0; p < height * width; ++p)
      maps[at * height * width + p] = scene.labels.pixels[p] == dln::ignored_pixel
                                          ? -1.0F
                                          : static_cast<float>(scene.labels.pixels[p]);
    titles.emplace_back("what is there");
    ++at;
  }
  report.pictures(name + "-maps", maps, titles);
}

}  // namespace chapter
