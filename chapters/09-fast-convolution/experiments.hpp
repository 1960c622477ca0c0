// The experiments of chapter 09, in the book's order. The page is book/09-fast-convolution.md.
#pragma once

#include <functional>
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

/** The median time of several calls, after one that is not counted. */
double median_seconds(int samples, const std::function<void()>& call);

// ladder.cpp
/** The same layer by loops, by better loops, by im2col, and by the fast paths. */
void show_ladder(const dln::program::Options& options, dln::program::Results& results);
/** What the columns of im2col weigh. */
void show_columns(dln::program::Results& results);

// machine.cpp
/** The machine's two limits, and how near the algorithms come. */
void show_roofline(const dln::program::Options& options, dln::program::Results& results);
/** The register kernel on matrices that fit into a cache and that do not. */
void show_blocking(const dln::program::Options& options, dln::program::Results& results);

// winograd.cpp
/** Winograd's matrices, derived from points; multiplications counted. */
void show_winograd(dln::program::Results& results);
/** The rounding error against the points that are chosen. */
void show_rounding(const dln::program::Options& options, dln::program::Results& results);

// phases.cpp
/** Winograd for other kernels, with strides and dilation: what they become, and how much faster. */
void show_phases(const dln::program::Options& options, dln::program::Results& results);
/** 3x3 kernels with stride 2: directly, by phases, and without the phases' zeros. */
void show_strides(const dln::program::Options& options, dln::program::Results& results);

// strassen.cpp
/** 1x1 convolutions by seven products of quarters: how much faster, and what they cost in digits. */
void show_strassen(const dln::program::Options& options, dln::program::Results& results);

// choosing.cpp
/** More threads: how much faster, and the same bits. */
void show_scaling(const dln::program::Options& options, dln::program::Results& results);
/** Which algorithm wins where, and whether the cost model knows. */
void show_winners(const dln::program::Options& options, dln::program::Results& results);

}  // namespace chapter
