// The experiments of chapter 19, in the book's order. The page is book/19-yolo.md.
#pragma once

#include <memory>

#include "dln/data/augmentation.hpp"
#include "dln/models/yolo.hpp"
#include "dln/train/training.hpp"
#include "program/chapter.hpp"
#include "program/scenes.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Report;
using dln::program::Scenes;

/** The network's sizes, for the scenes at hand. */
dln::YoloPlan plan_for(const Scenes& scenes, const Options& options);

/** A trained network, and what was chosen on the validation scenes. */
struct Detector {
  dln::YoloPlan plan;
  dln::YoloGrid grid;
  std::unique_ptr<dln::Sequential<float>> network;
  double suppression = 0.5;
  double sure_enough = 0.2;  // from this score on a detection is shown
};

// numbers.cpp
/** One scene's objects as the numbers that are learnt. */
Report show_numbers(const Scenes& scenes, const dln::YoloPlan& plan);
/** What the same error costs in a small and in a large box, with and without roots. */
Report compare_roots();
/** How many objects find their cell taken, by the number of cells. */
Report count_shared_cells(const Scenes& scenes);

// training.cpp
/** What is done to the images while learning. */
dln::Augmentation augmentation_for(const Options& options);
/** Trains the network; `--checkpoint` keeps it, with all that `./dln detect` needs. */
std::pair<Detector, Report> train_detector(const Scenes& scenes, const Options& options);

// choosing.cpp
/** Suppression and the least score, chosen on validation scenes. */
Report choose(Detector& detector, const Scenes& scenes);

// testing.cpp
/** Looks at the test scenes once: average precision, errors, what is missed, pictures. */
Report test_detector(const Detector& detector, const Scenes& scenes);
/** The time of one image. */
Report time_detector(const Detector& detector, const Scenes& scenes, const Options& options);

// comparing.cpp
/** The detectors of chapters 15 to 19, trained and timed on the same scenes. */
Report compare_detectors(const Detector& like, const Scenes& scenes, const Options& options);

}  // namespace chapter
