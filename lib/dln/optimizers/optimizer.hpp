/**
 * @file
 * How gradients change parameters: what all update rules have in common.
 */
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "dln/layers/pass.hpp"
#include "dln/optimizers/schedule.hpp"

namespace dln {

/** Where weight decay enters. */
enum class Decay {
  coupled,   ///< the gradient, dw += strength * w, and so all that the rule makes of it: an L2
             ///< penalty
  decoupled  ///< the weight itself, w -= learning rate * strength * w. Source: Loshchilov and
             ///< Hutter 2019
};

/** How far a step moved one parameter, as norms over all its numbers. */
struct Movement {
  double change = 0;  ///< |w after - w before|
  double size = 0;    ///< |w before|
};

/** What an optimizer remembers, to be saved with the parameters. */
template <typename T>
struct OptimizerState {
  std::size_t steps = 0;  ///< updates made: the schedule goes on from here
  std::map<std::string, Tensor<T>>
      tensors;  ///< `trunk.3.weight.velocity`; `trunk.3.weight.steps` holds one number
};

/**
 * An update rule, with a learning-rate schedule, weight decay, and what it remembers of each
 * parameter, by its path.
 *
 * A rule of your own says what it remembers of every number (`memories`) and how it takes one
 * step (`step`). Another network needs another optimizer, as its parameters have the same
 * paths.
 * @tparam T float or double
 */
template <typename T>
class Optimizer {
 public:
  /** What may change all gradients before a step: clipping. */
  using GradientHook = std::function<void(const ParameterList<T>& parameters, Pass<T>& pass)>;
  /** What may change all parameters after it: a bound on their norms. */
  using ParameterHook = std::function<void(const ParameterList<T>& parameters)>;

  /** A rule that has made no step yet. */
  explicit Optimizer(Schedule learning_rate) : schedule_(std::move(learning_rate)) {}
  /** Optimizers are passed by reference. */
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;
  virtual ~Optimizer() = default;

  /** The class and its settings, as in `Momentum(0.1, 0.9)`. */
  [[nodiscard]] virtual std::string name() const = 0;

  /** What is done besides the rule, as in `coupled decay 0.0005, 1 hook before a step, 0
   * after`.
   */
  [[nodiscard]] std::string besides() const;

  /** Shrinks weights, but no biases, at every step; throws an Error unless the strength is
   * finite and at least 0. */
  void decay_weights(T strength, Decay decay);
  /** Adds something to be done before every step. */
  void before_step(GradientHook hook) { before_.push_back(std::move(hook)); }
  /** Adds something to be done after every step. */
  void after_step(ParameterHook hook) { after_.push_back(std::move(hook)); }

  /**
   * Takes one step with all parameters that learn and have a gradient, each at its own factor
   * of the learning rate.
   *
   * Hooks and coupled decay change the gradients in the pass.
   * @return one movement a parameter, zero for those not moved
   * @throws Error if a gradient, or what is remembered of a parameter, has another shape than
   * the parameter
   */
  std::vector<Movement> update(const ParameterList<T>& parameters, Pass<T>& pass);

  /** How many steps were taken. */
  [[nodiscard]] std::size_t steps() const { return steps_; }
  /** The learning rate as a function of the step. */
  [[nodiscard]] const Schedule& schedule() const { return schedule_; }
  /** The rate of the next step, before the parameters' own factors. */
  [[nodiscard]] double learning_rate() const { return schedule_(steps_); }

  /** What to save. */
  [[nodiscard]] OptimizerState<T> state() const;
  /**
   * Goes on from what was saved.
   * @throws Error if a tensor is missing, or is not one that this rule remembers
   */
  void restore(const OptimizerState<T>& state);

 protected:
  using Numbers =
      arma::Col<T>;  ///< some consecutive numbers of one parameter, sharing its memory

  /** What the rule remembers of every number, as it is called in a file: `velocity`. */
  [[nodiscard]] virtual std::vector<std::string> memories() const { return {}; }

  /**
   * Takes one step with some numbers of one parameter; called by several threads.
   * @param w to be changed
   * @param dw their gradient
   * @param memory what is remembered of them, one column a name; zeros at first
   * @param rate the learning rate times the parameter's factor
   * @param t which step of this parameter it is: 1, 2, ...
   */
  virtual void step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
                    std::size_t t) const = 0;

 private:
  struct Memory {
    std::size_t steps = 0;
    std::vector<Tensor<T>> tensors;
  };
  Memory& memory_of(const NamedParameter<T>& named);
  Movement move(Parameter<T>& parameter, Tensor<T>& gradient, Memory& memory,
                double rate) const;

  Schedule schedule_;
  T decay_ = T(0);
  Decay decay_kind_ = Decay::coupled;
  std::vector<GradientHook> before_;
  std::vector<ParameterHook> after_;
  std::size_t steps_ = 0;
  std::map<std::string, Memory> memories_;
};

/** Throws an Error, in the name of the rule, unless a setting is in [0, 1). */
template <typename T>
void expect_share(const char* rule, const char* setting, T share);

/** The norm of the gradient by each parameter; 0 for those that do not learn. */
template <typename T>
std::vector<double> gradient_norms(const ParameterList<T>& parameters, Pass<T>& pass);

/**
 * A hook that shortens the gradient by all parameters together, keeping its direction, to a
 * norm of at most `limit`.
 *
 * Source: Pascanu, Mikolov and Bengio 2013.
 * @throws Error unless the limit is above 0
 */
template <typename T>
typename Optimizer<T>::GradientHook clip_global_norm(double limit);

/** A hook that gives the gradient by all parameters together the norm 1; a gradient of zero
 * stays. */
template <typename T>
typename Optimizer<T>::GradientHook normalize_gradients();

/**
 * A hook that shortens every neuron's weights, keeping their direction, to a norm of at most
 * `limit`, after each step.
 *
 * A neuron is a filter of a convolution, too. Biases, statistics and frozen weights stay.
 * Source: Srebro, Rennie and Jaakkola 2005.
 * @throws Error unless the limit is above 0
 */
template <typename T>
typename Optimizer<T>::ParameterHook max_norm(double limit);

}  // namespace dln
