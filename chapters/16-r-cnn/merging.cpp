#include <fmt/format.h>

#include "experiments.hpp"

namespace chapter {

using dln::program::Table;

namespace {

// Every region in its mean colour.
arma::fcube painted(const arma::cube& image, const dln::RegionMap& segmentation) {
  arma::fcube result(arma::size(image));
  for (arma::uword channel = 0; channel < image.n_slices; ++channel) {
    arma::vec sums(segmentation.count), sizes(segmentation.count);
    for (arma::uword pixel = 0; pixel < segmentation.labels.n_elem; ++pixel) {
      sums[segmentation.labels[pixel]] += image.slice(channel)[pixel];
      sizes[segmentation.labels[pixel]] += 1;
    }
    const arma::vec means = sums / sizes;
    for (arma::uword pixel = 0; pixel < segmentation.labels.n_elem; ++pixel)
      result.slice(channel)[pixel] = static_cast<float>(means[segmentation.labels[pixel]]);
  }
  return result;
}

}  // namespace

Report watch_merges(const Scenes& scenes, const Plan& plan) {
  const dln::Scene* scene = &scenes.validation.scenes.front();
  for (const dln::Scene& other : scenes.validation.scenes)
    if (other.objects.size() == 3) scene = &other;  // enough to see, and not too much
  const arma::cube image = dln::program::image_of(*scene);
  const dln::SearchOptions one{.spaces = {plan.search.options.spaces.front()},
                               .scales = {plan.search.options.scales.front()},
                               .similarities = {plan.search.options.similarities.front()},
                               .min_size = plan.search.options.min_size};
  const dln::Search search = dln::searched(image, one).front();
  const std::size_t first = search.segmentation.count;
  std::vector<std::size_t> counts = {first, first / 2, first / 4};
  for (const std::size_t count : {16, 12, 10, 8, 6, 5, 4, 3, 2})
    if (count < counts.back()) counts.push_back(count);

  dln::Tensor<float> pictures({counts.size() + 1, 3, scene->image.height, scene->image.width});
  std::vector<std::string> names = {"the image"};
  pictures.image(0) = arma::conv_to<arma::fcube>::from(image);
  Table boxes({{"picture"}, {"left"}, {"top"}, {"right"}, {"bottom"}, {"kind"}});
  const auto add_box = [&](std::size_t picture, const dln::Box& box, const std::string& kind) {
    boxes.add({picture, box.x_min, box.y_min, box.x_max, box.y_max, kind});
  };
  for (const dln::SceneObject& object : scene->objects) add_box(0, object.box, "true");
  Table merges({{"regions left"},
                {"similarity", "{:.2f}"},
                {"pixels of the one"},
                {"and of the other"}});
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::size_t done = first - counts[i];
    pictures.image(i + 1) =
        painted(image, dln::after_merges(search.segmentation, search.hierarchy, done));
    names.push_back(fmt::format("{} regions", counts[i]));
    if (done == 0) continue;
    const auto& [a, b, similarity] = search.hierarchy.merges[done - 1];
    const auto& regions = search.hierarchy.regions;
    add_box(i + 1, regions[first + done - 1].box, "joined");
    merges.add({std::to_string(counts[i]), similarity,
                static_cast<std::size_t>(regions[a].size),
                static_cast<std::size_t>(regions[b].size)});
  }
  Report report;
  report.say(fmt::format("{}, k = {}: {} regions, and the last merge before each picture:",
                         to_string(one.spaces[0]), one.scales[0], first));
  report.table("merges", merges);
  report.pictures("merging", pictures, names);
  report.data("merging-boxes", boxes);
  report.note("first_regions", first);
  return report;
}

}  // namespace chapter
