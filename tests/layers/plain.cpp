// The layers compute what is written plainly.
#include "dln/layers/plain.hpp"

#include <cmath>

#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/local_response_norm.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "support.hpp"

using namespace dln;

namespace {

std::size_t draw(Random& random, std::size_t low, std::size_t high) {
  return low +
         static_cast<std::size_t>(random.uniform(0, 1) * static_cast<double>(high - low + 1)) %
             (high - low + 1);
}

struct Windows {
  Pooling window;
  Shape x;
};

/** The usual windows on images with and without a rest, and any others. */
std::vector<Windows> all_windows() {
  std::vector<Windows> list;
  for (const std::size_t height : {2, 5, 8})
    for (const std::size_t width : {2, 3, 14, 28, 33, 64})
      list.push_back({Pooling::square(2, 2), {2, 3, height, width}});
  Random random(7);
  while (list.size() < 200) {
    Pooling w{draw(random, 1, 4), draw(random, 1, 4), draw(random, 1, 3), draw(random, 1, 3)};
    w.padding_top = draw(random, 0, w.height - 1);
    w.padding_bottom = draw(random, 0, w.height - 1);
    w.padding_left = draw(random, 0, w.width - 1);
    w.padding_right = draw(random, 0, w.width - 1);
    list.push_back({w, {2, 2, draw(random, 4, 12), draw(random, 4, 40)}});
  }
  list.push_back(
      {Pooling::square(16, 3, 2), {1, 2, 31, 40}});  // the last that a byte tells apart
  list.push_back({Pooling::square(17, 2, 5), {1, 2, 31, 40}});
  return list;
}

/** Whole numbers, of which many are equal, and some that are not numbers at all. */
template <typename T>
Tensor<T> special_numbers(const Shape& shape, std::uint64_t seed) {
  Random random(seed);
  Tensor<T> x(shape);
  x.values().imbue([&] {
    const double number = std::floor(random.uniform(-3, 3));
    if (random.uniform(0, 1) < 0.05) return std::numeric_limits<T>::quiet_NaN();
    if (random.uniform(0, 1) < 0.2) return -std::numeric_limits<T>::infinity();
    return static_cast<T>(number);
  });
  return x;
}

template <typename T>
bool same_bits(const Tensor<T>& a, const Tensor<T>& b) {
  if (a.shape() != b.shape()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!(a[i] == b[i]) && !(std::isnan(a[i]) && std::isnan(b[i]))) return false;
  return true;
}

template <typename T>
bool close(const Tensor<T>& a, const Tensor<T>& b, T tolerance) {
  const T scale = std::max(T(1), b.values().is_empty() ? T(0) : arma::abs(b.values()).max());
  return a.shape() == b.shape() &&
         arma::approx_equal(a.values(), b.values(), "absdiff", tolerance * scale);
}

template <typename T>
void check_max_pooling() {
  for (const auto& [window, shape] : all_windows()) {
    const MaxPool2d<T> layer(window);
    for (const auto& x : {test::random_tensor<T>(shape, 1), special_numbers<T>(shape, 2)}) {
      Pass<T> pass(Mode::train, Random(1));
      const auto expected = plain::max_pool(window, x);
      BOOST_TEST(same_bits(layer.forward(x, pass), expected.y),
                 layer.name() << " of " << to_string(shape));
      BOOST_TEST(pass.kept_bytes() == layer.cost(shape).kept_bytes);
      const auto dy = test::random_tensor<T>(expected.y.shape(), 3);
      BOOST_TEST(same_bits(layer.backward(dy, pass),
                           plain::max_pool_backward(shape, expected.taken, dy)),
                 layer.name() << " backward to " << to_string(shape));
    }
  }
}

template <typename T>
void check_average_pooling() {
  for (const auto& [window, shape] : all_windows()) {
    const AvgPool2d<T> layer(window);
    const auto x = test::random_tensor<T>(shape, 1);
    Pass<T> pass(Mode::train, Random(1));
    const auto y = layer.forward(x, pass);
    BOOST_TEST(same_bits(y, plain::average_pool(window, x)), layer.name()
                                                                 << " of " << to_string(shape));
    const auto dy = test::random_tensor<T>(y.shape(), 3);
    BOOST_TEST(
        same_bits(layer.backward(dy, pass), plain::average_pool_backward(window, shape, dy)),
        layer.name() << " backward to " << to_string(shape));
  }
}

template <typename T>
void check_normalization(T tolerance) {
  for (const std::size_t channels : {1, 2, 5, 9})
    for (const T beta : {T(0.75), T(0.5)}) {
      const Shape shape{2, channels, 5, 7};
      const LocalResponseNorm<T> layer(5, 0.3, static_cast<double>(beta), 1.5);
      const auto x = test::random_tensor<T>(shape, 1), dy = test::random_tensor<T>(shape, 2);
      Pass<T> pass(Mode::train, Random(1));
      BOOST_TEST(close(layer.forward(x, pass),
                       plain::local_response_norm<T>(x, 5, T(0.3), beta, T(1.5)), tolerance));
      BOOST_TEST(close(layer.backward(dy, pass),
                       plain::local_response_norm_backward<T>(x, dy, 5, T(0.3), beta, T(1.5)),
                       tolerance));
    }
}

template <typename T>
void check_dense(T tolerance) {
  for (const std::size_t examples : {0, 1, 2, 4, 5, 17, 64})
    for (const auto& [inputs, outputs] :
         {std::pair<std::size_t, std::size_t>{1, 1}, {3, 2}, {17, 65}, {784, 10}, {301, 130}}) {
      Dense<T> layer(inputs, outputs, he<T>(), Random(1));
      layer.bias().value = test::random_tensor<T>({1, outputs, 1, 1}, 4);
      const auto x = test::random_tensor<T>({examples, inputs, 1, 1}, 2);
      const auto dy = test::random_tensor<T>({examples, outputs, 1, 1}, 3);
      const auto expected = plain::dense_backward(x, layer.weight().value, dy);
      Pass<T> pass(Mode::train, Random(1));
      const std::string what = layer.name() + " of " + std::to_string(examples);
      BOOST_TEST(close(layer.forward(x, pass),
                       plain::dense(x, layer.weight().value, layer.bias().value), tolerance),
                 what);
      BOOST_TEST(close(layer.backward(dy, pass), expected.dx, tolerance), what);
      BOOST_TEST(close(pass.gradient(layer.weight()), expected.dweight, tolerance), what);
      BOOST_TEST(close(pass.gradient(layer.bias()), expected.dbias, tolerance), what);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(max_pooling_is_the_plain_one) {
  check_max_pooling<float>();
  check_max_pooling<double>();
}

BOOST_AUTO_TEST_CASE(average_pooling_is_the_plain_one) {
  check_average_pooling<float>();
  check_average_pooling<double>();
}

BOOST_AUTO_TEST_CASE(local_response_normalization_is_the_plain_one) {
  check_normalization<float>(1e-5F);
  check_normalization<double>(1e-13);
}

BOOST_AUTO_TEST_CASE(dense_layers_are_the_plain_ones) {
  check_dense<float>(1e-5F);
  check_dense<double>(1e-13);
}

BOOST_AUTO_TEST_CASE(a_gradient_is_added_to_what_is_there) {
  Dense<double> layer(3, 2, he<double>(), Random(1));
  Pass<double> once(Mode::train, Random(1)), twice(Mode::train, Random(1));
  const auto x = test::random_tensor<double>({4, 3, 1, 1}, 2),
             dy = test::random_tensor<double>({4, 2, 1, 1}, 3);
  for (auto* pass : {&once, &twice, &twice}) {
    layer.forward(x, *pass);
    layer.backward(dy, *pass);
  }
  BOOST_TEST(arma::approx_equal(twice.gradient(layer.weight()).values(),
                                2 * once.gradient(layer.weight()).values(), "absdiff", 0.0));
}

BOOST_AUTO_TEST_SUITE_END()
