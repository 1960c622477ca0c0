#include "dln/data/image.hpp"

#include <cmath>
#include <limits>

#include "support.hpp"

using dln::Image8;
using dln::test::expect_error;

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(an_image_lies_in_memory_as_an_example_of_a_tensor) {
  Image8 image(3, 4, 5);
  for (std::size_t i = 0; i < image.pixels.size(); ++i)
    image.pixels[i] = static_cast<std::uint8_t>(4 * i);
  const std::vector<Image8> both{Image8(3, 4, 5, 255), image};
  const auto batch = dln::to_tensor<double>(both);
  BOOST_TEST(dln::to_string(batch.shape()) == "2x3x4x5");
  BOOST_TEST(batch.image(0)(4, 3, 2) == 1.0);
  BOOST_TEST(batch.image(1)(3, 2, 1) == image(3, 2, 1) / 255.0);
  BOOST_TEST(image(3, 2, 1) == 4 * (20 + 10 + 3));
  BOOST_TEST(image.plane(2)[0] == 4 * 40);
  BOOST_TEST((dln::to_image(batch, 1) == image));
  BOOST_TEST((dln::to_image(dln::to_tensor<float>(both), 1) == image));
  BOOST_TEST(dln::to_tensor<float>({}).size() == 0U);
}

BOOST_AUTO_TEST_CASE(images_of_several_sizes_are_no_batch) {
  const std::vector<Image8> images{Image8(1, 4, 5), Image8(1, 5, 4)};
  expect_error([&] { dln::to_tensor<float>(images); },
               {"image 1", "1x4x5, as the batch", "got 1x5x4"});
  expect_error(
      [&] {
        dln::to_image(dln::Tensor<float>({2, 1, 1, 1}), 2);
      },
      {"below 2", "got 2"});
  expect_error([&] { dln::as_colour(Image8(2, 1, 1)); },
               {"1 or 3 channels", "1x1, 2 channels"});
}

BOOST_AUTO_TEST_CASE(numbers_outside_are_cut) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const dln::Tensor<double> numbers({1, 1, 1, 6},
                                    {-1, 0.499 / 255, 0.501 / 255, 1, 1e300, nan});
  BOOST_TEST(
      (dln::to_image(numbers, 0).pixels == std::vector<std::uint8_t>{0, 0, 1, 255, 255, 0}));
}

BOOST_AUTO_TEST_CASE(grey_becomes_colour) {
  Image8 grey(1, 1, 2);
  grey(1, 0) = 7;
  const Image8 colour = dln::as_colour(grey);
  BOOST_TEST((colour.pixels == std::vector<std::uint8_t>{0, 7, 0, 7, 0, 7}));
  BOOST_TEST((dln::as_colour(colour) == colour));
}

BOOST_AUTO_TEST_SUITE_END()
