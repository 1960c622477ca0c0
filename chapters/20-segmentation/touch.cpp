#include "experiments.hpp"
#include "program/live_data.hpp"

namespace chapter {

using dln::program::live_image;
using dln::program::Report;

namespace {

dln::Image8 map_of(const arma::uvec& classes, const dln::Image8& labels) {
  dln::Image8 map(1, labels.height, labels.width);
  for (std::size_t i = 0; i < map.pixels.size(); ++i)
    map.pixels[i] = static_cast<std::uint8_t>(classes[i]);
  return map;
}

}  // namespace

Report skips_to_touch(const dln::SceneSet& scenes, const std::vector<std::string>& names,
                      const std::vector<std::vector<arma::uvec>>& found) {
  nlohmann::json shown = nlohmann::json::array();
  for (std::size_t i = 0; i < found.front().size(); ++i) {
    const dln::Scene& scene = scenes.scenes[i];
    nlohmann::json answers = nlohmann::json::array();
    for (const std::vector<arma::uvec>& maps : found) {
      ByDistance counts;
      add_scene(counts, maps[i], scene);
      answers.push_back({{"map", live_image(map_of(maps[i], scene.labels))},
                         {"near", counts.near},
                         {"near_correct", counts.near_correct},
                         {"far", counts.far},
                         {"far_correct", counts.far_correct}});
    }
    shown.push_back({{"image", live_image(scene.image)},
                     {"labels", live_image(scene.labels)},
                     {"answers", answers}});
  }
  Report report;
  report.live("live-skips", {{"names", names}, {"scenes", shown}});
  return report;
}

}  // namespace chapter
