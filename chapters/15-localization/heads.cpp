#include <fmt/format.h>

#include "dln/losses/smooth_l1.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Random;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Table;
using dln::program::Variant;

namespace {

const dln::Localization<float>::Weights boxes_alone{0, 10};
const dln::SmoothL1<float> smooth(0.05F);

/** A box head alone, on features that stay as they are: an empty trunk hands them on. */
Outcome train_head(const Base& base, const Singles& singles, Attach attach, std::size_t numbers,
                   const Plan& plan, const Objects& train, const Start& start) {
  Network network;
  build_class_head(network, train.x.shape(), singles.classes(), start.random);
  build_box_head(network, train.x.shape(), attach, numbers, start.random);
  copy_weights(base.network.class_head, network.class_head);
  Outcome outcome;
  outcome.curves = {{"loss", learn(network, train, plan, start)}};
  outcome.numbers =
      measures(dln::locate(network.heads(), base.validation.x), base.validation, singles);
  outcome.numbers.emplace_back(
      "weights", static_cast<double>(dln::count_weights(network.box_head.parameters())));
  return outcome;
}

/** Boxes of which every tenth is another image's: somebody was careless. */
Objects with_wrong_boxes(Objects objects) {
  const dln::Tensor<float> boxes = objects.boxes;
  const std::size_t count = objects.labels.n_elem;
  for (std::size_t n = 0; n < count; n += 10)
    for (std::size_t i = 0; i < 4; ++i)
      objects.boxes[4 * n + i] = boxes[4 * ((n + 5) % count) + i];
  return objects;
}

std::size_t epochs_of(const Options& options) { return options.choose<std::size_t>(8, 2); }

}  // namespace

Report train_classifier(Base& base, const Singles& singles, const Options& options) {
  const Random random = Random(options.seed).split(1);
  build_trunk(base.network, singles, random);
  const dln::Shape features = base.network.trunk.output_shape(singles.train.x.shape());
  build_class_head(base.network, features, singles.classes(), random);
  build_box_head(base.network, features, Attach::places, 4, random);
  const auto source = [&](const arma::uvec& examples, Random&) {
    return singles.train.pick(examples);
  };
  dln::Localization<float> objective(base.network.heads(), squares, singles.train.labels.n_elem,
                                     source, &singles.validation, {1, 0});
  const std::size_t epochs = options.choose<std::size_t>(15, 2);
  dln::Adam<float> optimizer(dln::linear_decay(
      3e-3, epochs * dln::steps_per_epoch(singles.train.labels.n_elem, 16), 0.01));
  dln::program::train(objective, optimizer,
                      {.epochs = epochs,
                       .batch_size = 16,
                       .seed = options.seed,
                       .callback = dln::program::display("a classifier")});
  dln::program::stop_if_interrupted();
  const auto features_of = [&](const Objects& objects) {
    return Objects{dln::predict(base.network.trunk, objects.x), objects.labels, objects.boxes};
  };
  base.train = features_of(singles.train);
  base.validation = features_of(singles.validation);
  const double accuracy = dln::value_of(objective.validate(), "accuracy");
  Report report;
  report.say(
      fmt::format("A classifier of {} classes: {:.1f} % of the validation images correct. Its "
                  "last feature map has "
                  "{} channels of {} x {} places.",
                  singles.classes(), 100 * accuracy, base.train.x.shape().channels,
                  base.train.x.shape().height, base.train.x.shape().width));
  report.note("classifier_accuracy", accuracy);
  report.note("feature_places", base.train.x.shape().height);
  return report;
}

Report try_places(const Base& base, const Singles& singles, const Options& options) {
  const std::vector<std::pair<std::string, Attach>> places = {
      {"means of the channels", Attach::pooled},
      {"all places", Attach::flattened},
      {"a hidden layer on all places", Attach::hidden},
      {"mean places of 8 maps", Attach::places}};
  std::vector<Variant> variants;
  for (const auto& [name, attach] : places)
    variants.push_back({name, [&, attach = attach](const Start& start) {
                          const Plan plan{squares, boxes_alone, 3e-3, epochs_of(options)};
                          return train_head(base, singles, attach, 4, plan, base.train, start);
                        }});
  Report report;
  report.say(
      "A box head on the features of the classifier, which stay as they are, by what it "
      "reads:");
  report.append(dln::program::compare("attached", variants, options, 2)
                    .report("attached", {{"weights", "{:.0f}"},
                                         {"mean IoU", "{:.3f}", Spread::range},
                                         {"error in pixels", "{:.2f}"},
                                         {"IoU of 0.5", "{:.1%}"}}));
  return report;
}

Report try_losses(const Base& base, const Singles& singles, const Options& options) {
  const Objects wrong = with_wrong_boxes(base.train);
  std::vector<Variant> variants;
  for (const Objects* train : {&base.train, &wrong})
    for (const bool is_smooth : {false, true})
      variants.push_back(
          {fmt::format("{}, {}", is_smooth ? "smooth L1" : "squares",
                       train == &wrong ? "a tenth of the boxes wrong" : "all boxes correct"),
           [&, train, is_smooth](const Start& start) {
             const dln::NumberLoss<float>& loss =
                 is_smooth ? static_cast<const dln::NumberLoss<float>&>(smooth) : squares;
             const Plan plan{loss, boxes_alone, 3e-3, epochs_of(options)};
             return train_head(base, singles, Attach::places, 4, plan, *train, start);
           }});
  Report report;
  report.say(
      "The same head, by its loss, and by whether the boxes that it learns from are correct:");
  report.append(dln::program::compare("losses", variants, options, 2)
                    .report("losses", {{"mean IoU", "{:.3f}", Spread::range},
                                       {"error in pixels", "{:.2f}"},
                                       {"IoU of 0.5", "{:.1%}"}}));
  Table shapes({{"loss"}, {"difference"}, {"value"}, {"gradient"}});
  for (double d = -0.2; d <= 0.2001; d += 0.005) {
    const dln::Tensor<float> score({1, 1, 1, 1}, static_cast<float>(d));
    const dln::WeightedNumbers<float> zero{dln::Tensor<float>({1, 1, 1, 1})};
    for (const bool is_smooth : {false, true}) {
      const dln::NumberLoss<float>& loss =
          is_smooth ? static_cast<const dln::NumberLoss<float>&>(smooth) : squares;
      shapes.add({std::string(is_smooth ? "smooth L1" : "squares"), d,
                  loss.value(score, zero).sum, loss.backward(score, zero, 1)[0]});
    }
  }
  report.data("loss-shapes", shapes);
  return report;
}

Report try_numbers(const Base& base, const Singles& singles, const Options& options) {
  std::vector<Variant> variants;
  for (const std::size_t numbers : {std::size_t{4}, 4 * singles.classes()})
    variants.push_back(
        {numbers == 4 ? "4 numbers"
                      : fmt::format("4 for each of {} classes", singles.classes()),
         [&, numbers](const Start& start) {
           const Plan plan{squares, boxes_alone, 3e-3, epochs_of(options)};
           return train_head(base, singles, Attach::places, numbers, plan, base.train, start);
         }});
  Report report;
  report.say("The same head, with one box for objects of any class, or one for each:");
  report.append(dln::program::compare("numbers", variants, options, 2)
                    .report("numbers", {{"weights", "{:.0f}"},
                                        {"mean IoU", "{:.3f}", Spread::range},
                                        {"error in pixels", "{:.2f}"}}));
  return report;
}

}  // namespace chapter
