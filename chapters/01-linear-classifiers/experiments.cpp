#include "experiments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/losses/hinge.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/models/nearest_neighbours.hpp"

namespace chapter {

using dln::Dataset;
using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::seconds_of;
using dln::program::Table;

std::unique_ptr<dln::ClassLoss<float>> make_loss(const std::string& name) {
  if (name == "hinge") return std::make_unique<dln::Hinge<float>>();
  return std::make_unique<dln::SoftmaxCrossEntropy<float>>();
}

Report compare_losses() {
  const Tensor<double> first({1, 3, 1, 1}, {13, -7, 11});
  const Tensor<double> second({1, 3, 1, 1}, {-2.85, 0.86, 0.28});
  const Tensor<double> equal({1, 10, 1, 1});
  const dln::Hinge<double> hinge;
  const dln::SoftmaxCrossEntropy<double> softmax;
  Table table({{"scores"},
               {"correct class"},
               {"margin", "{:.0f}"},
               {"hinge loss", "{:.2f}"},
               {"softmax loss", "{:.2f}"}});
  const auto add = [&](const char* scores, const Tensor<double>& s, std::size_t label,
                       double margin) {
    table.add({scores, label + 1, margin, dln::Hinge<double>(margin).forward(s, {label})[0],
               softmax.forward(s, {label})[0]});
  };
  add("13, -7, 11", first, 0, 10);
  add("-2.85, 0.86, 0.28", second, 2, 1);
  add("ten equal scores", equal, 0, 1);
  Report report;
  report.say("What both losses make of three columns of scores:");
  report.table("losses", table);
  return report;
}

// One more row of weights, and a feature that is always 1 to multiply it with.
arma::fmat with_ones(const arma::fmat& x /* D x N */) {
  return arma::join_cols(x, arma::fmat(1, x.n_cols, arma::fill::ones));  // (D + 1) x N
}

Report fold_bias(const Images& images, const Options& options) {
  const std::size_t features = images.test.images.shape().features();
  dln::Dense<float> layer(features, 10, dln::gaussian<float>(0.1),
                          Random(options.seed).split(5));
  Random random = Random(options.seed).split(6);
  layer.bias().value.values().imbue([&] { return static_cast<float>(random.normal()); });

  const arma::fmat scores = dln::predict(layer, images.test.images).columns();
  const arma::fmat folded =
      arma::join_cols(layer.weight().value.columns(), layer.bias().value.columns().t());
  const arma::fmat same_scores = folded.t() * with_ones(images.test.images.columns());
  const auto difference = static_cast<double>(arma::abs(scores - same_scores).max());
  Report report;
  report.say(fmt::format(
      "Largest score {:.3g}; largest difference when the bias is folded in: {:.2g}.",
      arma::abs(scores).max(), difference));
  report.note("bias_trick_largest_difference", difference);
  report.note("bias_trick_largest_score", static_cast<double>(arma::abs(scores).max()));
  return report;
}

Report classify_by_neighbours(const Images& images, const Options& options) {
  // [Choose k by cross-validation]
  std::vector<std::size_t> choices = {1, 3, 5, 10, 20, 50};
  const std::size_t enough =
      std::min<std::size_t>(images.train.size(), options.choose(2000, 600));
  std::erase_if(choices, [&](std::size_t k) {
    return k > enough / 2;
  });  // a fold leaves at least half to vote
  const Dataset<float> part = images.train.pick(
      Random(options.seed).split(7).permutation(images.train.size()).head(enough));
  const arma::mat accuracies =
      dln::cross_validate(part, choices, 5, Random(options.seed).split(8));
  const arma::vec mean = arma::mean(accuracies, 1);
  const std::size_t k = choices[mean.index_max()];
  // [Choose k by cross-validation]
  Table table({{"k"},
               {"mean accuracy", "{:.3f}"},
               {"lowest fold", "{:.3f}"},
               {"highest fold", "{:.3f}"}});
  for (std::size_t c = 0; c < choices.size(); ++c)
    table.add({choices[c], mean[c], accuracies.row(c).min(), accuracies.row(c).max()});
  Report report;
  report.say("The neighbours vote; how many of them is chosen by five folds:");
  report.table("neighbours", table);

  const arma::fmat train = images.train.images.columns();
  const arma::fmat test = images.test.images.columns();
  const arma::uvec answers =
      dln::vote<float>(dln::squared_distances(train, test), images.train.labels, k);
  const double accuracy = dln::accuracy(answers, images.test.labels);
  // [Time one test image against all training images]
  const arma::fmat one = test.col(0);
  constexpr int repetitions = 20;
  const double seconds = seconds_of([&] {
    for (int i = 0; i < repetitions; ++i)
      dln::vote<float>(dln::squared_distances(train, one), images.train.labels, k);
  });
  // [Time one test image against all training images]
  report.say(fmt::format(
      "k = {}: {:.1f} % of the test images correct, {:.0f} µs an image, {:.1f} MB to keep.", k,
      100 * accuracy, 1e6 * seconds / repetitions,
      static_cast<double>(train.n_elem) * sizeof(float) / 1e6));
  report.note("neighbours_k", k);
  report.note("neighbours_test_accuracy", accuracy);
  report.note("neighbours_microseconds_per_image", 1e6 * seconds / repetitions);
  report.note("neighbours_bytes", train.n_elem * sizeof(float) + images.train.size());
  return report;
}

}  // namespace chapter
