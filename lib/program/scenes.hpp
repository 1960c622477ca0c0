/**
 * @file
 * The scenes that a chapter on detection or segmentation learns from: generated, or of a
 * folder.
 */
#pragma once

#include "dln/data/generated_scenes.hpp"
#include "program/chapter.hpp"

namespace dln::program {

/** The scenes of one run. Their pixels are as loaded: nothing is subtracted from them. */
struct Scenes {
  SceneSet train;       ///< to learn from
  SceneSet validation;  ///< to choose settings on
  SceneSet test;        ///< looked at once, by what was chosen
};

/** How many scenes a chapter takes, and of which size. */
struct SceneNeeds {
  std::size_t train = 1000;  ///< generated to learn from and to choose on; of real ones a quick
                             ///< run takes as many
  std::size_t test = 300;    ///< generated for the end; of real ones a quick run takes as many
  SceneOptions generated = {};    ///< what generated scenes are like
  std::size_t real_height = 120;  ///< real images are resized to this height
  std::size_t real_width = 160;   ///< and to this width
};

/**
 * What the chapters on detectors learn from, so that what they reach can be compared: small
 * scenes of four classes with at most three objects, or photographs of 240 x 320 pixels.
 * @param train as in `SceneNeeds` @param test as there
 */
SceneNeeds detector_needs(std::size_t train, std::size_t test);

/**
 * Scenes with boxes: of the PASCAL VOC folder that `--data` names (or that is in it), or
 * generated.
 *
 * Where a folder has the splits `train`, `val` and `test`, they are what their names say. Where
 * it has `train` and one of the others, that one is for the end; and as of generated scenes and
 * of classified images, an eighth of `train`, at random by the seed, is kept for validation.
 * @throws Error if the folder has another format, naming it; if a split is missing; if a file
 * is damaged; or if there are fewer than 8 scenes to learn from
 */
Scenes load_detection(const Options& options, const SceneNeeds& needs);

/** Scenes with label maps: of a folder of images and label maps, or generated; else as
 * `load_detection`. */
Scenes load_segmentation(const Options& options, const SceneNeeds& needs);

/** Where the scenes come from, how many there are, and what became of their boxes. */
Report report(const Scenes& scenes);

}  // namespace dln::program
