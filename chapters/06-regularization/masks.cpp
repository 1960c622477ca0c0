#include <fmt/format.h>

#include <bit>
#include <cmath>

#include "dln/train/prediction.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

Report compare_scalings(const Options& options) {
  Table table({{"dropout"},
               {"keep probability", "{:.1f}"},
               {"mean of 10,000 trainings' outputs", "{:.3f}"},
               {"at test", "{:.3f}"}});
  for (const double keep : {0.3, 0.5, 0.8})
    for (const bool inverted : {false, true}) {
      const dln::Dropout<double> layer(
          keep, inverted ? dln::Scaling::in_training : dln::Scaling::at_test);
      const Tensor<double> ones({10000, 1, 1, 1}, 1);
      dln::Pass<double> training(dln::Mode::train, Random(options.seed).split(60));
      dln::Pass<double> test(dln::Mode::test, Random(options.seed));
      table.add({fmt::format("{}, keep {:.1f}", inverted ? "inverted" : "plain", keep), keep,
                 arma::mean(layer.forward(ones, training).values()),
                 layer.forward(ones, test)[0]});
    }
  Report report;
  report.say("A unit that says 1, through dropout:");
  report.table("scalings", table);
  return report;
}

namespace {

arma::mat softmax(arma::mat scores) {
  scores.each_row() -= arma::rowvec(arma::max(scores, 0));
  arma::mat p = arma::exp(scores);
  p.each_row() /= arma::rowvec(arma::sum(p, 0));
  return p;
}

double share_right(const arma::mat& scores, const arma::uvec& labels) {
  return dln::accuracy(arma::index_max(scores, 0).t(), labels);
}

/** Numbers that a page's script is to read: as few digits as will do. */
std::vector<double> digits(const arma::mat& numbers, double steps) {
  const arma::mat rounded = arma::round(numbers * steps) / steps;
  return {rounded.begin(), rounded.end()};
}

arma::mat bias_of(dln::Dense<float>& layer, arma::uword examples) {
  return arma::repmat(arma::conv_to<arma::vec>::from(layer.bias().value.values()), 1, examples);
}

}  // namespace

Report enumerate_sub_networks(const dln::program::Images& images, const Options& options) {
  constexpr std::size_t units = 8;
  constexpr double keep = 0.5;
  Network network;
  const auto one = dln::program::compare(
      "sub-networks",
      {{"one",
        [&](const dln::program::Start& start) {
          build(network, images, units, {.hidden = keep}, start.random);
          return learn(network, images, options.choose<std::size_t>(60, 8), start);
        }}},
      options, 1);
  const Tensor<float>& seen = images.validation.images;
  const arma::mat x = arma::conv_to<arma::mat>::from(seen.columns());
  const arma::mat h =
      arma::clamp(weights_of(*network.hidden).t() * x + bias_of(*network.hidden, x.n_cols), 0,
                  arma::datum::inf);
  const arma::mat w = weights_of(*network.scores), b = bias_of(*network.scores, x.n_cols);
  const arma::uvec& labels = images.validation.labels;
  arma::mat mean(arma::size(b)), logarithms(arma::size(b));
  double members = 0;
  // [Ask every sub-network]
  for (unsigned mask = 0; mask < 1U << units; ++mask) {
    arma::mat left = h / keep;
    for (unsigned unit = 0; unit < units; ++unit)
      if ((mask >> unit & 1U) == 0) left.row(unit).zeros();
    const int kept = std::popcount(mask);
    const double probability = std::pow(keep, kept) * std::pow(1 - keep, int{units} - kept);
    const arma::mat p = softmax(w.t() * left + b);
    mean += probability * p;
    logarithms += probability * arma::log(p);
    members += probability * share_right(p, labels);
  }
  // [Ask every sub-network]
  const arma::mat whole = softmax(w.t() * h + b), geometric = softmax(logarithms);
  const auto difference = [&](const arma::mat& p) { return arma::abs(p - whole).max(); };
  Table table({{"who answers"},
               {"validation accuracy", "{:.1%}"},
               {"differs from the whole by at most", "{:.1e}"}});
  table.add({"a sub-network, on average", members, std::nan("")});
  table.add({"mean of all probabilities", share_right(mean, labels), difference(mean)});
  table.add(
      {"geometric mean, normalized", share_right(geometric, labels), difference(geometric)});
  table.add({"the whole network, once", share_right(whole, labels), 0.0});
  Report report;
  report.say(
      "Eight hidden units trained with dropout, keep probability 0.5, and all of its 256 "
      "sub-networks:");
  report.table("sub-networks", table);
  // A few images for the page: their pixels, the hidden units' outputs, and what the script is
  // held to.
  constexpr arma::uword shown = 6;
  const std::size_t side = seen.shape().channels == 1 ? seen.shape().width : 0;
  arma::mat pixels = x.head_cols(shown);
  pixels.each_col() += arma::conv_to<arma::vec>::from(images.mean.values());
  report.live("live-crowd",
              {{"side", side},
               {"pixels", digits(pixels, 100)},
               {"labels", std::vector<arma::uword>(labels.begin(), labels.begin() + shown)},
               {"hidden", digits(h.head_cols(shown), 1e6)},
               {"weight", digits(w, 1e6)},
               {"bias", digits(b.col(0), 1e6)},
               {"whole", digits(whole.head_cols(shown), 1e6)},
               {"mean", digits(mean.head_cols(shown), 1e6)},
               {"geometric", digits(geometric.head_cols(shown), 1e6)}});
  return report;
}

}  // namespace chapter
