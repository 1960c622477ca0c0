// A chapter of one small training, for tests to stop and to resume.
#include "dln/data/generated.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/classification.hpp"
#include "program/training_display.hpp"

namespace {

dln::program::Report learn_digits(const dln::program::Options& options) {
  const dln::Random random(options.seed);
  const auto digits = dln::glyph_digits<float>(400, random.split(1));
  dln::Sequential<float> network;
  const dln::Shape image = digits.images.shape();
  network.add<dln::Conv2d<float>>(dln::conv::square(image.channels, 8, image.height, 3, 1, 1),
                                  dln::he<float>(), random.split(2));
  network.add<dln::ReLU<float>>();
  network.add<dln::MaxPool2d<float>>();
  network.add<dln::Flatten<float>>();
  const std::size_t features = network.output_shape(image).features();
  network.add<dln::Dense<float>>(features, 10, dln::he<float>(), random.split(3));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, digits, &digits);
  const dln::TrainingOptions how{.epochs = 10, .batch_size = 16, .seed = options.seed};
  dln::Adam<float> adam(
      dln::cosine(1e-3, how.epochs * dln::steps_per_epoch(digits.size(), how.batch_size)));
  dln::TrainingState<float> state;
  const dln::History history =
      dln::program::train("digits", {objective, adam, how, state}, options);
  dln::program::Report report;
  report.table("curves", dln::program::history_table(history));
  return report;
}

}  // namespace

int main(int argc, char** argv) {
  const auto experiments = [](const dln::program::Options& options) {
    return std::vector<dln::program::Experiment>{
        {"Digits", [options] { return learn_digits(options); }}};
  };
  return dln::program::run_chapter(
      {"00-trainer", "A small training.", "nothing", experiments, true}, argc, argv);
}
