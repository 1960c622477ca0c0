#include <fmt/format.h>

#include "dln/gradcheck/check.hpp"
#include "dln/gradcheck/planted.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/hinge.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/training.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::gradcheck::Mistake;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

Tensor<double> random_tensor(const dln::Shape& shape, Random random) {
  Tensor<double> tensor(shape);
  tensor.values().imbue([&] { return random.normal(); });
  return tensor;
}

}  // namespace

Report check_chapter_01(const Options& options) {
  const Random random(options.seed);
  // [Check every part of chapter 01]
  dln::Dense<double> dense(6, 4, dln::gaussian<double>(1), random.split(30));
  dln::ReLU<double> relu;
  const Tensor<double> x = random_tensor({5, 6, 1, 1}, random.split(31));
  const Tensor<double> scores = random_tensor({5, 4, 1, 1}, random.split(32));
  const arma::uvec labels = {0, 1, 2, 3, 0};
  const dln::Hinge<double> hinge;
  const dln::SoftmaxCrossEntropy<double> softmax;
  const dln::L2<double> l2(0.1);
  const dln::Dataset<double> data{"random", x, labels, {}};
  dln::Classification<double> objective(dense, softmax, data, nullptr, &l2);
  const auto step = [&](dln::Pass<double>& pass) {
    return objective.backpropagate({0, 1, 2, 3, 4}, pass).loss;
  };
  const std::vector<dln::gradcheck::Report> checks = {
      dln::gradcheck::check_layer(dense, x),
      dln::gradcheck::check_layer(relu, x),
      dln::gradcheck::check_loss<arma::uvec>(hinge, scores, labels),
      dln::gradcheck::check_loss<arma::uvec>(softmax, scores, labels),
      dln::gradcheck::check_regularizer(dln::L1<double>(0.1), scores),
      dln::gradcheck::check_regularizer(l2, scores),
      dln::gradcheck::check_step("all of it together", objective.parameters(), step, &l2,
                                 {.tolerance = 1e-6}),
  };
  // [Check every part of chapter 01]
  Table table({{"what"}, {"tensor"}, {"entries"}, {"relative error", "{:.1e}"}, {"verdict"}});
  std::size_t passed = 0;
  for (const auto& check : checks) {
    passed += check.passed() ? 1 : 0;
    for (const auto& t : check.tensors)
      table.add({check.subject, t.tensor, t.checked, t.largest_relative_error,
                 check.passed() ? dln::gradcheck::verdict(t.largest_relative_error) : "wrong"});
  }
  Report report;
  report.say("Every gradient of chapter 01, against differences in double:");
  report.table("checks", table);
  report.say(fmt::format("{} of {} passed.", passed, checks.size()));
  report.note("checks", checks.size());
  report.note("checks_passed", passed);
  return report;
}

Report plant_mistakes(const Options& options) {
  Report report;
  const Random random(options.seed);
  Table table({{"planted"}, {"largest relative error", "{:.1e}"}, {"what the check says"}});
  std::size_t caught = 0;
  for (const Mistake mistake : dln::gradcheck::all_mistakes()) {
    // [Plant a mistake and check]
    // A mask and a border need images, so those two are planted in a ReLU and the others in a
    // dense layer.
    const bool needs_image = mistake == Mistake::mask || mistake == Mistake::edges;
    dln::ReLU<double> relu;
    dln::Dense<double> dense(6, 4, dln::gaussian<double>(1), random.split(33));
    dln::gradcheck::Planted planted(
        needs_image ? static_cast<dln::Layer<double>&>(relu) : dense, mistake);
    const dln::Shape shape = needs_image ? dln::Shape{2, 1, 6, 6} : dln::Shape{5, 6, 1, 1};
    const auto check =
        dln::gradcheck::check_layer(planted, random_tensor(shape, random.split(34)));
    // [Plant a mistake and check]
    std::string says = check.passed() ? "nothing: all is well" : "";
    for (const auto& t : check.tensors)
      if (says.empty() && !t.diagnosis.empty()) says = t.tensor + ": " + t.diagnosis;
    table.add({dln::gradcheck::name_of(mistake), check.largest_relative_error(), says});
    caught += mistake != Mistake::none && !check.passed() ? 1 : 0;
    report.say(fmt::format("{}, {:.1e}: {}", dln::gradcheck::name_of(mistake),
                           check.largest_relative_error(), says));
  }
  report.table_for_pages("mistakes",
                         table);  // its sentences are too long for a terminal's table
  report.note("mistakes_planted", dln::gradcheck::all_mistakes().size() - 1);
  report.note("mistakes_caught", caught);
  return report;
}

Report check_sanity(const dln::Dataset<double>& digits, const Options& options) {
  const std::size_t features = digits.images.shape().features();
  const Random random(options.seed);
  dln::Dense<double> layer(features, digits.classes(), dln::gaussian<double>(1e-4),
                           random.split(35));
  const dln::SoftmaxCrossEntropy<double> softmax;
  const dln::Hinge<double> hinge;
  const dln::L2<double> strong(1e4);
  // [Look at the loss before training]
  const auto loss_of = [&](const dln::ClassLoss<double>& loss, const dln::L2<double>* penalty) {
    dln::Classification<double> objective(layer, loss, digits, nullptr, penalty);
    dln::Pass<double> pass(dln::Mode::train, random);
    return objective.backpropagate(arma::regspace<arma::uvec>(0, digits.size() - 1), pass).loss;
  };
  const double start = loss_of(softmax, nullptr);
  const double hinge_start = loss_of(hinge, nullptr);
  const double penalized = loss_of(softmax, &strong);
  // [Look at the loss before training]

  // [Learn twenty images by heart]
  const dln::Dataset<double> few =
      digits.pick(random.split(36).permutation(digits.size()).head(20));
  dln::Classification<double> by_heart(layer, softmax, few, &few);
  dln::GradientDescent<double> optimizer(0.5);
  const dln::History history =
      dln::program::train(by_heart, optimizer, {.epochs = 500, .batch_size = 20});
  const double end = history.epochs.back().loss;
  const double correct = dln::value_of(by_heart.validate(), "accuracy");
  // [Learn twenty images by heart]

  Table table({{"check"}, {"expected"}, {"found", "{:.4f}"}});
  table.add({"softmax loss at the start", "log 10 = 2.3026", start});
  table.add({"hinge loss at the start", "9", hinge_start});
  table.add({"softmax loss with a strong penalty", "more", penalized});
  table.add({"loss on twenty images learnt by heart", "near 0", end});
  table.add({"correct answers on them", "1", correct});
  Report report;
  report.say("What ought to be so before a long training begins:");
  report.table("sanity", table);
  report.note("softmax_loss_at_start", start);
  report.note("hinge_loss_at_start", hinge_start);
  report.note("penalized_loss_at_start", penalized);
  report.note("by_heart_loss", end);
  report.note("by_heart_accuracy", correct);
  return report;
}

}  // namespace chapter
