/**
 * @file
 * How well a detector did, told in the same way by all chapters on detection; and pictures with
 * boxes.
 *
 *     const std::vector<Detections> found = ...;                    // one list an image of
 * scenes.test report.append(report_detections("test", scenes.test, found, 0.5));
 *     add_pictures(report, "worst", scenes.test, found, worst_first(scenes.test, found,
 * 0.5).head(6), 0.5);
 *
 * and in the chapter's plots, `draw({pictures(pictures_with_boxes(results, "worst"), {.shade =
 * Shade::image})})`.
 */
#pragma once

#include <span>

#include "dln/data/scene.hpp"
#include "dln/vision/average_precision.hpp"
#include "program/report.hpp"

namespace dln::program {

/**
 * AP of each class (`NAME-classes`: AP at an IoU of 0.5, and averaged over 0.5 to 0.95), the
 * curves behind them
 * (`NAME-curves`), and what became of the detections that are sure enough (`NAME-errors`, of
 * each class); noted are `NAME_map_at_50` and `NAME_map_50_95`.
 * @param name of the split: `test`
 * @param found a list a scene; of all scores, as the curves need the unsure ones too
 * @param min_score from which a detection counts in the table of errors
 * @throws Error if there is not a list a scene, or a label or score is none
 */
Report report_detections(const std::string& name, const SceneSet& scenes,
                         std::span<const Detections> found, double min_score);

/** The scenes' numbers by how many errors of any kind are in them, the most first. @throws
 * Error as above */
arma::uvec worst_first(const SceneSet& scenes, std::span<const Detections> found,
                       double min_score);

/**
 * Pictures of some scenes with their boxes, for a figure: `NAME.csv` and `NAME-boxes.csv`. True
 * boxes are drawn dashed, found ones with their class and score.
 * @param chosen numbers of scenes, in the order in which they are shown
 * @param captions one a picture; if there are none, the scenes' names
 * @throws Error if there is not a list a scene, or the images differ in size
 */
void add_pictures(Report& report, const std::string& name, const SceneSet& scenes,
                  std::span<const Detections> found, const arma::uvec& chosen, double min_score,
                  const std::vector<std::string>& captions = {});

}  // namespace dln::program
