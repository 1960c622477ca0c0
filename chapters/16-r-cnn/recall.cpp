#include <fmt/format.h>

#include <cmath>

#include "dln/data/safetensors.hpp"
#include "experiments.hpp"
#include "program/config.hpp"

namespace chapter {

using dln::program::coverage;
using dln::program::Coverage;
using dln::program::Table;

namespace {

const std::vector<std::size_t> counts = {10, 50, 100, 200, 500, 1000, 2000};

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
    chance.push_back(random_windows(counts.back(), width, height, plan.search.options,
                                    dln::Random(options.seed).split(40).split(i)));
  Table table({{"boxes an image, at most"},
               {"selective search", "{:.1%}"},
               {"grid", "{:.1%}"},
               {"random", "{:.1%}"},
               {"best overlap, selective search", "{:.3f}"},
               {"best overlap, grid", "{:.3f}"},
               {"best overlap, random", "{:.3f}"}});
  for (const std::size_t most : counts) {
    const std::vector<Boxes> windows(
        test.size(), dln::program::window_grid(most, width, height, plan.search.options));
    const Coverage search = coverage(test, proposals.test, most),
                   even = coverage(test, windows, most), any = coverage(test, chance, most);
    table.add({std::to_string(most), search.recall, even.recall, any.recall,
               search.best_overlap, even.best_overlap, any.best_overlap});
  }
  const Coverage all = coverage(test, proposals.test, plan.search.most);
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
    const Coverage found = coverage(
        few, search_scenes(name, few, {search, plan.search.most}, options), plan.search.most);
    table.add(
        {name, strategies_of(search).size(), found.boxes, found.recall, found.best_overlap});
  };
  dln::SearchOptions one = plan.search.options;
  one.spaces = {dln::ColourSpace::hsv};
  one.scales = {plan.search.options.scales.front()};
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
  add("all used here", plan.search.options);
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
    for (const auto& proposal : dln::selective_search(dln::program::image_of(scenes.scenes[i]),
                                                      {.min_side = 0}, dln::Random(1)))
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
