#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Scene;
using dln::SceneSet;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

std::size_t count_of(const Scene& scene, std::size_t label) {
  return static_cast<std::size_t>(
      std::count_if(scene.objects.begin(), scene.objects.end(),
                    [&](const dln::SceneObject& object) { return object.label == label; }));
}

/** The class of which most scenes have exactly one object. */
std::size_t single_class(const SceneSet& set) {
  arma::uvec scenes(set.class_names.size());
  for (const Scene& scene : set.scenes)
    for (arma::uword label = 0; label < scenes.n_elem; ++label)
      scenes[label] += count_of(scene, label) == 1 ? 1 : 0;
  return scenes.index_max();
}

/** The scenes with exactly one object of a class, and that object alone; it becomes the only
 * class. */
SceneSet with_one_of(const SceneSet& set, std::size_t label) {
  SceneSet result = set;
  result.class_names = {set.class_names.at(label)};
  result.scenes.clear();
  for (const Scene& scene : set.scenes) {
    if (count_of(scene, label) != 1) continue;
    Scene& kept = result.scenes.emplace_back(scene);
    std::erase_if(kept.objects,
                  [&](const dln::SceneObject& object) { return object.label != label; });
    kept.objects.front().label = 0;
    kept.instances = {};
  }
  return result;
}

/** The scenes with exactly one object, whatever it is. */
SceneSet with_one(const SceneSet& set) {
  SceneSet result = set;
  std::erase_if(result.scenes, [](const Scene& scene) { return scene.objects.size() != 1; });
  return result;
}

/** The mean over places around a box of the IoU with the box moved. */
double iou_moved(double size, double by) {
  const dln::Box box = {0, 0, size, size};
  return dln::iou(box, {by, by, size + by, size + by});
}

}  // namespace

Singles load_singles(const Options& options) {
  dln::program::SceneNeeds needs;
  needs.train = options.choose<std::size_t>(2000, 120);
  needs.test = options.choose<std::size_t>(300, 40);
  needs.generated = {
      .height = 48, .width = 48, .classes = 3, .min_objects = 1, .max_objects = 1};
  needs.generated.min_size = 0.5;
  needs.generated.max_size = 0.85;
  needs.generated.distractors = 0;
  Singles singles;
  dln::program::Scenes all = dln::program::load_detection(options, needs);
  const std::size_t label = single_class(all.train);
  const bool generated = options.data.empty();
  const auto reduced = [&](const SceneSet& set) {
    SceneSet result = generated ? with_one(set) : with_one_of(set, label);
    if (result.size() < 8)
      throw dln::Error(set.name, "at least 8 images with exactly one object of a class",
                       std::to_string(result.size()));
    return result;
  };
  singles.scenes = {reduced(all.train), reduced(all.validation), reduced(all.test)};
  singles.train = dln::located_objects<float>(singles.scenes.train.scenes);
  singles.validation = dln::located_objects<float>(singles.scenes.validation.scenes);
  singles.test = dln::located_objects<float>(singles.scenes.test.scenes);
  return singles;
}

Report compare_measures() {
  Table table({{"box"},
               {"2 pixels off", "{:.2f}"},
               {"4 pixels off", "{:.2f}"},
               {"8 pixels off", "{:.2f}"}});
  Table curves({{"box"}, {"pixels"}, {"IoU"}});
  for (const double size : {12.0, 24.0, 48.0}) {
    const std::string name = fmt::format("{} x {}", size, size);
    table.add({name, iou_moved(size, 2), iou_moved(size, 4), iou_moved(size, 8)});
    for (double by = 0; by <= 12; by += 0.5) curves.add({name, by, iou_moved(size, by)});
  }
  Report report;
  report.say("The IoU of a box with itself moved to the right and down:");
  report.table("moved", table);
  report.data("moved-curves", curves);
  return report;
}

}  // namespace chapter
