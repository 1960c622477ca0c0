#include "dln/train/checkpoint.hpp"

#include <cmath>

#include "dln/data/file.hpp"
#include "dln/data/generated.hpp"
#include "dln/data/weights.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "dln/train/classification.hpp"
#include "support.hpp"

using dln::NumberType;
using dln::Tensor;
using dln::test::expect_error;
using dln::test::TemporaryFolder;

namespace {

/** While learning, adds random numbers to its input, and learns its mean: what draws, and what
 * learns without a gradient. */
class Noise final : public dln::Layer<float> {
 public:
  explicit Noise(std::size_t features)
      : mean_{Tensor<float>({1, features}), dln::ParameterKind::statistic} {}

  [[nodiscard]] std::string name() const override { return "Noise"; }
  [[nodiscard]] dln::Shape output_shape(const dln::Shape& x) const override { return x; }
  [[nodiscard]] dln::ParameterList<float> parameters() override { return {{"mean", &mean_}}; }
  Tensor<float> forward(Tensor<float> x, dln::Pass<float>& pass) const override {
    if (pass.mode() == dln::Mode::test) return x;
    Tensor<float>& next = pass.next(mean_);
    next.values() = 0.9F * next.values() + 0.1F * arma::mean(x.columns(), 1);
    for (float& value : x.values()) value += static_cast<float>(0.1 * pass.random().normal());
    return x;
  }
  Tensor<float> backward(Tensor<float> dy, dln::Pass<float>&) const override { return dy; }

 private:
  dln::Parameter<float> mean_;
};

/** A small training, made anew by every process. */
struct Run {
  dln::Dataset<float> data = dln::spiral<float>(20, dln::Random(1));
  dln::Sequential<float> network;
  dln::SoftmaxCrossEntropy<float> loss;
  dln::L2<float> l2{1e-3F};
  std::unique_ptr<dln::Classification<float>> objective;
  std::unique_ptr<dln::Optimizer<float>> optimizer =
      std::make_unique<dln::Adam<float>>(dln::cosine(1e-2, 12));
  dln::TrainingOptions options{.epochs = 3, .batch_size = 16, .seed = 5, .patience = 4};
  dln::TrainingState<float> state;
  std::map<std::string, Tensor<float>> preprocessing = {{"mean", Tensor<float>({1, 2}, 0.25F)}};

  explicit Run(std::size_t hidden = 6) {
    network.add<dln::Dense<float>>(2, hidden, dln::he<float>(), dln::Random(1));
    network.add<Noise>(hidden);
    network.add<dln::ReLU<float>>();
    network.add<dln::Dense<float>>(hidden, 3, dln::he<float>(), dln::Random(2));
    objective = std::make_unique<dln::Classification<float>>(network, loss, data, &data, &l2);
  }

  dln::Training<float> training() {
    return {*objective, *optimizer, options, state, preprocessing};
  }
  dln::History train(std::size_t until = 1000) {
    options.callback = [until](const dln::Progress& progress) { return progress.step < until; };
    return dln::train(*objective, *optimizer, options, state);
  }
  void save(const std::filesystem::path& path) { dln::save_checkpoint(path, training()); }
  void load(const std::filesystem::path& path) { dln::load_checkpoint(path, training()); }
};

/** A file with something about it changed: a tensor or a text replaced, removed or added. */
struct Changed {
  std::map<std::string, Tensor<double>> tensors;
  std::map<std::string, NumberType> types;
  std::map<std::string, std::string> texts;

  explicit Changed(const std::filesystem::path& path) {
    dln::SafetensorsFile file(path);
    texts = file.metadata();
    for (const auto& [name, stored] : file.tensors()) {
      tensors.emplace(name, file.read<double>(name, file.shape(name)));
      types[name] = stored.type;
    }
  }
  void write(const std::filesystem::path& path) const {
    dln::SafetensorsWriter writer;
    for (const auto& [name, tensor] : tensors) writer.add(name, tensor, types.at(name));
    for (const auto& [name, text] : texts) writer.add(name, text);
    writer.write(path);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(a_training_stopped_after_any_step_ends_with_the_same_checkpoint) {
  const TemporaryFolder folder;
  Run whole;
  const dln::History expected = whole.train();
  BOOST_TEST(expected.steps.size() == 12U);
  whole.save(folder / "whole");
  const auto bytes = dln::read_file(folder / "whole");
  BOOST_TEST(arma::any(whole.network.parameters()[2].parameter->value.values() != 0.0F),
             "no statistic was learnt");
  for (std::size_t stop = 1; stop <= 12; ++stop) {
    Run stopped, resumed;
    stopped.train(stop);
    stopped.save(folder / "stopped");
    resumed.load(folder / "stopped");
    resumed.save(folder / "same");
    BOOST_TEST(dln::read_file(folder / "same") == dln::read_file(folder / "stopped"),
               "saved again after step " << stop);
    const dln::History history = resumed.train();
    BOOST_TEST(history.steps.size() == 12 - stop);
    BOOST_TEST(history.epochs.size() == 3U);
    resumed.save(folder / "resumed");
    BOOST_TEST(dln::read_file(folder / "resumed") == bytes, "stopped after step " << stop);
  }
}

BOOST_AUTO_TEST_CASE(
    a_checkpoint_of_a_training_that_has_not_begun_and_one_with_the_best_parameters) {
  const TemporaryFolder folder;
  Run begun, whole, resumed;
  begun.save(folder / "begun");
  whole.train();
  whole.save(folder / "whole");
  resumed.load(folder / "begun");
  resumed.train();
  resumed.save(folder / "resumed");
  BOOST_TEST(dln::read_file(folder / "resumed") == dln::read_file(folder / "whole"));
  dln::SafetensorsFile file(folder / "whole");
  BOOST_TEST(file.tensors().contains("training/best/3.weight"));
  BOOST_TEST(file.text("step") == "12");
  BOOST_TEST(file.tensor("training/epochs/loss").shape.front() == 3U);
  Run impatient;
  impatient.options.patience = 0;
  impatient.save(folder / "impatient");
  BOOST_TEST(
      !dln::SafetensorsFile(folder / "impatient").tensors().contains("training/best/3.weight"));
}

BOOST_AUTO_TEST_CASE(a_checkpoint_serves_as_a_file_of_weights) {
  const TemporaryFolder folder;
  Run trained, other;
  trained.train();
  trained.save(folder / "file");
  dln::load_weights(folder / "file", other.network.parameters());
  const auto from = trained.network.parameters(), to = other.network.parameters();
  for (std::size_t p = 0; p < to.size(); ++p)
    BOOST_TEST(arma::all(from[p].parameter->value.values() == to[p].parameter->value.values()),
               to[p].path);
}

BOOST_AUTO_TEST_CASE(a_checkpoint_of_another_training_changes_nothing) {
  const TemporaryFolder folder;
  Run saved;
  saved.train(6);
  saved.save(folder / "file");
  const auto refused = [&](Run& other, const std::vector<std::string>& texts) {
    other.train(2);
    other.save(folder / "before");
    expect_error([&] { other.load(folder / "file"); }, texts);
    other.save(folder / "after");
    BOOST_TEST(dln::read_file(folder / "before") == dln::read_file(folder / "after"));
  };
  Run wider(7), descent, decay, seed, batch, patience, fewer, mean;
  refused(wider, {"file, tensor '0.weight': expected the shape 7x2, got 6x2x1x1"});
  descent.optimizer = std::make_unique<dln::GradientDescent<float>>(0.1);
  refused(descent, {"file: expected a checkpoint of this training, optimizer "
                    "GradientDescent(0.1), got Adam("});
  decay.optimizer->decay_weights(0.5F, dln::Decay::coupled);
  decay.optimizer->after_step(dln::max_norm<float>(3));
  refused(decay, {"a checkpoint of this training, besides coupled decay 0.5, 0 hooks before a "
                  "step, 1 after, got coupled decay 0, 0 hooks before a step, 0 after"});
  seed.options.seed = 6;
  refused(seed, {"a checkpoint of this training, seed 6, got 5"});
  batch.options.batch_size = 8;
  refused(batch, {"a checkpoint of this training, batch_size 8, got 16"});
  patience.options.patience = 0;
  refused(patience, {"a checkpoint of this training, patience 0, got 4"});
  fewer.data = fewer.data.pick(arma::regspace<arma::uvec>(0, 49));
  refused(fewer, {"a checkpoint of this training, examples 50, got 60"});
  mean.preprocessing["mean"][1] = 0.5F;
  refused(mean, {"a training on these examples, with their mean, got another mean"});
}

BOOST_AUTO_TEST_CASE(a_checkpoint_whose_parts_do_not_agree_is_refused) {
  const TemporaryFolder folder;
  Run saved;
  saved.train(6);  // an epoch of four steps, and half of one
  saved.save(folder / "whole");
  const Changed whole(folder / "whole");
  whole.write(folder / "file");
  BOOST_TEST(dln::read_file(folder / "file") == dln::read_file(folder / "whole"));
  const auto refused = [&](const std::function<void(Changed&)>& change,
                           const std::vector<std::string>& texts) {
    Changed changed = whole;
    change(changed);
    changed.write(folder / "file");
    Run run;
    run.save(folder / "before");
    expect_error([&] { run.load(folder / "file"); }, texts);
    run.save(folder / "after");
    BOOST_TEST(dln::read_file(folder / "before") == dln::read_file(folder / "after"));
  };
  const std::string memory = "training/optimizer/3.weight.";
  refused([](Changed& c) { c.tensors.erase("3.bias"); }, {"a tensor '3.bias'", "none"});
  refused([](Changed& c) { c.types["3.bias"] = NumberType::float16; },
          {"tensor '3.bias'", "type F32", "got F16"});
  refused(
      [](Changed& c) {
        c.tensors["extra"] = Tensor<double>({1}), c.types["extra"] = NumberType::float32;
      },
      {"file: expected tensors of this training only, got 'extra'"});
  refused([](Changed& c) { c.tensors.erase("training/best/0.weight"); },
          {"a tensor 'training/best/0.weight'"});
  refused([](Changed& c) { c.tensors.erase("training/preprocessing/mean"); },
          {"a tensor 'training/preprocessing/mean'"});
  refused([](Changed& c) { c.texts.erase("seed"); }, {"a text 'seed'"});
  refused([](Changed& c) { c.texts["checkpoint"] = "2"; }, {"checkpoint 1, got 2"});
  refused([](Changed& c) { c.texts["step"] = "six"; },
          {"text 'step'", "a whole number", "'six'"});
  refused([](Changed& c) { c.texts["step"] = "18446744073709551615"; },
          {"text 'step'", "a whole number of steps"});
  refused([](Changed& c) { c.texts["step"] = "8"; },
          {"2 whole epochs and 0 begun at step 8, got 1 and 1"});
  refused([](Changed& c) { c.texts["optimizer_steps"] = "-1"; },
          {"text 'optimizer_steps'", "'-1'"});
  refused([](Changed& c) { c.tensors.erase("training/epochs/loss"); },
          {"epochs", "their loss"});
  refused([](Changed& c) { c.tensors["training/epochs/loss"] = Tensor<double>({2}); },
          {"epochs, column", "2x1x1x1"});
  refused(
      [](Changed& c) {
        c.tensors["training/epochs/x"] = Tensor<double>({1}),
        c.types["training/epochs/x"] = NumberType::float64;
      },
      {"no column x"});
  refused(
      [&](Changed& c) {
        c.tensors[memory + "mean"] = Tensor<double>({3, 5});
      },
      {"3.weight.mean'", "3x6x1x1", "3x5x1x1"});
  refused([&](Changed& c) { c.tensors.erase(memory + "steps"); }, {"3.weight.steps", "none"});
  refused([&](Changed& c) { c.tensors[memory + "steps"][0] = 7; },
          {"3.weight.steps'", "from 1 to 6"});
  refused([&](Changed& c) { c.tensors[memory + "steps"][0] = 1e30; },
          {"3.weight.steps'", "from 1 to 6"});
  refused([&](Changed& c) { c.tensors[memory + "steps"][0] = std::nan(""); },
          {"3.weight.steps'", "from 1 to 6"});
  refused(
      [](Changed& c) {
        for (auto& [name, tensor] : c.tensors)
          if (name.starts_with("training/epochs/"))
            tensor = Tensor<double>({std::size_t{1} << 50U, 0});
      },
      {"epochs, column", "0x1x1x1"});
  refused([&](Changed& c) { c.tensors[memory + "steps"][0] = 0; }, {"3.weight.steps"});
  refused(
      [](Changed& c) {
        c.tensors["training/optimizer/9.weight.steps"] = Tensor<double>({1}, 1.0),
        c.types["training/optimizer/9.weight.steps"] = NumberType::float32;
      },
      {"9.weight.steps", "no parameter of that path"});
}

BOOST_AUTO_TEST_CASE(a_damaged_checkpoint_is_an_error_or_goes_on_and_never_crashes) {
  const TemporaryFolder folder;
  Run saved;
  saved.train(6);
  saved.save(folder / "file");
  const auto whole = dln::read_file(folder / "file");
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    dln::Random random(seed);
    auto bytes = whole;
    for (int damage = 0; damage < 2; ++damage)
      bytes[random.below(bytes.size())] ^= static_cast<std::uint8_t>(1U << random.below(8));
    dln::test::write_bytes(folder / "damaged", bytes);
    Run run;
    try {
      run.load(folder / "damaged");
    } catch (const dln::Error&) {
      ++refused;
    }
  }
  BOOST_TEST(refused > 50U);
  BOOST_TEST(refused < 400U);  // a changed number is a number
}

BOOST_AUTO_TEST_SUITE_END()
