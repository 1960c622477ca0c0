#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dln/data/safetensors.hpp"
#include "experiments.hpp"
#include "program/config.hpp"

namespace chapter {

using dln::program::Table;

namespace {

const std::vector<std::size_t> counts = {10, 50, 100, 200, 500, 1000, 2000};

/** How well the first so many boxes cover the objects of all scenes. */
struct Coverage {
  double recall = 0;  // the share of objects that some box overlaps with an IoU of at least 0.5
  double best_overlap = 0;  // the mean over objects of the largest IoU
  double boxes = 0;         // the mean over scenes of how many there are
};

// [Ask of every object which box covers it best]
Coverage coverage(const dln::SceneSet& scenes, const std::vector<Boxes>& boxes,
                  std::size_t most) {
  Coverage all;
  double objects = 0;
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const std::size_t count = std::min(most, boxes[i].size());
    all.boxes += static_cast<double>(count) / static_cast<double>(scenes.size());
    for (const dln::SceneObject& object : scenes.scenes[i].objects) {
      double best = 0;
      for (std::size_t b = 0; b < count; ++b)
        best = std::max(best, iou(boxes[i][b], object.box));
      all.recall += best >= 0.5 ? 1 : 0;
      all.best_overlap += best;
      objects += 1;
    }
  }
  all.recall /= objects;
  all.best_overlap /= objects;
  return all;
}
// [Ask of every object which box covers it best]

/** Windows of five sizes and three proportions, evenly over the image: at most so many. */
Boxes grid(std::size_t most, double width, double height, const dln::SearchOptions& sizes) {
  const auto windows =
      [&](double step) {  // from one to the next, as a share of the window's side
        Boxes boxes;
        for (std::size_t s = 0; s < 5; ++s) {
          const double low = sizes.min_side / 0.8, high = sizes.max_side / 1.25;
          const double side = low * std::pow(high / low, (static_cast<double>(s) + 0.5) / 5);
          for (const double stretch : {0.75, 1.0, 4.0 / 3}) {
            const double w = std::min(side * stretch, width),
                         h = std::min(side / stretch, height);
            const double across = std::floor((width - w) / (step * w)),
                         down = std::floor((height - h) / (step * h));
            for (double y = 0; y <= down; ++y)
              for (double x = 0; x <= across; ++x) {
                const double left = across > 0 ? x * (width - w) / across : (width - w) / 2;
                const double top = down > 0 ? y * (height - h) / down : (height - h) / 2;
                boxes.push_back({left, top, left + w, top + h});
              }
          }
        }
        return boxes;
      };
  double fine = 0.05, coarse = 20;
  for (int i = 0; i < 20; ++i) {
    const double middle = std::sqrt(fine * coarse);
    (windows(middle).size() > most ? fine : coarse) = middle;
  }
  return windows(coarse);
}

Boxes random_windows(std::size_t count, double width, double height,
                     const dln::SearchOptions& sizes, dln::Random random) {
  Boxes boxes;
  const auto side = [&] {
    return sizes.min_side * std::pow(sizes.max_side / sizes.min_side, random.uniform());
  };
  while (boxes.size() < count) {
    const double x = random.uniform(0, width), y = random.uniform(0, height), w = side(),
                 h = side();
    boxes.push_back(dln::clipped({x - w / 2, y - h / 2, x + w / 2, y + h / 2}, width, height));
  }
  return boxes;
}

}  // namespace

Report measure_recall(const Scenes& scenes, const Proposals& proposals, const Plan& plan,
                      const Options& options) {
  const dln::SceneSet& test = scenes.test;
  const auto width = static_cast<double>(test.scenes.front().image.width);
  const auto height = static_cast<double>(test.scenes.front().image.height);
  std::vector<Boxes> chance;
  for (std::size_t i = 0; i < test.size(); ++i)
    chance.push_back(random_windows(counts.back(), width, height, plan.search,
                                    dln::Random(options.seed).split(40).split(i)));
  Table table({{"boxes an image, at most"},
               {"selective search", "{:.1%}"},
               {"grid", "{:.1%}"},
               {"random", "{:.1%}"},
               {"best overlap, selective search", "{:.3f}"},
               {"best overlap, grid", "{:.3f}"},
               {"best overlap, random", "{:.3f}"}});
  for (const std::size_t most : counts) {
    const std::vector<Boxes> windows(test.size(), grid(most, width, height, plan.search));
    const Coverage search = coverage(test, proposals.test, most),
                   even = coverage(test, windows, most), any = coverage(test, chance, most);
    table.add({std::to_string(most), search.recall, even.recall, any.recall,
               search.best_overlap, even.best_overlap, any.best_overlap});
  }
  const Coverage all = coverage(test, proposals.test, plan.most_proposals);
  Report report;
  report.say(
      "The share of the test scenes' objects that a box covers with an IoU of 0.5 or more, and "
      "the mean of the "
      "best overlaps:");
  report.table("recall", table);
  report.say(fmt::format("Selective search gives {:.0f} boxes an image.", all.boxes));
  report.note("proposals_an_image", all.boxes);
  report.note("proposal_recall_at_50", all.recall);
  report.note("proposal_mean_best_overlap", all.best_overlap);
  return report;
}

Report try_strategies(const Scenes& scenes, const Plan& plan, const Options& options) {
  const dln::SceneSet few = scenes.validation.pick(arma::regspace<arma::uvec>(
      0, std::min<std::size_t>(scenes.validation.size(), options.choose(40, 4)) - 1));
  Table table({{"searched by"},
               {"strategies"},
               {"boxes", "{:.0f}"},
               {"recall", "{:.1%}"},
               {"best overlap", "{:.3f}"}});
  const auto add = [&](const std::string& name, const dln::SearchOptions& search) {
    Plan changed = plan;
    changed.search = search;
    const Coverage found =
        coverage(few, search_scenes(name, few, changed, options), plan.most_proposals);
    table.add(
        {name, strategies_of(search).size(), found.boxes, found.recall, found.best_overlap});
  };
  dln::SearchOptions one = plan.search;
  one.spaces = {dln::ColourSpace::hsv};
  one.scales = {plan.search.scales.front()};
  const auto by = [&](const dln::Similarity& similarity) {
    one.similarities = {similarity};
    add("HSV, " + to_string(similarity), one);
  };
  by({.texture = false, .size = false, .fill = false});
  by({.colour = false, .size = false, .fill = false});
  by({.colour = false, .texture = false, .fill = false});
  by({});
  for (const dln::ColourSpace space : {dln::ColourSpace::lab, dln::ColourSpace::rgb,
                                       dln::ColourSpace::rgi, dln::ColourSpace::grey}) {
    one.spaces = {space};
    add(to_string(space) + ", C+T+S+F", one);
  }
  add("all used here", plan.search);
  Report report;
  report.say("On validation scenes, what is found by a single strategy and by several:");
  report.table("strategies", table);
  return report;
}

Report compare_with_recorded() {
  dln::SafetensorsFile file(std::filesystem::path(dln::program::recorded_results) /
                            "opencv-proposals.safetensors");
  const std::size_t shown = 20;
  const dln::SceneSet scenes = dln::generated_scenes(shown, {}, dln::Random(1).split(2));
  std::vector<Boxes> theirs, ours;
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string name = fmt::format("{}", i);
    const dln::Tensor<float> recorded = file.read<float>(name, file.shape(name));
    const arma::fmat sides = recorded.columns();
    Boxes& boxes = theirs.emplace_back();
    for (arma::uword b = 0; b < sides.n_cols; ++b)
      boxes.push_back({sides(0, b), sides(1, b), sides(2, b), sides(3, b)});
    Boxes& own = ours.emplace_back();
    for (const auto& proposal :
         dln::selective_search(image_of(scenes.scenes[i]), {.min_side = 0}, dln::Random(1)))
      own.push_back(proposal.box);
  }
  Table table({{"boxes an image, at most"},
               {"recall, here", "{:.1%}"},
               {"recall, OpenCV", "{:.1%}"},
               {"best overlap, here", "{:.3f}"},
               {"best overlap, OpenCV", "{:.3f}"}});
  for (const std::size_t most : counts) {
    const Coverage here = coverage(scenes, ours, most), there = coverage(scenes, theirs, most);
    table.add({std::to_string(most), here.recall, there.recall, here.best_overlap,
               there.best_overlap});
  }
  Report report;
  report.say(
      "Twenty generated scenes, HSV and Lab, k = 50 and 100, by this search and by OpenCV's "
      "(recorded):");
  report.table("recorded", table);
  report.note("boxes_here", coverage(scenes, ours, 100000).boxes);
  report.note("boxes_recorded", coverage(scenes, theirs, 100000).boxes);
  return report;
}

}  // namespace chapter
