/**
 * @file
 * The library's own paths, and what every path's result must be.
 */
#pragma once

#include "bench/case.hpp"
#include "bench/measure.hpp"
#include "dln/conv/dispatch.hpp"

namespace dln::bench {

/** Memory that the library's paths share, for as long as they live. */
struct Memory {
  conv::Workspace<float> scratch, ready;
};

/**
 * Each fast algorithm that can do it (`im2col`, `winograd4`, ...), the dispatcher's choice
 * (`auto`) and, forward, that with weights transformed beforehand (`auto_ready`).
 */
std::vector<Path> own_paths(Case& job, Memory& memory);

/** The dispatcher's choice alone. */
Path auto_path(Case& job, Memory& memory);

/** By which name a case's main figure goes: `auto_ready` forward, `auto` backward. */
const char* main_path(conv::Direction pass);

/** What the seven loops make of a case, and their time, taken once. */
struct Loops {
  Path path;         ///< `naive`, with its one sample
  Numbers expected;  ///< their result
};

/** Runs the loops, image by image, each shared by all threads; some seconds for sixteen images
 * of a large layer. */
Loops run_loops(const Case& job);

/** Runs a path and compares. @throws dln::Error if it is not the loops' result */
void expect_right(const Path& path, Case& job, const Numbers& expected);

}  // namespace dln::bench
