/**
 * @file
 * What all chapter programs have in common: their options, and how they begin and end.
 */
/**
 * @namespace dln::program
 * What the chapter programs share: options, tables, progress, results.
 */
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "program/results.hpp"

namespace dln::program {

/** What every chapter program can be told. */
struct Options {
  std::filesystem::path data;  ///< a folder of real images; empty for generated ones
  std::size_t epochs = 0;      ///< how often training sees every example; 0 for the chapter's own choice
  std::uint64_t seed = 1;      ///< of everything random
  std::size_t threads = 0;     ///< how many threads; 0 for one a core
  bool quick = false;          ///< a run of a few seconds, for tests and the book

  /** A number of the chapter's own, or a smaller one for a quick run. @param whole the one @param small the other
   * @return one of the two */
  template <typename Number>
  [[nodiscard]] Number choose(Number whole, Number small) const {
    return quick ? small : whole;
  }
};

/** A chapter program. */
struct Chapter {
  std::string stem;                                   ///< its number and name: `01-linear-classifiers`
  std::string description;                            ///< one sentence for `--help`
  std::string next;                                   ///< a command worth trying next
  std::function<void(const Options&, Results&)> run;  ///< the experiments, in the chapter's order
};

/**
 * Runs a chapter program: reads its options, runs its experiments, and leaves tables and `summary.json` in its results
 * folder, also when it is interrupted.
 * @param chapter the chapter
 * @param argc from main
 * @param argv from main
 * @return for main: 0 when all went well, 1 after an error, 2 for options it does not know, 130 when interrupted
 */
int run_chapter(const Chapter& chapter, int argc, char** argv);

/** Thrown by an experiment that was asked to stop before it had a result. */
struct Interrupted {};

/** Prints a heading between two experiments. @param title what comes next */
void heading(const std::string& title);

/** Measures the wall time of a call. @param call what to measure @return seconds */
double seconds_of(const std::function<void()>& call);

}  // namespace dln::program
