#include <fmt/format.h>

#include <cmath>

#include "dln/losses/softmax_cross_entropy.hpp"
#include "experiments.hpp"
#include "program/interrupt.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Dataset;
using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Results;
using dln::program::seconds_of;
using dln::program::Table;

namespace {

Classifier train_one(const std::string& name, float learning_rate, float strength, const Images& images,
                     const Options& options) {
  const std::size_t features = images.train.images.shape().features();
  Classifier classifier{name, learning_rate, strength, nullptr, {}, 0};
  // [Train a linear classifier]
  classifier.layer = std::make_unique<dln::Dense<float>>(features, images.train.classes(), dln::gaussian<float>(0.001),
                                                         Random(options.seed).split(9));
  dln::Momentum<float> optimizer(learning_rate, 0.9F);
  const dln::L2<float> regularizer(strength);
  classifier.history = dln::train<float>(
      *classifier.layer, *make_loss(name), &regularizer, optimizer, images.train, images.validation,
      {.epochs = options.epochs > 0 ? options.epochs : options.choose(20, 10),
       .batch_size = 100,
       .seed = options.seed,
       .callback = dln::program::display(fmt::format("{}, step size {}, L2 {}", name, learning_rate, strength))});
  // [Train a linear classifier]
  classifier.validation_accuracy =
      dln::accuracy(dln::classify(dln::predict(*classifier.layer, images.validation.images)), images.validation.labels);
  return classifier;
}

// How the chosen layer's templates look: a row a class, a pixel a column; colours are averaged to grey.
arma::mat templates(const Tensor<float>& weight, const dln::Shape& image) {
  const std::size_t pixels = image.height * image.width;
  arma::mat rows(weight.shape().examples, pixels, arma::fill::zeros);
  for (std::size_t m = 0; m < rows.n_rows; ++m)
    for (std::size_t i = 0; i < image.features(); ++i)
      rows(m, i % pixels) +=
          static_cast<double>(weight[m * image.features() + i]) / static_cast<double>(image.channels);
  return rows;
}

// Right answers among examples of low, middling and high loss.
void show_low_loss(const arma::fvec& losses, const arma::uvec& right, Results& results) {
  Table table({{"loss"}, {"images"}, {"right", "{:.1f} %"}});
  const double bound = std::log(2.0);
  const std::vector<std::pair<std::string, std::pair<double, double>>> ranges = {
      {"0 to 0.1", {0, 0.1}}, {"0.1 to log 2", {0.1, bound}}, {"log 2 to 2", {bound, 2}}, {"above 2", {2, 1e30}}};
  for (const auto& [name, range] : ranges) {
    const arma::uvec here =
        arma::find(losses >= static_cast<float>(range.first) && losses < static_cast<float>(range.second));
    if (here.is_empty()) continue;
    table.add({name, static_cast<std::size_t>(here.n_elem),
               100 * static_cast<double>(arma::accu(right.elem(here))) / static_cast<double>(here.n_elem)});
  }
  results.write("low-loss", table);
  fmt::print("Is a low loss a right answer? (softmax loss of the test images)\n{}", table.text());
}

// The pictures that the figure of mistakes shows, with what they are and what they were taken for.
void write_mistakes(const Dataset<float>& test, const arma::uvec& answers, Results& results) {
  const arma::uvec wrong = arma::find(answers != test.labels);
  const std::size_t shown = std::min<std::size_t>(wrong.n_elem, 12);
  const std::size_t pixels = test.images.shape().height * test.images.shape().width;
  arma::mat pictures(shown, pixels);
  Table names({{"is"}, {"taken for"}});
  for (std::size_t i = 0; i < shown; ++i) {
    const arma::fcube image = test.images.image(wrong[i]);
    pictures.row(i) = arma::conv_to<arma::rowvec>::from(arma::vectorise(arma::fmat(arma::mean(image, 2))));
    names.add({test.class_names[test.labels[wrong[i]]], test.class_names[answers[wrong[i]]]});
  }
  results.write("mistakes", pictures);
  results.write("mistakes-names", names);
}

}  // namespace

Classifier train_classifier(const std::string& loss, const Images& images, const Options& options, Results& results) {
  // [Choose step size and penalty on validation images]
  Table table({{"step size", "{:g}"}, {"L2 strength", "{:g}"}, {"validation accuracy", "{:.3f}"}});
  Classifier best;
  for (const float learning_rate : {0.003F, 0.01F, 0.03F, 0.1F}) {
    for (const float strength : {0.001F, 0.03F}) {
      Classifier candidate = train_one(loss, learning_rate, strength, images, options);
      if (dln::program::interrupted()) break;  // an unfinished training is no candidate
      table.add({static_cast<double>(learning_rate), static_cast<double>(strength), candidate.validation_accuracy});
      if (!best.layer || candidate.validation_accuracy > best.validation_accuracy) best = std::move(candidate);
    }
  }
  // [Choose step size and penalty on validation images]
  if (!best.layer) throw dln::program::Interrupted();
  const Table history = dln::program::history_table(best.history);
  results.write("settings-" + loss, table);
  results.write("curves-" + loss, history);
  results.write("templates-" + loss, templates(best.layer->weight().value, images.train.images.shape()));
  results.note(loss + "_step_size", static_cast<double>(best.learning_rate));
  results.note(loss + "_l2_strength", static_cast<double>(best.strength));
  results.note(loss + "_validation_accuracy", best.validation_accuracy);
  results.note(loss + "_loss_at_start", best.history.batch_losses.front());
  results.note(loss + "_loss_at_end", best.history.epochs.back().loss);
  results.note(loss + "_update_ratio", best.history.epochs.back().update_ratio);
  fmt::print("{} loss\n{}Step size {:g}, L2 strength {:g}, epoch by epoch:\n{}", loss, table.text(), best.learning_rate,
             best.strength, history.text());
  return best;
}

void show_classifier(const Classifier& chosen, const Images& images, Results& results) {
  const Dataset<float>& test = images.test;
  const Tensor<float> scores = dln::predict(*chosen.layer, test.images);
  const arma::uvec answers = dln::classify(scores);
  const double accuracy = dln::accuracy(answers, test.labels);

  // [Count who is taken for whom]
  arma::umat confusion(test.classes(), test.classes(), arma::fill::zeros);
  for (std::size_t i = 0; i < test.size(); ++i) ++confusion(test.labels[i], answers[i]);
  // [Count who is taken for whom]
  results.write("confusion", arma::conv_to<arma::mat>::from(confusion));
  arma::umat errors = confusion;
  errors.diag().zeros();
  const arma::uword worst = errors.index_max();
  results.note("most_confused_is", test.class_names[worst % errors.n_rows]);
  results.note("most_confused_with", test.class_names[worst / errors.n_rows]);
  results.note("most_confused_count", errors[worst]);
  write_mistakes(test, answers, results);
  Table names({{"class"}});
  for (const auto& name : test.class_names) names.add({name});
  results.write("classes", names);
  show_low_loss(dln::SoftmaxCrossEntropy<float>().forward(scores, test.labels), answers == test.labels, results);

  // [Time one test image against the weights]
  const Tensor<float> one = test.images.examples(0, 1);
  constexpr int repetitions = 1000;
  const double seconds = seconds_of([&] {
    for (int i = 0; i < repetitions; ++i) dln::classify(dln::predict(*chosen.layer, one));
  });
  // [Time one test image against the weights]
  std::size_t numbers = 0;
  for (const auto* parameter : chosen.layer->parameters()) numbers += parameter->value.size();
  results.note("chosen_loss", chosen.loss);
  results.note("test_accuracy", accuracy);
  results.note("linear_microseconds_per_image", 1e6 * seconds / repetitions);
  results.note("linear_bytes", numbers * sizeof(float));
  fmt::print("{} loss: {:.1f} % of the test images right, {:.1f} us an image, {:.0f} kB to keep\n", chosen.loss,
             100 * accuracy, 1e6 * seconds / repetitions, static_cast<double>(numbers * sizeof(float)) / 1e3);
}

}  // namespace chapter
