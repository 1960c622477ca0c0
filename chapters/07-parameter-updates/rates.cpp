#include <fmt/format.h>

#include "dln/optimizers/gradient_descent.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/search.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Schedule;
using dln::program::Images;
using dln::program::Options;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Table;
using dln::program::Variant;

Recipe momentum_at(const Schedule& schedule, std::size_t epochs, float decay) {
  return {{[=] {
            auto momentum = std::make_unique<dln::Momentum<float>>(schedule);
            momentum->decay_weights(decay, dln::Decay::decoupled);
            return momentum;
          }},
          epochs};
}

Report try_schedules(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(8, 2);
  const std::size_t steps = epochs * ((images.train.size() + 31) / 32);
  const auto whole = static_cast<double>(steps);
  constexpr double rate = 0.05;
  // [Make schedules from each other]
  const std::vector<std::pair<std::string, Schedule>> schedules = {
      {"constant", rate},
      {"by steps", dln::step_decay(rate, 0.3, steps / 3)},
      {"exponential", dln::exponential_decay(rate, 4 / whole)},
      {"1 / t", dln::inverse_decay(rate, 10 / whole)},
      {"cosine", dln::cosine(rate, steps)},
      {"warm-up, cosine", dln::warm_up(steps / 10, dln::cosine(rate, steps))}};
  // [Make schedules from each other]
  Table rates({{"schedule"}, {"step"}, {"rate"}});
  std::vector<Variant> variants;
  for (const auto& [name, schedule] : schedules) {
    for (std::size_t step = 0; step < steps; ++step) rates.add({name, step, schedule(step)});
    variants.push_back({name, [=, &images, schedule = schedule](const Start& start) {
                          return learn(images, momentum_at(schedule, epochs), start);
                        }});
  }
  const auto found =
      dln::program::compare("schedules", variants, options, options.choose(3, 1));
  Report report;
  report.say(fmt::format("Momentum 0.9 at a rate of {:g} at most, by what becomes of the rate:",
                         rate));
  report.append(found.report("schedules", {{"loss", "{:.4f}", Spread::range},
                                           {"validation accuracy", "{:.1%}", Spread::range}}));
  report.data("rates", rates);
  return report;
}

Report watch_ratios(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(4, 2);
  std::vector<Variant> variants;
  for (const double rate : {0.001, 0.01, 0.1, 1.0, 10.0})
    variants.push_back(
        {fmt::format("{:g}", rate), [=, &images](const Start& start) {
           return learn(
               images,
               {{[=] { return std::make_unique<dln::GradientDescent<float>>(rate); }}, epochs},
               start);
         }});
  const auto found = dln::program::compare("ratios", variants, options, options.choose(3, 1));
  Report report;
  report.say("Plain gradient descent, rates up to a hundred times too small and too large:");
  report.append(found.report(
      "ratios",
      {{"update ratio", "{:.0e}"}, {"loss", "{:.3g}"}, {"validation accuracy", "{:.1%}"}}));
  return report;
}

Report vary_batches(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(4, 1);
  const std::vector<double> rates = {0.003, 0.01, 0.03, 0.1, 0.3, 1};
  const std::vector<std::size_t> sizes = {8, 32, 128, 512};
  std::vector<Variant> variants;
  for (const std::size_t size : sizes)
    for (const double rate : rates)
      variants.push_back(
          {fmt::format("{} at {:g}", size, rate), [=, &images](const Start& start) {
             return learn(
                 images,
                 {{[=] { return std::make_unique<dln::GradientDescent<float>>(rate); }},
                  epochs,
                  size},
                 start);
           }});
  const auto found = dln::program::compare("batches", variants, options, 1);
  Table table({{"batch"}, {"best rate", "{:g}"}, {"loss", "{:.3f}"}});
  Table cells({{"batch"}, {"rate"}, {"loss"}});
  for (const std::size_t size : sizes) {
    std::vector<dln::Trial> trials;
    for (const double rate : rates) {
      const double loss = found.of(fmt::format("{} at {:g}", size, rate), "loss").mean;
      cells.add({fmt::format("{}", size), rate, loss});
      trials.push_back({{rate}, -loss});
    }
    const dln::Trial& best = dln::best(trials);
    table.add({fmt::format("{}", size), best.point[0], -best.score});
  }
  Report report;
  report.say(
      "The mean gradient over batches of several sizes, each seeing as many examples: the best "
      "rate.");
  report.table("batches", table);
  report.data("batch-losses", cells);
  return report;
}

}  // namespace chapter
