// Published weights from a file, and images as the networks expect them.
#include "program/pretrained.hpp"

#include "dln/train/prediction.hpp"
#include "support.hpp"

using namespace dln;

namespace {

/** Writes a network as torchvision would: its names, and counts of batches besides. */
void write_as_torchvision(Sequential<float>& network, const std::filesystem::path& path) {
  const auto parameters = network.parameters();
  const WeightNames names = torchvision_names(parameters);
  const Tensor<float> count({1, 1, 1, 1}, 7);
  SafetensorsWriter writer;
  for (const auto& [own, parameter] : parameters) {
    const auto entry = names.in_file.find(own);
    writer.add(entry == names.in_file.end() ? own : entry->second, parameter->value,
               NumberType::float32);
  }
  writer.add("bn1.num_batches_tracked", count, NumberType::float32);
  writer.write(path);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(a_published_network_is_read_with_as_many_classes_as_its_file_has) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "weights.safetensors";
  const Published& published = published_network("resnet20");
  const auto network = published.make(7, {he<float>(), Random(3)});
  write_as_torchvision(*network, path);
  const auto read = dln::program::load_published(published, path);
  const auto x = test::random_tensor<float>({1, 3, 32, 32}, 1);
  const bool same = arma::all(predict(*read, x).values() == predict(*network, x).values());
  BOOST_TEST(same);
  BOOST_TEST(predict(*read, x).size() == 7U);
  test::expect_error(
      [&] { (void)dln::program::load_published(published_network("resnet18"), path); },
      {"weights.safetensors", "fc.bias"});
}

BOOST_AUTO_TEST_CASE(an_image_is_stretched_cut_and_centred) {
  const Published& published = published_network("resnet20");
  Image8 image(1, 70, 140);  // black, with a white middle of 70 columns
  for (std::size_t y = 0; y < 70; ++y)
    for (std::size_t x = 35; x < 105; ++x) image(x, y) = 255;
  const Tensor<float> x = dln::program::prepare(image, published);
  const bool is_square = x.shape() == Shape{1, 3, 32, 32};
  BOOST_TEST(is_square);
  const arma::fcube pixels = x.image(0);
  for (std::size_t c = 0; c < 3;
       ++c) {  // the middle alone is left: 36 of 72 columns, of which 32
    const float white = (1 - published.mean[c]) / published.scale[c];
    BOOST_TEST(pixels.slice(c).min() == white, boost::test_tools::tolerance(1e-6F));
    BOOST_TEST(pixels.slice(c).max() == white, boost::test_tools::tolerance(1e-6F));
  }
  Image8 exact(3, 32, 32);
  exact(31, 0, 2) = 255;
  BOOST_TEST(dln::program::prepare(exact, published).image(0)(31, 0, 2) > 0);
}

BOOST_AUTO_TEST_CASE(guesses_are_ordered_and_share_one) {
  const Tensor<float> scores({1, 4, 1, 1}, {0, 1000, 1000, 999});
  const auto guesses = dln::program::best_guesses(scores, 5);
  BOOST_REQUIRE(guesses.size() == 4U);
  BOOST_TEST(guesses[0].label == 1U);
  BOOST_TEST(guesses[1].label == 2U);
  BOOST_TEST(guesses[2].label == 3U);
  BOOST_TEST(guesses[2].probability == 1 / (2 * std::exp(1.0) + 1),
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(guesses[3].probability == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
