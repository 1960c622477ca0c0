#include <fmt/format.h>

#include "dln/data/warp.hpp"
#include "dln/train/prediction.hpp"
#include "dln/vision/roi_max_pool.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;
using dln::program::Boxes;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

constexpr std::size_t side = 32;  // of a warped region, in pixels

/** What the network gets, and where in it the regions are. */
struct Seen {
  Tensor<float> images;
  std::vector<dln::Region> regions;
};

// [See every region as an image of its own, or the image once]
Seen each_alone(const dln::Scene& scene, const Boxes& boxes) {
  Seen seen;
  std::vector<dln::Image8> crops;
  for (const dln::Box& box : boxes) {
    seen.regions.push_back({crops.size(), {0, 0, side, side}});
    crops.push_back(dln::warped_image(scene.image, dln::crop(box, side, side), side, side));
  }
  seen.images = dln::to_tensor<float>(std::span<const dln::Image8>(crops));
  return seen;
}
Seen image_once(const dln::Scene& scene, const Boxes& boxes) {
  Seen seen{dln::to_tensor<float>(std::span(&scene, 1)), {}};
  for (const dln::Box& box : boxes) seen.regions.push_back({0, box});
  return seen;
}
// [See every region as an image of its own, or the image once]

using Way = Seen (*)(const dln::Scene&, const Boxes&);

const std::vector<std::string> parts = {"cropping and warping", "trunk", "RoI max pooling",
                                        "dense layers", "boxes and suppression"};

/** The seconds of each part for the regions of a scene, in use. */
arma::rowvec use(Detector& detector, const dln::Scene& scene, const Boxes& boxes, Way way) {
  const dln::RegionNetwork<float> network = detector.network();
  dln::Pass<float> pass(dln::Mode::test, dln::Random(1), dln::Keep::nothing);
  arma::rowvec seconds(parts.size());
  Seen seen;
  Tensor<float> x, scores, offsets;
  const auto time = [&](std::size_t part, const std::function<void()>& call) {
    seconds[part] = dln::program::seconds_of(call);
  };
  time(0, [&] { seen = way(scene, boxes); });
  time(1, [&] { x = dln::predict(network.trunk, seen.images); });
  time(2, [&] {
    x = dln::RoiMaxPool<float>(seen.regions, network.grid).forward(std::move(x), pass);
  });
  time(3, [&] {
    x = network.body.forward(std::move(x), pass);
    scores = network.class_head.forward(x, pass);
    offsets = network.box_head.forward(x, pass);
  });
  time(4, [&] {
    dln::region_detections(image_once(scene, boxes).regions, 1, scores, offsets,
                           scene.image.height, scene.image.width, dln::fast_rcnn_rules());
  });
  return seconds;
}

/** The seconds of each part for one step of training, forward and back. */
arma::rowvec step(Detector& detector, const dln::Scene& scene, const Boxes& boxes, Way way) {
  const dln::RegionNetwork<float> network = detector.network();
  dln::Pass<float> pass(dln::Mode::train, dln::Random(1));
  arma::rowvec seconds(parts.size());
  Seen seen;
  Tensor<float> x, scores, offsets;
  const auto time = [&](std::size_t part, const std::function<void()>& call) {
    seconds[part] += dln::program::seconds_of(call);
  };
  time(0, [&] { seen = way(scene, boxes); });
  const dln::RoiMaxPool<float> pooling(seen.regions, network.grid);
  time(1, [&] { x = network.trunk.forward(seen.images, pass); });
  time(2, [&] { x = pooling.forward(std::move(x), pass); });
  time(3, [&] {
    x = network.body.forward(std::move(x), pass);
    scores = network.class_head.forward(x, pass);
    offsets = network.box_head.forward(x, pass);
    // Some gradient: the scores' and offsets' own numbers will do to measure time.
    x = network.box_head.backward(std::move(offsets), pass);
    x += network.class_head.backward(std::move(scores), pass);
    x = network.body.backward(std::move(x), pass);
  });
  time(2, [&] { x = pooling.backward(std::move(x), pass); });
  pass.want_input_gradient(false);
  time(1, [&] { network.trunk.backward(std::move(x), pass); });
  return seconds;
}

/** The median of several measurements, part by part, after one that is not counted. */
arma::rowvec median_parts(std::size_t samples,
                          const std::function<arma::rowvec(std::size_t)>& measure) {
  measure(0);
  arma::mat all(samples, parts.size());
  for (std::size_t i = 0; i < samples; ++i) {
    dln::program::stop_if_interrupted();
    all.row(i) = measure(i);
  }
  return arma::median(all, 0);
}

/** So many of the boxes, evenly chosen; some of them twice if there are fewer. */
Boxes some_of(const Boxes& boxes, std::size_t count) {
  Boxes some;
  for (std::size_t i = 0; i < count; ++i) some.push_back(boxes[i * boxes.size() / count]);
  return some;
}

/** Milliseconds of both ways, part by part, and their sum. */
Table compared(const arma::rowvec& alone, const arma::rowvec& once, double search) {
  Table table({{"part"},
               {"each alone, ms", "{:.2f}"},
               {"image once, ms", "{:.2f}"},
               {"ratio", "{:.1f}"}});
  const auto add = [&](const std::string& name, double a, double b) {
    if (a > 0 || b > 0) table.add({name, 1e3 * a, 1e3 * b, a / b});
  };
  for (std::size_t p = 0; p < parts.size(); ++p) add(parts[p], alone[p], once[p]);
  add("given the proposals", arma::accu(alone), arma::accu(once));
  if (search == 0) return table;
  add("selective search", search, search);
  add("with the search", search + arma::accu(alone), search + arma::accu(once));
  return table;
}

}  // namespace

Report time_both_ways(Detector& detector, const Data& data, const Options& options) {
  const dln::Scene& scene = data.scenes.test.scenes.front();
  const std::size_t samples = options.choose<std::size_t>(5, 2);
  Table table({{"regions"},
               {"each alone, ms", "{:.2f}"},
               {"image once, ms", "{:.2f}"},
               {"ratio", "{:.1f}"},
               {"a step of training, each alone, ms", "{:.2f}"},
               {"image once", "{:.2f}"}});
  for (const std::size_t count : {16U, 64U, 256U, 1024U}) {
    const Boxes boxes = some_of(data.proposals.test.front(), count);
    const auto median = [&](const auto& measure, Way way) {
      return 1e3 * arma::accu(median_parts(samples, [&](std::size_t) {
               return measure(detector, scene, boxes, way);
             }));
    };
    const double alone = median(use, each_alone), once = median(use, image_once);
    table.add(
        {count, alone, once, alone / once, median(step, each_alone), median(step, image_once)});
  }
  Report report;
  report.say(
      fmt::format("The same network on each region, warped to {} x {} pixels, and on the image "
                  "once; one image:",
                  side, side));
  report.table("times", table);
  return report;
}

Report time_parts(Detector& detector, const Data& data, const Options& options) {
  const std::size_t images =
      std::min<std::size_t>(options.choose<std::size_t>(7, 2), data.scenes.test.size());
  const auto scene = [&](std::size_t i) -> const dln::Scene& {
    return data.scenes.test.scenes[i];
  };
  const auto of_all = [&](Way way) {
    return median_parts(images, [&](std::size_t i) {
      return use(detector, scene(i), data.proposals.test[i], way);
    });
  };
  const auto of_some = [&](Way way) {
    return median_parts(images, [&](std::size_t i) {
      return step(detector, scene(i),
                  some_of(data.proposals.test[i], dln::fast_rcnn_rules().sample), way);
    });
  };
  arma::vec searches(images);
  double regions = 0;
  for (std::size_t i = 0; i < images; ++i) {
    searches[i] = dln::program::seconds_of(
        [&] { dln::program::search(scene(i), data.search, dln::Random(i)); });
    regions += static_cast<double>(data.proposals.test[i].size()) / static_cast<double>(images);
  }
  const double search = arma::median(searches);
  const arma::rowvec alone = of_all(each_alone), once = of_all(image_once),
                     alone_step = of_some(each_alone), once_step = of_some(image_once);
  Report report;
  report.say(fmt::format(
      "Medians over {} test images, {:.0f} regions each, part by part:", images, regions));
  report.table("parts-of-use", compared(alone, once, search));
  report.say(fmt::format("A step of training with {} regions of one image, forward and back:",
                         dln::fast_rcnn_rules().sample));
  report.table("parts-of-training", compared(alone_step, once_step, 0));
  report.note("regions_timed", regions);
  report.note("search_seconds_an_image", search);
  report.note("seconds_an_image", arma::accu(once));
  report.note("seconds_an_image_with_search", search + arma::accu(once));
  report.note("seconds_an_image_each_alone", arma::accu(alone));
  report.note("times_faster", arma::accu(alone) / arma::accu(once));
  report.note("times_faster_with_search",
              (search + arma::accu(alone)) / (search + arma::accu(once)));
  report.note("times_faster_in_training", arma::accu(alone_step) / arma::accu(once_step));
  return report;
}

}  // namespace chapter
