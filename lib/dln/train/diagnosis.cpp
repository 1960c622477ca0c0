#include "dln/train/diagnosis.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "dln/train/symptoms.hpp"

namespace dln {
namespace {

using Test = std::optional<std::string> (*)(const Symptoms&);

std::optional<std::string> leaks(const Symptoms& s) {
  const Task& task = s.history.task;
  // A centred mean leaves some 1e-7 in single precision; the mean of other examples, their
  // spread over the root of their number.
  constexpr double nothing = 1e-5, something = 1e-4;
  if (task.copies > 0.01 * static_cast<double>(task.validation_examples) &&
      task.validation_examples > 0)
    return fmt::format(
        "{} of {} validation examples are among those learnt from, bit by bit: divide the "
        "examples "
        "before anything else",
        task.copies, task.validation_examples);
  if (task.mean_learnt_from > something && task.mean_of_all < nothing)
    return "the mean that was taken away is that of training and validation examples together: "
           "compute it from the "
           "training examples alone";
  if (task.mean_of_validation < nothing)
    return "the validation examples are centred by their own mean: take that of the training "
           "examples away";
  return {};
}

std::optional<std::string> is_unshuffled(const Symptoms& s) {
  // In shuffled data, how hard the n-th batch of an epoch is has nothing to do with the n-th of
  // the next.
  if (!(s.repetition > 0.5)) return {};
  return fmt::format(
      "the batches' losses repeat from epoch to epoch (correlation {:.2f}, expected about 0): "
      "shuffle "
      "before every epoch",
      s.repetition);
}

std::optional<std::string> explodes(const Symptoms& s) {
  // |w| |dw| is how much the loss would change if a weight changed by all of itself: a few
  // times the loss of who knows nothing in a sound network. What only came later, a rate that
  // is too high explains.
  if (s.first_pull > 1000)
    return fmt::format(
        "the first gradients are {:.0g} times as long as the loss accounts for: smaller first "
        "weights, "
        "or inputs of unit variance",
        s.first_pull);
  if (s.largest_pull > 1000 && !s.has_rate_too_high)
    return fmt::format(
        "the gradients of step {} are {:.0g} times as long as the loss accounts for: look at "
        "the "
        "examples of that batch, or clip gradients",
        s.largest_pull_step, s.largest_pull);
  return {};
}

std::optional<std::string> begins_off(const Symptoms& s) {
  if (std::isnan(s.first_loss_ratio) || s.first_pull > 1000) return {};
  if (s.first_loss_ratio < 1.5 && (s.first_loss_ratio > 0.5 || s.begins_taught)) return {};
  return fmt::format(
      "the first loss is {:.3g}, expected about {:.3g}, which is what scores of zero cost: "
      "make the "
      "last layer's first weights smaller, or look at how the loss is averaged",
      s.first_loss_ratio * s.history.task.untaught_loss, s.history.task.untaught_loss);
}

std::optional<std::string> are_dead(const Symptoms& s) {
  if (s.dead_before.share < 0.5 && (s.dead_after.share < 0.5 || s.has_rate_too_high)) return {};
  const bool before = s.dead_before.share >= 0.5;
  const auto& [layer, share] = before ? s.dead_before : s.dead_after;
  return fmt::format(
      "{:.0f} % of the units of layer {} are zero for every example{}: smaller steps, first "
      "biases that "
      "are not negative, or a leaky unit",
      100 * share, layer, before ? " before the first step" : " at the end");
}

std::optional<std::string> are_saturated(const Symptoms& s) {
  const auto& [layer, share] = s.saturated_before.share > s.saturated_after.share
                                   ? s.saturated_before
                                   : s.saturated_after;
  if (share < 0.6) return {};
  return fmt::format(
      "{:.0f} % of the values of layer {} lie where the slope is next to nothing: smaller "
      "first weights, "
      "or inputs of unit variance",
      100 * share, layer);
}

std::optional<std::string> is_too_fast(const Symptoms& s) {
  if (!s.has_rate_too_high || s.first_pull > 1000) return {};
  if (s.history.ending == Ending::diverged)
    return fmt::format("the loss left the numbers at step {} at a rate of {:g}: try a tenth",
                       s.history.steps.size(), s.rate);
  return fmt::format(
      "a step changes the weights by {:.1e} of themselves (about 1e-3 is usual), and the loss "
      "went up "
      "to {:.2g} times that of knowing nothing: try a tenth of {:g}",
      s.update_ratio, s.largest_loss_ratio, s.rate);
}

std::optional<std::string> is_too_slow(const Symptoms& s) {
  if (!(s.update_ratio < 1e-4) || !(s.progress < 0.2)) return {};
  return fmt::format(
      "a step changes the weights by {:.1e} of themselves (about 1e-3 is usual), and the loss "
      "fell by "
      "{:.0f} %: try ten times {:g}",
      s.update_ratio, 100 * s.progress, s.rate);
}

std::optional<std::string> are_foreign(const Symptoms& s) {
  const double chance = s.history.task.chance;
  const double deviation = std::sqrt(chance * (1 - chance) / s.validation_examples);
  if (!(s.validation_accuracy <= chance + 3 * deviation)) return {};
  // Too short a training knows nothing either: this one has learnt some examples by heart, or
  // gone a long way in vain.
  const bool by_heart = s.training_accuracy > chance + 0.1;
  if (!by_heart && s.way < 1) return {};
  return fmt::format(
      "on other examples it is correct for {:.1f} %, no more than who always says the "
      "commonest class, "
      "{}: look at some examples beside their labels",
      100 * s.validation_accuracy,
      by_heart ? fmt::format("but for {:.1f} % of those learnt from", 100 * s.training_accuracy)
               : std::string("though the steps are of a usual size"));
}

std::optional<std::string> over_fits(const Symptoms& s) {
  if (!(s.training_accuracy - s.validation_accuracy > 0.25)) return {};
  return fmt::format(
      "correct for {:.1f} % of the examples learnt from, and for {:.1f} % of others: more "
      "examples, "
      "augmentation, dropout, a penalty, or an earlier end",
      100 * s.training_accuracy, 100 * s.validation_accuracy);
}

struct Examination {
  Illness illness;
  const char* name;
  Test test;
  bool only_where_all_else_is_well;  // other findings explain its symptoms
};

constexpr std::array<Examination, 10> examinations = {
    {{Illness::leaking_statistics, "leaking statistics", leaks, false},
     {Illness::unshuffled_data, "unshuffled data", is_unshuffled, false},
     {Illness::exploding_gradients, "exploding gradients", explodes, false},
     {Illness::initial_loss, "initial loss", begins_off, false},
     {Illness::dead_units, "dead units", are_dead, false},
     {Illness::saturated_units, "saturated units", are_saturated, false},
     {Illness::rate_too_high, "rate too high", is_too_fast, false},
     {Illness::rate_too_low, "rate too low", is_too_slow, true},
     {Illness::foreign_labels, "foreign labels", are_foreign, true},
     {Illness::over_fitting, "over-fitting", over_fits, true}}};

}  // namespace

std::vector<Illness> all_illnesses() {
  std::vector<Illness> all;
  for (const Examination& examination : examinations) all.push_back(examination.illness);
  return all;
}

std::string name_of(Illness illness) {
  return examinations.at(static_cast<std::size_t>(illness)).name;
}

std::vector<Finding> diagnose(const History& history) {
  if (history.steps.empty()) return {};
  // [Ask for each illness in the order of causes]
  const Symptoms symptoms = symptoms_of(history);
  std::vector<Finding> findings;
  bool explained = false;  // a mean that leaks explains no bad loss
  for (const auto& [illness, name, test, only_where_all_else_is_well] : examinations) {
    if (only_where_all_else_is_well && explained) continue;
    if (const auto says = test(symptoms)) {
      findings.push_back({illness, *says});
      explained = explained || illness != Illness::leaking_statistics;
    }
  }
  // [Ask for each illness in the order of causes]
  return findings;
}

std::string verdict(const std::vector<Finding>& findings) {
  if (findings.empty()) return "sound";
  std::string names;
  for (const Finding& finding : findings)
    names += (names.empty() ? "" : ", ") + name_of(finding.illness);
  return names;
}

}  // namespace dln
