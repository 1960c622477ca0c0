#include "program/chapter.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <charconv>
#include <limits>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"
#include "dln/data/safetensors.hpp"
#include "program/config.hpp"
#include "program/consultation.hpp"
#include "program/interrupt.hpp"

namespace dln::program {
namespace {

/** Accepts a whole number up to a bound, and nothing that merely begins like one or wraps
 * around. */
CLI::Validator whole_number(std::uint64_t most) {
  return {[most](std::string& text) -> std::string {
            std::uint64_t number = 0;
            const auto [end, failure] =
                std::from_chars(text.data(), text.data() + text.size(), number);
            if (failure == std::errc() && end == text.data() + text.size() && number <= most)
              return "";
            return fmt::format("expected a whole number from 0 to {}, got '{}'", most, text);
          },
          fmt::format("0 ... {}", most)};
}

void describe(CLI::App& app, const Chapter& chapter, Options& options,
              std::filesystem::path& folder) {
  app.add_option("--data", options.data, "Folder of real images: what the chapter's page names")
      ->check(CLI::ExistingDirectory);
  app.add_option("--epochs", options.epochs, "Epochs of training (0: the chapter's choice)")
      ->check(whole_number(1000000))
      ->capture_default_str();
  app.add_option("--seed", options.seed, "Seed of everything random")
      ->check(whole_number(std::numeric_limits<std::uint64_t>::max()))
      ->capture_default_str();
  app.add_option("--threads", options.threads, "Threads (0: one a core)")
      ->check(whole_number(1024))
      ->capture_default_str();
  app.add_option("--results", folder, "Folder for tables and figures")->capture_default_str();
  app.add_flag("--quick", options.quick, "A small run of a few seconds");
  if (!chapter.has_main_training) return;
  app.add_option("--minutes", options.minutes,
                 "Minutes that the main training may take (0: the chapter's choice)")
      ->check(CLI::Range(0.0, 100000.0))
      ->capture_default_str();
  app.add_option(
      "--checkpoint", options.checkpoint,
      "Keep the main training in this file: after every epoch, at the end, and on Ctrl-C");
  app.add_option("--resume", options.resume,
                 "Go on with the main training in this file, and keep it there (or where "
                 "--checkpoint says)")
      ->check(CLI::ExistingFile);
}

void perform(const Experiment& experiment, Results& results) {
  stop_if_interrupted();
  fmt::print("\n{}\n{}\n", experiment.heading, std::string(experiment.heading.size(), '-'));
  std::fflush(stdout);
  const Report report = experiment.run();
  fmt::print("{}{}", report.text(), take_verdicts());
  std::fflush(stdout);
  report.write(results);
}

/** What to do next; who has real images needs no advice to use some. */
std::string advice(const Chapter& chapter, const Options& options) {
  if (options.data.empty()) return chapter.next;
  const std::string first = chapter.next.substr(0, chapter.next.find(", or with real images"));
  return first.find("--data") == std::string::npos ? first : "";
}

}  // namespace

int run_chapter(const Chapter& chapter, int argc, char** argv) {
  Options options;
  std::filesystem::path folder = std::filesystem::path(results_root) / chapter.stem;
  CLI::App app(chapter.description, chapter.stem);
  describe(app, chapter, options, folder);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (options.checkpoint.empty()) options.checkpoint = options.resume;
  try {
    // The first file to be opened would take its number, and get all that is printed.
    if (fcntl(STDOUT_FILENO, F_GETFD) == -1)
      throw Error("standard output", "an open one", "a closed one");
    if (!options.resume.empty())
      SafetensorsFile checked(options.resume);  // a damaged one is refused at once
    watch_for_interrupt();
    if (options.threads > 0) set_thread_count(options.threads);
    Results results(folder);
    const double seconds = seconds_of([&] {
      try {
        for (const Experiment& experiment : chapter.experiments(options))
          perform(experiment, results);
      } catch (const Interrupted&) {
        // What the experiments before this one found is kept below.
      }
    });
    results.note("seconds", seconds);
    const bool whole = !interrupted();
    results.note("interrupted", !whole);
    if (whole)
      results.save();
    else
      folder = results.save_interrupted();
    fmt::print("\n{} after {:.1f} s. Tables and summary.json are in\n  {}\n",
               whole ? "Done" : "Interrupted", seconds, folder.string());
    if (!whole)
      fmt::print("The results of the last whole run, if there was one, are as they were.\n");
    std::error_code ignored;
    if (!whole && !options.checkpoint.empty() &&
        std::filesystem::exists(options.checkpoint, ignored))
      fmt::print("The same command with --resume {} goes on with the main training.\n",
                 options.checkpoint.string());
    const std::string next = advice(chapter, options);
    if (!next.empty()) fmt::print("Next: {}\n", next);
    if (std::fflush(stdout) != 0)
      throw Error("standard output", "room for all that is printed",
                  std::generic_category().message(errno));
    return whole ? 0 : 130;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", chapter.stem, error.what());
    return 1;
  }
}

}  // namespace dln::program
