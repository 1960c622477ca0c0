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
#include <memory>
#include <string>
#include <vector>

#include "program/interrupt.hpp"
#include "program/report.hpp"
#include "program/results.hpp"
#include "program/timing.hpp"

namespace dln::program {

/** What every chapter program can be told. */
struct Options {
  std::filesystem::path data;  ///< a folder of real images; empty for generated ones
  std::size_t epochs =
      0;  ///< how often training sees every example; 0 for the chapter's own choice
  double minutes = 0;       ///< that the main training may take; 0 for the chapter's own choice
  std::uint64_t seed = 1;   ///< of everything random
  std::size_t threads = 0;  ///< how many threads; 0 for one a core
  bool quick = false;       ///< a run of a few seconds, for tests and the book
  std::filesystem::path checkpoint = {};  ///< where the main training is kept, if it is
  std::filesystem::path resume = {};  ///< the checkpoint that it goes on from, if there is one

  /** A number of the chapter's own, or a smaller one for a quick run. @param whole the one
   * @param small the other
   * @return one of the two */
  template <typename Number>
  [[nodiscard]] Number choose(Number whole, Number small) const {
    return quick ? small : whole;
  }
};

/** One experiment of a chapter. */
struct Experiment {
  std::string heading;          ///< what it shows, a few words
  std::function<Report()> run;  ///< computes it; what it returns is printed and written
};

/** A chapter program. */
struct Chapter {
  std::string stem;         ///< its number and name: `01-linear-classifiers`
  std::string description;  ///< one sentence for `--help`
  std::string next;         ///< a command worth trying next
  /** Its experiments in the book's order. They may own together what this function loads:
   * `share(load_images(...))`. */
  std::function<std::vector<Experiment>(const Options&)> experiments;
  bool has_main_training = false;  ///< whether it takes `--checkpoint` and `--resume`
};

/** A value that several experiments own together. @param value the value @return a pointer to
 * it */
template <typename Value>
std::shared_ptr<Value> share(Value value) {
  return std::make_shared<Value>(std::move(value));
}

/**
 * Runs a chapter program: reads its options, runs, prints and writes one experiment after the
 * other, and leaves tables and `summary.json` in its results folder, also when it is
 * interrupted.
 * @param chapter the chapter
 * @param argc from main
 * @param argv from main
 * @return for main: 0 when all went well, 1 after an error, 2 for options it does not know, 130
 * when interrupted
 */
int run_chapter(const Chapter& chapter, int argc, char** argv);

}  // namespace dln::program
