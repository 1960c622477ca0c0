#include "regions.hpp"

#include "dln/core/loops.hpp"
#include "dln/vision/region_masks.hpp"
#include "dln/vision/selective_search.hpp"

namespace chapter {

using dln::Box;
using dln::Image8;
using dln::Random;
using dln::Tensor;

namespace {

constexpr std::size_t a_scene = 120;  // proposals of a scene

std::vector<Candidate> candidates_of(const dln::Scene& scene, const Masks& truth,
                                     const Random& random) {
  const dln::SearchOptions options{.scales = {50, 150},
                                   .similarities = {{}},
                                   .max_side = 0.9 * static_cast<double>(scene.image.width)};
  const std::size_t height = scene.image.height, width = scene.image.width;
  arma::cube rgb(width, height, 3);  // the memory of an image
  for (std::size_t i = 0; i < scene.image.pixels.size(); ++i)
    rgb[i] = scene.image.pixels[i] / 255.0;
  const std::vector<dln::Search> searches = dln::searched(rgb, options);
  std::vector<Candidate> candidates;
  for (const dln::Proposal& proposal : dln::ranked(searches, options, random)) {
    if (candidates.size() == a_scene) break;
    const dln::Search& search = searches[proposal.strategy];
    const arma::umat pixels =
        dln::pixels_of(search.segmentation, search.hierarchy, proposal.region);
    Image8 mask(1, height, width);
    for (std::size_t i = 0; i < mask.pixels.size(); ++i)
      mask.pixels[i] = static_cast<std::uint8_t>(pixels[i]);
    Candidate candidate{proposal.box, dln::encoded(mask)};
    for (std::size_t k = 0; k < truth.size(); ++k)
      if (const double iou = dln::mask_iou(candidate.mask, truth[k]); iou > candidate.overlap) {
        candidate.object = k;
        candidate.overlap = iou;
      }
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace

Candidates all_candidates(const dln::SceneSet& scenes, const Random& random) {
  const std::vector<Masks> truth = masks_of(scenes);
  Candidates all(scenes.size());
  dln::parallel_items(scenes.size(), 1U << 24U, [&](std::size_t begin, std::size_t end) {
    for (std::size_t n = begin; n < end; ++n)
      all[n] = candidates_of(scenes.scenes[n], truth[n], random.split(n));
  });
  return all;
}

void look(const dln::Scene& scene, const Candidate& candidate, float* values) {
  const Image8 mask = dln::decoded(candidate.mask);
  const Box& box = candidate.box;
  // [Show a region twice: its box, and its box without the rest]
  for (std::size_t row = 0; row < crop; ++row)
    for (std::size_t column = 0; column < crop; ++column) {
      const double u = (static_cast<double>(column) + 0.5) / crop,
                   v = (static_cast<double>(row) + 0.5) / crop;
      const auto x = static_cast<std::size_t>(box.x_min + u * box.width()),
                 y = static_cast<std::size_t>(box.y_min + v * box.height());
      for (std::size_t c = 0; c < 3; ++c) {
        const float pixel = static_cast<float>(scene.image(x, y, c)) / 255 - 0.5F;
        values[(c * crop + row) * crop + column] = pixel;
        values[((3 + c) * crop + row) * crop + column] = mask(x, y) != 0 ? pixel : 0;
      }
    }
  // [Show a region twice: its box, and its box without the rest]
}

Examples examples_of(const dln::SceneSet& scenes, const Candidates& candidates, Random random) {
  std::vector<std::pair<std::size_t, const Candidate*>> chosen;
  for (std::size_t n = 0; n < scenes.size(); ++n) {
    std::size_t objects = 0, background = 0;
    for (const arma::uword i : random.permutation(candidates[n].size())) {
      const Candidate& candidate = candidates[n][i];
      const bool object = candidate.overlap >= 0.5;
      if (!object && candidate.overlap >= 0.3) continue;  // neither the one nor the other
      if (object ? objects++ < 6 : background++ < 6) chosen.emplace_back(n, &candidate);
    }
  }
  const std::size_t count = chosen.size();
  Examples examples{Tensor<float>({count, 6, crop, crop}), arma::uvec(count),
                    Tensor<float>({count, side * side, 1, 1})};
  for (std::size_t i = 0; i < count; ++i) {
    const auto& [n, candidate] = chosen[i];
    const dln::Scene& scene = scenes.scenes[n];
    look(scene, *candidate, examples.x.data() + i * 6 * crop * crop);
    const bool object = candidate->overlap >= 0.5;
    examples.classes[i] =
        object ? scene.objects[candidate->object].label : scenes.class_names.size();
    if (object)
      dln::mask_within(dln::mask_of(scene, candidate->object), candidate->box, side,
                       examples.masks.data() + i * side * side);
  }
  return examples;
}

std::pair<double, double> covered(const dln::SceneSet& scenes, const Candidates& candidates) {
  double half = 0, sum = 0, count = 0;
  for (std::size_t n = 0; n < scenes.size(); ++n) {
    arma::vec best(scenes.scenes[n].objects.size());
    for (const Candidate& candidate : candidates[n])
      if (candidate.object != no_object)
        best[candidate.object] = std::max(best[candidate.object], candidate.overlap);
    half += static_cast<double>(arma::accu(best >= 0.5));
    sum += arma::accu(best);
    count += static_cast<double>(best.n_elem);
  }
  return {half / count, sum / count};
}

}  // namespace chapter
