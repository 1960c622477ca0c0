#include "program/detections.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/core/tensor.hpp"
#include "dln/vision/detection_errors.hpp"

namespace dln::program {
namespace {

void require_a_list_a_scene(const SceneSet& scenes, std::span<const Detections> found) {
  if (found.size() != scenes.size())
    throw Error("detections", fmt::format("of {} images", scenes.size()),
                fmt::format("of {}", found.size()));
}

/** The detections or objects of one class alone. */
template <typename Items>
std::vector<Items> of_class(std::span<const Items> lists, std::size_t label) {
  std::vector<Items> result;
  for (const Items& list : lists) {
    Items& kept = result.emplace_back();
    for (const auto& item : list)
      if (item.label == label) kept.push_back(item);
  }
  return result;
}

Table errors_table(const SceneSet& scenes, std::span<const Detections> found,
                   std::span<const Objects> truth, double min_score) {
  Table table({{"class"},
               {"objects"},
               {"correct"},
               {"missed"},
               {"double"},
               {"badly placed"},
               {"other class"},
               {"background"}});
  const auto add = [&](const std::string& name, const DetectionErrors& errors) {
    table.add({name, errors.objects, errors.correct, errors.missed, errors.doubled,
               errors.badly_placed, errors.confused, errors.background});
  };
  for (std::size_t label = 0; label < scenes.class_names.size(); ++label) {
    // What overlaps another class is told by all objects, what is missed by those of the class.
    const auto here = of_class(found, label);
    DetectionErrors errors = detection_errors(here, truth, min_score);
    errors.objects = detection_errors(here, of_class(truth, label), min_score).objects;
    errors.missed = errors.objects - errors.correct;
    add(scenes.class_names[label], errors);
  }
  add("all", detection_errors(found, truth, min_score));
  return table;
}

}  // namespace

Report report_detections(const std::string& name, const SceneSet& scenes,
                         std::span<const Detections> found, double min_score) {
  require_a_list_a_scene(scenes, found);
  const std::vector<Objects> truth = objects_of(scenes.scenes);
  const std::size_t count = scenes.class_names.size();
  const MeanAveragePrecision at_50 = mean_average_precision(found, truth, count);
  const MeanAveragePrecision stricter = mean_average_precision_50_95(found, truth, count);
  Table classes(
      {{"class"}, {"objects"}, {"AP at 0.5", "{:.3f}"}, {"AP 0.5 to 0.95", "{:.3f}"}});
  Table curves({{"class"}, {"recall"}, {"precision"}});
  for (std::size_t label = 0; label < count; ++label) {
    if (at_50.objects[label] == 0) continue;
    const std::string& class_name = scenes.class_names[label];
    classes.add({class_name, std::size_t{at_50.objects[label]}, at_50.classes[label],
                 stricter.classes[label]});
    const PrecisionRecall curve = precision_recall(found, truth, label);
    const arma::vec recall = curve.recall(), precision = curve.precision();
    for (arma::uword i = 0; i < recall.n_elem; ++i)
      curves.add({class_name, recall[i], precision[i]});
  }
  classes.add(
      {std::string("mean"), std::size_t{arma::accu(at_50.objects)}, at_50.mean, stricter.mean});
  Report report;
  report.say("Average precision, at an IoU of at least 0.5, and averaged over 0.5 to 0.95:");
  report.table(name + "-classes", classes);
  report.say(
      fmt::format("What became of the detections with a score of {} or more:", min_score));
  report.table(name + "-errors", errors_table(scenes, found, truth, min_score));
  report.data(name + "-curves", curves);
  report.note(name + "_map_at_50", at_50.mean);
  report.note(name + "_map_50_95", stricter.mean);
  return report;
}

arma::uvec worst_first(const SceneSet& scenes, std::span<const Detections> found,
                       double min_score) {
  require_a_list_a_scene(scenes, found);
  arma::uvec errors(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const DetectionErrors kinds =
        detection_errors(found[i], scenes.scenes[i].objects, min_score);
    errors[i] =
        kinds.missed + kinds.doubled + kinds.badly_placed + kinds.confused + kinds.background;
  }
  return arma::stable_sort_index(errors, "descend");
}

void add_pictures(Report& report, const std::string& name, const SceneSet& scenes,
                  std::span<const Detections> found, const arma::uvec& chosen, double min_score,
                  const std::vector<std::string>& captions) {
  require_a_list_a_scene(scenes, found);
  const SceneSet shown = scenes.pick(chosen);
  Table boxes({{"picture"},
               {"kind"},
               {"label"},
               {"class"},
               {"score"},
               {"left"},
               {"top"},
               {"right"},
               {"bottom"}});
  std::vector<std::string> names;
  const auto add = [&](std::size_t picture, const char* kind, std::size_t label, double score,
                       const Box& box) {
    boxes.add({picture, std::string(kind), scenes.class_names.at(label), label, score,
               box.x_min, box.y_min, box.x_max, box.y_max});
  };
  for (std::size_t i = 0; i < shown.size(); ++i) {
    names.push_back(captions.empty() ? shown.scenes[i].name : captions.at(i));
    for (const SceneObject& object : shown.scenes[i].objects)
      add(i, "true", object.label, 0, object.box);
    for (const Detection& detection : found[chosen[i]])
      if (detection.score >= min_score)
        add(i, "found", detection.label, detection.score, detection.box);
  }
  report.pictures(name, to_tensor<float>(shown.scenes), names);
  report.data(name + "-boxes", boxes);
}

}  // namespace dln::program
