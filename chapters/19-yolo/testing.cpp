#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dln/train/prediction.hpp"
#include "dln/train/yolo.hpp"
#include "experiments.hpp"
#include "program/detections.hpp"

namespace chapter {

using dln::Detections;
using dln::program::Table;

namespace {

/** Objects counted, and how many of them were found. */
struct Counted {
  std::size_t objects = 0, found = 0;
};

// How far the nearest other object's centre is, in cells.
double nearest(const dln::Objects& objects, std::size_t which, const dln::YoloGrid& grid) {
  double least = arma::datum::inf;
  for (std::size_t other = 0; other < objects.size(); ++other) {
    if (other == which) continue;
    const double x =
        (objects[which].box.x_center() - objects[other].box.x_center()) / grid.image_width;
    const double y =
        (objects[which].box.y_center() - objects[other].box.y_center()) / grid.image_height;
    least = std::min(least, std::hypot(x * static_cast<double>(grid.columns),
                                       y * static_cast<double>(grid.rows)));
  }
  return least;
}

Table typical_errors(const Detector& detector, const std::vector<dln::Objects>& objects,
                     const std::vector<Detections>& found) {
  std::vector<double> sizes;
  for (const dln::Objects& here : objects)
    for (const dln::SceneObject& object : here) sizes.push_back(std::sqrt(object.box.area()));
  std::sort(sizes.begin(), sizes.end());
  const double small = sizes[sizes.size() / 3], large = sizes[2 * sizes.size() / 3];
  const std::vector<std::string> names = {
      "the smallest third", "the middle third", "the largest third",
      "another's centre within 2 cells", "no other within 4"};
  std::vector<Counted> counted(names.size());
  for (std::size_t i = 0; i < objects.size(); ++i)
    for (std::size_t o = 0; o < objects[i].size(); ++o) {
      const dln::SceneObject& object = objects[i][o];
      const bool hit =
          std::any_of(found[i].begin(), found[i].end(), [&](const dln::Detection& one) {
            return one.score >= detector.sure_enough && one.label == object.label &&
                   iou(one.box, object.box) >= 0.5;
          });
      const double side = std::sqrt(object.box.area()),
                   distance = nearest(objects[i], o, detector.grid);
      const auto count = [&](std::size_t kind) {
        ++counted[kind].objects;
        counted[kind].found += hit ? 1 : 0;
      };
      count(side < small ? 0 : side < large ? 1 : 2);
      if (distance < 2) count(3);
      if (distance > 4) count(4);
    }
  Table table({{"objects"}, {"how many"}, {"found", "{:.0%}"}});
  for (std::size_t kind = 0; kind < names.size(); ++kind)
    table.add({names[kind], counted[kind].objects,
               static_cast<double>(counted[kind].found) /
                   std::max(1.0, static_cast<double>(counted[kind].objects))});
  return table;
}

}  // namespace

Report test_detector(const Detector& detector, const Scenes& scenes) {
  const dln::SceneSet& test = scenes.test;
  const auto found =
      yolo_detect(*detector.network, detector.grid, test.scenes, 0.005, detector.suppression);
  Report report = dln::program::report_detections("test", test, found, detector.sure_enough);
  report.say("Which objects are found, by their size and by how near the next one is:");
  report.table("typical", typical_errors(detector, dln::objects_of(test.scenes), found));
  const arma::uvec worst = dln::program::worst_first(test, found, detector.sure_enough);
  const std::size_t shown = std::min<std::size_t>(6, test.size());
  dln::program::add_pictures(report, "first", test, found,
                             arma::regspace<arma::uvec>(0, shown - 1), detector.sure_enough);
  dln::program::add_pictures(report, "worst", test, found, worst.head(shown),
                             detector.sure_enough);
  return report;
}

Report time_detector(const Detector& detector, const Scenes& scenes, const Options& options) {
  dln::Predictor<float> predict(*detector.network);
  const std::span<const dln::Scene> one(scenes.test.scenes.data(), 1);
  dln::Tensor<float> y;
  const std::size_t samples = options.choose<std::size_t>(15, 3);
  const double forward = dln::program::median_seconds(
      samples, [&] { y = predict(dln::centred_images<float>(one)); });
  const double after = dln::program::median_seconds(samples, [&] {
    dln::yolo_detections(y, detector.grid, detector.sure_enough, detector.suppression);
  });
  Table table({{"part"}, {"milliseconds", "{:.2f}"}});
  table.add({"network", 1000 * forward});
  table.add({"thresholds and suppression", 1000 * after});
  Report report;
  report.say("One image at a time:");
  report.table("time", table);
  report.note("seconds_an_image", forward + after);
  report.note("images_a_second", 1 / (forward + after));
  return report;
}

}  // namespace chapter
