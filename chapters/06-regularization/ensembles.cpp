#include <fmt/format.h>

#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::program::Images;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;
using dln::program::Table;

namespace {

constexpr std::size_t count = 5, pairs = count * (count - 1) / 2;

/** Probabilities, a class a row. */
arma::fmat answer(const Network& network, const Images& images) {
  arma::fmat p = dln::predict(network.layers, images.validation.images).columns();
  p.each_row() -= arma::frowvec(arma::max(p, 0));
  p = arma::exp(p);
  p.each_row() /= arma::frowvec(arma::sum(p, 0));
  return p;
}

double validation_accuracy(const arma::fmat& p, const Images& images) {
  return dln::accuracy(arma::index_max(p, 0).t(), images.validation.labels);
}

void add_weights(Network& sum, Network& member) {
  const auto into = sum.layers.parameters(), from = member.layers.parameters();
  for (std::size_t i = 0; i < into.size(); ++i)
    into[i].parameter->value.values() +=
        from[i].parameter->value.values() / static_cast<float>(count);
}

/** What becomes of networks that vote, and of their weights' mean. */
struct Vote {
  Vote(const Images& images_, std::size_t units, const Start& start) : images(images_) {
    build(blended, images, units, {}, start.random);
    for (const auto& [path, parameter] : blended.layers.parameters())
      parameter->value.values().zeros();
  }

  /** One of the five. */
  void add(Network& member) {
    const arma::fmat p = answer(member, images);
    sum = sum.is_empty() ? p : arma::fmat(sum + p);
    const arma::urowvec answers = arma::index_max(p, 0);
    for (const arma::urowvec& other : given)
      alike += arma::mean(arma::conv_to<arma::rowvec>::from(answers == other)) / pairs;
    given.push_back(answers);
    last = validation_accuracy(p, images);
    alone += last / static_cast<double>(count);
    add_weights(blended, member);
  }

  const Images& images;
  arma::fmat sum;    // of their probabilities
  double alone = 0;  // the mean of their accuracies
  double last = 0;   // the accuracy of the last one
  double alike = 0;  // the share of images that two of them answer alike, a mean of all pairs
  std::vector<arma::urowvec> given;  // the answers of each
  Network blended;
};

void train_members(Vote& vote, std::size_t units, std::size_t epochs, const Start& start) {
  // [Let five members vote]
  for (std::size_t m = 0; m < count; ++m) {
    Network member;
    build(member, vote.images, units, {}, start.random.split(m));
    learn(member, vote.images, epochs, start);
    vote.add(member);
  }
  // [Let five members vote]
}

void take_snapshots(Vote& vote, std::size_t units, std::size_t epochs, const Start& start) {
  constexpr std::size_t batch_size = 32;
  const Images& images = vote.images;
  Network network;
  build(network, images, units, {}, start.random);
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network.layers, loss, images.train, &images.validation);
  // [Take a snapshot whenever the rate is low]
  const std::size_t round =
      epochs / count * dln::steps_per_epoch(images.train.size(), batch_size);
  const dln::Schedule once = dln::cosine(0.1, round);
  const dln::Schedule rounds("a cosine again and again",
                             [=](std::size_t step) { return once(step % round); });
  dln::Momentum<float> optimizer(rounds, 0.9F);
  const auto callback = [&](const dln::Progress& progress) {
    if (progress.step % round == 0) vote.add(network);
    return !dln::program::interrupted();
  };
  // [Take a snapshot whenever the rate is low]
  dln::program::train(
      objective, optimizer,
      {.epochs = epochs, .batch_size = batch_size, .seed = start.seed, .callback = callback});
  dln::program::stop_if_interrupted();
}

/** The ways of the table, by name. */
Outcome try_all(const Images& images, std::size_t units, std::size_t epochs,
                const Start& start) {
  Outcome outcome;
  const auto add = [&](const std::string& name, double accuracy) {
    outcome.numbers.emplace_back(name, accuracy);
  };
  const auto let_vote = [&](const std::string& name, const auto& fill, std::size_t how_long) {
    Vote vote(images, units, start);
    fill(vote, units, how_long, start);
    if (name == "members")
      add(name + ": one alone", vote.alone);
    else
      add(name + ": the last alone", vote.last);  // the first have learnt too little
    add(name + ": alike", vote.alike);
    add(name + ": five voting", validation_accuracy(vote.sum, images));
    add(name + ": weights averaged", validation_accuracy(answer(vote.blended, images), images));
  };
  let_vote("members", train_members, epochs);
  let_vote("snapshots", take_snapshots, epochs);
  let_vote("snapshots of a long training", take_snapshots, count * epochs);
  Network large;
  build(large, images, count * units, {}, start.random.split(count));
  learn(large, images, epochs, start);
  add("one five times as wide", validation_accuracy(answer(large, images), images));
  return outcome;
}

}  // namespace

Report compare_ensembles(const Images& images, const Options& options) {
  const std::vector<std::size_t> sizes = {10, 30};
  const auto name_of = [](std::size_t units) { return fmt::format("{} units", units); };
  std::vector<dln::program::Variant> variants;
  for (const std::size_t units : sizes)
    variants.push_back({name_of(units), [=, &images](const Start& start) {
                          return try_all(images, units, options.choose<std::size_t>(25, 5),
                                         start);
                        }});
  const auto found =
      dln::program::compare("ensembles", variants, options, options.choose(5, 2));
  Table table({{"who answers"},
               {"cost", "{}"},
               {"10 units", "{:.1%}"},
               {"10 units, range"},
               {"30 units", "{:.1%}"},
               {"30 units, range"}});
  const std::vector<std::pair<std::string, std::size_t>> costs = {
      {"members: one alone", 1},
      {"members: five voting", count},
      {"members: weights averaged", count},
      {"snapshots: the last alone", 1},
      {"snapshots: five voting", 1},
      {"snapshots: weights averaged", 1},
      {"snapshots of a long training: the last alone", count},
      {"snapshots of a long training: five voting", count},
      {"snapshots of a long training: weights averaged", count},
      {"one five times as wide", count}};
  for (const auto& [who, cost] : costs) {
    std::vector<dln::program::Cell> row = {who, cost};
    for (const std::size_t units : sizes) {
      const auto s = found.of(name_of(units), who);
      row.emplace_back(s.mean);
      row.emplace_back(fmt::format("{:.1f} to {:.1f}", 100 * s.lowest, 100 * s.highest));
    }
    table.add(row);
  }
  Table alike({{"two of five"}, {"10 units", "{:.1%}"}, {"30 units", "{:.1%}"}});
  for (const std::string who : {"members", "snapshots", "snapshots of a long training"})
    alike.add({who, found.of(name_of(10), who + ": alike").mean,
               found.of(name_of(30), who + ": alike").mean});
  Report report;
  report.say(
      "Validation accuracy of five networks together and alone, of five snapshots of one "
      "training, and of one network five times as wide. The cost is that of so many trainings "
      "of one network; the range, in percent, is that of the starts.");
  report.table("ensembles", table);
  report.say("How often two of them give the same answer:");
  report.table("alike", alike);
  report.data("ensembles-starts", found.starts());
  return report;
}

}  // namespace chapter
