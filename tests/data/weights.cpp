#include "dln/data/weights.hpp"

#include <cmath>

#include "dln/core/half.hpp"
#include "dln/data/file.hpp"
#include "support.hpp"

using dln::NumberType;
using dln::Parameter;
using dln::ParameterKind;
using dln::SafetensorsWriter;
using dln::Tensor;
using dln::test::expect_error;
using dln::test::random_tensor;
using dln::test::TemporaryFolder;

namespace {

/**
 * The parameters of a convolution, a normalization and a dense layer, as our layers have them.
 */
struct Net {
  explicit Net(std::uint64_t seed)
      : kernel{random_tensor<float>({4, 3, 2, 2}, seed)},
        mean{random_tensor<float>({1, 4}, seed + 1), ParameterKind::statistic},
        weight{random_tensor<float>({5, 4}, seed + 2)},
        bias{random_tensor<float>({1, 5}, seed + 3), ParameterKind::bias} {}

  dln::ParameterList<float> parameters() {
    return {{"trunk.0.weight", &kernel},
            {"trunk.1.mean", &mean},
            {"head.weight", &weight},
            {"head.bias", &bias}};
  }
  bool operator==(const Net& other) const {
    const auto same = [](const Parameter<float>& a, const Parameter<float>& b) {
      return arma::all(a.value.values() == b.value.values()) &&
             a.value.shape() == b.value.shape();
    };
    return same(kernel, other.kernel) && same(mean, other.mean) && same(weight, other.weight) &&
           same(bias, other.bias);
  }

  Parameter<float> kernel, mean, weight, bias;
};

/** The same numbers under names and shapes of the library that published them. */
void write_published(const std::filesystem::path& path, const Net& net) {
  const auto shaped = [](const Parameter<float>& p, const dln::Shape& shape) {
    return p.value.reshaped(shape);
  };
  const Tensor<float> mean = shaped(net.mean, {4}), bias = shaped(net.bias, {5}),
                      head = random_tensor<float>({2, 5}, 9);
  SafetensorsWriter writer;
  writer.add("features.0.weight", net.kernel.value, NumberType::float32);
  writer.add("features.1.running_mean", mean, NumberType::float32);
  writer.add("classifier.1.weight", net.weight.value, NumberType::float32);
  writer.add("classifier.1.bias", bias, NumberType::float32);
  writer.add("classifier.6.weight", head, NumberType::float32);
  writer.write(path);
}

const dln::WeightNames published_names = {
    .in_file = {{"trunk.0.weight", "features.0.weight"},
                {"trunk.1.mean", "features.1.running_mean"},
                {"head.weight", "classifier.1.weight"},
                {"head.bias", "classifier.1.bias"}},
    .unused = {"classifier.6."}};

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(weights_come_back_under_their_paths) {
  const TemporaryFolder folder;
  Net saved(1), loaded(11);
  BOOST_TEST(!(saved == loaded));
  dln::save_weights(folder / "net", saved.parameters());
  dln::load_weights(folder / "net", loaded.parameters());
  BOOST_TEST((saved == loaded));
}

BOOST_AUTO_TEST_CASE(weights_in_half_the_place_are_rounded) {
  const TemporaryFolder folder;
  Net saved(1), loaded(11);
  dln::save_weights(folder / "net", saved.parameters(), NumberType::float16);
  dln::load_weights(folder / "net", loaded.parameters());
  for (std::size_t i = 0; i < saved.kernel.value.size(); ++i)
    BOOST_TEST(loaded.kernel.value[i] ==
               dln::from_float16(dln::to_float16(saved.kernel.value[i])));
  BOOST_TEST(!(saved == loaded));
}

BOOST_AUTO_TEST_CASE(another_librarys_names_and_shapes_are_mapped_by_a_table) {
  const TemporaryFolder folder;
  Net saved(1), loaded(11);
  write_published(folder / "published", saved);
  dln::load_weights(folder / "published", loaded.parameters(), published_names);
  BOOST_TEST((saved == loaded));
}

BOOST_AUTO_TEST_CASE(weights_that_do_not_fit_change_nothing) {
  const TemporaryFolder folder;
  const auto path = folder / "net";
  Net saved(1), loaded(11);
  const Net before(11);
  const auto refused = [&](const dln::WeightNames& names,
                           const std::vector<std::string>& texts) {
    expect_error([&] { dln::load_weights(path, loaded.parameters(), names); }, texts);
    BOOST_TEST((loaded == before));
  };
  write_published(path, saved);
  refused({}, {"net: expected a tensor 'trunk.0.weight', got none of that name"});
  auto names = published_names;
  names.unused.clear();
  refused(names,
          {"net: expected a parameter for every tensor, got none for 'classifier.6.weight'"});
  names = published_names;
  names.in_file["head.bias"] = "classifier.1.weight";
  refused(names, {"tensor 'classifier.1.weight'", "one parameter for it", "two"});
  names = published_names;
  names.in_file["head.bias"] = "classifier.6.weight";
  names.unused = {"classifier.1.bias"};
  refused(names, {"tensor 'classifier.6.weight'", "the shape 5",
                  "got 2x5x1x1"});  // read last, when the others fit
}

BOOST_AUTO_TEST_CASE(weights_that_are_not_numbers_are_loaded_as_they_are) {
  const TemporaryFolder folder;
  Net saved(1), loaded(11);
  saved.bias.value[2] = std::nanf("");
  dln::save_weights(folder / "net", saved.parameters());
  dln::load_weights(folder / "net", loaded.parameters());
  BOOST_TEST(std::isnan(loaded.bias.value[2]));
}

BOOST_AUTO_TEST_SUITE_END()
