#include "program/chapter.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <chrono>
#include <limits>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"
#include "program/config.hpp"
#include "program/interrupt.hpp"

namespace dln::program {
namespace {

/** Accepts a whole number up to a bound, and nothing that merely begins like one or wraps around. */
CLI::Validator whole_number(std::uint64_t most) {
  return {[most](std::string& text) -> std::string {
            std::uint64_t number = 0;
            const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (failure == std::errc() && end == text.data() + text.size() && number <= most) return "";
            return fmt::format("expected a whole number from 0 to {}, got '{}'", most, text);
          },
          fmt::format("0 ... {}", most)};
}

void describe(CLI::App& app, Options& options, std::filesystem::path& folder) {
  app.add_option("--data", options.data, "Folder of real images: MNIST or CIFAR-10")->check(CLI::ExistingDirectory);
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
}

}  // namespace

int run_chapter(const Chapter& chapter, int argc, char** argv) {
  Options options;
  std::filesystem::path folder = std::filesystem::path(results_root) / chapter.stem;
  CLI::App app(chapter.description, chapter.stem);
  describe(app, options, folder);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    watch_for_interrupt();
    if (options.threads > 0) set_thread_count(options.threads);
    Results results(folder);
    const double seconds = seconds_of([&] {
      try {
        chapter.run(options, results);
      } catch (const Interrupted&) {
        // What the experiments before this one found is kept below.
      }
    });
    results.note("seconds", seconds);
    results.note("interrupted", interrupted());
    results.write_summary();
    fmt::print("\n{} after {:.1f} s. Tables and summary.json are in\n  {}\nNext: {}\n",
               interrupted() ? "Interrupted" : "Done", seconds, folder.string(), chapter.next);
    return interrupted() ? 130 : 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", chapter.stem, error.what());
    return 1;
  }
}

void heading(const std::string& title) {
  if (interrupted()) throw Interrupted();
  fmt::print("\n{}\n{}\n", title, std::string(title.size(), '-'));
  std::fflush(stdout);
}

double seconds_of(const std::function<void()>& call) {
  const auto start = std::chrono::steady_clock::now();
  call();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace dln::program
