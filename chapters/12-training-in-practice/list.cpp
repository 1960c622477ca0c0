#include <fmt/format.h>

#include "dln/train/prediction.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::program::Images;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Variant;

namespace {

Images sorted(const Images& images) {
  return {images.train.pick(arma::stable_sort_index(images.train.labels)), images.validation,
          images.test, images.mean, images.preprocessor};
}

/** The pixels as they were, in 0 ... 1. */
Images with_mean(const Images& images) {
  Images raw = images;
  for (auto* data : {&raw.train, &raw.validation})
    data->images.columns().each_col() += images.mean.values();
  raw.mean.values().zeros();
  raw.preprocessor = dln::Preprocessor<float>::centre(raw.mean);  // takes nothing away
  return raw;
}

/** Centred, and every pixel's spread over the training images made one. */
Images of_unit_variance(const Images& images) {
  Images scaled = images;
  const arma::fmat x = scaled.train.images.columns();
  const arma::fvec spread = arma::stddev(x, 1, 1) + 1e-3F;
  for (auto* data : {&scaled.train, &scaled.validation})
    data->images.columns().each_col() /= spread;
  return scaled;
}

}  // namespace

Report try_list(const Images& images, const Options& options) {
  const Images by_class = sorted(images), raw = with_mean(images),
               unit = of_unit_variance(images);
  std::vector<Variant> variants = {
      variant("the base", {}, images),
      variant("sorted, not shuffled", {.shuffle = false}, by_class),
      variant("not centred", {}, raw),
      variant("unit variance as well", {}, unit),
      variant("no normalization", {.norm = Norm::none}, images),
      variant("no normalization, not centred", {.norm = Norm::none}, raw),
      variant("no normalization, unit variance", {.norm = Norm::none}, unit),
      variant("local response normalization", {.norm = Norm::response}, images),
      variant("leaky ReLU", {.unit = Unit::leaky}, images),
      variant("PReLU", {.unit = Unit::prelu}, images),
      variant("tanh", {.unit = Unit::tanh}, images),
      variant("sigmoid", {.unit = Unit::sigmoid}, images),
      variant("dense layer of 64", {.head = Head::dense}, images),
      variant("dense layer of 64, dropout", {.head = Head::dense_dropout}, images),
      variant("Glorot's weights", {.glorot = true}, images),
      variant("no normalization, biases of 0.1", {.norm = Norm::none, .bias = 0.1F}, images),
      variant("batches of 8", {.batch_size = 8}, images),
      variant("batches of 128", {.batch_size = 128}, images),
      variant("batches of 128, rate x 4", {.rate = 0.2, .batch_size = 128}, images),
      variant("a falling rate", {.schedule = Schedule::falling}, images)};
  const auto found = dln::program::compare("the list", variants, options, options.choose(3, 1));
  Report report;
  report.say(fmt::format("Two convolutions on {} patches, one thing changed at a time:",
                         images.train.size()));
  report.append(found.report(
      "list", {{"loss", "{:.3f}"}, {"validation accuracy", "{:.1%}", Spread::range}}));
  return report;
}

Report try_gradients(const Images& images, const Options& options) {
  std::vector<Variant> variants;
  const std::vector<std::pair<std::string, Gradient>> ways = {
      {"as it is", Gradient::as_is},
      {"clipped at 1", Gradient::clipped},
      {"of norm 1", Gradient::of_norm_one}};
  for (const auto& [start, scale] : {std::pair{"good weights", 1.0F}, {"weights x 8", 8.0F}})
    for (const auto& [name, gradient] : ways)
      variants.push_back(variant(fmt::format("{}, {}", start, name),
                                 {.norm = Norm::none, .scale = scale, .gradient = gradient},
                                 images));
  const auto found =
      dln::program::compare("gradients", variants, options, options.choose(3, 1));
  Report report;
  report.say("The base without normalization, by what is done to the gradient before a step:");
  report.append(found.report(
      "gradients", {{"loss", "{:.3f}"}, {"validation accuracy", "{:.1%}", Spread::range}}));
  return report;
}

Report try_ensemble(const Images& images, const Options& options) {
  const auto together = [&](const std::string& name, std::size_t members, std::size_t filters) {
    return Variant{
        name, [=, &images](const Start& start) {
          arma::fmat sum;
          double parameters = 0;
          for (std::size_t m = 0; m < members; ++m) {
            Network network;
            const Plan plan{.filters = filters, .schedule = Schedule::falling};
            build(network, plan, images, start.random.split(m));
            learn(network, plan, images, start.seed + 100 * m, start.callback());
            parameters += static_cast<double>(dln::count_weights(network.parameters()));
            arma::fmat p = dln::predict(network, images.validation.images).columns();
            p.each_row() -= arma::frowvec(arma::max(p, 0));
            p = arma::exp(p);
            p.each_row() /= arma::frowvec(arma::sum(p, 0));
            sum = m == 0 ? p : arma::fmat(sum + p);
          }
          return Outcome{{{"weights", parameters},
                          {"validation accuracy", dln::accuracy(arma::index_max(sum, 0).t(),
                                                                images.validation.labels)}}};
        }};
  };
  const std::vector<Variant> variants = {
      together("one small", 1, 6), together("five small", 5, 6), together("one large", 1, 14)};
  const auto found =
      dln::program::compare("ensembles", variants, options, options.choose(3, 1));
  Report report;
  report.say(
      "One network, five whose probabilities are averaged, and a large one of about equal "
      "size:");
  report.append(found.report(
      "ensembles", {{"weights", "{:.0f}"}, {"validation accuracy", "{:.1%}", Spread::range}}));
  return report;
}

}  // namespace chapter
