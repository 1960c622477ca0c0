#include <fmt/format.h>

#include <algorithm>

#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/global_average_pool.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/soft_argmax2d.hpp"
#include "dln/losses/smooth_l1.hpp"
#include "dln/models/fast_rcnn.hpp"
#include "dln/models/two_stage.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/localization.hpp"
#include "dln/train/yolo.hpp"
#include "dln/vision/suppression.hpp"
#include "experiments.hpp"
#include "program/budget.hpp"
#include "program/consultation.hpp"
#include "program/detections.hpp"
#include "program/rcnn_post_hoc.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Detections;
using dln::Random;
using dln::Scene;
using dln::program::Boxes;
using dln::program::seconds_of;
using dln::program::Table;

namespace {

/** What all five learn from: the same scenes, and their boxes for the two that need some. */
struct Course {
  Scenes scenes;
  std::vector<Boxes> proposals;  // of the training scenes
  Options options;
  [[nodiscard]] bool real() const { return !options.data.empty(); }
  [[nodiscard]] std::size_t classes() const { return scenes.train.class_names.size(); }
};

/** A trained detector: what it finds in a scene, if need be with the seconds of its search. */
struct Trained {
  std::string name;
  double seconds = 0;  // of training
  std::function<Detections(const Scene& scene, double& search)> look;
};

/** How long a training is: on generated scenes, on photographs, and how it steps. */
struct Effort {
  std::size_t epochs, real_epochs, batch_size;
  double rate;
};

/** Trains by Adam with a rate that falls to nothing; the seconds that it took. */
double learn(const std::string& label, dln::Objective<float>& objective, const Effort& effort,
             const Course& course) {
  constexpr double minutes = 2;  // on photographs
  const dln::program::Budget budget = {
      course.options.choose<std::size_t>(course.real() ? effort.real_epochs : effort.epochs, 1),
      minutes};
  const std::size_t epochs =
      dln::program::affordable_epochs(budget, objective, effort.batch_size, course.options);
  const std::size_t steps =
      epochs * dln::steps_per_epoch(objective.examples(), effort.batch_size);
  dln::Adam<float> optimizer(dln::linear_decay(effort.rate, steps, 0.01));
  const double seconds = seconds_of([&] {
    dln::program::train(objective, optimizer,
                        {.epochs = epochs,
                         .batch_size = effort.batch_size,
                         .seed = course.options.seed,
                         .callback = dln::program::display(label)});
  });
  dln::program::stop_if_interrupted();
  return seconds;
}

/** Chapter 15: one box for an image, that of its largest object. */
Trained train_localizer(const Course& course) {
  struct Network {
    dln::Sequential<float> trunk, class_head, box_head;
  };
  const auto network = std::make_shared<Network>();
  const Random random = Random(course.options.seed).split(80);
  std::vector<Scene> singles = course.scenes.train.scenes;
  for (Scene& scene : singles) {
    std::stable_sort(scene.objects.begin(), scene.objects.end(),
                     [](const auto& a, const auto& b) { return a.box.area() > b.box.area(); });
    scene.objects.resize(std::min<std::size_t>(1, scene.objects.size()));
  }
  std::size_t channels = 3;
  for (const std::size_t filters : {16, 32, 64}) {
    dln::add_convolution_block(network->trunk, channels, filters, random.split(filters));
    network->trunk.add<dln::MaxPool2d<float>>();
    channels = filters;
  }
  network->class_head.add<dln::GlobalAveragePool<float>>();
  network->class_head.add<dln::Dense<float>>(channels, course.classes(), dln::he<float>(),
                                             random.split(1));
  constexpr std::size_t maps = 8;  // whose mean places the box is told from
  network->box_head.add<dln::Conv2d<float>>(dln::conv::square(channels, maps, 0, 1),
                                            dln::he<float>(), random.split(2));
  network->box_head.add<dln::SoftArgmax2d<float>>();
  auto& last = network->box_head.add<dln::Dense<float>>(2 * maps, 4, dln::gaussian<float>(0.1),
                                                        random.split(3));
  last.bias().value.values() = arma::fvec{0.5F, 0.5F, 0.4F, 0.4F};  // the middle, at first
  const auto heads = [network] {
    return dln::TwoHeads<float>{network->trunk, network->class_head, network->box_head};
  };
  const dln::SmoothL1<float> loss(0.1);
  const auto source = [&](const arma::uvec& examples, Random& numbers) {
    std::vector<Scene> some;
    for (const arma::uword i : examples) some.push_back(singles[i]);
    return dln::located_objects<float>(
        dln::augmented(some, augmentation_for(course.options), numbers));
  };
  dln::Localization<float> objective(heads(), loss, singles.size(), source, nullptr, {});
  const double seconds = learn("a box an image", objective, {20, 40, 16, 2e-3}, course);
  return {"one box an image", seconds, [heads](const Scene& scene, double&) -> Detections {
            const auto said = dln::locate(heads(), dln::to_tensor<float>(std::span(&scene, 1)));
            const dln::Box box = dln::box_of_shares(
                said.boxes.data(), double(scene.image.width), double(scene.image.height));
            const arma::fvec p = arma::exp(said.scores.values() - said.scores.values().max());
            const std::size_t label = said.classes[0];
            return {{label, box, double(p[label] / arma::accu(p))}};
          }};
}

/** Chapter 16: every region alone, and what is fitted afterwards. */
Trained train_rcnn(const Course& course, const dln::program::RcnnPlan& plan) {
  struct Parts {
    dln::program::CodeNetwork network;
    dln::program::PostHoc post_hoc;
  };
  const auto parts = std::make_shared<Parts>();
  dln::program::Proposals proposals{course.proposals, {}, {}};
  proposals.validation = dln::program::search_scenes(
      "proposals, validation scenes", course.scenes.validation, plan.search, course.options);
  const double seconds = seconds_of([&] {
    parts->network = train_codes(course.scenes, proposals, plan, course.options).first;
    parts->post_hoc =
        fit_post_hoc(course.scenes, proposals, parts->network, plan, course.options).first;
  });
  return {
      "R-CNN", seconds, [parts, plan](const Scene& scene, double& search) {
        Boxes boxes;
        search =
            seconds_of([&] { boxes = dln::program::search(scene, plan.search, Random(1)); });
        const arma::fmat codes = codes_of(parts->network, scene.image, boxes, plan);
        return dln::suppressed(
            scored_boxes(codes, boxes, scene.image, parts->network, parts->post_hoc, {}), 0.3);
      }};
}

/** Chapter 17: the image once, and all regions pooled. */
Trained train_fast(const Course& course, const dln::program::SearchPlan& plan) {
  const auto layers = std::make_shared<dln::RegionLayers<float>>();
  dln::add_region_layers(*layers, course.classes(), Random(course.options.seed).split(82));
  const auto source = [&](const arma::uvec& images, Random& random) {
    return dln::region_batch<float>(
        {course.scenes.train.scenes, course.proposals, course.classes()}, images,
        {.flip = true, .colour = 0.1}, dln::fast_rcnn_rules(), random);
  };
  dln::FastRcnn<float> objective(layers->network(), course.scenes.train.size(), source);
  const double seconds = learn("Fast R-CNN", objective, {14, 10, 2, 1e-3}, course);
  return {"Fast R-CNN", seconds,
          [layers, plan, classes = course.classes()](const Scene& scene, double& search) {
            std::vector<Boxes> boxes(1);
            search =
                seconds_of([&] { boxes[0] = dln::program::search(scene, plan, Random(1)); });
            return dln::detect(layers->network(), {std::span(&scene, 1), boxes, classes},
                               dln::fast_rcnn_rules())
                .front();
          }};
}

/** Chapter 18: the network proposes, too. */
Trained train_faster(const Course& course) {
  const auto network = std::make_shared<dln::TwoStageNetwork<float>>();
  const dln::TwoStageRules rules = dln::two_stage_rules(course.classes(), course.real());
  dln::build_two_stage(*network, rules, Random(course.options.seed).split(83));
  dln::FasterRcnn<float> objective(
      *network, rules, course.scenes.train.scenes,
      {.flip = course.real(), .max_shift = 0.1, .max_scale = 1.1, .colour = 0.08});
  const double seconds = learn("Faster R-CNN", objective, {12, 20, 4, 2e-3}, course);
  return {"Faster R-CNN", seconds, [network, rules](const Scene& scene, double&) {
            return dln::detect(*network, std::span(&scene, 1), rules).detections.front();
          }};
}

/** This chapter: one look. */
Trained train_yolo(const Course& course, const Detector& like) {
  const auto network = std::make_shared<dln::Sequential<float>>();
  dln::build_yolo(*network, like.plan, Random(course.options.seed).split(84));
  dln::YoloObjective<float> objective(*network, like.grid, {}, course.scenes.train.scenes,
                                      augmentation_for(course.options), {});
  const double seconds = learn("YOLO", objective, {20, 30, 8, 3e-3}, course);
  return {"YOLO", seconds,
          [network, like_grid = like.grid, suppression = like.suppression](const Scene& scene,
                                                                           double&) {
            return dln::yolo_detect(*network, like_grid, std::span(&scene, 1), 0.005,
                                    suppression)
                .front();
          }};
}

dln::SceneSet first_of(const dln::SceneSet& set, std::size_t count) {
  return set.pick(arma::regspace<arma::uvec>(0, std::min(count, set.size()) - 1));
}

}  // namespace

Report compare_detectors(const Detector& like, const Scenes& scenes, const Options& options) {
  const std::size_t all = scenes.train.size();
  Course course{{first_of(scenes.train, options.data.empty() ? 200 : all),
                 first_of(scenes.validation, 20),
                 first_of(scenes.test, options.data.empty() ? 80 : scenes.test.size())},
                {},
                options};
  course.options.minutes = 0;  // what is asked of the main training is not asked of these
  course.options.epochs = 0;
  course.options.resume.clear();
  dln::program::RcnnPlan plan = dln::program::rcnn_plan_for(course.scenes, course.options);
  plan.epochs = options.choose<std::size_t>(course.real() ? 5 : 6, 1);
  if (!course.real())
    plan.search.options.similarities.resize(1);  // small scenes need fewer searches
  const double search = seconds_of([&] {
    course.proposals = dln::program::search_scenes("proposals, training scenes",
                                                   course.scenes.train, plan.search, options);
  });
  std::vector<Trained> detectors = {train_localizer(course), train_rcnn(course, plan),
                                    train_fast(course, plan.search), train_faster(course),
                                    train_yolo(course, like)};
  for (const std::size_t proposed : {1, 2}) detectors[proposed].seconds += search;
  const auto truth = dln::objects_of(course.scenes.test.scenes);
  Table table({{"detector"},
               {"mAP at 0.5", "{:.3f}"},
               {"mAP at 0.5 ... 0.95", "{:.3f}"},
               {"ms an image", "{:.1f}"},
               {"of it the search", "{:.1f}"},
               {"seconds to learn", "{:.1f}"}});
  std::vector<std::vector<Detections>> found(detectors.size());
  arma::mat seconds(truth.size(), detectors.size()), searched(arma::size(seconds));
  // In turn, so that all meet the same machine.
  for (std::size_t n = 0; n < truth.size(); ++n) {
    dln::program::stop_if_interrupted();
    const Scene& scene = course.scenes.test.scenes[n];
    for (std::size_t d = 0; d < detectors.size(); ++d)
      seconds(n, d) =
          seconds_of([&] { found[d].push_back(detectors[d].look(scene, searched(n, d))); });
  }
  for (std::size_t d = 0; d < detectors.size(); ++d)
    table.add({detectors[d].name,
               mean_average_precision(found[d], truth, course.classes()).mean,
               mean_average_precision_50_95(found[d], truth, course.classes()).mean,
               1e3 * arma::median(seconds.col(d)), 1e3 * arma::median(searched.col(d)),
               detectors[d].seconds});
  Report report;
  report.say(
      fmt::format("Five detectors that learnt from the same {} scenes, on {} test "
                  "scenes, one at a time (medians):",
                  course.scenes.train.size(), truth.size()));
  report.table("detectors", table);
  report.note("compared_training_images", course.scenes.train.size());
  report.note("compared_test_images", truth.size());
  return report;
}

}  // namespace chapter
