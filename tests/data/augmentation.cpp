#include "dln/data/augmentation.hpp"

#include "dln/core/threads.hpp"
#include "dln/data/generated_scenes.hpp"
#include "dln/data/image_filters.hpp"
#include "support.hpp"

using dln::Augmentation;
using dln::Image8;
using dln::Random;
using dln::Scene;
using dln::test::expect_error;

namespace {

Image8 random_image(std::size_t height, std::size_t width) {
  Random random(9);
  Image8 image(3, height, width);
  for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random.below(256));
  return image;
}

double mean(const Image8& image) {
  double sum = 0;
  for (const double pixel : image.pixels) sum += pixel;
  return sum / static_cast<double>(image.pixels.size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(nothing_asked_for_changes_nothing) {
  const auto scenes = dln::generated_scenes(3, {}, Random(1)).scenes;
  const auto same = dln::augmented(scenes, Augmentation(), Random(2));
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST((same[i].image == scenes[i].image));
    BOOST_TEST((same[i].labels == scenes[i].labels));
    BOOST_TEST(same[i].objects.size() == scenes[i].objects.size());
  }
}

BOOST_AUTO_TEST_CASE(boxes_masks_and_labels_move_with_the_pixels) {
  const auto scenes = dln::generated_scenes(60, {}, Random(3)).scenes;
  const Augmentation all{
      .flip = true, .max_shift = 0.2, .max_turn = 30, .max_scale = 1.4, .min_crop = 0.7};
  const auto moved = dln::augmented(scenes, all, Random(4));
  std::size_t before = 0;
  std::size_t after = 0;
  for (std::size_t n = 0; n < moved.size(); ++n) {
    const Scene& scene = moved[n];
    before += scenes[n].objects.size();
    after += scene.objects.size();
    for (std::size_t i = 0; i < scene.objects.size(); ++i)
      BOOST_TEST((dln::box_of(scene.instances, static_cast<std::uint8_t>(i + 1)) ==
                  scene.objects[i].box));
    for (std::size_t place = 0; place < scene.labels.pixels.size(); ++place) {
      const std::uint8_t number = scene.instances.pixels[place];
      BOOST_REQUIRE(number <= scene.objects.size());
      if (number > 0)
        BOOST_REQUIRE(scene.labels.pixels[place] == scene.objects[number - 1U].label + 1);
    }
  }
  BOOST_TEST(after < before);
  BOOST_TEST(after > before / 2);
}

BOOST_AUTO_TEST_CASE(half_of_the_images_are_flipped) {
  std::size_t flipped = 0;
  for (std::size_t i = 0; i < 1000; ++i)
    flipped += dln::random_map({.flip = true}, 8, 8, Random(5).split(i)).xx < 0 ? 1U : 0U;
  BOOST_TEST(flipped > 430U);
  BOOST_TEST(flipped < 570U);
}

BOOST_AUTO_TEST_CASE(maps_keep_to_their_bounds) {
  double turned = 0;
  double moved = 0;
  double enlarged = 0;
  for (std::size_t i = 0; i < 500; ++i) {
    const Random random = Random(6).split(i);
    const dln::Affine turn = dln::random_map({.max_turn = 20}, 40, 60, random);
    turned = std::max(turned, std::abs(turn.yx));
    BOOST_TEST(std::hypot(turn.xx, turn.yx) == 1, boost::test_tools::tolerance(1e-12));
    const dln::Affine shift = dln::random_map({.max_shift = 0.1}, 40, 60, random);
    moved = std::max(moved, std::abs(shift.x0));
    BOOST_TEST(std::abs(shift.y0) <= 4);
    const double factor = dln::random_map({.max_scale = 2}, 40, 60, random).xx;
    BOOST_TEST(factor >= 0.5);
    enlarged = std::max(enlarged, factor);
    const dln::Affine crop = dln::random_map({.min_crop = 0.5}, 40, 60, random);
    BOOST_TEST(crop.xx >= 1);
    BOOST_TEST(crop.xx <= 2);
    BOOST_TEST(crop.x0 <= 0);                         // the left border comes from inside
    BOOST_TEST(crop.xx * 60 + crop.x0 >= 60 - 1e-9);  // and so does the right one
  }
  BOOST_TEST(turned < std::sin(20 * arma::datum::pi / 180));
  BOOST_TEST(turned > std::sin(18 * arma::datum::pi / 180));
  BOOST_TEST(moved < 6.0);
  BOOST_TEST(moved > 5.5);
  BOOST_TEST(enlarged < 2.0);
  BOOST_TEST(enlarged > 1.9);
}

BOOST_AUTO_TEST_CASE(asking_for_one_more_changes_nothing_about_the_others) {
  const Random random(7);
  const dln::Affine shift = dln::random_map({.max_shift = 0.1}, 40, 60, random);
  const dln::Affine both = dln::random_map({.max_shift = 0.1, .max_scale = 2}, 40, 60, random);
  const dln::Affine scale = dln::random_map({.max_scale = 2}, 40, 60, random);
  BOOST_TEST(both.xx == scale.xx);
  BOOST_TEST(both.x0 == scale.x0 + shift.x0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(colours_change_and_everything_stays_at_its_place) {
  const auto scene = dln::generated_scenes(1, {}, Random(8)).scenes[0];
  for (const Augmentation& options :
       {Augmentation{.colour = 0.3}, Augmentation{.max_noise = 20}, Augmentation{.max_blur = 3},
        Augmentation{.max_dropped = 0.3}}) {
    const Scene changed = dln::augmented(scene, options, Random(10));
    BOOST_TEST(!(changed.image == scene.image));
    BOOST_TEST((changed.labels == scene.labels));
    BOOST_TEST((changed.objects[0].box == scene.objects[0].box));
  }
}

BOOST_AUTO_TEST_CASE(filters_do_what_they_say) {
  Image8 dot(1, 5, 5);
  dot(2, 2) = 160;
  const Image8 soft = dln::blurred(dot, 1);
  BOOST_TEST(soft(2, 2) == 40);
  BOOST_TEST(soft(1, 2) == 20);
  BOOST_TEST(soft(1, 1) == 10);
  BOOST_TEST(soft(0, 2) == 0);
  BOOST_TEST((dln::blurred(dot, 0) == dot));
  BOOST_TEST((dln::blurred(Image8(3, 1, 4, 7), 2) == Image8(3, 1, 4, 7)));

  Random random(11);
  const Image8 grey(3, 100, 100, 128);
  const Image8 noise = dln::noisy(grey, 10, random);
  double squares = 0;
  for (const double pixel : noise.pixels) squares += (pixel - 128) * (pixel - 128);
  BOOST_TEST(std::sqrt(squares / 30000) == 10, boost::test_tools::tolerance(0.05));
  BOOST_TEST(std::abs(mean(noise) - 128) < 0.5);

  const Image8 dropped = dln::with_dropped_pixels(grey, 0.25, random);
  const auto black = std::ranges::count(dropped.plane(0), 0);
  BOOST_TEST(black > 2300);
  BOOST_TEST(black < 2700);
  BOOST_TEST(std::ranges::equal(dropped.plane(0), dropped.plane(2)));

  const Image8 colours = dln::recoloured(grey, {0.5, 1, 3}, {1, -8, 0});
  BOOST_TEST(colours(0, 0, 0) == 65);
  BOOST_TEST(colours(0, 0, 1) == 120);
  BOOST_TEST(colours(0, 0, 2) == 255);
  expect_error([&] { dln::recoloured(grey, {1}, {0}); },
               {"3 factors and offsets", "got 1 and 1"});
}

BOOST_AUTO_TEST_CASE(batches_are_augmented_as_scenes_are) {
  const std::vector<Image8> images{random_image(12, 16), random_image(12, 16)};
  const auto batch = dln::to_tensor<float>(images);
  const Augmentation options{
      .flip = true, .max_shift = 0.2, .max_turn = 10, .colour = 0.1, .max_noise = 3};
  const auto moved = dln::augmented(batch, options, Random(12));
  const Scene scene{"0", images[1], {}, {}, {}};
  BOOST_TEST(
      (dln::to_image(moved, 1) == dln::augmented(scene, options, Random(12).split(1)).image));
  BOOST_TEST((dln::to_image(dln::augmented(batch, {}, Random(12)), 0) == images[0]));
}

BOOST_AUTO_TEST_CASE(senseless_augmentation_is_refused) {
  const auto expect = [](const Augmentation& options, const std::vector<std::string>& texts) {
    expect_error([&] { dln::random_map(options, 8, 8, Random(1)); }, texts);
  };
  expect({.max_shift = -0.1}, {"Augmentation: max_shift", "0 to 1", "got -0.1"});
  expect({.max_turn = 200}, {"max_turn", "180", "got 200"});
  expect({.max_scale = 0.5}, {"max_scale", "from 1", "got 0.5"});
  expect({.min_crop = 0}, {"min_crop", "above 0", "got 0"});
  expect({.colour = arma::datum::nan}, {"colour", "got nan"});
  expect({.max_dropped = 2}, {"max_dropped", "got 2"});
}

BOOST_AUTO_TEST_SUITE_END()
