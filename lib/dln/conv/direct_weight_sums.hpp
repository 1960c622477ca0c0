/**
 * @file
 * How the direct way divides the gradient of the weights into sums that are computed side by
 * side.
 */
#pragma once

#include "dln/conv/cost.hpp"
#include "dln/conv/direct_taps.hpp"
#include "dln/conv/geometry.hpp"

namespace dln::conv::direct {

/** Rows of the output in a chunk, at most. */
inline constexpr std::size_t max_chunk_rows = 64;

/** Tasks that keep the usual threads busy until the end. */
inline constexpr std::size_t usual_tasks = 4 * usual_threads;

/** What one task sums: some weights of some blocks of filters, over one part of the rows. */
struct Task {
  std::size_t row_part;      ///< which
  std::size_t group;         ///< of the convolution
  std::size_t first_block;   ///< of filters
  std::size_t end_block;     ///< behind the last
  std::size_t first_weight;  ///< of the C R S weights of a filter
  std::size_t end_weight;    ///< behind the last
};

/** How the sums are divided, and where everything lies. The order of a sum depends on the shape
 * alone. */
template <typename T>
struct Sums {
  Geometry g;               ///< the convolution
  std::size_t C;            ///< channels of a group
  std::size_t K;            ///< filters of a group
  std::size_t taps;         ///< of the kernel, R S
  std::size_t P;            ///< rows of outputs of an image
  std::size_t Q;            ///< outputs of a row
  bool padded;              ///< whether x is copied with its padding
  std::size_t chunk_rows;   ///< of the output, which are multiplied while they are in the cache
  std::size_t window_rows;  ///< that a chunk sees
  std::size_t window_columns;  ///< that a row of outputs sees
  std::size_t filter_count;    ///< blocks of filters
  std::size_t
      together;  ///< blocks that a task sums, so that what they see of x is fetched once
  std::size_t filter_groups;  ///< of so many blocks
  std::size_t parts;          ///< in which the C R S weights of a filter are divided
  std::size_t part_weights;   ///< of the largest
  std::size_t rows;           ///< of outputs, of all images
  std::size_t row_parts;  ///< in which they are divided: each has sums of its own, which are
                          ///< added at last
  std::size_t threads;    ///< that share the work
  bool swapped =
      false;  ///< whether x and dy have changed places, and channels and filters with them

  /**
   * Divides them.
   * @param of the convolution
   * @param batch N, how many images
   * @param with_threads how many share the work
   */
  Sums(const Geometry& of, std::size_t batch, std::size_t with_threads);

  /** Products that may be summed side by side. @return how many */
  std::size_t tasks() const { return row_parts * g.groups * filter_groups * parts; }

  /** One of them. @param number below tasks(); those of one part of the rows follow each other
   * @return what it sums */
  Task task(std::size_t number) const;

  /** Elements from the sums of one task, or thread, to the next one's. @return the number */
  std::size_t sums_size() const {
    return own_part<T>(together * part_weights * tile_columns<T>);
  }

  /** Places for them: one of each thread, or of each task where they are added at last. @return
   * the number */
  std::size_t sums_count() const { return row_parts > 1 ? tasks() : threads; }
};

}  // namespace dln::conv::direct
