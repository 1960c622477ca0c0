#include <fmt/format.h>

#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Images;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Table;

namespace {

using Network = dln::Sequential<float>;

const Plan normalized_plan = {.depth = 3, .place = Place::before};

/** What becomes of one number as it grows while the rest of its batch stays. */
Table walk_through_batches(Random random) {
  Table rows({{"batch"}, {"given"}, {"normalized"}});
  arma::fvec others(63);
  others.imbue([&] { return static_cast<float>(random.normal()); });
  for (const std::size_t size : {2, 8, 64})
    for (int step = -60; step <= 60; ++step) {
      Tensor<float> x({size, 1, 1, 1});
      x[0] = static_cast<float>(step) / 20;
      for (std::size_t i = 1; i < size; ++i) x[i] = others[i - 1];
      dln::Pass<float> pass(dln::Mode::train, random, dln::Keep::nothing);
      const Tensor<float> y = dln::BatchNorm<float>(1).forward(x, pass);
      rows.add({fmt::format("a batch of {}", size), static_cast<double>(x[0]),
                static_cast<double>(y[0])});
    }
  return rows;
}

/** How the same images fare in ever other company. */
struct Company {
  double other_answers = 0;  // than in use, a share
  double score_moves = 0;    // the standard deviation of the score of the correct class
};

Company keep_company(const Network& network, const dln::Dataset<float>& data, std::size_t size,
                     const Random& random) {
  constexpr std::size_t rounds = 20;
  const arma::uvec in_use = dln::classify(dln::predict(network, data.images));
  arma::mat scores(data.size(), rounds);
  std::size_t others = 0;
  for (std::size_t round = 0; round < rounds; ++round)
    // [Shuffle, and classify each batch by its own statistics]
    for (const arma::uvec& batch :
         dln::shuffled_batches(data.size(), size, random.split(round))) {
      dln::Pass<float> pass(dln::Mode::train, Random(1), dln::Keep::nothing);
      const Tensor<float> y = network.forward(data.images.examples(batch), pass);
      others += arma::accu(dln::classify(y) != in_use.elem(batch));
      for (std::size_t i = 0; i < batch.n_elem; ++i)
        scores(batch[i], round) = y[i * data.classes() + data.labels[batch[i]]];
    }
  // [Shuffle, and classify each batch by its own statistics]
  return {static_cast<double>(others) / static_cast<double>(data.size() * rounds),
          arma::mean(arma::stddev(scores, 0, 1))};
}

/** The length of the gradient by the first layer's weights as a network begins: of a hundred
 * batches the lowest tenth, the median and the highest tenth. */
arma::vec first_gradients(const Images& images, std::size_t size, const Options& options) {
  Network network;
  build(network, normalized_plan, images, Random(options.seed).split(41));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train);
  arma::vec lengths(100);
  for (std::size_t b = 0; b < lengths.n_elem; ++b) {
    const arma::uvec order =
        Random(options.seed).split(42).split(b).permutation(images.train.size());
    dln::Pass<float> pass(dln::Mode::train, Random(1));
    objective.backpropagate(order.head(size), pass);
    const dln::Parameter<float>* weight = network.parameters().front().parameter;
    lengths[b] = static_cast<double>(arma::norm(pass.gradient(*weight).values()));
  }
  return arma::quantile(lengths, arma::vec{0.1, 0.5, 0.9});
}

/** A batch that goes through in parts: each is normalized by its own statistics, and a step
 * takes the mean of their gradients. */
class InParts final : public dln::Objective<float> {
 public:
  InParts(dln::Objective<float>& whole, std::size_t part) : whole_(whole), part_(part) {}

  [[nodiscard]] dln::ParameterList<float> parameters() override { return whole_.parameters(); }
  [[nodiscard]] std::size_t examples() const override { return whole_.examples(); }
  [[nodiscard]] dln::Task task() override { return whole_.task(); }
  dln::BatchLoss backpropagate(const arma::uvec& batch, dln::Pass<float>& pass) override {
    // [Send a batch through in parts]
    dln::BatchLoss mean;
    const auto parts = static_cast<float>(batch.n_elem) / static_cast<float>(part_);
    for (arma::uword first = 0; first < batch.n_elem; first += part_)
      mean.loss += whole_.backpropagate(batch.subvec(first, first + part_ - 1), pass).loss /
                   static_cast<double>(parts);
    for (const auto& [path, parameter] : parameters())
      if (parameter->learns()) pass.gradient(*parameter).values() /= parts;
    // [Send a batch through in parts]
    return mean;
  }

 private:
  dln::Objective<float>& whole_;
  arma::uword part_;  // divides the batch
};

}  // namespace

Report meet_companions(const Images& images, const Options& options) {
  Network network;
  build(network, normalized_plan, images, Random(options.seed).split(40));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train);
  dln::Momentum<float> optimizer(0.02, 0.9F);
  dln::program::train(objective, optimizer,
                      {.epochs = options.choose<std::size_t>(5, 2), .seed = options.seed});
  dln::program::stop_if_interrupted();
  Table ties({{"batch of"},
              {"other answers", "{:.1%}"},
              {"score moves by", "{:.2f}"},
              {"gradient, lowest tenth", "{:.2f}"},
              {"median", "{:.2f}"},
              {"highest tenth", "{:.2f}"}});
  for (const std::size_t size : {2, 8, 64}) {
    const Company company =
        keep_company(network, images.validation, size, Random(options.seed).split(43));
    const arma::vec gradients = first_gradients(images, size, options);
    ties.add({std::to_string(size), company.other_answers, company.score_moves, gradients[0],
              gradients[1], gradients[2]});
  }
  Report report;
  report.say(
      "The validation images, each in twenty batches of other images: how often the answer is "
      "another one than in use, and how much the correct class's score moves; and the gradient "
      "by the first layer's weights of a hundred batches, before training:");
  report.table("ties", ties);
  report.data("walk", walk_through_batches(Random(options.seed).split(44)));
  return report;
}

Report vary_noise(const Images& images, const Options& options) {
  constexpr std::size_t batch_size = 64;
  const auto few = images.train.pick(arma::regspace<arma::uvec>(
      0, std::min<std::size_t>(320, images.train.size() / batch_size * batch_size) - 1));
  std::vector<dln::program::Variant> variants;
  for (const std::size_t part : {64, 32, 16, 8, 4})
    variants.push_back(
        {std::to_string(part), [=, &images, &few, &options](const Start& start) {
           Plan plan = normalized_plan;
           // However small the parts, the running values are means over as many images.
           plan.momentum = 0.1 * static_cast<double>(part) / batch_size;
           Network network;
           build(network, plan, images, start.random);
           const dln::SoftmaxCrossEntropy<float> loss;
           dln::Classification<float> whole(network, loss, few);
           InParts parts(whole, part);
           dln::Momentum<float> optimizer(0.02, 0.9F);
           const dln::History history =
               dln::program::train(parts, optimizer,
                                   {.epochs = options.choose<std::size_t>(40, 3),
                                    .batch_size = batch_size,
                                    .seed = start.seed,
                                    .callback = start.callback()});
           dln::program::stop_if_interrupted();
           const Tensor<float> scores = dln::predict(network, images.validation.images);
           const arma::uvec& labels = images.validation.labels;
           return Outcome{
               .numbers = {
                   {"learning", history.epochs.back().loss},
                   {"in use", loss.value(dln::predict(network, few.images), few.labels).mean()},
                   {"new", loss.value(scores, labels).mean()},
                   {"accuracy", dln::accuracy(dln::classify(scores), labels)}}};
         }});
  Report report;
  report.say(
      fmt::format("{} images learnt in batches of 64, by how many are normalized "
                  "together:",
                  few.size()));
  report.append(dln::program::compare("noise", variants, options, options.choose(10, 2))
                    .report("noise", {{"learning", "{:.3f}"},
                                      {"in use", "{:.3f}"},
                                      {"new", "{:.2f}", Spread::error},
                                      {"accuracy", "{:.1%}", Spread::error}}));
  report.note("noise_images", few.size());
  return report;
}

}  // namespace chapter
