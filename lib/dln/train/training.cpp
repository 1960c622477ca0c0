#include "dln/train/training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "dln/core/error.hpp"
#include "dln/data/dataset.hpp"

namespace dln {
namespace {

/**
 * Adds `share` times each number to the sums of the same names, which are made when first met.
 */
void add_share(std::vector<NamedNumber>& sums, const std::vector<NamedNumber>& numbers,
               double share) {
  sums.resize(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    sums[i].name = numbers[i].name;
    sums[i].value += share * numbers[i].value;
  }
}

double ratio(double change, double size) { return size > 0 ? change / size : 0; }

/** The examples' own order, every epoch the same: what shuffling is to keep people from. */
std::vector<arma::uvec> batches_in_order(std::size_t examples, std::size_t batch_size) {
  std::vector<arma::uvec> batches;
  for (std::size_t first = 0; first < examples; first += batch_size)
    batches.push_back(
        arma::regspace<arma::uvec>(first, std::min(first + batch_size, examples) - 1));
  return batches;
}

/** What a step came to is no number. */
class NotANumber : public Error {
  using Error::Error;
};

/** One call of `train`. */
template <typename T>
class Loop {
 public:
  Loop(Objective<T>& objective, Optimizer<T>& optimizer, const TrainingOptions& options,
       TrainingState<T>& state)
      : objective_(objective),
        optimizer_(optimizer),
        options_(options),
        state_(state),
        parameters_(objective.parameters()),
        random_(options.seed),
        batches_(steps_per_epoch(objective.examples(), options.batch_size)) {
    for (const auto& named : parameters_) history_.parameters.push_back(named.path);
  }

  History run() {
    history_.task = objective_.task();
    history_.first_step = state_.step;
    history_.activity_before = objective_.activity();
    if (lost_patience()) history_.ending = Ending::by_patience;  // before it was resumed
    while (state_.step < options_.epochs * batches_ && history_.ending == Ending::complete)
      run_epoch();
    history_.activity_after = objective_.activity();
    if (history_.ending != Ending::by_callback) take_back_the_best();
    history_.epochs = state_.epochs;
    history_.seconds = seconds();
    return std::move(history_);
  }

 private:
  void run_epoch() {
    const std::size_t number = state_.epochs.size() + 1;
    const auto batches = options_.shuffle
                             ? shuffled_batches(objective_.examples(), options_.batch_size,
                                                random_.split(2 * number))
                             : batches_in_order(objective_.examples(), options_.batch_size);
    state_.current.number = number;
    for (std::size_t b = state_.step % batches_;
         b < batches_ && history_.ending == Ending::complete; ++b) {
      try {
        take_step(batches[b]);
      } catch (const NotANumber& error) {
        history_.ending = Ending::diverged;
        history_.epochs = state_.epochs;
        history_.seconds = seconds();
        throw Diverged(error, std::move(history_));
      }
      const bool finished = b + 1 == batches_;
      if (finished) finish_epoch();
      const Progress progress{state_.step, options_.epochs * batches_,
                              finished ? &state_.epochs.back() : nullptr};
      if (seconds() > 60 * options_.max_minutes) history_.ending = Ending::by_time;
      if (finished && lost_patience()) history_.ending = Ending::by_patience;
      if (options_.callback && !options_.callback(progress))
        history_.ending = Ending::by_callback;
    }
  }

  void take_step(const arma::uvec& examples) {
    // [Take one step]
    Pass<T> pass(Mode::train, random_.split(2 * state_.step + 1));
    const BatchLoss batch = objective_.backpropagate(examples, pass);
    StepRecord record{batch, optimizer_.learning_rate(), gradient_norms(parameters_, pass)};
    expect_finite(record);
    const std::vector<Movement> movements = optimizer_.update(parameters_, pass);
    pass.commit(parameters_);
    // [Take one step]
    double change = 0, size = 0;
    for (const Movement& movement : movements) {
      record.weight_norms.push_back(movement.size);
      record.update_ratios.push_back(ratio(movement.change, movement.size));
      change += movement.change * movement.change;
      size += movement.size * movement.size;
    }
    const double share =
        static_cast<double>(examples.n_elem) / static_cast<double>(objective_.examples());
    Epoch& epoch = state_.current;
    epoch.loss += share * batch.loss;
    add_share(epoch.parts, batch.parts, share);
    add_share(epoch.metrics, batch.metrics, share);
    epoch.update_ratio +=
        ratio(std::sqrt(change), std::sqrt(size)) / static_cast<double>(batches_);
    history_.steps.push_back(std::move(record));
    ++state_.step;
  }

  void expect_finite(const StepRecord& record) {
    const auto check = [&](const std::string& thing, double value) {
      if (std::isfinite(value)) return;
      history_.steps.push_back(record);  // the last, for who looks for the cause
      throw NotANumber(fmt::format("training step {}", state_.step + 1),
                       thing + " that is a finite number",
                       fmt::format("{} (try a smaller learning rate than {:g})", value,
                                   record.learning_rate));
    };
    check("a loss", record.batch.loss);
    for (std::size_t p = 0; p < parameters_.size(); ++p)
      check("a gradient of " + parameters_[p].path, record.gradient_norms[p]);
  }

  void finish_epoch() {
    state_.current.validation = objective_.validate();
    state_.epochs.push_back(std::move(state_.current));
    state_.current = {};
    if (options_.patience == 0 || best_epoch() != state_.epochs.size()) return;
    state_.best.clear();
    for (const auto& [path, parameter] : parameters_)
      state_.best.emplace(path, parameter->value);
  }

  /** The number of the first epoch with the highest metric. */
  [[nodiscard]] std::size_t best_epoch() const {
    std::size_t best = 1;
    for (const Epoch& epoch : state_.epochs) {
      if (epoch.validation.empty())
        throw Error("patience", "an objective with a validation metric", "none");
      const double metric = epoch.validation.front().value,
                   highest = state_.epochs[best - 1].validation.front().value;
      if (metric > highest || std::isnan(highest)) best = epoch.number;
    }
    return best;
  }

  [[nodiscard]] bool lost_patience() const {
    return options_.patience > 0 && state_.epochs.size() >= best_epoch() + options_.patience;
  }

  void take_back_the_best() {
    for (const auto& [path, parameter] : parameters_)
      if (const auto best = state_.best.find(path); best != state_.best.end())
        parameter->value = best->second;
  }

  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

  Objective<T>& objective_;
  Optimizer<T>& optimizer_;
  const TrainingOptions& options_;
  TrainingState<T>& state_;
  ParameterList<T> parameters_;
  Random random_;
  std::size_t batches_;
  History history_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

std::size_t steps_per_epoch(std::size_t examples, std::size_t batch_size) {
  if (examples == 0) throw Error("training", "at least one example", "none");
  if (batch_size == 0) throw Error("training", "a batch size of at least 1", "0");
  return (examples + batch_size - 1) / batch_size;
}

template <typename T>
History train(Objective<T>& objective, Optimizer<T>& optimizer, const TrainingOptions& options,
              TrainingState<T>& state) {
  return Loop<T>(objective, optimizer, options, state).run();
}

template <typename T>
History train(Objective<T>& objective, Optimizer<T>& optimizer,
              const TrainingOptions& options) {
  TrainingState<T> state{};
  return train(objective, optimizer, options, state);
}

template History train(Objective<float>&, Optimizer<float>&, const TrainingOptions&,
                       TrainingState<float>&);
template History train(Objective<double>&, Optimizer<double>&, const TrainingOptions&,
                       TrainingState<double>&);
template History train(Objective<float>&, Optimizer<float>&, const TrainingOptions&);
template History train(Objective<double>&, Optimizer<double>&, const TrainingOptions&);

}  // namespace dln
