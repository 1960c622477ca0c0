#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/vision/average_precision.hpp"
#include "experiments.hpp"
#include "program/detections.hpp"

namespace chapter {

using dln::Detections;
using dln::SceneSet;
using dln::program::Report;
using dln::program::Table;

dln::program::Scenes load(const dln::program::Options& options) {
  if (!options.data.empty())
    throw dln::Error("--data",
                     "no folder: boxes and classes of pixels do not tell objects apart",
                     options.data.string());
  dln::program::SceneNeeds needs;
  needs.train = options.choose<std::size_t>(571, 60);  // an eighth is kept for validation
  needs.test = options.choose<std::size_t>(200, 24);
  needs.generated = {.height = 80, .width = 80, .classes = 4, .max_objects = 3};
  needs.generated.min_size = 0.3;
  needs.generated.max_size = 0.6;
  needs.generated.distractors = 1;
  return dln::program::load_detection(options, needs);
}

std::vector<Masks> masks_of(const SceneSet& scenes) {
  std::vector<Masks> all;
  for (const dln::Scene& scene : scenes.scenes) {
    all.emplace_back();
    for (std::size_t k = 0; k < scene.objects.size(); ++k)
      all.back().push_back(dln::encoded(dln::mask_of(scene, k)));
  }
  return all;
}

Report judged(const std::string& table, const std::string& key, const SceneSet& scenes,
              const std::vector<Detections>& found, const std::vector<Masks>& masks) {
  const std::vector<Masks> truth = masks_of(scenes);
  const std::vector<dln::Objects> objects = dln::objects_of(scenes.scenes);
  // [Judge by masks what is judged by boxes elsewhere]
  const auto overlap = [&](std::size_t image, std::size_t detection, std::size_t object) {
    return dln::mask_iou(masks[image][detection], truth[image][object]);
  };
  const std::size_t classes = scenes.class_names.size();
  const auto half = dln::mean_average_precision(found, objects, classes, 0.5,
                                                dln::Interpolation::all_points, overlap);
  const auto exact = dln::mean_average_precision_50_95(found, objects, classes, overlap);
  // [Judge by masks what is judged by boxes elsewhere]
  const auto boxes = dln::mean_average_precision(found, objects, classes, 0.5);
  Table rows({{"class"},
              {"objects"},
              {"boxes, AP at 0.5", "{:.3f}"},
              {"masks, AP at 0.5", "{:.3f}"},
              {"masks, 0.5 to 0.95", "{:.3f}"}});
  for (std::size_t c = 0; c < classes; ++c)
    rows.add({scenes.class_names[c], std::size_t{half.objects[c]}, boxes.classes[c],
              half.classes[c], exact.classes[c]});
  rows.add({std::string("mean"), std::size_t{arma::accu(half.objects)}, boxes.mean, half.mean,
            exact.mean});
  Report report;
  report.table(table, rows);
  report.note(key + "_at_50", half.mean);
  report.note(key + "_50_95", exact.mean);
  return report;
}

void add_instances(Report& report, const std::string& name, const SceneSet& scenes,
                   const std::vector<Detections>& found, const std::vector<Masks>& masks,
                   const arma::uvec& chosen) {
  const SceneSet shown = scenes.pick(chosen);
  const std::size_t height = shown.scenes.front().image.height,
                    width = shown.scenes.front().image.width;
  dln::Tensor<float> maps({shown.size(), 1, height, width});
  std::vector<std::string> names;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    std::vector<std::string> words;
    const Detections& detections = found[chosen[i]];
    for (std::size_t k = detections.size(); k-- > 0;) {  // the surest on top
      if (detections[k].score < 0.5) continue;
      const dln::Image8 mask = dln::decoded(masks[chosen[i]][k]);
      for (std::size_t p = 0; p < mask.pixels.size(); ++p)
        if (mask.pixels[p] != 0) maps[i * mask.pixels.size() + p] = static_cast<float>(k + 1);
    }
    for (const dln::Detection& detection : detections)
      if (detection.score >= 0.5)
        words.push_back(
            fmt::format("{} {:.2f}", scenes.class_names[detection.label], detection.score));
    std::string caption;
    for (const std::string& word : words) caption += (caption.empty() ? "" : ", ") + word;
    names.push_back(caption.empty() ? "nothing" : caption);
  }
  report.pictures(name, dln::to_tensor<float>(shown.scenes), names);
  report.pictures(name + "-masks", maps, names);
}

arma::uvec worst_first(const SceneSet& scenes, const std::vector<Detections>& found,
                       const std::vector<Masks>& masks) {
  const std::vector<Masks> truth = masks_of(scenes);
  arma::vec covered(scenes.size());
  for (std::size_t n = 0; n < scenes.size(); ++n) {
    double sum = 0;
    for (std::size_t k = 0; k < truth[n].size(); ++k) {
      double best = 0;
      for (std::size_t d = 0; d < found[n].size(); ++d)
        if (found[n][d].score >= 0.5 && found[n][d].label == scenes.scenes[n].objects[k].label)
          best = std::max(best, dln::mask_iou(masks[n][d], truth[n][k]));
      sum += best;
    }
    covered[n] = truth[n].empty() ? 1 : sum / static_cast<double>(truth[n].size());
  }
  return arma::stable_sort_index(covered);
}

}  // namespace chapter
