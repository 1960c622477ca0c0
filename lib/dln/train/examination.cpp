#include "dln/train/examination.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>

#include "dln/layers/concatenation.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/layers/sum.hpp"

namespace dln {
namespace {

/** Sums over examples, a number a feature, and their sum of squares. */
struct Sums {
  arma::vec sum;
  double squares = 0;
  double count = 0;
};

template <typename T>
Sums sums_of(const Tensor<T>& images) {
  const std::size_t features = images.shape().features();
  Sums sums{arma::vec(features, arma::fill::zeros), 0,
            static_cast<double>(images.shape().examples)};
  for (std::size_t n = 0; n < images.shape().examples; ++n)
    for (std::size_t i = 0; i < features; ++i) {
      const auto value = static_cast<double>(images[n * features + i]);
      sums.sum[i] += value;
      sums.squares += value * value;
    }
  return sums;
}

/** The root mean square of the features' means, in units of that of all numbers. */
double remaining_mean(const Sums& sums) {
  const double scale =
      std::sqrt(sums.squares / sums.count / static_cast<double>(sums.sum.n_elem));
  if (!(scale > 0)) return 1;
  const arma::vec means = sums.sum / sums.count;
  return std::sqrt(arma::mean(arma::square(means))) / scale;
}

/** The bits of every example, one after the other, as texts to be compared. */
template <typename T>
std::vector<std::string_view> bits_of(const Tensor<T>& images) {
  const std::size_t features = images.shape().features();
  std::vector<std::string_view> bits;
  for (std::size_t n = 0; n < images.shape().examples; ++n)
    // Any object may be read as characters.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    bits.emplace_back(reinterpret_cast<const char*>(images.data() + n * features),
                      features * sizeof(T));
  return bits;
}

template <typename T>
std::size_t count_copies(const Tensor<T>& train, const Tensor<T>& validation) {
  const auto known = bits_of(train);
  const std::unordered_set<std::string_view> learnt(known.begin(), known.end());
  const auto others = bits_of(validation);
  return static_cast<std::size_t>(std::ranges::count_if(
      others, [&](std::string_view one) { return learnt.contains(one); }));
}

double share_of_commonest(const arma::uvec& labels) {
  const arma::uvec values = arma::unique(labels);
  arma::uword most = 0;
  for (const arma::uword value : values)
    most = std::max<arma::uword>(most, arma::accu(labels == value));
  return static_cast<double>(most) / static_cast<double>(labels.n_elem);
}

template <typename T>
double share_of_dead(const Tensor<T>& y) {
  const Shape& shape = y.shape();
  const std::size_t plane = shape.height * shape.width;
  std::vector<bool> lives(shape.channels);
  for (std::size_t i = 0; i < y.size(); ++i)
    if (y[i] != T(0)) lives[i / plane % shape.channels] = true;
  return static_cast<double>(std::ranges::count(lives, false)) /
         static_cast<double>(shape.channels);
}

/** `slope_of` an output, in units of the steepest. */
template <typename T, typename Slope>
double share_of_saturated(const Tensor<T>& y, Slope slope_of) {
  std::size_t flat = 0;
  for (std::size_t i = 0; i < y.size(); ++i)
    flat += slope_of(static_cast<double>(y[i])) < 0.05 ? 1 : 0;
  return static_cast<double>(flat) / static_cast<double>(std::max<std::size_t>(y.size(), 1));
}

/** What a layer gives for x, and how the units in it fare. */
template <typename T>
Tensor<T> look(const Layer<T>& layer, const std::string& path, const Tensor<T>& x,
               Pass<T>& pass, std::vector<Activity>& found) {
  const auto below = [&](const std::string& name) {
    return path.empty() ? name : path + "." + name;
  };
  if (dynamic_cast<const Sequential<T>*>(&layer) != nullptr) {
    Tensor<T> y = x;
    for (const auto& [name, part] : layer.parts()) y = look(*part, below(name), y, pass, found);
    return y;
  }
  const bool branches = dynamic_cast<const Sum<T>*>(&layer) != nullptr ||
                        dynamic_cast<const Concatenation<T>*>(&layer) != nullptr;
  if (branches)
    for (const auto& [name, part] : layer.parts()) look(*part, below(name), x, pass, found);
  Tensor<T> y = layer.forward(x, pass);
  // [Look at the units behind a non-linearity]
  if (dynamic_cast<const ReLU<T>*>(&layer) != nullptr)
    found.push_back({path, share_of_dead(y), 0});
  if (dynamic_cast<const Tanh<T>*>(&layer) != nullptr)
    found.push_back({path, 0, share_of_saturated(y, [](double t) { return 1 - t * t; })});
  if (dynamic_cast<const Sigmoid<T>*>(&layer) != nullptr)
    found.push_back({path, 0, share_of_saturated(y, [](double s) { return 4 * s * (1 - s); })});
  // [Look at the units behind a non-linearity]
  return y;
}

}  // namespace

template <typename T>
Task describe(const Dataset<T>& train, const Dataset<T>* validation) {
  Task task;
  if (train.size() == 0) return task;
  task.chance = share_of_commonest(train.labels);
  if (validation == nullptr || validation->size() == 0) return task;
  task.chance = std::max(task.chance, share_of_commonest(validation->labels));
  task.validation_examples = validation->size();
  task.copies = count_copies(train.images, validation->images);
  // [Ask which mean was taken away]
  const Sums learnt = sums_of(train.images), others = sums_of(validation->images);
  task.mean_learnt_from = remaining_mean(learnt);
  task.mean_of_validation = remaining_mean(others);
  task.mean_of_all = remaining_mean(
      {learnt.sum + others.sum, learnt.squares + others.squares, learnt.count + others.count});
  // [Ask which mean was taken away]
  return task;
}

template <typename T>
std::vector<Activity> activity_of(const Layer<T>& network, const Tensor<T>& images) {
  Pass<T> pass(Mode::train, Random(1), Keep::nothing);
  std::vector<Activity> found;
  look(network, "", images, pass, found);
  return found;
}

template Task describe(const Dataset<float>&, const Dataset<float>*);
template Task describe(const Dataset<double>&, const Dataset<double>*);
template std::vector<Activity> activity_of(const Layer<float>&, const Tensor<float>&);
template std::vector<Activity> activity_of(const Layer<double>&, const Tensor<double>&);

}  // namespace dln
