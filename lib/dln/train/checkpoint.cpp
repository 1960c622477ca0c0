#include "dln/train/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "dln/core/error.hpp"
#include "dln/data/weights.hpp"
#include "dln/train/epoch_columns.hpp"

namespace dln {
namespace {

const std::string base = training_prefix;
const std::string optimizer_prefix = base + "optimizer/";
const std::string best_prefix = base + "best/";
const std::string preprocessing_prefix = base + "preprocessing/";
const std::string epochs_prefix = base + "epochs/";
const std::string current_prefix = base + "current/";
constexpr const char* step_name = "step";
constexpr const char* planned_name = "planned_epochs";
constexpr const char* optimizer_steps_name = "optimizer_steps";

/** What must be the same for the same bits to follow. */
template <typename T>
std::map<std::string, std::string> settings(const Training<T>& training) {
  return {{"checkpoint", "1"},
          {"optimizer", training.optimizer.name()},
          {"besides", training.optimizer.besides()},
          {"seed", std::to_string(training.options.seed)},
          {"batch_size", std::to_string(training.options.batch_size)},
          {"patience", std::to_string(training.options.patience)},
          {"examples", std::to_string(training.objective.examples())}};
}

/** A number of steps: small enough to be exact as a double, too. */
std::size_t count(const SafetensorsFile& file, const std::string& name) {
  constexpr std::size_t most = std::size_t{1} << 53U;
  const std::string& text = file.text(name);
  std::size_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || number > most)
    throw Error(file.name() + ", text '" + name + "'", "a whole number of steps",
                "'" + text + "'");
  return number;
}

/** Reads tensors and remembers which, so that at the end none is left. */
class Reader {
 public:
  explicit Reader(const std::filesystem::path& path) : file_(path) {}

  const SafetensorsFile& file() const { return file_; }

  /** A tensor of this shape whose numbers stand in the file with all their bits. */
  template <typename T>
  Tensor<T> exact(const std::string& name, const Shape& shape) {
    const NumberType type = file_.tensor(name).type;
    if (type != own_type<T>)
      throw Error(file_.name() + ", tensor '" + name + "'",
                  "numbers of type " + to_string(own_type<T>), to_string(type));
    used_.insert(name);
    return file_.read<T>(name, shape);
  }

  /** All tensors under a prefix, by the rest of their names. */
  template <typename T>
  std::map<std::string, Tensor<T>> all_under(const std::string& prefix) {
    std::map<std::string, Tensor<T>> tensors;
    for (const auto& [name, stored] : file_.tensors())
      if (name.starts_with(prefix))
        tensors.emplace(name.substr(prefix.size()), exact<T>(name, file_.shape(name)));
    return tensors;
  }

  void expect_nothing_left() const {
    for (const auto& [name, stored] : file_.tensors())
      if (!used_.contains(name))
        throw Error(file_.name(), "tensors of this training only", "'" + name + "'");
  }

 private:
  SafetensorsFile file_;
  std::set<std::string> used_;
};

template <typename T>
void expect_same_training(const SafetensorsFile& file, const Training<T>& training) {
  for (const auto& [name, own] : settings(training))
    if (const std::string& stored = file.text(name); stored != own)
      throw Error(file.name(), fmt::format("a checkpoint of this training, {} {}", name, own),
                  stored);
}

/** Reads how far the training was, and checks that its parts agree. */
template <typename T>
TrainingState<T> read_state(Reader& reader, const Training<T>& training,
                            const ParameterList<T>& parameters) {
  TrainingState<T> state;
  state.step = count(reader.file(), step_name);
  state.epochs = epochs_of(reader.file().name(), reader.all_under<double>(epochs_prefix));
  const auto current =
      epochs_of(reader.file().name(), reader.all_under<double>(current_prefix));
  const std::size_t batches =
      steps_per_epoch(training.objective.examples(), training.options.batch_size);
  const std::size_t whole = state.step / batches, begun = state.step % batches == 0 ? 0 : 1;
  if (state.epochs.size() != whole || current.size() != begun)
    throw Error(
        reader.file().name(),
        fmt::format("{} whole epochs and {} begun at step {}", whole, begun, state.step),
        fmt::format("{} and {}", state.epochs.size(), current.size()));
  if (begun == 1) state.current = current.front();
  if (training.options.patience > 0 && whole > 0)
    for (const auto& [path, parameter] : parameters)
      state.best.emplace(path, reader.exact<T>(best_prefix + path, parameter->value.shape()));
  return state;
}

template <typename T>
OptimizerState<T> read_optimizer(Reader& reader, const ParameterList<T>& parameters) {
  OptimizerState<T> state{count(reader.file(), optimizer_steps_name),
                          reader.all_under<T>(optimizer_prefix)};
  std::map<std::string, Shape> shapes;
  for (const auto& [path, parameter] : parameters)
    shapes.emplace(path, parameter->value.shape());
  for (const auto& [name, tensor] : state.tensors) {
    const std::size_t dot = std::min(name.rfind('.'), name.size());
    const auto shape = shapes.find(name.substr(0, dot));
    const std::string thing =
        reader.file().name() + ", tensor '" + optimizer_prefix + name + "'";
    if (shape == shapes.end())
      throw Error(thing, "what is remembered of a parameter", "no parameter of that path");
    if (name.substr(dot) == ".steps") {
      if (tensor.size() != 1 ||
          !(tensor[0] >= T(1) && tensor[0] <= static_cast<T>(state.steps)))
        throw Error(thing, fmt::format("a number from 1 to {}", state.steps), "another");
    } else if (tensor.shape() != shape->second) {
      throw Error(thing, to_string(shape->second), to_string(tensor.shape()));
    }
  }
  return state;
}

template <typename T>
void expect_same_preprocessing(Reader& reader, const Training<T>& training) {
  for (const auto& [name, own] : training.preprocessing) {
    const Tensor<T> stored = reader.exact<T>(preprocessing_prefix + name, own.shape());
    if (!std::equal(own.values().begin(), own.values().end(), stored.values().begin()))
      throw Error(reader.file().name(),
                  "a checkpoint of a training on these examples, with their " + name,
                  "another " + name);
  }
}

}  // namespace

template <typename T>
void save_checkpoint(const std::filesystem::path& path, const Training<T>& training) {
  SafetensorsWriter writer;
  for (const auto& [name, parameter] : training.objective.parameters())
    writer.add(name, parameter->value, own_type<T>);
  const OptimizerState<T> optimizer = training.optimizer.state();
  for (const auto& [name, tensor] : optimizer.tensors)
    writer.add(optimizer_prefix + name, tensor, own_type<T>);
  for (const auto& [name, tensor] : training.state.best)
    writer.add(best_prefix + name, tensor, own_type<T>);
  for (const auto& [name, tensor] : training.preprocessing)
    writer.add(preprocessing_prefix + name, tensor, own_type<T>);
  const auto epochs = columns_of(training.state.epochs);
  for (const auto& [name, column] : epochs)
    writer.add(epochs_prefix + name, column, NumberType::float64);
  const bool begun = training.state.current.number > 0;
  const auto current =
      columns_of(begun ? std::vector<Epoch>{training.state.current} : std::vector<Epoch>{});
  for (const auto& [name, column] : current)
    writer.add(current_prefix + name, column, NumberType::float64);
  for (const auto& [name, text] : settings(training)) writer.add(name, text);
  writer.add(planned_name, std::to_string(training.options.epochs));
  writer.add(step_name, std::to_string(training.state.step));
  writer.add(optimizer_steps_name, std::to_string(optimizer.steps));
  writer.write(path);
}

template <typename T>
void load_checkpoint(const std::filesystem::path& path, Training<T> training) {
  Reader reader(path);
  expect_same_training(reader.file(), training);
  expect_same_preprocessing(reader, training);
  const ParameterList<T> parameters = training.objective.parameters();
  std::vector<Tensor<T>> values;
  for (const auto& [name, parameter] : parameters)
    values.push_back(reader.exact<T>(name, parameter->value.shape()));
  TrainingState<T> state = read_state(reader, training, parameters);
  const OptimizerState<T> optimizer = read_optimizer(reader, parameters);
  reader.expect_nothing_left();

  training.optimizer.restore(optimizer);  // throws, or changes everything
  for (std::size_t p = 0; p < parameters.size(); ++p)
    parameters[p].parameter->value = std::move(values[p]);
  training.state = std::move(state);
}

std::size_t planned_epochs(const std::filesystem::path& path) {
  return count(SafetensorsFile(path), planned_name);
}

template void save_checkpoint(const std::filesystem::path&, const Training<float>&);
template void save_checkpoint(const std::filesystem::path&, const Training<double>&);
template void load_checkpoint(const std::filesystem::path&, Training<float>);
template void load_checkpoint(const std::filesystem::path&, Training<double>);

}  // namespace dln
