#include "program/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"
#include "program/consultation.hpp"
#include "program/progress.hpp"

namespace dln::program {
namespace {

constexpr std::size_t ticks = 100;  // a job's share of the progress bar

}  // namespace

class Together {
 public:
  Together(const std::string& label, std::size_t jobs)
      : bar_(label, jobs * ticks), done_(jobs) {}

  void show(std::size_t job, std::size_t step, std::size_t steps) {
    const std::lock_guard lock(mutex_);
    done_[job] = ticks * step / std::max<std::size_t>(steps, 1);
    std::size_t sum = 0, whole = 0;
    for (const std::size_t one : done_) sum += one, whole += one == ticks ? 1 : 0;
    bar_.show(sum, fmt::format("{} of {} trainings", whole, done_.size()));
  }

 private:
  std::mutex mutex_;
  ProgressBar bar_;
  std::vector<std::size_t> done_;
};

Start::Start(std::size_t number_, std::uint64_t seed_, std::size_t job, Together& progress)
    : number(number_),
      seed(seed_ + number_),
      random(Random(seed_).split(50 + number_)),
      job_(job),
      progress_(&progress) {}

bool Start::show(std::size_t step, std::size_t steps) const {
  progress_->show(job_, step, steps);
  return !interrupted();
}

std::function<bool(const Progress&)> Start::callback() const {
  return [*this](const Progress& progress) { return show(progress.step, progress.steps); };
}

Comparison compare(const std::string& label, const std::vector<Variant>& variants,
                   const Options& options, std::size_t starts, Jobs jobs) {
  if (variants.empty() || starts == 0)
    throw Error(label, "at least one variant and one start",
                fmt::format("{} and {}", variants.size(), starts));
  std::vector<std::vector<Outcome>> outcomes(variants.size(), std::vector<Outcome>(starts));
  {
    Together progress(label, variants.size() * starts);
    std::atomic<bool> failed = false;
    const auto run = [&](std::size_t job) {
      if (failed || interrupted()) return;
      const std::size_t variant = job / starts, number = job % starts;
      try {
        const Patient named(variants[variant].name);
        Outcome& outcome = outcomes[variant][number] =
            variants[variant].train(Start(number, options.seed, job, progress));
        if (number > 0)
          outcome.timed.clear();  // only the first is timed, and networks are large
      } catch (...) {
        failed = true;
        throw;
      }
      progress.show(job, 1, 1);
    };
    if (jobs == Jobs::side_by_side && thread_count() > 1) {
      const SideBySide nothing_is_timed;
      parallel_for(variants.size() * starts, run);
    } else {
      for (std::size_t job = 0; job < variants.size() * starts; ++job) run(job);
    }
  }
  // Now that nothing else runs, the clock may.
  for (auto& of_variant : outcomes) {
    for (const Timed& timed : of_variant.front().timed) {
      const double seconds = median_seconds(timed.samples, timed.call);
      for (Outcome& outcome : of_variant)
        outcome.numbers.emplace_back(timed.name, timed.scale * seconds);
    }
    for (Outcome& outcome : of_variant)
      outcome.timed.clear();  // and the networks that they own
  }
  stop_if_interrupted();
  std::vector<std::string> names;
  for (const Variant& variant : variants) names.push_back(variant.name);
  return {std::move(names), std::move(outcomes)};
}

}  // namespace dln::program
