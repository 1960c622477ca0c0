#include <fmt/format.h>

#include "dln/gradcheck/check.hpp"
#include "dln/gradcheck/planted.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/hinge.hpp"
#include "dln/train/training.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::gradcheck::Mistake;
using dln::gradcheck::Report;
using dln::program::Options;
using dln::program::Results;
using dln::program::Table;

namespace {

Tensor<double> random_tensor(const dln::Shape& shape, Random random) {
  Tensor<double> tensor(shape);
  tensor.values().imbue([&] { return random.normal(); });
  return tensor;
}

}  // namespace

void show_checks(const Options& options, Results& results) {
  const Random random(options.seed);
  // [Check every part of chapter 01]
  dln::Dense<double> dense(6, 4, dln::gaussian<double>(1), random.split(30));
  dln::ReLU<double> relu;
  const Tensor<double> x = random_tensor({5, 6, 1, 1}, random.split(31));
  const Tensor<double> scores = random_tensor({5, 4, 1, 1}, random.split(32));
  const arma::uvec labels = {0, 1, 2, 3, 0};
  const dln::Hinge<double> hinge;
  const dln::SoftmaxCrossEntropy<double> softmax;
  const std::vector<Report> reports = {
      dln::gradcheck::check_layer(dense, x),
      dln::gradcheck::check_layer(relu, x),
      dln::gradcheck::check_loss(hinge, scores, labels),
      dln::gradcheck::check_loss(softmax, scores, labels),
      dln::gradcheck::check_regularizer(dln::L1<double>(0.1), scores),
      dln::gradcheck::check_regularizer(dln::L2<double>(0.1), scores),
      dln::gradcheck::check_objective(dense, softmax, dln::L2<double>(0.1), x, labels, {.tolerance = 1e-6}),
  };
  // [Check every part of chapter 01]
  Table table({{"what"}, {"tensor"}, {"entries"}, {"relative error", "{:.1e}"}, {"verdict"}});
  constexpr std::size_t longest_name = 30;
  std::size_t passed = 0;
  for (const Report& report : reports) {
    passed += report.passed() ? 1 : 0;
    for (const auto& t : report.tensors)
      table.add({report.subject.size() > longest_name ? "all of it together" : report.subject, t.tensor, t.checked,
                 t.largest_relative_error,
                 report.passed() ? dln::gradcheck::verdict(t.largest_relative_error) : "wrong"});
  }
  results.write("checks", table);
  results.note("checks", reports.size());
  results.note("checks_passed", passed);
  fmt::print("{}{} of {} passed\n", table.text(), passed, reports.size());
}

void show_mistakes(const Options& options, Results& results) {
  const Random random(options.seed);
  Table table({{"planted"}, {"largest relative error", "{:.1e}"}, {"what the check says"}});
  std::size_t caught = 0;
  for (const Mistake mistake : dln::gradcheck::all_mistakes()) {
    // [Plant a mistake and check]
    // A mask and a border need images, so those two are planted in a ReLU and the others in a dense layer.
    const bool needs_image = mistake == Mistake::mask || mistake == Mistake::edges;
    dln::ReLU<double> relu;
    dln::Dense<double> dense(6, 4, dln::gaussian<double>(1), random.split(33));
    dln::gradcheck::Planted planted(needs_image ? static_cast<dln::Layer<double>&>(relu) : dense, mistake);
    const dln::Shape shape = needs_image ? dln::Shape{2, 1, 6, 6} : dln::Shape{5, 6, 1, 1};
    const Report report = dln::gradcheck::check_layer(planted, random_tensor(shape, random.split(34)));
    // [Plant a mistake and check]
    std::string says = report.passed() ? "nothing: all is well" : "";
    for (const auto& t : report.tensors)
      if (says.empty() && !t.diagnosis.empty()) says = t.tensor + ": " + t.diagnosis;
    table.add({dln::gradcheck::name_of(mistake), report.largest_relative_error(), says});
    caught += mistake != Mistake::none && !report.passed() ? 1 : 0;
    fmt::print("{}: {:.1e}\n{}", dln::gradcheck::name_of(mistake), report.largest_relative_error(),
               dln::program::wrapped(says, 2));
  }
  results.write("mistakes", table);
  results.note("mistakes_planted", dln::gradcheck::all_mistakes().size() - 1);
  results.note("mistakes_caught", caught);
}

void show_sanity(const dln::Dataset<double>& digits, const Options& options, Results& results) {
  const std::size_t features = digits.images.shape().features();
  const Random random(options.seed);
  dln::Dense<double> layer(features, digits.classes(), dln::gaussian<double>(1e-4), random.split(35));
  const dln::SoftmaxCrossEntropy<double> softmax;
  // [Look at the loss before training]
  const auto start = dln::compute_step<double>(layer, softmax, nullptr, digits, random);
  const auto hinge_start = dln::compute_step<double>(layer, dln::Hinge<double>(), nullptr, digits, random);
  const dln::L2<double> strong(1e4);
  const auto penalized = dln::compute_step<double>(layer, softmax, &strong, digits, random);
  // [Look at the loss before training]

  // [Learn twenty images by heart]
  const dln::Dataset<double> few = digits.pick(random.split(36).permutation(digits.size()).head(20));
  dln::GradientDescent<double> optimizer(0.5);
  dln::train<double>(layer, softmax, nullptr, optimizer, few, {}, {.epochs = 500, .batch_size = 20});
  const auto end = dln::compute_step<double>(layer, softmax, nullptr, few, random);
  // [Learn twenty images by heart]
  const double by_heart = static_cast<double>(end.right) / static_cast<double>(few.size());

  Table table({{"check"}, {"expected"}, {"found", "{:.4f}"}});
  table.add({"softmax loss at the start", "log 10 = 2.3026", start.loss});
  table.add({"hinge loss at the start", "9", hinge_start.loss});
  table.add({"softmax loss with a strong penalty", "more", penalized.loss});
  table.add({"loss on twenty images learnt by heart", "near 0", end.loss});
  table.add({"right answers on them", "1", by_heart});
  results.write("sanity", table);
  results.note("softmax_loss_at_start", start.loss);
  results.note("hinge_loss_at_start", hinge_start.loss);
  results.note("penalized_loss_at_start", penalized.loss);
  results.note("by_heart_loss", end.loss);
  results.note("by_heart_accuracy", by_heart);
  fmt::print("{}", table.text());
}

}  // namespace chapter
