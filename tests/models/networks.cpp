// The published networks: parameters, output shapes, receptive fields, names.
#include <set>

#include "dln/layers/receptive_field.hpp"
#include "dln/models/alexnet.hpp"
#include "dln/models/googlenet.hpp"
#include "dln/models/published.hpp"
#include "dln/models/quick_resnet.hpp"
#include "dln/models/resnet.hpp"
#include "dln/models/small_resnet.hpp"
#include "dln/models/vgg.hpp"
#include "dln/train/prediction.hpp"
#include "support.hpp"

using namespace dln;

namespace {

Weights<float> zeros() { return {constant<float>(0), Random(1)}; }

std::size_t parameters(Sequential<float>& network) {
  return count_weights(network.parameters());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(models)

BOOST_AUTO_TEST_CASE(networks_have_as_many_parameters_as_published) {
  for (const Published& published : published_networks()) {
    const auto network = published.make(published.classes, zeros());
    BOOST_TEST(parameters(*network) == published.parameters, published.name);
    const Shape y = network->output_shape({2, 3, published.side, published.side});
    const bool is_a_score_a_class = y == Shape{2, published.classes, 1, 1};
    BOOST_TEST(is_a_score_a_class, published.name);
  }
}

BOOST_AUTO_TEST_CASE(other_numbers_of_classes_change_the_last_layer_alone) {
  BOOST_TEST(parameters(*resnet18<float>(10, zeros())) == 11689512U - 990 * 513);
  BOOST_TEST(parameters(*alexnet<float>(10, zeros())) == 61100840U - 990 * 4097);
}

BOOST_AUTO_TEST_CASE(googlenet_with_the_papers_windows) {
  // 16 more places of a kernel, times the table's channels before and in the 5 x 5 of nine
  // modules.
  const std::size_t products = 16 * 32 + 32 * 96 + 16 * 48 + 24 * 64 + 24 * 64 + 32 * 64 +
                               32 * 128 + 32 * 128 + 48 * 128;
  BOOST_TEST(parameters(*googlenet<float>(1000, zeros(), 5)) == 6624904U + 16 * products);
  BOOST_TEST(parameters(*googlenet<float>(1000, zeros(), 3)) == 6624904U);
}

BOOST_AUTO_TEST_CASE(receptive_fields_are_those_published) {
  BOOST_TEST(receptive_field(*alexnet<float>(1, zeros())).field == 195U);
  BOOST_TEST(receptive_field(*vgg16<float>(1, zeros())).field == 212U);
  BOOST_TEST(receptive_field(*vgg16<float>(1, zeros())).stride == 32U);
  BOOST_TEST(receptive_field(*vgg11<float>(1, zeros())).field == 150U);
  BOOST_TEST(receptive_field(*resnet18<float>(1, zeros())).field == 435U);
  BOOST_TEST(receptive_field(*resnet50<float>(1, zeros())).field == 427U);
  BOOST_TEST(receptive_field(*resnet50<float>(1, zeros())).stride == 32U);
}

BOOST_AUTO_TEST_CASE(a_receptive_field_is_what_changes_the_output) {
  // A row of pixels, one of which is changed at a time: those that the middle output notices
  // are as many.
  Weights<double> weights({constant<double>(0.1), Random(1)});
  Sequential<double> network;
  Stack<double> stack(network, 1, weights);
  stack.convolution(1, 3, 1, 1).max_pool(2, 2).convolution(1, 3, 1, 1).convolution(1, 5, 2, 2);
  const Sight sight = receptive_field(network);
  const Shape image{1, 1, 64, 64};
  const Tensor<double> plain(image, 1.0);
  const auto middle = [&](const Tensor<double>& x) {
    return predict(network, x).image(0)(8, 8, 0);
  };
  std::size_t noticed = 0;
  for (std::size_t row = 0; row < 64; ++row) {
    Tensor<double> changed = plain;
    changed.image(0).slice(0).col(row) += 1.0;
    noticed += middle(changed) != middle(plain) ? 1 : 0;
  }
  BOOST_TEST(noticed == sight.field);
  BOOST_TEST(sight.stride == 4U);
}

BOOST_AUTO_TEST_CASE(small_residual_networks_of_any_depth) {
  const auto count = [](std::size_t depth, bool has_shortcuts) {
    return parameters(
        *small_resnet<float>({.depth = depth, .has_shortcuts = has_shortcuts}, zeros()));
  };
  BOOST_TEST(count(20, true) == 269722U);
  BOOST_TEST(count(56, true) == 853018U);
  BOOST_TEST(count(110, true) == 1727962U);
  BOOST_TEST(count(56, false) == 853018U);  // shortcuts have no weights
  test::expect_error([&] { (void)count(21, true); }, {"small_resnet", "6 n + 2", "21"});
}

BOOST_AUTO_TEST_CASE(the_network_that_learns_in_minutes_by_hand) {
  const auto network = quick_resnet<float>(4, 3, 10, zeros());
  const std::size_t convolutions =
                        9 * (3 * 4 + 4 * 8 + 2 * 8 * 8 + 8 * 16 + 16 * 32 + 2 * 32 * 32),
                    normalizations = 2 * (4 + 8 + 2 * 8 + 16 + 32 + 2 * 32);
  BOOST_TEST(parameters(*network) == convolutions + normalizations + 33 * 10);
  const bool halves_three_times =
      network->parts()[2].layer->output_shape({1, 16, 8, 8}) == Shape{1, 32, 4, 4};
  BOOST_TEST(halves_three_times);
  BOOST_TEST(network->parts()[3].name == "head");
}

BOOST_AUTO_TEST_CASE(parameters_have_torchvision_s_names) {
  const auto network = resnet18<float>(1000, zeros());
  const WeightNames names = torchvision_names(network->parameters());
  std::set<std::string> in_file;
  for (const auto& [path, parameter] : network->parameters()) {
    const auto entry = names.in_file.find(path);
    in_file.insert(entry == names.in_file.end() ? path : entry->second);
  }
  for (const char* name :
       {"conv1.weight", "bn1.running_mean", "layer1.0.conv2.weight", "layer1.1.bn2.bias",
        "layer2.0.downsample.0.weight", "layer4.0.downsample.1.running_var", "fc.weight"})
    BOOST_TEST(in_file.contains(name), name);
  BOOST_TEST(in_file.size() == network->parameters().size());
  BOOST_TEST(!in_file.contains("conv1.bias"));
}

BOOST_AUTO_TEST_CASE(a_network_that_is_not_there) {
  test::expect_error([] { (void)published_network("resnet19"); },
                     {"alexnet", "resnet18", "'resnet19'"});
}

BOOST_AUTO_TEST_SUITE_END()
