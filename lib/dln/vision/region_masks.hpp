/**
 * @file
 * Masks within regions: what a network learns about them, and what its answers mean in the
 * image.
 */
#pragma once

#include "dln/core/tensor.hpp"
#include "dln/data/image.hpp"
#include "dln/losses/weighted_numbers.hpp"
#include "dln/vision/region.hpp"
#include "dln/vision/run_lengths.hpp"

namespace dln {

/**
 * What a mask is within a region: the region divided into side x side cells, and of each the
 * share that the mask covers, rounded to 0 or 1. Outside the image nothing is covered.
 * @param mask 1 x H x W @param values side * side numbers, row by row
 */
template <typename T>
void mask_within(const Image8& mask, const Box& box, std::size_t side, T* values);

/**
 * The mask in the image that side x side logits within a box stand for: each pixel in the box
 * reads them bilinearly at its middle, and is in where that is above 0.
 * @param logits side * side numbers, row by row
 * @return of an image of height x width
 */
template <typename T>
RunLengths pasted(const T* logits, std::size_t side, const Box& box, std::size_t height,
                  std::size_t width);

}  // namespace dln
