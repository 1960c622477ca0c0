#include "dln/optimizers/optimizer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dln/core/error.hpp"
#include "dln/core/sums.hpp"

namespace dln {
namespace {

constexpr std::size_t block =
    4096;  // numbers whose weights, gradients and memories stay in the L2 cache during a step

template <typename T>
bool moves(const NamedParameter<T>& named, const Pass<T>& pass) {
  return named.parameter->learns() && pass.has_gradient(*named.parameter);
}

template <typename T>
void scale_gradients(const ParameterList<T>& parameters, Pass<T>& pass, double factor) {
  for (const auto& named : parameters)
    if (moves(named, pass)) pass.gradient(*named.parameter).values() *= static_cast<T>(factor);
}

template <typename T>
double square(T value) {
  return static_cast<double>(value) * static_cast<double>(value);
}

}  // namespace

template <typename T>
void expect_share(const char* rule, const char* setting, T share) {
  if (!(share >= T(0) && share < T(1)))
    throw Error(rule, fmt::format("{} in [0, 1)", setting), fmt::format("{}", share));
}

template <typename T>
void Optimizer<T>::decay_weights(T strength, Decay decay) {
  if (!(strength >= T(0) && std::isfinite(strength)))
    throw Error("weight decay", "a finite strength of at least 0", fmt::format("{}", strength));
  decay_ = strength;
  decay_kind_ = decay;
}

template <typename T>
std::string Optimizer<T>::besides() const {
  return fmt::format("{} decay {}, {} hook{} before a step, {} after",
                     decay_kind_ == Decay::coupled ? "coupled" : "decoupled", decay_,
                     before_.size(), before_.size() == 1 ? "" : "s", after_.size());
}

template <typename T>
std::vector<Movement> Optimizer<T>::update(const ParameterList<T>& parameters, Pass<T>& pass) {
  const double rate = learning_rate();
  for (const auto& hook : before_) hook(parameters, pass);
  std::vector<Movement> movements;
  for (const auto& named : parameters) {
    Movement& movement = movements.emplace_back();
    if (!moves(named, pass)) continue;
    Parameter<T>& parameter = *named.parameter;
    movement = move(parameter, pass.gradient(parameter), memory_of(named),
                    rate * static_cast<double>(parameter.rate));
  }
  for (const auto& hook : after_) hook(parameters);
  ++steps_;
  return movements;
}

template <typename T>
typename Optimizer<T>::Memory& Optimizer<T>::memory_of(const NamedParameter<T>& named) {
  const Shape& shape = named.parameter->value.shape();
  const auto [entry, fresh] = memories_.try_emplace(named.path);
  Memory& memory = entry->second;
  if (fresh) memory.tensors.assign(memories().size(), Tensor<T>(shape));
  for (const Tensor<T>& tensor : memory.tensors)
    if (tensor.shape() != shape)
      throw Error(name() + ", memory of " + named.path, to_string(shape),
                  to_string(tensor.shape()));
  return memory;
}

template <typename T>
Movement Optimizer<T>::move(Parameter<T>& parameter, Tensor<T>& gradient, Memory& memory,
                            double rate) const {
  const std::size_t size = parameter.value.size();
  if (gradient.shape() != parameter.value.shape())
    throw Error(name(), "a gradient of shape " + to_string(parameter.value.shape()),
                to_string(gradient.shape()));
  const T factor = static_cast<T>(rate),
          decay = parameter.kind == ParameterKind::weight ? decay_ : T(0);
  const std::size_t t = ++memory.steps, blocks = (size + block - 1) / block;
  std::vector<double> change(blocks), before(blocks);
  parallel_ranges(blocks, 4, [&](std::size_t first, std::size_t last) {
    for (std::size_t b = first; b < last; ++b) {
      const std::size_t begin = b * block, count = std::min(block, size - begin);
      Numbers w(parameter.value.data() + begin, count, false, true),
          dw(gradient.data() + begin, count, false, true);
      std::vector<Numbers> remembered;
      remembered.reserve(
          memory.tensors
              .size());  // growing would copy the columns, and a copy has memory of its own
      for (Tensor<T>& tensor : memory.tensors)
        remembered.emplace_back(tensor.data() + begin, count, false, true);
      const Numbers old = w;
      if (decay != T(0) && decay_kind_ == Decay::coupled) dw += decay * w;
      if (decay != T(0) && decay_kind_ == Decay::decoupled) w -= factor * decay * w;
      step(w, dw, remembered, factor, t);
      before[b] = sum_of_range(0, count, [&](std::size_t i) { return square(old[i]); });
      change[b] = sum_of_range(0, count, [&](std::size_t i) { return square(w[i] - old[i]); });
    }
  });
  return {std::sqrt(arma::accu(arma::vec(change))), std::sqrt(arma::accu(arma::vec(before)))};
}

template <typename T>
OptimizerState<T> Optimizer<T>::state() const {
  OptimizerState<T> state{steps_, {}};
  const auto names = memories();
  for (const auto& [path, memory] : memories_) {
    state.tensors.emplace(path + ".steps",
                          Tensor<T>({1, 1, 1, 1}, static_cast<T>(memory.steps)));
    for (std::size_t m = 0; m < names.size(); ++m)
      state.tensors.emplace(path + "." + names[m], memory.tensors[m]);
  }
  return state;
}

template <typename T>
void Optimizer<T>::restore(const OptimizerState<T>& state) {
  const auto names = memories();
  std::map<std::string, Memory> restored;
  for (const auto& [name_of_tensor, tensor] : state.tensors) {
    const std::size_t dot = std::min(name_of_tensor.rfind('.'), name_of_tensor.size());
    const std::string path = name_of_tensor.substr(0, dot), what = name_of_tensor.substr(dot);
    Memory& memory = restored.try_emplace(path, Memory{0, std::vector<Tensor<T>>(names.size())})
                         .first->second;
    const auto known =
        std::ranges::find(names, what.substr(std::min<std::size_t>(1, what.size())));
    if (known != names.end())
      memory.tensors[static_cast<std::size_t>(known - names.begin())] = tensor;
    else if (what == ".steps" && tensor.size() == 1 && tensor[0] >= T(1))
      memory.steps = static_cast<std::size_t>(tensor[0]);
    else
      throw Error("state of " + name(), "no tensor " + name_of_tensor,
                  to_string(tensor.shape()));
  }
  for (const auto& [path, memory] : restored) {
    if (memory.steps == 0) throw Error("state of " + name(), path + ".steps", "none");
    for (std::size_t m = 0; m < names.size(); ++m)
      if (memory.tensors[m].size() == 0)
        throw Error("state of " + name(), path + "." + names[m], "none");
  }
  memories_ = std::move(restored);
  steps_ = state.steps;
}

template <typename T>
std::vector<double> gradient_norms(const ParameterList<T>& parameters, Pass<T>& pass) {
  std::vector<double> norms;
  for (const auto& named : parameters)
    norms.push_back(
        moves(named, pass) ? std::sqrt(squared_norm(pass.gradient(*named.parameter))) : 0);
  return norms;
}

template <typename T>
typename Optimizer<T>::GradientHook clip_global_norm(double limit) {
  if (!(limit > 0))
    throw Error("clip_global_norm", "a limit above 0", fmt::format("{}", limit));
  return [limit](const ParameterList<T>& parameters, Pass<T>& pass) {
    const double norm = arma::norm(arma::vec(gradient_norms(parameters, pass)));
    if (norm > limit) scale_gradients(parameters, pass, limit / norm);
  };
}

template <typename T>
typename Optimizer<T>::GradientHook normalize_gradients() {
  return [](const ParameterList<T>& parameters, Pass<T>& pass) {
    const double norm = arma::norm(arma::vec(gradient_norms(parameters, pass)));
    if (norm > 0) scale_gradients(parameters, pass, 1 / norm);
  };
}

template <typename T>
typename Optimizer<T>::ParameterHook max_norm(double limit) {
  if (!(limit > 0)) throw Error("max_norm", "a limit above 0", fmt::format("{}", limit));
  return [limit](const ParameterList<T>& parameters) {
    for (const auto& [path, parameter] : parameters) {
      if (parameter->kind != ParameterKind::weight || !parameter->learns()) continue;
      // [Clamp every neuron's weights]
      arma::Mat<T> neurons = parameter->value.columns();  // D x M, a view: a neuron a column
      for (arma::uword m = 0; m < neurons.n_cols; ++m) {
        const auto norm = static_cast<double>(arma::norm(neurons.col(m)));
        if (norm > limit) neurons.col(m) *= static_cast<T>(limit / norm);
      }
      // [Clamp every neuron's weights]
    }
  };
}

template void expect_share(const char*, const char*, float);
template void expect_share(const char*, const char*, double);
template class Optimizer<float>;
template class Optimizer<double>;
template std::vector<double> gradient_norms(const ParameterList<float>&, Pass<float>&);
template std::vector<double> gradient_norms(const ParameterList<double>&, Pass<double>&);
template Optimizer<float>::GradientHook clip_global_norm<float>(double);
template Optimizer<double>::GradientHook clip_global_norm<double>(double);
template Optimizer<float>::GradientHook normalize_gradients<float>();
template Optimizer<double>::GradientHook normalize_gradients<double>();
template Optimizer<float>::ParameterHook max_norm<float>(double);
template Optimizer<double>::ParameterHook max_norm<double>(double);

}  // namespace dln
