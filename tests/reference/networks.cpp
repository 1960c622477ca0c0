// The published networks give what torchvision's give with the same weights, and count as many
// products.
#include <array>
#include <boost/crc.hpp>
#include <cmath>

#include "config.hpp"
#include "dln/layers/summary.hpp"
#include "dln/models/published.hpp"
#include "dln/train/prediction.hpp"
#include "support.hpp"

using namespace dln;

namespace {

/** A number from 0 to 1, hashed from a name and a place: what `numbers` in record_networks.py
 * gives. */
class RecordedNumbers {
 public:
  explicit RecordedNumbers(const std::string& name) {
    boost::crc_32_type crc;
    crc.process_bytes(name.data(), name.size());
    seed_ = crc.checksum();
  }
  double operator()(std::size_t place) const {
    auto h = static_cast<std::uint32_t>(place) * 0x9E3779B9U + seed_;
    h = (h ^ (h >> 16U)) * 0x7FEB352DU;
    h = (h ^ (h >> 15U)) * 0x846CA68BU;
    h ^= h >> 16U;
    return h / 4294967296.0;
  }

 private:
  std::uint32_t seed_ = 0;
};

/** Gives a parameter the value that `value` in record_networks.py gives it. */
void fill(Parameter<float>& parameter, const std::string& path, const std::string& name) {
  const RecordedNumbers numbers(name);
  Tensor<float>& value = parameter.value;
  const bool around_one = path.ends_with("gamma") || path.ends_with("variance");
  const double bound = parameter.kind == ParameterKind::weight
                           ? std::sqrt(6 / static_cast<double>(value.shape().features()))
                           : 0.2;
  for (std::size_t i = 0; i < value.size(); ++i)
    value[i] = static_cast<float>(around_one ? 0.5 + numbers(i) : (2 * numbers(i) - 1) * bound);
}

/** What an image of 224 x 224 pixels costs in convolutions and dense layers, as others count.
 */
std::size_t products(Sequential<float>& network, std::size_t side) {
  std::size_t total = 0;
  for (const LayerSummary& layer : summary(network, {1, 3, side, side}))
    if (layer.name.starts_with("Conv2d") || layer.name.starts_with("Dense"))
      total += layer.multiply_adds;
  return total;
}

void check_network(const std::string& name, std::size_t side, std::size_t examples) {
  SafetensorsFile file(test::recorded_networks);
  const Published& published = published_network(name);
  const auto network = published.make(published.classes, {constant<float>(0), Random(1)});
  const double expected = file.read<double>(name + ".multiply_adds", {1, 1, 1, 1})[0];
  BOOST_TEST(static_cast<double>(products(*network, published.side)) == expected);

  const WeightNames names = torchvision_names(network->parameters());
  for (const auto& [path, parameter] : network->parameters()) {
    const auto entry = names.in_file.find(path);
    fill(*parameter, path, entry == names.in_file.end() ? path : entry->second);
  }
  Tensor<float> images({examples, 3, side, side});
  const RecordedNumbers numbers("images");
  for (std::size_t i = 0; i < images.size(); ++i)
    images[i] = static_cast<float>(2 * numbers(i) - 1);
  const arma::vec theirs =
      file.read<double>(name + ".y", {examples, published.classes, 1, 1}).values();
  const arma::vec ours = arma::conv_to<arma::vec>::from(predict(*network, images).values());
  BOOST_TEST(arma::abs(theirs).max() > 0.1);
  BOOST_TEST(arma::abs(ours - theirs).max() <= 1e-4 * arma::abs(theirs).max(), name);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reference)

BOOST_AUTO_TEST_CASE(alexnet_gives_what_torchvision_s_gives) {
  check_network("alexnet", 224, 1);
}

BOOST_AUTO_TEST_CASE(googlenet_gives_what_torchvision_s_gives) {
  check_network("googlenet", 75, 2);
}

BOOST_AUTO_TEST_CASE(residual_networks_give_what_torchvision_s_give) {
  check_network("resnet18", 75, 2);
  check_network("resnet20", 32, 2);
  check_network("resnet50", 75, 2);
}

BOOST_AUTO_TEST_CASE(squeezenets_give_what_torchvision_s_give) {
  check_network("squeezenet1_0", 75, 2);
  check_network("squeezenet1_1", 75, 2);
}

#ifndef DLN_PORTABLE  // a minute without vectors
BOOST_AUTO_TEST_CASE(vggs_give_what_torchvision_s_give) {
  check_network("vgg11", 224, 1);
  check_network("vgg16", 224, 1);
}
#endif

BOOST_AUTO_TEST_SUITE_END()
