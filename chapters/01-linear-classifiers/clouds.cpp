#include <algorithm>

#include "dln/losses/hinge.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/models/nearest_neighbours.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Dataset;
using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

// Three Gaussian clouds in the plane.
Dataset<float> draw_clouds(std::size_t each, Random random) {
  const std::vector<std::pair<double, double>> centres = {{0, 0.55}, {-0.5, -0.3}, {0.5, -0.3}};
  Dataset<float> clouds{"three clouds",
                        Tensor<float>({3 * each, 2, 1, 1}),
                        arma::uvec(3 * each),
                        {"0", "1", "2"}};
  for (std::size_t i = 0; i < 3 * each; ++i) {
    clouds.labels[i] = i % 3;
    clouds.images[2 * i] = static_cast<float>(centres[i % 3].first + 0.3 * random.normal());
    clouds.images[2 * i + 1] =
        static_cast<float>(centres[i % 3].second + 0.3 * random.normal());
  }
  return clouds;
}

// Every place of a square around the clouds.
Tensor<float> square(std::size_t side) {
  Tensor<float> places({side * side, 2, 1, 1});
  for (std::size_t i = 0; i < side * side; ++i) {
    places[2 * i] = -1.5F + 3.0F * static_cast<float>(i % side) / static_cast<float>(side - 1);
    const std::size_t row = i / side;
    places[2 * i + 1] = -1.5F + 3.0F * static_cast<float>(row) / static_cast<float>(side - 1);
  }
  return places;
}

// [Learn from one point at a time]
// x is D x N, a point a column; the result is D x C, a template a column.
arma::fmat learn(const arma::fmat& x, const arma::uvec& labels, arma::uword classes) {
  arma::fmat w(x.n_rows, classes, arma::fill::zeros);
  for (int trip = 0; trip < 20; ++trip)
    for (arma::uword i = 0; i < x.n_cols; ++i) {
      const arma::uword y = labels[i];
      const arma::fvec s = w.t() * x.col(i);
      for (arma::uword j = 0; j < classes; ++j) {
        if (j == y || s[j] + 1 <= s[y]) continue;  // far enough behind
        w.col(j) -= 0.01F * x.col(i);
        w.col(y) += 0.01F * x.col(i);
      }
    }
  return w;
}
// [Learn from one point at a time]

void learn_with(dln::Dense<float>& layer, const std::string& name, const Dataset<float>& clouds,
                const Options& options) {
  const auto loss = make_loss(name);
  dln::Classification<float> objective(layer, *loss, clouds);
  dln::Momentum<float> optimizer(0.1, 0.9F);
  dln::program::train(objective, optimizer,
                      {.epochs = 100, .batch_size = 30, .seed = options.seed});
}

}  // namespace

Report classify_clouds(const Options& options) {
  const Dataset<float> train = draw_clouds(50, Random(options.seed).split(40));
  const Dataset<float> test = draw_clouds(1000, Random(options.seed).split(41));
  const Tensor<float> places = square(91);

  Table table(
      {{"classifier"}, {"learnt points correct", "{:.1%}"}, {"new points correct", "{:.1%}"}});
  Table regions({{"classifier"}, {"x", "{:.4f}"}, {"y", "{:.4f}"}, {"class"}});
  const auto add = [&](const std::string& name, const auto& classify) {
    table.add({name, dln::accuracy(classify(train.images), train.labels),
               dln::accuracy(classify(test.images), test.labels)});
    const arma::uvec answers = classify(places);
    for (std::size_t i = 0; i < answers.n_elem; ++i)
      regions.add({name, static_cast<double>(places[2 * i]),
                   static_cast<double>(places[2 * i + 1]),
                   static_cast<std::size_t>(answers[i])});
  };
  add("nearest neighbour", [&](const Tensor<float>& x) {
    return dln::vote<float>(dln::squared_distances<float>(train.images.columns(), x.columns()),
                            train.labels, 1);
  });
  const arma::fmat templates = learn(train.images.columns(), train.labels, 3);
  add("the short program", [&](const Tensor<float>& x) -> arma::uvec {
    return arma::index_max(templates.t() * x.columns(), 0).t();
  });
  for (const std::string loss : {"hinge", "softmax"}) {
    dln::Dense<float> layer(2, 3, dln::gaussian<float>(0.001), Random(options.seed).split(42));
    learn_with(layer, loss, train, options);
    add(loss + " loss",
        [&](const Tensor<float>& x) { return dln::classify(dln::predict(layer, x)); });
  }

  Table points({{"x", "{:.4f}"}, {"y", "{:.4f}"}, {"class"}});
  for (std::size_t i = 0; i < train.size(); ++i)
    points.add({static_cast<double>(train.images[2 * i]),
                static_cast<double>(train.images[2 * i + 1]),
                static_cast<std::size_t>(train.labels[i])});
  Report report;
  report.say("Three clouds of points in the plane:");
  report.table("clouds", table);
  report.data("regions", regions);
  report.data("points", points);
  return report;
}

Report draw_losses() {
  const dln::Hinge<double> hinge;
  const dln::SoftmaxCrossEntropy<double> softmax;
  Table table({{"lead", "{:.4f}"}, {"hinge", "{:.6f}"}, {"softmax", "{:.6f}"}, {"wrong"}});
  for (int i = -60; i <= 80; ++i) {
    const double lead = 0.05 * i;
    const Tensor<double> scores({1, 2, 1, 1}, {lead, 0});
    table.add({lead, hinge.forward(scores, {0})[0], softmax.forward(scores, {0})[0],
               static_cast<std::size_t>(lead < 0 ? 1 : 0)});
  }
  Report report;
  report.data("loss-shapes", table);
  return report;
}

}  // namespace chapter
