#include "dln/train/symptoms.hpp"

#include <algorithm>
#include <armadillo>
#include <cmath>

namespace dln {
namespace {

/** The loss without a penalty, where it is told apart. */
double data_loss(const StepRecord& step) {
  const double data = value_of(step.batch.parts, "data");
  return std::isnan(data) ? step.batch.loss : data;
}

/** |change| / |weights| over all parameters. */
double overall_ratio(const StepRecord& step) {
  double change = 0, size = 0;
  for (std::size_t p = 0; p < step.update_ratios.size(); ++p) {
    change += std::pow(step.update_ratios[p] * step.weight_norms[p], 2);
    size += std::pow(step.weight_norms[p], 2);
  }
  return size > 0 ? std::sqrt(change / size) : 0;
}

double pull(const StepRecord& step) {
  double greatest = 0;
  for (std::size_t p = 0; p < step.weight_norms.size(); ++p)
    greatest = std::max(greatest, step.weight_norms[p] * step.gradient_norms[p]);
  return greatest;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

/** An epoch's losses without their mean and trend: what each batch has of its own. */
arma::vec without_trend(const arma::vec& losses) {
  const arma::vec place = arma::linspace(-1, 1, losses.n_elem);
  const arma::vec centred = losses - arma::mean(losses);
  return centred - place * (arma::dot(place, centred) / arma::dot(place, place));
}

/** The mean correlation of whole epochs' losses, batch by batch, with those of the epoch
 * before; 0 for too few. */
double repetition(const History& history) {
  constexpr std::size_t fewest_steps = 8, fewest_epochs = 4;
  const std::size_t epochs = history.first_step == 0 ? history.epochs.size() : 0;
  if (epochs < fewest_epochs || history.steps.size() < epochs * fewest_steps) return 0;
  // [Compare each epoch's losses with the last's]
  const std::size_t steps = history.steps.size() / epochs;
  arma::vec before;
  double sum = 0;
  for (std::size_t e = 1; e < epochs; ++e) {  // the first falls too steeply
    arma::vec losses(steps - 1);              // without the last batch, which may be small
    for (std::size_t s = 0; s < losses.n_elem; ++s)
      losses[s] = data_loss(history.steps[e * steps + s]);
    const arma::vec own = without_trend(losses);
    const double lengths = before.is_empty() ? 0 : arma::norm(before) * arma::norm(own);
    if (lengths > 0) sum += arma::dot(before, own) / lengths;
    before = own;
  }
  return sum / static_cast<double>(epochs - 2);
  // [Compare each epoch's losses with the last's]
}

Symptoms::Worst worst(const std::vector<Activity>& activity, double Activity::*share) {
  Symptoms::Worst found;
  for (const Activity& layer : activity)
    if (layer.*share > found.share) found = {layer.layer, layer.*share};
  return found;
}

}  // namespace

Symptoms symptoms_of(const History& history) {
  Symptoms s{.history = history};
  const double untaught = history.task.untaught_loss;
  s.rate = history.steps.front().learning_rate;
  std::vector<double> ratios;
  for (std::size_t i = 0; i < history.steps.size(); ++i) {
    const StepRecord& step = history.steps[i];
    if (!step.update_ratios.empty()) ratios.push_back(overall_ratio(step));
    s.largest_loss_ratio = std::max(s.largest_loss_ratio, data_loss(step) / untaught);
    if (const double here = pull(step) / untaught; here > s.largest_pull) {
      s.largest_pull = here;
      s.largest_pull_step = i + 1;
    }
  }
  for (const double ratio : ratios) s.way += ratio;
  s.update_ratio = median(std::move(ratios));
  if (history.first_step == 0) {
    s.first_loss_ratio = data_loss(history.steps.front()) / untaught;
    s.first_pull = pull(history.steps.front()) / untaught;
    s.begins_taught =
        value_of(history.steps.front().batch.metrics, "accuracy") > history.task.chance + 0.25;
  }
  s.dead_before = worst(history.activity_before, &Activity::dead);
  s.dead_after = worst(history.activity_after, &Activity::dead);
  s.saturated_before = worst(history.activity_before, &Activity::saturated);
  s.saturated_after = worst(history.activity_after, &Activity::saturated);
  s.repetition = repetition(history);
  if (!history.epochs.empty()) {
    const Epoch& last = history.epochs.back();
    const double loss = value_of(last.parts, "data");
    s.progress = 1 - (std::isnan(loss) ? last.loss : loss) / data_loss(history.steps.front());
    s.training_accuracy = value_of(last.metrics, "accuracy");
    s.validation_accuracy = value_of(last.validation, "accuracy");
  }
  // A loss may begin high, and fall: thrown up is what rises above both where it began and what
  // knowing nothing costs.
  const double start = std::isnan(s.first_loss_ratio) ? 1 : std::max(1.0, s.first_loss_ratio);
  s.has_rate_too_high = history.ending == Ending::diverged ||
                        (s.update_ratio > 0.05 && s.progress < 0.2) ||
                        (s.largest_loss_ratio > 3 * start && s.update_ratio > 1e-3);
  s.validation_examples = static_cast<double>(history.task.validation_examples);
  return s;
}

}  // namespace dln
