#include <fmt/format.h>

#include <cmath>

#include "dln/layers/dense.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "dln/train/training.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Dataset;
using dln::Preprocessor;
using dln::Random;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

double linear_accuracy(const Dataset<float>& train, const Dataset<float>& test,
                       const Options& options) {
  dln::Dense<float> layer(train.images.shape().features(), train.classes(),
                          dln::gaussian<float>(0.001), Random(options.seed).split(1));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(layer, loss, train);
  dln::Momentum<float> optimizer(0.003, 0.9F);
  dln::program::train(objective, optimizer,
                      {.epochs = options.choose<std::size_t>(10, 3), .seed = options.seed});
  dln::program::stop_if_interrupted();
  return dln::accuracy(dln::classify(dln::predict(layer, test.images)), test.labels);
}

Dataset<float> mapped(const Dataset<float>& data, const Preprocessor<float>& preprocessor) {
  Dataset<float> result = data;
  result.images = preprocessor.apply(data.images);
  return result;
}

double size_of(const dln::Tensor<float>& x) {
  return static_cast<double>(arma::norm(x.values())) / std::sqrt(static_cast<double>(x.size()));
}

}  // namespace

Report sweep_epsilon(const dln::program::Images& images, const Options& options) {
  // Fewer images than pixels: in most directions nothing varies, and those eigenvalues are
  // zero, or rounding.
  const std::size_t few = std::min<std::size_t>(500, images.train.size());
  const Dataset<float> train = images.train.pick(arma::regspace<arma::uvec>(0, few - 1));
  const double largest = dln::principal_variances(train.images)[0];
  Table table({{"epsilon, of the largest eigenvalue"},
               {"size of training images", "{:.2f}"},
               {"of new images", "{:.2f}"},
               {"accuracy on new images", "{:.1%}"}});
  for (const double share : {1e-12, 1e-8, 1e-5, 1e-3, 1e-2, 1e-1}) {
    const auto whitened = Preprocessor<float>::zca(train.images, share * largest);
    const auto learnt = mapped(train, whitened), fresh = mapped(images.validation, whitened);
    table.add({fmt::format("{:.0e}", share), size_of(learnt.images), size_of(fresh.images),
               linear_accuracy(learnt, fresh, options)});
  }
  Report report;
  report.say(
      fmt::format("Whitening fitted to {} images, by the constant that is added to the "
                  "eigenvalues; size is the "
                  "root mean square of the pixels:",
                  few));
  report.table("epsilon", table);
  return report;
}

namespace {

/** Examples of pure noise: 2000 numbers each, and a class that has nothing to do with them. */
struct Noise {
  arma::mat x;
  arma::vec sign;  // 1 or -1, the class
};

Noise draw_noise(arma::uword examples, Random random) {
  Noise noise{arma::mat(2000, examples), arma::vec(examples)};
  noise.x.imbue([&] { return random.normal(); });
  noise.sign.imbue([&] { return random.below(2) == 0 ? -1.0 : 1.0; });
  return noise;
}

// [Choose the features that go best with the classes]
arma::uvec best_features(const arma::mat& x, const arma::vec& sign) {
  const arma::vec agreement = arma::abs(x * sign);
  return arma::uvec(arma::sort_index(agreement, "descend")).head(20);
}
// [Choose the features that go best with the classes]

/** The share of correct answers of the sum of some features, each with the sign that it had in
 * training. */
double accuracy_of(const arma::uvec& features, const Noise& train, const Noise& judged) {
  const arma::vec weights = arma::sign(train.x.rows(features) * train.sign);
  const arma::vec scores = judged.x.rows(features).t() * weights;
  return arma::mean(arma::conv_to<arma::vec>::from(scores % judged.sign > 0));
}

}  // namespace

Report leak_statistics(const Options& options) {
  Table table({{"features chosen on"},
               {"validation accuracy", "{:.1%}"},
               {"on examples that came later", "{:.1%}"}});
  double honest = 0, flattered = 0, honest_later = 0, flattered_later = 0;
  const int repetitions = options.choose(10, 3);
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    const Random random = Random(options.seed).split(90 + repetition);
    const Noise train = draw_noise(100, random.split(1)),
                validation = draw_noise(100, random.split(2)),
                later = draw_noise(400, random.split(3));
    const arma::uvec own = best_features(train.x, train.sign);
    const arma::uvec leaked = best_features(arma::join_rows(train.x, validation.x),
                                            arma::join_cols(train.sign, validation.sign));
    honest += accuracy_of(own, train, validation) / repetitions;
    honest_later += accuracy_of(own, train, later) / repetitions;
    flattered += accuracy_of(leaked, train, validation) / repetitions;
    flattered_later += accuracy_of(leaked, train, later) / repetitions;
  }
  table.add({"training examples only", honest, honest_later});
  table.add({"training and validation examples", flattered, flattered_later});
  Report report;
  report.say(
      "Pure noise, in which there is nothing to learn. The twenty of 2000 features that go "
      "best with the "
      "classes are kept:");
  report.table("leak", table);
  return report;
}

}  // namespace chapter
