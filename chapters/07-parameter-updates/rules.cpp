#include <fmt/format.h>

#include <cmath>

#include "dln/optimizers/adagrad.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/optimizers/nesterov.hpp"
#include "dln/optimizers/rmsprop.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Schedule;
using dln::program::Report;
using dln::program::Table;

namespace {

/** One weight, moved by the gradients it is given. */
class Weight {
 public:
  explicit Weight(double value) : w_{dln::Tensor<double>({1, 1, 1, 1}, value)} {}
  double step(dln::Optimizer<double>& optimizer, double gradient) {
    dln::Pass<double> pass(dln::Mode::train, dln::Random(1));
    pass.gradient(w_) = dln::Tensor<double>({1, 1, 1, 1}, gradient);
    optimizer.update({{"w", &w_}}, pass);
    return value();
  }
  double value() { return w_.value[0]; }

 private:
  dln::Parameter<double> w_;
};

}  // namespace

template <typename T>
std::vector<Rule<T>> all_rules() {
  return {{"gradient descent",
           [](const Schedule& s) { return std::make_unique<dln::GradientDescent<T>>(s); }},
          {"momentum", [](const Schedule& s) { return std::make_unique<dln::Momentum<T>>(s); }},
          {"Nesterov", [](const Schedule& s) { return std::make_unique<dln::Nesterov<T>>(s); }},
          {"Adagrad", [](const Schedule& s) { return std::make_unique<dln::Adagrad<T>>(s); }},
          {"RMSProp", [](const Schedule& s) { return std::make_unique<dln::RMSProp<T>>(s); }},
          {"Adam", [](const Schedule& s) { return std::make_unique<dln::Adam<T>>(s); }}};
}
template std::vector<Rule<float>> all_rules();
template std::vector<Rule<double>> all_rules();

Report step_by_hand() {
  Table table({{"rule"},
               {"after 1 step", "{:.2f}"},
               {"after 2 steps", "{:.2f}"},
               {"after 3 steps", "{:.3f}"}});
  dln::GradientDescent<double> plain(0.1);
  dln::Momentum<double> momentum(0.1, 0.5);
  const std::vector<std::pair<std::string, dln::Optimizer<double>*>> rules = {
      {"gradient descent", &plain}, {"momentum 0.5", &momentum}};
  for (const auto& [name, rule] : rules) {
    Weight w(4);
    const double first = w.step(*rule, 2 * w.value());
    const double second = w.step(*rule, 2 * w.value());
    table.add({name, first, second, w.step(*rule, 2 * w.value())});
  }
  Report report;
  report.say("The loss w squared, from w = 4, at a rate of 0.1:");
  report.table("by-hand", table);
  return report;
}

Report show_nesterov() {
  constexpr double mu = 0.9, rate = 0.1;
  const auto slope = [](double w) { return 2 * w; };
  Table table({{"step"},
               {"w", "{:.4f}"},
               {"w + mu v, where it looks", "{:.4f}"},
               {"rewritten", "{:.4f}"},
               {"difference", "{:.0e}"}});
  dln::Nesterov<double> rewritten(rate, mu);
  Weight looked_at(4);
  double w = 4, v = 0;
  for (std::size_t step = 1; step <= 6; ++step) {
    // [Look ahead, then step]
    const double ahead = w + mu * v;
    v = mu * v - rate * slope(ahead);
    w += v;
    // [Look ahead, then step]
    looked_at.step(rewritten, slope(looked_at.value()));
    table.add({std::to_string(step), w, w + mu * v, looked_at.value(),
               std::abs(looked_at.value() - w - mu * v)});
  }
  Report report;
  report.say("Nesterov's momentum on the loss w squared, from w = 4:");
  report.table("nesterov", table);
  return report;
}

Report start_adam() {
  Table table({{"step"}, {"with correction", "{:.2f}"}, {"without", "{:.2f}"}});
  arma::mat curve(1000, 3);
  dln::Adam<double> with(1), without(1, 0.9, 0.999, 1e-8, dln::Correction::none);
  Weight right(0), wrong(0);
  for (std::size_t step = 1; step <= curve.n_rows; ++step) {
    const double from_right = right.value(), from_wrong = wrong.value();
    const double length = from_right - right.step(with, 1),
                 other = from_wrong - wrong.step(without, 1);
    curve.row(step - 1) = arma::rowvec{static_cast<double>(step), length, other};
    for (const std::size_t shown : {1, 2, 5, 10, 100, 1000})
      if (step == shown) table.add({std::to_string(step), length, other});
  }
  Report report;
  report.say("A gradient that is always 1: how long Adam's steps are, in learning rates:");
  report.table("adam-start", table);
  report.data("adam-start-curve", Table::of({"step", "with correction", "without"}, curve));
  return report;
}

Report decay_beside_adam() {
  Table table(
      {{"decay"}, {"in the gradient (Adam)", "{:.3f}"}, {"beside it (AdamW)", "{:.3f}"}});
  for (const double strength : {0.0, 0.1, 1.0}) {
    const auto moved = [&](dln::Decay decay) {
      // [Let the weights decay beside Adam]
      dln::Adam<double> adam(0.1);
      adam.decay_weights(strength, decay);  // AdamW: dln::Decay::decoupled
      // [Let the weights decay beside Adam]
      Weight w(4);
      return w.step(adam, 2);
    };
    table.add({fmt::format("{:g}", strength), moved(dln::Decay::coupled),
               moved(dln::Decay::decoupled)});
  }
  Report report;
  report.say("A weight of 4 with a gradient of 2, after one step of Adam at a rate of 0.1:");
  report.table("decay", table);
  return report;
}

}  // namespace chapter
