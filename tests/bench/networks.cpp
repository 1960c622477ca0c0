#include "bench/networks.hpp"

#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"

namespace dln::bench {
namespace {

/** A layer that notes how long it takes. */
class Timed final : public Layer<float> {
 public:
  explicit Timed(Layer<float>& layer) : layer_(layer) {}
  [[nodiscard]] std::string name() const override { return layer_.name(); }
  [[nodiscard]] Shape output_shape(const Shape& x) const override {
    return layer_.output_shape(x);
  }
  [[nodiscard]] ParameterList<float> parameters() override { return layer_.parameters(); }
  Tensor<float> forward(Tensor<float> x, Pass<float>& pass) const override {
    Tensor<float> y;
    forward_.seconds.push_back(time_once([&] { y = layer_.forward(std::move(x), pass); }));
    return y;
  }
  Tensor<float> backward(Tensor<float> dy, Pass<float>& pass) const override {
    Tensor<float> dx;
    backward_.seconds.push_back(time_once([&] { dx = layer_.backward(std::move(dy), pass); }));
    return dx;
  }
  [[nodiscard]] LayerTime median() const {
    return {name(), forward_.median(), backward_.median()};
  }

 private:
  Layer<float>& layer_;
  mutable Path forward_{}, backward_{};
};

/** All that a training step needs. */
class Training {
 public:
  Training(Layer<float>& network, const Dataset<float>& batch)
      : objective_(network, loss_, batch),
        rule_(1e-3),
        all_(arma::regspace<arma::uvec>(0, batch.size() - 1)) {}
  void step() {
    Pass<float> pass(Mode::train, Random(1));
    objective_.backpropagate(all_, pass);
    rule_.update(objective_.parameters(), pass);
  }

 private:
  SoftmaxCrossEntropy<float> loss_;
  Classification<float> objective_;
  GradientDescent<float> rule_;
  arma::uvec all_;
};

}  // namespace

const std::vector<NetworkPlan>& small_networks() {
  static const std::vector<NetworkPlan> list = {
      {"conv2", {1, 1, 28, 28}, {{16}, {32}}, {128, 10}},
      {"conv4", {1, 3, 32, 32}, {{32, 32}, {64, 64}}, {256, 10}},
      {"conv6", {1, 3, 32, 32}, {{64, 64}, {128, 128}, {256, 256}}, {512, 10}}};
  return list;
}

const NetworkPlan& vgg16() {
  static const NetworkPlan plan = {
      "VGG-16",
      {1, 3, 224, 224},
      {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}},
      {4096, 4096, 1000}};
  return plan;
}

const char* name(What what) { return what == What::step ? "step" : "predict"; }

std::unique_ptr<Sequential<float>> make_network(const NetworkPlan& plan) {
  auto network = std::make_unique<Sequential<float>>();
  std::uint64_t seed = 1;
  Shape shape = plan.image;
  for (const auto& stage : plan.stages) {
    for (const std::size_t filters : stage) {
      network->add<Conv2d<float>>(conv::square(shape.channels, filters, 0, 3, 1, 1),
                                  he<float>(), Random(seed++));
      network->add<ReLU<float>>();
      shape.channels = filters;
    }
    shape = network->add<MaxPool2d<float>>().output_shape(shape);
  }
  network->add<Flatten<float>>();
  std::size_t features = shape.features();
  for (const std::size_t outputs : plan.dense) {
    network->add<Dense<float>>(features, outputs, he<float>(), Random(seed++));
    if (&outputs != &plan.dense.back()) network->add<ReLU<float>>();
    features = outputs;
  }
  return network;
}

NetworkCase::NetworkCase(const NetworkPlan& which, std::size_t examples)
    : plan(which),
      network(make_network(which)),
      batch{"", Tensor<float>(which.image), arma::uvec(examples), {}} {
  Random random(1);
  batch.images =
      Tensor<float>({examples, which.image.channels, which.image.height, which.image.width});
  batch.images.values().imbue([&] { return static_cast<float>(random.normal()); });
  for (std::size_t n = 0; n < examples; ++n) batch.labels[n] = n % plan.dense.back();
}

Path our_path(NetworkCase& job, What what) {
  if (what == What::step) {
    const auto training = std::make_shared<Training>(*job.network, job.batch);
    return {"ours", "", [training] { training->step(); }};
  }
  const auto predictor = std::make_shared<Predictor<float>>(*job.network);
  return {"ours", "", [&job, predictor] { (*predictor)(job.batch.images); }};
}

std::vector<LayerTime> time_layers(const NetworkPlan& plan, std::size_t batch) {
  constexpr std::size_t steps = 15;
  const NetworkCase job(plan, batch);
  Sequential<float> network;
  std::vector<std::shared_ptr<Timed>> layers;
  for (const auto& part : job.network->parts()) {
    layers.push_back(std::make_shared<Timed>(*part.layer));
    network.add_shared(layers.back());
  }
  Training training(network, job.batch);
  for (std::size_t step = 0; step < steps; ++step) training.step();
  std::vector<LayerTime> times;
  for (const auto& layer : layers) times.push_back(layer->median());
  return times;
}

}  // namespace dln::bench
