#include <fmt/format.h>

#include "experiments.hpp"

namespace chapter {

using dln::program::Boxes;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

Data load(const Options& options) {
  Data data;
  data.scenes = dln::program::load_detection(
      options, dln::program::detector_needs(options.choose<std::size_t>(300, 40),
                                            options.choose<std::size_t>(100, 12)));
  data.search = dln::program::search_plan_for(data.scenes, options);
  if (options.data.empty())
    data.search.options.similarities.resize(1);  // small scenes need fewer
  return data;
}

Report propose(Data& data, const Options& options) {
  data.proposals = dln::program::search_all(data.scenes, data.search, options);
  const dln::SceneSet& set = data.scenes.validation;
  const dln::Image8& image = set.scenes.front().image;
  const auto all = dln::program::coverage(set, data.proposals.validation, data.search.most);
  const auto count = static_cast<std::size_t>(std::ceil(all.boxes));
  const std::vector<Boxes> windows(
      set.size(),
      dln::program::window_grid(count, static_cast<double>(image.width),
                                static_cast<double>(image.height), data.search.options));
  const auto grid = dln::program::coverage(set, windows, count);
  Table table({{"proposals by"},
               {"boxes an image", "{:.0f}"},
               {"recall", "{:.1%}"},
               {"best overlap", "{:.3f}"}});
  table.add({"selective search", all.boxes, all.recall, all.best_overlap});
  table.add({"a grid of windows", grid.boxes, grid.recall, grid.best_overlap});
  Report report;
  report.say(
      "The share of the validation scenes' objects that a box covers with an IoU of 0.5, and "
      "the mean of the best overlaps:");
  report.table("recall", table);
  report.note("proposals_an_image", all.boxes);
  report.note("proposal_recall_at_50", all.recall);
  report.note("proposal_best_iou", all.best_overlap);
  report.note("window_recall_at_50", grid.recall);
  return report;
}

}  // namespace chapter
