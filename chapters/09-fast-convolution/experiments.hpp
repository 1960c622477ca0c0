// The experiments of chapter 09, in the book's order. The page is book/09-fast-convolution.md.
#pragma once

#include <string>
#include <vector>

#include "dln/conv/dispatch.hpp"
#include "program/chapter.hpp"

namespace chapter {

/** One forward convolution with its data, to be run by any algorithm. */
struct Problem {
  dln::conv::Geometry geometry;
  std::size_t batch;
  std::vector<float> x, weight, y;
  dln::conv::Workspace<float> scratch;

  /** A problem on random data. */
  Problem(const dln::conv::Geometry& g, std::size_t images, std::uint64_t seed);
  /** Computes y. */
  void run(dln::conv::Algorithm algorithm);
  /** The median of several runs, in seconds. */
  double seconds(dln::conv::Algorithm algorithm, int samples);
  /** The same with weights that are ready. */
  double ready_seconds(dln::conv::Algorithm algorithm, int samples);
};

/** How many images, as a sentence says it: `1 image`, `4 images`. */
std::string images(std::size_t count);

// ladder.cpp
/** The same layer by loops, by better loops, by im2col, and by the fast paths. */
dln::program::Report climb_ladder(const dln::program::Options& options);
/** What the columns of im2col weigh. */
dln::program::Report weigh_columns();

// machine.cpp
/** The machine's two limits, and how near the algorithms come. */
dln::program::Report measure_roofline(const dln::program::Options& options);
/** The register kernel on matrices that fit into a cache and that do not. */
dln::program::Report block_for_cache(const dln::program::Options& options);

// winograd.cpp
/** Winograd's matrices, derived from points; multiplications counted. */
dln::program::Report count_multiplications();
/** The rounding error against the points that are chosen. */
dln::program::Report measure_rounding(const dln::program::Options& options);

// phases.cpp
/** Winograd for other kernels, with strides and dilation: what they become, and how much
 * faster. */
dln::program::Report split_into_phases(const dln::program::Options& options);
/** 3x3 kernels with stride 2: directly, by phases, and without the phases' zeros. */
dln::program::Report time_strides(const dln::program::Options& options);

// strassen.cpp
/** 1x1 convolutions by seven products of quarters: how much faster, and what they cost in
 * digits. */
dln::program::Report time_strassen(const dln::program::Options& options);

// choosing.cpp
/** More threads: how much faster, and the same bits. */
dln::program::Report scale_threads(const dln::program::Options& options);
/** Which algorithm wins where, and whether the cost model knows. */
dln::program::Report race_algorithms(const dln::program::Options& options);

}  // namespace chapter
