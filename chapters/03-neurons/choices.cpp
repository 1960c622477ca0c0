#include <fmt/format.h>

#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/maxout.hpp"
#include "dln/layers/prelu.hpp"
#include "dln/layers/rectifying.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "dln/train/training.hpp"
#include "experiments.hpp"
#include "program/compare.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;
using dln::program::Table;

namespace {

using Network = dln::Sequential<float>;

template <typename L>
Choice plain(const std::string& name) {
  return {name, [](Network& network, std::size_t) { network.add<L>(); }};
}

double size_of_difference(const Tensor<float>& a, const Tensor<float>& b) {
  return static_cast<double>(arma::abs(a.values() - b.values()).max());
}

}  // namespace

std::vector<Choice> all_choices() {
  return {plain<dln::Sigmoid<float>>("sigmoid"),
          plain<dln::Tanh<float>>("tanh"),
          plain<dln::ReLU<float>>("ReLU"),
          plain<dln::LeakyReLU<float>>("leaky ReLU"),
          {"PReLU", [](Network& network,
                       std::size_t channels) { network.add<dln::PReLU<float>>(channels); }},
          plain<dln::RReLU<float>>("RReLU"),
          plain<dln::ELU<float>>("ELU"),
          plain<dln::GELU<float>>("GELU"),
          {"maxout", [](Network& network, std::size_t) { network.add<dln::Maxout<float>>(2U); },
           2}};
}

Report swap_with_pooling(const Options& options) {
  Random random = Random(options.seed).split(80);
  Tensor<float> x({8, 4, 16, 16});
  x.values().imbue([&] { return static_cast<float>(2 * random.normal()); });
  const dln::MaxPool2d<float> pool;
  Table table({{"activation"}, {"rises everywhere"}, {"largest difference", "{:.2g}"}});
  auto choices = all_choices();
  choices.push_back({"leaky ReLU, slope -0.5",
                     [](Network& net, std::size_t) { net.add<dln::LeakyReLU<float>>(-0.5F); }});
  for (const Choice& choice : choices) {
    Network bend;
    choice.add(bend, 4);
    // [Bend before pooling, and behind it]
    dln::Pass<float> pass(dln::Mode::test, random, dln::Keep::nothing);
    const Tensor<float> before = pool.forward(bend.forward(x, pass), pass);
    const Tensor<float> behind = bend.forward(pool.forward(x, pass), pass);
    // [Bend before pooling, and behind it]
    Tensor<float> line({1, 4, 1, 1001});  // from -5 to 5, the same in every channel
    for (std::size_t i = 0; i < line.size(); ++i)
      line[i] = -5 + 0.01F * static_cast<float>(i % 1001);
    const arma::fvec values = bend.forward(line, pass).values().head(1001);
    table.add({choice.name, arma::all(arma::diff(values) >= 0) ? "yes" : "no",
               size_of_difference(before, behind)});
  }
  Report report;
  report.say("Max pooling behind an activation, or before it:");
  report.table("pooling-order", table);
  return report;
}

Report compare_activations(const dln::program::Images& images, const Options& options) {
  const std::size_t features = images.train.images.shape().features(),
                    classes = images.train.classes();
  const std::size_t epochs =
      options.epochs > 0 ? options.epochs : options.choose<std::size_t>(6, 2);
  std::vector<dln::program::Variant> variants;
  for (const Choice& choice : all_choices())
    variants.push_back(
        {choice.name, [=, &images](const Start& start) {
           const auto network = std::make_shared<Network>();
           network->add<dln::Flatten<float>>();
           std::size_t width = features;
           // [Stack three layers behind the same activation]
           for (std::size_t l = 0; l < 3; ++l) {
             network->add<dln::Dense<float>>(width, 64 * choice.pieces, dln::he<float>(),
                                             start.random.split(l));
             choice.add(*network, 64);
             width = 64;
           }
           network->add<dln::Dense<float>>(width, classes, dln::he<float>(),
                                           start.random.split(9));
           // [Stack three layers behind the same activation]
           const dln::SoftmaxCrossEntropy<float> loss;
           dln::Classification<float> objective(*network, loss, images.train);
           dln::Adam<float> optimizer(2e-3);
           const dln::History history = dln::program::train(objective, optimizer,
                                                            {.epochs = epochs,
                                                             .batch_size = 50,
                                                             .seed = start.seed,
                                                             .callback = start.callback()});
           dln::program::stop_if_interrupted();
           const auto answer = [network, &images] {
             return dln::predict(*network, images.validation.images);
           };
           return Outcome{
               .numbers = {{"loss at the end", history.epochs.back().loss},
                           {"validation accuracy",
                            dln::accuracy(dln::classify(answer()), images.validation.labels)}},
               .timed = {{"µs an image", [answer] { answer(); },
                          1e6 / static_cast<double>(images.validation.size())}}};
         }});
  const auto found =
      dln::program::compare("activations", variants, options, options.choose(3, 2));
  Report report;
  report.say("Three hidden layers of 64 units, the same weights to begin with, Adam at 0.002:");
  report.append(found.report("activations",
                             {{"loss at the end", "{:.3f}"},
                              {"validation accuracy", "{:.1%}", dln::program::Spread::range},
                              {"µs an image", "{:.1f}"}}));
  report.note("best_activation", found.best("validation accuracy"));
  return report;
}

}  // namespace chapter
