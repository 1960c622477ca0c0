// Normalizations, and dropout given its mask, compute what PyTorch's do.
#include "dln/core/bytes.hpp"
#include "dln/layers/batch_norm.hpp"
#include "dln/layers/dropout.hpp"
#include "dln/layers/group_norm.hpp"
#include "reference/reference.hpp"

using namespace dln;
using dln::test::Reference;

namespace {

using Numbers = std::tuple<float, double>;

/** Gives a layer the recorded numbers, and compares what comes out. Statistics are given where
 * they are recorded, and compared where their next values are. */
template <typename T>
void check_recorded_normalization(const std::string& name, Layer<T>&& layer,
                                  Mode mode = Mode::train) {
  Reference reference(name);
  for (const auto& [path, parameter] : layer.parameters())
    parameter->value = reference.read<T>(path);
  Pass<T> pass(mode, Random(1));
  reference.compare("y", layer.forward(reference.read<T>("x"), pass));
  reference.compare("dx", layer.backward(reference.read<T>("dy"), pass));
  for (const auto& [path, parameter] : layer.parameters()) {
    if (parameter->kind != ParameterKind::statistic)
      reference.compare("d" + path, pass.gradient(*parameter));
    else if (mode == Mode::train)
      reference.compare("next_" + path, pass.next(*parameter));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reference)

BOOST_AUTO_TEST_CASE_TEMPLATE(normalizations, T, Numbers) {
  check_recorded_normalization<T>("batch_norm_dense", BatchNorm<T>(5));
  check_recorded_normalization<T>("batch_norm_images", BatchNorm<T>(4));
  check_recorded_normalization<T>("batch_norm_test", BatchNorm<T>(4), Mode::test);
  check_recorded_normalization<T>("layer_norm", GroupNorm<T>(1, 7));
  check_recorded_normalization<T>("group_norm", GroupNorm<T>(2, 6));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(dropout_given_its_mask, T, Numbers) {
  Reference reference("dropout");
  const Dropout<T> layer(0.75);
  const auto mask = reference.read<double>("mask");
  const auto masked = [&](const Tensor<T>& numbers) {
    Pass<T> pass(Mode::train, Random(1));
    Bytes kept = uninitialized_bytes(mask.size());
    for (std::size_t i = 0; i < mask.size(); ++i) kept[i] = mask[i] != 0;
    pass.push(std::move(kept));
    return layer.backward(numbers, pass);
  };
  reference.compare("dx", masked(reference.read<T>("dy")));
  // Forward does to x what backward does to dy: shown with a mask of ours, and so for
  // PyTorch's.
  reference.compare("y", masked(reference.read<T>("x")));
  const auto x = reference.read<T>("x");
  Pass<T> pass(Mode::train, Random(1));
  const auto y = layer.forward(x, pass);
  BOOST_TEST(arma::all(layer.backward(x, pass).values() == y.values()));
}

BOOST_AUTO_TEST_SUITE_END()
