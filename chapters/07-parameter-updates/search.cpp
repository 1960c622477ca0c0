#include "dln/train/search.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "experiments.hpp"

namespace chapter {

using dln::Point;
using dln::Setting;
using dln::Trial;
using dln::program::Images;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Table;

namespace {

constexpr std::size_t count = 9;  // trials of every search

using Score = std::function<double(const Point&)>;
using Searcher = std::function<std::vector<Trial>(const std::vector<Setting>&, const Score&,
                                                  const dln::Random&)>;

std::vector<Trial> on_a_grid(const std::vector<Setting>& settings, const Score& score,
                             const dln::Random& /*random*/) {
  return dln::search(settings, dln::grid(settings, 3), score);
}

std::vector<Trial> at_random(const std::vector<Setting>& settings, const Score& score,
                             const dln::Random& random) {
  return dln::search(settings, dln::random_points(settings, count, random), score);
}

std::vector<Trial> coarse_to_fine(const std::vector<Setting>& settings, const Score& score,
                                  const dln::Random& random) {
  // [Search, move closer about the best, and search again]
  std::vector<Trial> trials =
      dln::search(settings, dln::random_points(settings, 5, random), score);
  const std::vector<Setting> closer = dln::narrowed(settings, dln::best(trials).point, 0.4);
  for (Trial& trial :
       dln::search(closer, dln::random_points(closer, count - 5, random.split(1)), score))
    trials.push_back(std::move(trial));
  // [Search, move closer about the best, and search again]
  return trials;
}

/** The random search, stopped after four trials and called again. */
std::vector<Trial> in_two_calls(const std::vector<Setting>& settings, const Score& score,
                                const dln::Random& random) {
  const auto log =
      std::filesystem::temp_directory_path() /
      fmt::format("dln-search-{}-{}.csv", getpid(), dln::Random(random).below(1U << 30));
  // [Stop a search, and let it go on]
  const std::vector<Point> points = dln::random_points(settings, count, random);
  const auto stop = [](std::size_t done, std::size_t) { return done < 4; };
  dln::search(settings, points, score, {.log = log, .callback = stop});
  auto trials = dln::search(settings, points, score, {.log = log});  // tries the other five
  // [Stop a search, and let it go on]
  std::filesystem::remove(log);
  return trials;
}

}  // namespace

Report search_settings(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(2, 1);
  const std::vector<std::pair<std::string, Searcher>> searches = {
      {"grid", on_a_grid},
      {"random", at_random},
      {"random, in two calls", in_two_calls},
      {"coarse to fine", coarse_to_fine}};
  std::vector<dln::program::Variant> variants;
  for (const auto& [name, search] : searches)
    variants.push_back(
        {name, [=, &images, search = search](const Start& start) {
           // [Search two settings on a logarithmic scale]
           const std::vector<Setting> settings = {{"rate", 1e-4, 1}, {"decay", 1e-6, 1e-2}};
           std::size_t trained = 0;
           const Score score = [&](const Point& point) {
             if (!start.show(trained++, count)) dln::program::stop_if_interrupted();
             const Recipe recipe = momentum_at(point[0], epochs, static_cast<float>(point[1]));
             return -learn(images, recipe, start).numbers.front().second;
           };
           const auto trials = search(settings, score, start.random.split(77));
           // [Search two settings on a logarithmic scale]
           std::vector<double> rates, decays, losses;
           for (const Trial& trial : trials) {
             rates.push_back(trial.point[0]);
             decays.push_back(trial.point[1]);
             losses.push_back(-trial.score);
           }
           return Outcome{{{"trainings", static_cast<double>(trained)},
                           {"lowest loss", -dln::best(trials).score}},
                          {{"rate", rates}, {"decay", decays}, {"trial's loss", losses}}};
         }});
  const auto found = dln::program::compare("searches", variants, options, options.choose(4, 2));
  Table trials({{"search"}, {"rate"}, {"decay"}, {"loss"}});
  for (const std::string& search : found.variants()) {
    const auto& curves = found.outcomes(search).front().curves;
    for (std::size_t trial = 0; trial < count; ++trial)
      trials.add(
          {search, curves[0].second[trial], curves[1].second[trial], curves[2].second[trial]});
  }
  Report report;
  report.say(
      "Nine trials each: from a grid of three rates and three decays, at random, the same with "
      "a stop after four, and five at random with four more near the best of them:");
  report.table("searches", found.table({{"trainings", "{:.0f}"},
                                        {"lowest loss", "{:.3f}", Spread::range}}));
  report.data("trials", trials);
  return report;
}

}  // namespace chapter
