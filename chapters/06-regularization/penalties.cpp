#include <memory>

#include "experiments.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;
using dln::program::Table;

namespace {

struct Means {
  std::string name;
  std::shared_ptr<dln::Regularizer<float>> penalty;  // null for none
  double limit;                                      // of the norm, 0 for none
};

constexpr std::size_t shown = 5;  // templates of each network

/** Of each matrix, D x M, the longest columns as pictures: what these units look for. */
dln::Tensor<float> longest(const std::vector<arma::mat>& weights, dln::Shape shape) {
  shape.examples = weights.size() * shown;
  dln::Tensor<float> pictures(shape);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const arma::rowvec squares = arma::sum(arma::square(weights[i]), 0);
    const arma::uvec order = arma::sort_index(squares, "descend");
    for (std::size_t k = 0; k < shown; ++k)
      pictures.columns().col(i * shown + k) =
          arma::conv_to<arma::fvec>::from(weights[i].col(order[k]));
  }
  return pictures;
}

}  // namespace

Report compare_penalties(const dln::program::Images& images, const Options& options) {
  const std::vector<Means> all = {
      {"none", nullptr, 0},
      {"L1", std::make_shared<dln::L1<float>>(0.002F), 0},
      {"L2", std::make_shared<dln::L2<float>>(0.02F), 0},
      {"elastic net", std::make_shared<dln::ElasticNet<float>>(0.001F, 0.01F), 0},
      {"max-norm", nullptr, 1}};
  const std::size_t epochs =
      options.epochs > 0 ? options.epochs : options.choose<std::size_t>(40, 8);
  std::vector<arma::mat> weights(all.size());  // of the first start, each job its own place
  std::vector<dln::program::Variant> variants;
  for (std::size_t i = 0; i < all.size(); ++i)
    variants.push_back({all[i].name, [=, &images, &weights](const Start& start) {
                          Network network;
                          build(network, images, 60, {}, start.random);
                          Outcome outcome = learn(network, images, epochs, start,
                                                  all[i].penalty.get(), all[i].limit);
                          // [Describe the hidden layer's weights]
                          const arma::mat w = weights_of(*network.hidden);
                          const arma::rowvec norms =
                              arma::sqrt(arma::sum(arma::square(w), 0));  // a neuron each
                          const double near_zero = arma::mean(arma::vectorise(
                              arma::conv_to<arma::mat>::from(arma::abs(w) < 0.001)));
                          outcome.numbers.emplace_back("nearly zero", near_zero);
                          outcome.numbers.emplace_back("largest weight", arma::abs(w).max());
                          outcome.numbers.emplace_back("largest norm of a unit", norms.max());
                          // [Describe the hidden layer's weights]
                          if (start.number == 0) weights[i] = w;
                          return outcome;
                        }});
  const auto found =
      dln::program::compare("penalties", variants, options, options.choose(3, 2));
  std::vector<std::string> names;
  for (const Means& one : all) names.insert(names.end(), shown, one.name);
  Table bins({{"penalty"}, {"weight"}, {"share"}});
  for (std::size_t i = 0; i < all.size(); ++i) {
    const arma::vec centres = arma::regspace(-0.15, 0.01, 0.151);
    const arma::vec inside = weights[i].elem(arma::find(arma::abs(weights[i]) < 0.155));
    const arma::uvec counts = arma::hist(inside, centres);
    for (arma::uword b = 0; b < centres.n_elem; ++b)
      bins.add({all[i].name, centres[b],
                static_cast<double>(counts[b]) / static_cast<double>(weights[i].n_elem)});
  }
  Report report;
  report.say(
      "Few images, a hidden layer of 60 ReLUs, by what holds its weights back. Nearly zero: "
      "below 0.001.");
  report.append(
      found.report("penalties", {{"nearly zero", "{:.1%}"},
                                 {"largest weight", "{:.2f}"},
                                 {"largest norm of a unit", "{:.2f}"},
                                 {"training accuracy", "{:.1%}"},
                                 {"validation accuracy", "{:.1%}", dln::program::Spread::range},
                                 {"gap", "{:.1%}"}}));
  report.data("weights", bins);
  report.pictures("templates", longest(weights, images.mean.shape()), names);
  return report;
}

}  // namespace chapter
