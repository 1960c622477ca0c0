// The experiments of chapter 21, in the book's order. The page is
// book/21-instance-segmentation.md.
#pragma once

#include "dln/train/faster_rcnn.hpp"
#include "program/chapter.hpp"
#include "program/scenes.hpp"

namespace chapter {

using Network = dln::TwoStageNetwork<float>;
using Masks = std::vector<dln::RunLengths>;

// data.cpp
/** Generated scenes: no folder that this library reads tells one object's pixels from
 * another's. */
dln::program::Scenes load(const dln::program::Options& options);
/** The masks of all objects of every scene. */
std::vector<Masks> masks_of(const dln::SceneSet& scenes);
/** AP of masks: of each class at an IoU of 0.5, averaged over 0.5 to 0.95; noted are
 * `KEY_at_50` and `KEY_50_95`. */
dln::program::Report judged(const std::string& table, const std::string& key,
                            const dln::SceneSet& scenes,
                            const std::vector<dln::Detections>& found,
                            const std::vector<Masks>& masks);
/** Pictures with one colour an object: what was found with a score of at least one half. */
void add_instances(dln::program::Report& report, const std::string& name,
                   const dln::SceneSet& scenes, const std::vector<dln::Detections>& found,
                   const std::vector<Masks>& masks, const arma::uvec& chosen);
/** The scenes' numbers by how badly their objects' masks are covered, the worst first. */
arma::uvec worst_first(const dln::SceneSet& scenes, const std::vector<dln::Detections>& found,
                       const std::vector<Masks>& masks);

// touch.cpp
/** For the page's script: scenes with their objects' boxes and masks. */
nlohmann::json scenes_to_touch(const dln::SceneSet& scenes, const arma::uvec& chosen);
/** For the page's script: what was found in these scenes with a score of at least one half, and
 * its IoU with every object. */
nlohmann::json instances_to_touch(const dln::SceneSet& scenes,
                                  const std::vector<dln::Detections>& found,
                                  const std::vector<Masks>& masks, const arma::uvec& chosen);

// shapes.cpp
/** Two masks whose boxes agree, and whose pixels do not; masks in few numbers. */
dln::program::Report compare_masks(const dln::program::Scenes& scenes);
/** How well masks of few cells can do at best. */
dln::program::Report limit_masks(const dln::program::Scenes& scenes);

// cascade.cpp
/** Boxes, then masks within them: trained, judged, timed, drawn. */
dln::program::Report run_cascade(const dln::program::Scenes& scenes,
                                 const dln::program::Options& options);

// proposals.cpp
/** Regions first, then what they are: selective search, two streams, a refined mask. */
dln::program::Report run_proposals(const dln::program::Scenes& scenes,
                                   const dln::program::Options& options);

}  // namespace chapter
