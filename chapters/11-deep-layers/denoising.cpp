#include <fmt/format.h>

#include <cmath>

#include "dln/losses/squared_error.hpp"
#include "dln/optimizers/adam.hpp"
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
using dln::program::Variant;

namespace {

using Network = dln::Sequential<float>;

constexpr double noise = 0.2;  // its standard deviation, on pixels of 0 ... 1

Tensor<float> with_noise(const Tensor<float>& clean, Random random) {
  Tensor<float> noisy = clean;
  for (float& pixel : noisy.values()) pixel += static_cast<float>(noise * random.normal());
  return noisy;
}

/** The squared error between what a network makes of noisy images and the clean ones. */
class Denoising final : public dln::Objective<float> {
 public:
  Denoising(dln::Layer<float>& network, const Tensor<float>& clean, const Random& random)
      : network_(network), clean_(clean), noisy_(with_noise(clean, random)) {}

  [[nodiscard]] dln::ParameterList<float> parameters() override {
    return network_.parameters();
  }
  [[nodiscard]] std::size_t examples() const override { return clean_.shape().examples; }
  dln::BatchLoss backpropagate(const arma::uvec& examples, dln::Pass<float>& pass) override {
    pass.want_input_gradient(false);
    // [Ask for the picture without its noise]
    const Tensor<float> y = network_.forward(noisy_.examples(examples), pass);
    const dln::WeightedNumbers<float> target{clean_.examples(examples)};
    const dln::LossValue value = loss_.value(y, target);
    network_.backward(loss_.backward(y, target, value.factor()), pass);
    // [Ask for the picture without its noise]
    return {.loss = value.mean()};
  }

 private:
  dln::Layer<float>& network_;
  const Tensor<float>& clean_;
  Tensor<float> noisy_;
  dln::SquaredError<float> loss_;
};

/** Where a pixel differs by more than 0.17 from the next one, to the right or below. */
arma::uvec edges(const Tensor<float>& images) {
  arma::uvec found(images.size(), arma::fill::zeros);
  const auto [N, C, H, W] = images.shape();
  for (std::size_t plane = 0; plane < N * C; ++plane)
    for (std::size_t i = 0; i + 1 < H; ++i)
      for (std::size_t j = 0; j + 1 < W; ++j) {
        const std::size_t at = (plane * H + i) * W + j;
        const float right = images[at + 1] - images[at], below = images[at + W] - images[at];
        found[at] = std::max(std::abs(right), std::abs(below)) > 0.17F;
      }
  return found;
}

double root_mean_square(const arma::fvec& values) {
  return static_cast<double>(arma::norm(values)) /
         std::sqrt(static_cast<double>(values.n_elem));
}

/** From a pixel to the next, what a network paints for an image of one colour, away from its
 * border. */
double step_to_next(const Network& network, const dln::Shape& shape) {
  const Tensor<float> y =
      dln::predict(network, Tensor<float>({1, shape.channels, shape.height, shape.width}));
  arma::fvec steps;
  const std::size_t quarter = shape.height / 4, half = shape.height / 2;
  for (std::size_t c = 0; c < shape.channels; ++c) {
    const arma::fmat inside =
        y.image(0).slice(c).submat(quarter, quarter, arma::size(half, half));
    steps = arma::join_cols(steps, arma::vectorise(arma::diff(inside)),
                            arma::vectorise(arma::diff(inside, 1, 1)));
  }
  return root_mean_square(steps);
}

/** Networks as they were trained by the first start, for pictures. */
using Kept = std::vector<std::shared_ptr<Network>>;

Variant variant(const std::string& name, const Plan& plan, const Images& images,
                const Options& options, std::shared_ptr<Network>& kept) {
  return {name, [=, &images, &kept](const Start& start) {
            auto network = std::make_shared<Network>();
            const Tensor<float>& clean = images.train.images;
            build(*network, plan, clean.shape().channels, start.random);
            Denoising objective(*network, clean, start.random.split(90));
            const std::size_t epochs = options.choose<std::size_t>(12, 2), batch = 8;
            dln::Adam<float> optimizer(dln::linear_decay(
                3e-3, epochs * dln::steps_per_epoch(objective.examples(), batch), 3e-4));
            const dln::History history = dln::program::train(objective, optimizer,
                                                             {.epochs = epochs,
                                                              .batch_size = batch,
                                                              .seed = start.seed,
                                                              .callback = start.callback()});
            dln::program::stop_if_interrupted();
            if (start.number == 0) kept = network;
            const Tensor<float>& seen = images.validation.images;
            const Tensor<float> y =
                dln::predict(*network, with_noise(seen, Random(options.seed).split(91)));
            const arma::fvec difference = y.values() - seen.values();
            const arma::uvec edge = edges(seen);
            Outcome outcome;
            outcome.numbers = {
                {"parameters", static_cast<double>(dln::count_weights(network->parameters()))},
                {"error", root_mean_square(difference)},
                {"at edges", root_mean_square(difference.elem(arma::find(edge)))},
                {"elsewhere", root_mean_square(difference.elem(arma::find(edge == 0)))},
                {"step to the next pixel", step_to_next(*network, seen.shape())}};
            std::vector<double> losses;
            for (const auto& epoch : history.epochs) losses.push_back(epoch.loss);
            outcome.curves = {{"loss", losses}};
            return outcome;
          }};
}

/** A few images, noisy, by each network, and clean. */
void add_pictures(Report& report, const std::string& name, const Images& images,
                  const std::vector<std::pair<std::string, Plan>>& plans, const Kept& kept,
                  const Options& options) {
  constexpr std::size_t shown = 3;
  const Tensor<float> clean = images.validation.images.examples(0, shown);
  const dln::Shape& shape = clean.shape();
  const std::size_t columns = plans.size() + 2;
  Tensor<float> all({shown * columns, shape.channels, shape.height, shape.width});
  std::vector<std::string> names;
  const Tensor<float> noisy = with_noise(clean, Random(options.seed).split(91));
  std::vector<std::pair<std::string, Tensor<float>>> versions = {{"noisy", noisy}};
  for (std::size_t v = 0; v < plans.size(); ++v)
    versions.emplace_back(plans[v].first, dln::predict(*kept[v], noisy));
  versions.emplace_back("clean", clean);
  for (std::size_t i = 0, at = 0; i < shown; ++i)
    for (const auto& [version, pictures] : versions) {
      Tensor<float> picture = pictures.examples(i, 1);
      picture.values() += images.mean.values();
      all.image(at++) = picture.image(0);
      names.push_back(version);
    }
  report.pictures(name, all, names);
}

}  // namespace

Report lose_and_keep(const Images& images, const Options& options) {
  const std::vector<std::pair<std::string, Plan>> plans = {
      {"no skip", {.skip = Skip::none}},
      {"sum", {.skip = Skip::sum}},
      {"concatenation", {.skip = Skip::concatenation}}};
  Kept kept(plans.size());
  std::vector<Variant> variants;
  for (std::size_t v = 0; v < plans.size(); ++v)
    variants.push_back(variant(plans[v].first, plans[v].second, images, options, kept[v]));
  Report report;
  report.say(
      fmt::format("Down three times and up again, to take noise of {} off pictures of "
                  "0 ... 1; errors are root mean squares:",
                  noise));
  report.append(dln::program::compare("skips", variants, options, options.choose(3, 2))
                    .report("skips", {{"parameters", "{:.0f}"},
                                      {"error", "{:.3f}", Spread::range},
                                      {"at edges", "{:.3f}"},
                                      {"elsewhere", "{:.3f}"}}));
  report.note("noise", noise);
  add_pictures(report, "skips-seen", images, plans, kept, options);
  return report;
}

Report compare_ways_up(const Images& images, const Options& options) {
  const std::vector<std::pair<std::string, Plan>> plans = {
      {"nearest", {.up = Up::nearest}},
      {"bilinear", {.up = Up::bilinear}},
      {"transposed 2x2", {.up = Up::transposed2}},
      {"transposed 3x3", {.up = Up::transposed3}},
      {"transposed 4x4", {.up = Up::transposed4}},
      {"4x4, bilinear start", {.up = Up::bilinear_start}},
      {"unpooling", {.up = Up::unpooling}}};
  Kept kept(plans.size());
  std::vector<Variant> variants;
  for (std::size_t v = 0; v < plans.size(); ++v)
    variants.push_back(variant(plans[v].first, plans[v].second, images, options, kept[v]));
  Report report;
  report.say(
      "The same without skips, by the way up; and how far it is from a pixel to the next "
      "in what a network paints when it is given one even colour:");
  report.append(dln::program::compare("ways-up", variants, options, options.choose(2, 1))
                    .report("ways-up", {{"parameters", "{:.0f}"},
                                        {"error", "{:.3f}", Spread::range},
                                        {"step to the next pixel", "{:.4f}"}}));
  const dln::Shape& shape = images.validation.images.shape();
  Tensor<float> painted({plans.size(), 1, shape.height, shape.width});
  std::vector<std::string> names;
  for (std::size_t v = 0; v < plans.size(); ++v) {
    const Tensor<float> y =
        dln::predict(*kept[v], Tensor<float>({1, shape.channels, shape.height, shape.width}));
    painted.image(v).slice(0) =
        y.image(0).slice(0) - arma::mean(arma::vectorise(y.image(0).slice(0)));
    names.push_back(plans[v].first);
  }
  report.pictures("ways-up-seen", painted, names);
  return report;
}

}  // namespace chapter
