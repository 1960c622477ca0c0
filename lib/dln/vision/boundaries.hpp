/**
 * @file
 * Boundaries of label maps: how far pixels are from them, and how well they were found.
 */
#pragma once

#include <armadillo>

namespace dln {

/**
 * How far each pixel of a label map is from the next boundary between two classes, in steps to
 * one of eight neighbours: 0 for a pixel with a pixel of another class beside, above or below.
 *
 * Pixels with `ignored_label` make no boundary: nobody knows what is there.
 * @param labels height * width of them, row by row
 * @param height of the map
 * @param width of the map
 * @return as many numbers; height + width everywhere if there is no boundary
 * @throws Error if the labels are not as many as pixels
 */
arma::uvec boundary_distance(const arma::uvec& labels, std::size_t height, std::size_t width);

/** How well boundaries were found. */
struct BoundaryScore {
  double precision = 0;  ///< of the found boundary's pixels, those near a true one; NaN if none
  double recall = 0;     ///< of the true boundary's pixels, those near a found one; NaN if none

  /** The harmonic mean of both, 2 p r / (p + r); 0 where nothing agrees. */
  [[nodiscard]] double f1() const;
};

/**
 * Compares the boundaries of two label maps, whatever classes they divide.
 * @param found height * width classes
 * @param labels what is there; ignored pixels are not counted
 * @param height of the map
 * @param width of the map
 * @param tolerance steps that count as near
 *
 * Source: Csurka, Larlus and Perronnin 2013, What is a good evaluation measure for semantic
 * segmentation?
 */
BoundaryScore boundary_score(const arma::uvec& found, const arma::uvec& labels,
                             std::size_t height, std::size_t width, std::size_t tolerance);

}  // namespace dln
