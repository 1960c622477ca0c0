#include "bench/networks.hpp"

#ifdef HAVE_PYTORCH

#include <torch/torch.h>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"
#include "dln/train/prediction.hpp"

namespace dln::bench {
namespace {

std::int64_t dim(std::size_t size) { return static_cast<std::int64_t>(size); }

torch::nn::Sequential make(const NetworkPlan& plan) {
  torch::nn::Sequential network;
  Shape shape = plan.image;
  const auto in_place = torch::nn::ReLUOptions(true);
  for (const auto& stage : plan.stages) {
    for (const std::size_t filters : stage) {
      network->push_back(torch::nn::Conv2d(
          torch::nn::Conv2dOptions(dim(shape.channels), dim(filters), 3).padding(1)));
      network->push_back(torch::nn::ReLU(in_place));
      shape.channels = filters;
    }
    network->push_back(torch::nn::MaxPool2d(2));
    shape = {1, shape.channels, shape.height / 2, shape.width / 2};
  }
  network->push_back(torch::nn::Flatten());
  std::size_t features = shape.features();
  for (const std::size_t outputs : plan.dense) {
    network->push_back(torch::nn::Linear(dim(features), dim(outputs)));
    if (&outputs != &plan.dense.back()) network->push_back(torch::nn::ReLU(in_place));
    features = outputs;
  }
  return network;
}

/** The same network and batch in PyTorch's words. */
struct Rival {
  torch::nn::Sequential network;
  torch::optim::SGD rule;
  torch::Tensor images, labels;

  explicit Rival(NetworkCase& job)
      : network(make(job.plan)),
        rule(network->parameters(), torch::optim::SGDOptions(1e-3)),
        images(torch::empty({dim(job.batch.size()), dim(job.plan.image.channels),
                             dim(job.plan.image.height), dim(job.plan.image.width)})),
        labels(torch::empty({dim(job.batch.size())}, torch::kLong)) {
    torch::set_num_threads(static_cast<int>(thread_count()));
    std::copy_n(job.batch.images.data(), job.batch.images.size(), images.data_ptr<float>());
    std::copy_n(job.batch.labels.memptr(), job.batch.size(), labels.data_ptr<std::int64_t>());
    // Weights and biases come in the same order, and lie in memory in the same order.
    const torch::InferenceMode no_gradients;
    auto theirs = network->parameters();
    const auto ours = job.network->parameters();
    for (std::size_t i = 0; i < ours.size(); ++i)
      std::copy_n(ours[i].parameter->value.data(), ours[i].parameter->value.size(),
                  theirs.at(i).data_ptr<float>());
  }

  torch::Tensor predict() {
    const torch::InferenceMode no_gradients;
    return network->forward(images);
  }
  void step() {
    rule.zero_grad();
    torch::nn::functional::cross_entropy(network->forward(images), labels).backward();
    rule.step();
  }
};

void expect_same_scores(NetworkCase& job, Rival& rival) {
  const Tensor<float> ours = predict(*job.network, job.batch.images);
  const torch::Tensor scores = rival.predict();
  const arma::fvec theirs(scores.data_ptr<float>(), ours.size());
  const float difference = arma::abs(theirs - ours.values()).max() / arma::abs(theirs).max();
  if (!(difference < 1e-4F))
    throw Error(std::string("PyTorch's scores of ") + job.plan.name, "ours within 1e-4",
                std::to_string(difference));
}

}  // namespace

std::optional<Path> pytorch_path(NetworkCase& job, What what) {
  const auto rival = std::make_shared<Rival>(job);
  expect_same_scores(job, *rival);
  if (what == What::step) return Path{"pytorch", "", [rival] { rival->step(); }};
  rival->network->eval();
  return Path{"pytorch", "", [rival] { rival->predict(); }};
}

}  // namespace dln::bench

#else

namespace dln::bench {

std::optional<Path> pytorch_path(NetworkCase&, What) { return {}; }

}  // namespace dln::bench

#endif
