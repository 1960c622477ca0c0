#include "dln/vision/matching.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln {
namespace {

/** `count` of the indices at random, in ascending order; all if there are no more. */
arma::uvec drawn(const arma::uvec& indices, std::size_t count, Random random) {
  const arma::uvec order = random.permutation(indices.n_elem);
  return arma::sort(indices(order.head(std::min<std::size_t>(count, indices.n_elem))).eval());
}

}  // namespace

Matching matched(const arma::mat& overlaps, const MatchRules& rules) {
  if (rules.background > rules.object)
    throw Error("MatchRules: background", fmt::format("at most {}", rules.object),
                fmt::format("{}", rules.background));
  Matching result{arma::uvec(overlaps.n_rows).fill(matched_background),
                  arma::vec(overlaps.n_rows)};
  if (overlaps.n_cols == 0) {
    if (rules.min_background > 0) result.object.fill(matched_ignored);
    return result;
  }
  const arma::uvec best_object = arma::index_max(overlaps, 1);  // of equal ones the first
  result.overlap = arma::max(overlaps, 1);
  // Let each box learn what it overlaps most, background or nothing.
  for (arma::uword box = 0; box < overlaps.n_rows; ++box) {
    const double overlap = result.overlap[box];
    if (overlap >= rules.object)
      result.object[box] = best_object[box];
    else if (overlap >= rules.background || overlap < rules.min_background)
      result.object[box] = matched_ignored;
  }
  if (!rules.best_for_each) return result;
  // Let every object be learned by its best boxes at least.
  const arma::rowvec best_overlap = arma::max(overlaps, 0);
  for (arma::uword object = 0; object < overlaps.n_cols; ++object)
    for (arma::uword box = 0; box < overlaps.n_rows; ++box)
      if (best_overlap[object] > 0 && overlaps(box, object) == best_overlap[object])
        result.object[box] = best_object[box];
  return result;
}

Sample sampled(const Matching& matching, std::size_t count, double object_share,
               Random random) {
  if (!(object_share >= 0 && object_share <= 1))
    throw Error("sampled: share of objects", "0 to 1", fmt::format("{}", object_share));
  const auto max_objects = static_cast<std::size_t>(static_cast<double>(count) * object_share);
  Sample sample;
  sample.objects =
      drawn(arma::find(matching.object < matched_ignored), max_objects, random.split(1));
  sample.background = drawn(arma::find(matching.object == matched_background),
                            count - sample.objects.n_elem, random.split(2));
  return sample;
}

}  // namespace dln
