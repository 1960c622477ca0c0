// The experiments of chapter 07, in the book's order. The page is book/07-parameter-updates.md.
#pragma once

#include <memory>

#include "dln/optimizers/optimizer.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/images.hpp"

namespace chapter {

template <typename T>
using Optimizer = std::unique_ptr<dln::Optimizer<T>>;

/** An update rule, and what it is called in tables. */
template <typename T>
struct Rule {
  std::string name;
  std::function<Optimizer<T>(dln::Schedule)> make;
};

// rules.cpp
/** The rules that the chapter compares. */
template <typename T>
std::vector<Rule<T>> all_rules();
/** Two steps with momentum and without, as the page works them out by hand. */
dln::program::Report step_by_hand();
/** Nesterov's momentum in both forms, from the same place. */
dln::program::Report show_nesterov();
/** How long Adam's first steps are, with and without correction. */
dln::program::Report start_adam();
/** One step of Adam with a decay inside the gradient, and with one beside it. */
dln::program::Report decay_beside_adam();

// race.cpp
/** All rules over a valley, a saddle and a noisy bowl. */
dln::program::Report race(const dln::program::Options& options);

// training.cpp
/** How the small network is trained. */
struct Recipe {
  std::vector<std::function<Optimizer<float>()>>
      stages;              // one optimizer after the other, each going on from the last
  std::size_t epochs = 1;  // of each stage
  std::size_t batch_size = 32;
};
/** Trains it, and tells its loss by epoch, validation accuracy and update ratio. */
dln::program::Outcome learn(const dln::program::Images& images, const Recipe& recipe,
                            const dln::program::Start& start);
/** Learning curves of all rules on a small network. */
dln::program::Report train_by_rules(const dln::program::Images& images,
                                    const dln::program::Options& options);
/** Momentum of several sizes, raised and lowered. */
dln::program::Report try_momenta(const dln::program::Images& images,
                                 const dln::program::Options& options);

// doctor.cpp
/** Learning curves of a sound training and of five ill ones. */
dln::program::Report read_curves(const dln::program::Options& options);
/** How often the training doctor is correct, over planted illnesses and sound trainings. */
dln::program::Report try_doctor(const dln::program::Options& options);

// rates.cpp
/** Momentum 0.9 by a schedule. */
Recipe momentum_at(const dln::Schedule& schedule, std::size_t epochs, float decay = 0);
/** Learning rates that change over a training. */
dln::program::Report try_schedules(const dln::program::Images& images,
                                   const dln::program::Options& options);
/** The ratio of updates to weights, for rates far too small to far too large. */
dln::program::Report watch_ratios(const dln::program::Images& images,
                                  const dln::program::Options& options);
/** The best rate by the size of a batch. */
dln::program::Report vary_batches(const dln::program::Images& images,
                                  const dln::program::Options& options);

// search.cpp
/** Two settings searched on a grid, at random, and from coarse to fine. */
dln::program::Report search_settings(const dln::program::Images& images,
                                     const dln::program::Options& options);

}  // namespace chapter
