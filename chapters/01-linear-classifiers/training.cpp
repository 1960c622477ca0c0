#include <fmt/format.h>

#include <cmath>

#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"
#include "program/interrupt.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Dataset;
using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::seconds_of;
using dln::program::Table;

namespace {

Classifier train_one(const std::string& name, double learning_rate, double strength,
                     const Images& images, const Options& options) {
  const std::size_t features = images.train.images.shape().features();
  Classifier classifier{name, learning_rate, strength, nullptr, {}, 0};
  // [Train a linear classifier]
  classifier.layer = std::make_unique<dln::Dense<float>>(features, images.train.classes(),
                                                         dln::gaussian<float>(0.001),
                                                         Random(options.seed).split(9));
  const auto loss = make_loss(name);
  const dln::L2<float> regularizer(static_cast<float>(strength));
  dln::Classification<float> objective(*classifier.layer, *loss, images.train,
                                       &images.validation, &regularizer);
  dln::Momentum<float> optimizer(learning_rate, 0.9F);
  classifier.history = dln::program::train(
      objective, optimizer,
      {.epochs = options.epochs > 0 ? options.epochs : options.choose(20, 10),
       .batch_size = 100,
       .seed = options.seed,
       .callback = dln::program::display(
           fmt::format("{}, step size {}, L2 {}", name, learning_rate, strength))});
  // [Train a linear classifier]
  classifier.validation_accuracy = dln::value_of(objective.validate(), "accuracy");
  return classifier;
}

// How a layer's templates look: a picture a class; colours are averaged to grey.
Tensor<float> templates(const Tensor<float>& weight, const dln::Shape& image) {
  const std::size_t pixels = image.height * image.width;
  Tensor<float> pictures({weight.shape().examples, 1, image.height, image.width});
  for (std::size_t m = 0; m < weight.shape().examples; ++m)
    for (std::size_t i = 0; i < image.features(); ++i)
      pictures[m * pixels + i % pixels] +=
          weight[m * image.features() + i] / static_cast<float>(image.channels);
  return pictures;
}

// Correct answers among examples of low, middling and high loss.
Table table_of_losses(const arma::fvec& losses, const arma::uvec& correct) {
  Table table({{"loss"}, {"images"}, {"correct", "{:.1%}"}});
  const double bound = std::log(2.0);
  const std::vector<std::pair<std::string, std::pair<double, double>>> ranges = {
      {"0 to 0.1", {0, 0.1}},
      {"0.1 to log 2", {0.1, bound}},
      {"log 2 to 2", {bound, 2}},
      {"above 2", {2, 1e30}}};
  for (const auto& [name, range] : ranges) {
    const arma::uvec here = arma::find(losses >= static_cast<float>(range.first) &&
                                       losses < static_cast<float>(range.second));
    if (here.is_empty()) continue;
    table.add({name, static_cast<std::size_t>(here.n_elem),
               static_cast<double>(arma::accu(correct.elem(here))) /
                   static_cast<double>(here.n_elem)});
  }
  return table;
}

// Some pictures that were taken for something else, with what they are and what they were taken
// for.
void add_mistakes(Report& report, const Dataset<float>& test, const arma::uvec& answers) {
  const arma::uvec wrong = arma::find(answers != test.labels);
  const arma::uvec shown = wrong.head(std::min<std::size_t>(wrong.n_elem, 12));
  std::vector<std::string> names;
  for (const arma::uword i : shown)
    names.push_back(test.class_names[test.labels[i]] + " taken for " +
                    test.class_names[answers[i]]);
  report.pictures("mistakes", test.pick(shown).images, names);
}

// What the page's live figure computes with: a class a row, its weights and then its bias; the
// mean image; and ten test images as they were before it was taken away, each with its scores,
// to which a test holds the page.
void add_touch(Report& report, const Classifier& classifier, const Images& images,
               const Tensor<float>& scores) {
  dln::Dense<float>& layer = *classifier.layer;
  const auto as_double = [](const arma::fmat& matrix) {
    return arma::conv_to<arma::mat>::from(matrix);
  };
  report.numbers("live-classifier", as_double(arma::join_cols(layer.weight().value.columns(),
                                                              layer.bias().value.columns().t())
                                                  .t()));
  report.numbers("live-mean", as_double(images.mean.columns().t()));
  const arma::uword shown = std::min<arma::uword>(images.test.size(), 10);
  arma::fmat examples = images.test.images.columns().head_cols(shown);
  examples.each_col() += images.mean.columns().col(0);
  report.numbers("live-examples",
                 as_double(arma::join_cols(examples, scores.columns().head_cols(shown)).t()));
}

// A row a class, a column for what its images were taken for.
Table confusion_table(const arma::umat& confusion, const std::vector<std::string>& classes) {
  std::vector<dln::program::Column> columns = {{"is"}};
  for (const std::string& name : classes) columns.push_back({name});
  Table table(columns);
  for (arma::uword r = 0; r < confusion.n_rows; ++r) {
    std::vector<dln::program::Cell> row = {classes[r]};
    for (arma::uword c = 0; c < confusion.n_cols; ++c)
      row.emplace_back(static_cast<std::size_t>(confusion(r, c)));
    table.add(row);
  }
  return table;
}

}  // namespace

Search search_settings(const std::string& loss, const Images& images, const Options& options) {
  // [Choose step size and penalty on validation images]
  Search search;
  for (const double learning_rate : {0.003, 0.01, 0.03, 0.1}) {
    for (const double strength : {0.001, 0.03}) {
      Classifier candidate = train_one(loss, learning_rate, strength, images, options);
      dln::program::stop_if_interrupted();  // an unfinished training is no candidate
      search.tried.push_back({learning_rate, strength, candidate.validation_accuracy});
      if (!search.best.layer || candidate.validation_accuracy > search.best.validation_accuracy)
        search.best = std::move(candidate);
    }
  }
  // [Choose step size and penalty on validation images]
  return search;
}

Report report(const Search& search, const Images& images) {
  const auto& [best, tried] = search;
  Table settings(
      {{"step size", "{:g}"}, {"L2 strength", "{:g}"}, {"validation accuracy", "{:.3f}"}});
  for (const Tried& one : tried)
    settings.add({one.learning_rate, one.strength, one.validation_accuracy});
  Report report;
  report.say("The " + best.loss + " loss, with several step sizes and penalties:");
  report.table("settings-" + best.loss, settings);
  report.say(fmt::format("Step size {:g} and L2 strength {:g}, epoch by epoch:",
                         best.learning_rate, best.strength));
  report.table("curves-" + best.loss, dln::program::history_table(best.history));
  report.pictures("templates-" + best.loss,
                  templates(best.layer->weight().value, images.train.images.shape()),
                  images.train.class_names);
  report.note(best.loss + "_step_size", best.learning_rate);
  report.note(best.loss + "_l2_strength", best.strength);
  report.note(best.loss + "_validation_accuracy", best.validation_accuracy);
  report.note(best.loss + "_loss_at_start", best.history.steps.front().batch.loss);
  report.note(best.loss + "_loss_at_end", best.history.epochs.back().loss);
  report.note(best.loss + "_update_ratio", best.history.epochs.back().update_ratio);
  return report;
}

Report test_classifier(const Classifier& chosen, const Images& images) {
  const Dataset<float>& test = images.test;
  const Tensor<float> scores = dln::predict(*chosen.layer, test.images);
  const arma::uvec answers = dln::classify(scores);
  const double accuracy = dln::accuracy(answers, test.labels);

  // [Count who is taken for whom]
  arma::umat confusion(test.classes(), test.classes(), arma::fill::zeros);
  for (std::size_t i = 0; i < test.size(); ++i) ++confusion(test.labels[i], answers[i]);
  // [Count who is taken for whom]
  arma::umat errors = confusion;
  errors.diag().zeros();
  const arma::uword worst = errors.index_max();

  // [Time one test image against the weights]
  const Tensor<float> one = test.images.examples(0, 1);
  constexpr int repetitions = 1000;
  const double seconds = seconds_of([&] {
    for (int i = 0; i < repetitions; ++i) dln::classify(dln::predict(*chosen.layer, one));
  });
  // [Time one test image against the weights]
  const std::size_t bytes = dln::count_weights(chosen.layer->parameters()) * sizeof(float);

  Report report;
  report.say(fmt::format(
      "{} loss: {:.1f} % of the test images correct, {:.1f} µs an image, {:.0f} kB to keep.",
      chosen.loss, 100 * accuracy, 1e6 * seconds / repetitions,
      static_cast<double>(bytes) / 1e3));
  report.say("Is a low loss a correct answer? The softmax loss of the test images:");
  report.table(
      "low-loss",
      table_of_losses(dln::SoftmaxCrossEntropy<float>().forward(scores, test.labels).values(),
                      answers == test.labels));
  report.data("confusion", confusion_table(confusion, test.class_names));
  add_mistakes(report, test, answers);
  add_touch(report, chosen, images, scores);
  report.note("most_confused_is", test.class_names[worst % errors.n_rows]);
  report.note("most_confused_with", test.class_names[worst / errors.n_rows]);
  report.note("most_confused_count", errors[worst]);
  report.note("chosen_loss", chosen.loss);
  report.note("test_accuracy", accuracy);
  report.note("linear_microseconds_per_image", 1e6 * seconds / repetitions);
  report.note("linear_bytes", bytes);
  return report;
}

}  // namespace chapter
