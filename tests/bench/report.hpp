/**
 * @file
 * What the benchmark prints and writes.
 */
#pragma once

#include <nlohmann/json.hpp>

#include "bench/case.hpp"
#include "bench/measure.hpp"
#include "program/table.hpp"

namespace dln::bench {

/** A case that was measured, by every path. */
struct Measured {
  Layer layer;
  conv::Direction pass;
  std::size_t batch;
  std::size_t threads;
  std::vector<Path> paths;
};

/** The best of oneDNN's paths on the same terms as ours: weights ready forward, blocked
 * backward; may be infinite. */
double best_of_onednn(const Measured& m);

/** The headings of the table, 80 columns wide. */
void print_headings();
/** A case's line: our time, its part of the machine's peak (operations a second), and the
 * rivals' times over ours. */
void print_line(const Measured& m, double peak);
/** Every path below the line, the quickest first: the loops, each algorithm, and all ways of
 * the rivals. */
void print_paths(const Measured& m);
/** Why the dispatcher chose what it chose, below the line. */
void print_choice(const Measured& m);
/** What the whole table says: means over its layers, cells where oneDNN is ahead, a training
 * step, the loops. */
void print_summary(const std::vector<Measured>& all);
/** The speed-up of the dispatcher's choice with each number of threads over one, a line for a
 * case. */
void print_scaling(const std::vector<Measured>& by_threads);

/** The table as the book shows it, for one batch size: the loops among the rivals, and no
 * spread. */
program::Table table(const std::vector<Measured>& all, double peak);

/** An object for each path of each case, with the peak (operations a second) of the run. */
nlohmann::ordered_json records(const std::vector<Measured>& all, double peak);

}  // namespace dln::bench
