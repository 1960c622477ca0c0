// A convolution with stride or dilation, taken apart into phases.
#include "dln/conv/phases.hpp"

#include <numeric>

#include "conv/shapes.hpp"
#include "support.hpp"

namespace {

using dln::conv::phased;
using dln::conv::Phases;
using dln::conv::square;

/** Whether both agree in what the phases of `g` are. */
void check_geometry(const dln::conv::Geometry& g, const dln::conv::Geometry& expected) {
  const dln::conv::Geometry got = phased(g).geometry;
  BOOST_TEST(dln::test::describe({got, 1}) == dln::test::describe({expected, 1}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE(strides_make_channels_and_dilations_make_images) {
  // AlexNet's first layer: 16 phases, 3 x 3 weights of each.
  check_geometry(square(3, 96, 227, 11, 4), square(48, 96, 57, 3, 1));
  BOOST_TEST(phased(square(3, 96, 227, 11, 4)).images == 1U);
  // Padding that is no multiple of the stride begins with real zeros, so there are 113 pixels
  // and not 112.
  auto stem = square(12, 64, 113, 4, 1);
  stem.padding_top = stem.padding_left = stem.padding_bottom = stem.padding_right = 1;
  check_geometry(square(3, 64, 224, 7, 2, 3), stem);
  // Dilated: four images of half the size.
  check_geometry(square(64, 64, 56, 3, 1, 2, 2), square(64, 64, 28, 3, 1, 1));
  BOOST_TEST(phased(square(64, 64, 56, 3, 1, 2, 2)).images == 4U);
}

BOOST_AUTO_TEST_CASE(only_one_of_stride_and_dilation_is_taken_apart) {
  dln::test::expect_error([] { phased(square(2, 2, 30, 3, 2, 0, 2)); },
                          {"phases", "a stride or dilation", "both"});
}

BOOST_AUTO_TEST_CASE(phases_have_every_second_pixel) {
  const std::vector<double> image{1, 2, 3, 4, 5, 6, 7, 8, 9};
  const Phases phases{.height = 3,
                      .width = 3,
                      .step_down = 2,
                      .step_along = 2,
                      .offset_left = 1,
                      .phase_height = 2,
                      .phase_width = 2};
  std::vector<double> parts(phases.size(), -1);
  dln::conv::split(phases, 1, image.data(), parts.data(), 1);
  const std::vector<double> expected{0, 2, 0, 8, 1, 3, 7, 9, 0, 5, 0, 0, 4, 6, 0, 0};
  BOOST_TEST(parts == expected, boost::test_tools::per_element());
  std::vector<double> again(image.size(), -1);
  dln::conv::merge(phases, 1, parts.data(), again.data(), 1);
  BOOST_TEST(again == image, boost::test_tools::per_element());
  dln::conv::add_merged(phases, 1, parts.data(), again.data(), 1);
  for (std::size_t i = 0; i < image.size(); ++i) BOOST_TEST(again[i] == 2 * image[i]);
}

BOOST_AUTO_TEST_CASE(images_come_back_whole) {
  for (const std::size_t side : {5, 20, 40})  // with short rows and long ones
    for (const std::size_t stride : {2, 3, 4})
      for (const std::size_t padding : {0, 1, 2}) {
        const Phases phases = phased(square(6, 4, side, stride, stride, padding, 1, 2)).x;
        std::vector<float> images(2 * 6 * side * side), parts(2 * phases.size()),
            again(images.size(), -1);
        std::iota(images.begin(), images.end(), 1.0F);
        dln::conv::split(phases, 2, images.data(), parts.data(), 2);
        dln::conv::merge(phases, 2, parts.data(), again.data(), 2);
        // A pixel that no kernel sees may be in no phase, and is zero then.
        const std::size_t seen =
            dln::conv::output_height(square(6, 4, side, stride, stride, padding)) * stride -
            padding;
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < images.size(); ++i) {
          const bool is_seen = i / side % side < seen && i % side < seen;
          wrong += again[i] != images[i] && (is_seen || again[i] != 0);
        }
        BOOST_TEST(wrong == 0U,
                   fmt::format("side {}, stride {}, padding {}", side, stride, padding));
      }
}

BOOST_AUTO_TEST_CASE(a_step_may_be_on_one_axis_alone) {
  auto g = square(2, 3, 6, 3, 1, 1);
  g.dilation_width = 2;
  const auto apart = phased(g);
  BOOST_TEST(apart.images == 2U);
  BOOST_TEST((apart.y.step_down == 1U && apart.y.step_along == 2U));
  BOOST_TEST((apart.y.phase_height == 6U && apart.y.phase_width == 2U));
  std::vector<float> image(3 * 6 * 4), parts(apart.y.size());
  std::iota(image.begin(), image.end(), 0.0F);
  dln::conv::split(apart.y, 1, image.data(), parts.data(), 1);
  for (std::size_t phase = 0; phase < 2; ++phase)
    for (std::size_t i = 0; i < 36; ++i)
      BOOST_TEST(parts[phase * 36 + i] == static_cast<float>(2 * i + phase));
}

BOOST_AUTO_TEST_SUITE_END()
