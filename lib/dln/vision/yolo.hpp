/**
 * @file
 * YOLO's tensor: boxes and classes of a grid's cells, as numbers and as detections.
 */
#pragma once

#include <array>
#include <span>

#include "dln/losses/weighted_numbers.hpp"
#include "dln/vision/detection.hpp"

namespace dln {

/**
 * An image divided into S x S cells (or rows x columns), each with B boxes and C classes.
 *
 * A network gives N x (5 B + C) x rows x columns numbers. Of a cell, channel 5 b ... 5 b + 4
 * are the box b: x and y of its centre within the cell (0 ... 1), the square roots of its width
 * and height as shares of the image's, and the confidence. The last C channels are the classes,
 * one set for the cell, whichever box it is. Cells have the order of pixels everywhere: the
 * column is the fastest.
 *
 * Source: Redmon and others, You Only Look Once, 2016.
 */
struct YoloGrid {
  std::size_t rows = 7;      ///< cells from top to bottom
  std::size_t columns = 7;   ///< cells from left to right
  std::size_t boxes = 2;     ///< B
  std::size_t classes = 1;   ///< C
  double image_height = 96;  ///< in pixels
  double image_width = 96;   ///< in pixels

  /** 5 B + C. */
  [[nodiscard]] std::size_t channels() const { return 5 * boxes + classes; }
  /** The shape of the numbers of so many images. */
  [[nodiscard]] Shape shape(std::size_t images) const {
    return {images, channels(), rows, columns};
  }
};

/** A cell of one image of a batch, or one of its boxes. */
struct YoloPlace {
  std::size_t image = 0;   ///< its number in the batch
  std::size_t row = 0;     ///< of the cell
  std::size_t column = 0;  ///< of the cell
  std::size_t box = 0;     ///< 0 ... B - 1
};

/** The cell that holds the centre of a box; a centre on a border belongs to the cell behind it.
 */
YoloPlace cell_of(const Box& box, const YoloGrid& grid);

/** A box as its four numbers, and back. @param place the cell they are relative to */
std::array<double, 4> yolo_numbers(const Box& box, const YoloPlace& place,
                                   const YoloGrid& grid);
/** The box that a network gives at a place; a square root below 0 counts as 0. */
template <typename T>
Box yolo_box(const Tensor<T>& y, const YoloPlace& place, const YoloGrid& grid);

/** The five terms of the loss. */
enum class YoloTerm { place, size, object, no_object, classes };
/** How many there are. */
constexpr std::size_t yolo_terms = 5;
/** Their names, as in tables. */
std::string to_string(YoloTerm term);

/** What the terms are multiplied by. */
struct YoloWeights {
  double place = 5;        ///< of the centres (the paper's lambda_coord)
  double size = 5;         ///< of the square roots of the sizes (the same)
  double object = 1;       ///< of the confidence of responsible boxes
  double no_object = 0.5;  ///< of the confidence of all other boxes (lambda_noobj)
  double classes = 1;      ///< of the classes, in cells that hold an object
};

/** What a network's numbers are to be. */
template <typename T>
struct YoloTargets {
  std::array<WeightedNumbers<T>, yolo_terms> terms;  ///< a target a term, its weight included
  std::size_t objects = 0;                           ///< how many have a cell
  std::size_t lost = 0;  ///< how many have none, since another has its centre in the same cell
};

/**
 * Says what the numbers of a batch are to be.
 *
 * An object belongs to the cell of its centre; if there are several, the first has it and the
 * others are lost. Of the cell's boxes one is *responsible*: the one whose IoU with the object
 * is the largest as the network has them now; of equal ones, the one whose sides are nearest,
 * then the first. It is to have the object's place and size, and as confidence *that IoU*. All
 * other boxes of all cells are to have confidence 0, those beside a responsible one, too. Cells
 * with an object are to have 1 for its class and 0 for others; what other cells say is not
 * counted.
 *
 * Targets are numbers: no gradient flows through the IoU.
 * @param truth of each image
 * @throws Error if y has another shape, or there is not a list an image, or a label is no class
 */
template <typename T>
YoloTargets<T> yolo_targets(const Tensor<T>& y, std::span<const Objects> truth,
                            const YoloGrid& grid, const YoloWeights& weights);

/** The loss of a batch and its gradient. */
template <typename T>
struct YoloLoss {
  std::array<double, yolo_terms> terms =
      {};        ///< each a sum of weighted squares, times the factor
  Tensor<T> dy;  ///< the gradient of their sum
};

/**
 * The sum of the five terms, times a factor.
 * @param factor 1 / N, which makes it the mean of N images
 */
template <typename T>
YoloLoss<T> yolo_loss(const Tensor<T>& y, const YoloTargets<T>& targets, double factor);

/**
 * The detections of each image: of every box and class the confidence times the class's number,
 * where that is above a threshold, and non-maximum suppression class by class. Numbers below 0
 * count as 0: two of them must not make a score.
 * @param min_score detections of at most this score are left out
 * @param suppression boxes that overlap a surer one by more are left out
 * @throws Error if y has another shape
 */
template <typename T>
std::vector<Detections> yolo_detections(const Tensor<T>& y, const YoloGrid& grid,
                                        double min_score, double suppression);

}  // namespace dln
