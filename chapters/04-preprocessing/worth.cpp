#include <fmt/format.h>

#include <cmath>

#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "dln/train/training.hpp"
#include "experiments.hpp"
#include "program/compare.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Dataset;
using dln::Preprocessor;
using dln::Tensor;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;

namespace {

struct Kind {
  std::string name;
  std::function<Preprocessor<float>(const Tensor<float>&)> fit;  // nothing for none
};

std::vector<Kind> all_kinds() {
  return {
      {"none", {}},
      {"mean taken away", &Preprocessor<float>::centre},
      {"and divided by the deviation", &Preprocessor<float>::standardize},
      {"scaled to -1 ... 1", &Preprocessor<float>::min_max},
      {"64 components", [](const Tensor<float>& x) { return Preprocessor<float>::pca(x, 64); }},
      {"64 whitened components",
       [](const Tensor<float>& x) { return Preprocessor<float>::whiten(x, 64, 1e-3); }}};
}

/** The images as they were before their mean was taken away, in 0 ... 1; or with each feature
 * in a unit of its own. */
Dataset<float> raw(const Dataset<float>& data, const Tensor<float>& mean, bool units) {
  Dataset<float> result = data;
  arma::fmat columns = result.images.columns();  // a view of the copy
  columns.each_col() += arma::fvec(mean.columns().col(0));
  if (units)
    for (arma::uword i = 0; i < columns.n_rows; ++i)
      columns.row(i) *=
          std::pow(10.0F, static_cast<float>(i % 5) - 2);  // from a hundredth to a hundred
  return result;
}

Report compare_on(const std::string& name, const dln::program::Images& images, bool units,
                  const Options& options) {
  const auto train = dln::program::share(raw(images.train, images.mean, units));
  const auto fresh = dln::program::share(raw(images.validation, images.mean, units));
  std::vector<dln::program::Variant> variants;
  for (const Kind& kind : all_kinds())
    variants.push_back(
        {kind.name, [=](const Start& start) {
           // [Fit to the training images, apply to all]
           Dataset<float> learnt = *train, judged = *fresh;
           if (kind.fit) {
             const Preprocessor<float> preprocessor = kind.fit(train->images);
             learnt.images = preprocessor.apply(train->images);
             judged.images = preprocessor.apply(fresh->images);
           }
           // [Fit to the training images, apply to all]
           dln::Sequential<float> network;
           const std::size_t features = learnt.images.shape().features();
           network.add<dln::Dense<float>>(features, 64, dln::he<float>(),
                                          start.random.split(1));
           network.add<dln::ReLU<float>>();
           network.add<dln::Dense<float>>(64, learnt.classes(), dln::he<float>(),
                                          start.random.split(2));
           const dln::SoftmaxCrossEntropy<float> loss;
           dln::Classification<float> objective(network, loss, learnt);
           dln::Momentum<float> optimizer(0.005, 0.9F);
           const dln::History history =
               dln::program::train(objective, optimizer,
                                   {.epochs = options.choose<std::size_t>(6, 3),
                                    .seed = start.seed,
                                    .callback = start.callback()});
           dln::program::stop_if_interrupted();
           return Outcome{
               .numbers = {{"loss after an epoch", history.epochs.front().loss},
                           {"loss at the end", history.epochs.back().loss},
                           {"validation accuracy",
                            dln::accuracy(dln::classify(dln::predict(network, judged.images)),
                                          judged.labels)}}};
         }});
  const auto found = dln::program::compare(name, variants, options, options.choose(3, 2));
  return found.report(name, {{"loss after an epoch", "{:.3f}"},
                             {"loss at the end", "{:.3f}"},
                             {"validation accuracy", "{:.1%}", dln::program::Spread::range}});
}

}  // namespace

Report compare_kinds(const dln::program::Images& images, const Options& options) {
  Report report;
  report.say("One hidden layer of 64 units, the same training, on the images:");
  report.append(compare_on("worth", images, false, options));
  report.say(
      "The same images with every feature in a unit of its own, from a hundredth to a hundred "
      "times as large:");
  report.append(compare_on("worth-units", images, true, options));
  return report;
}

}  // namespace chapter
