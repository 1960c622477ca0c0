#include "experiments.hpp"
#include "program/live_data.hpp"

namespace chapter {

using dln::program::live_box;

nlohmann::json scenes_to_touch(const dln::SceneSet& scenes, const arma::uvec& chosen) {
  nlohmann::json shown = nlohmann::json::array();
  const dln::SceneSet picked = scenes.pick(chosen);
  const std::vector<Masks> truth = masks_of(picked);
  for (std::size_t n = 0; n < picked.size(); ++n) {
    const dln::Scene& scene = picked.scenes[n];
    nlohmann::json objects = nlohmann::json::array();
    for (std::size_t k = 0; k < scene.objects.size(); ++k)
      objects.push_back({{"class", scenes.class_names[scene.objects[k].label]},
                         {"box", live_box(scene.objects[k].box)},
                         {"runs", truth[n][k].runs}});
    shown.push_back({{"image", dln::program::live_image(scene.image)}, {"objects", objects}});
  }
  return shown;
}

nlohmann::json instances_to_touch(const dln::SceneSet& scenes,
                                  const std::vector<dln::Detections>& found,
                                  const std::vector<Masks>& masks, const arma::uvec& chosen) {
  nlohmann::json shown = nlohmann::json::array();
  const std::vector<Masks> truth = masks_of(scenes);
  for (const arma::uword n : chosen) {
    nlohmann::json instances = nlohmann::json::array();
    for (std::size_t k = 0; k < found[n].size(); ++k) {
      const auto& [label, box, score] = found[n][k];
      if (score < 0.5) continue;
      std::vector<double> of_masks, of_boxes;  // the IoU with every true object
      for (std::size_t o = 0; o < truth[n].size(); ++o) {
        of_masks.push_back(dln::mask_iou(masks[n][k], truth[n][o]));
        of_boxes.push_back(dln::iou(box, scenes.scenes[n].objects[o].box));
      }
      instances.push_back({{"class", scenes.class_names[label]},
                           {"box", live_box(box)},
                           {"score", score},
                           {"runs", masks[n][k].runs},
                           {"of_masks", of_masks},
                           {"of_boxes", of_boxes}});
    }
    shown.push_back(instances);
  }
  return shown;
}

}  // namespace chapter
