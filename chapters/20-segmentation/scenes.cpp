#include "experiments.hpp"

namespace chapter {

dln::SceneOptions small_scenes() {
  dln::SceneOptions options{.height = 48, .width = 48, .classes = 3, .max_objects = 2};
  options.min_size = 0.4;
  options.max_size = 0.7;
  options.distractors = 0;
  return options;
}

dln::program::Scenes figures_and_grounds(dln::program::Scenes scenes) {
  for (dln::SceneSet* set : {&scenes.train, &scenes.validation, &scenes.test}) {
    set->pixel_class_names = {"background", "object"};
    for (dln::Scene& scene : set->scenes)
      for (auto& label : scene.labels.pixels)
        if (label != dln::ignored_pixel) label = label > 0 ? 1 : 0;
  }
  return scenes;
}

}  // namespace chapter
