#include "dln/data/warp.hpp"

#include "support.hpp"

using dln::Affine;
using dln::Box;
using dln::Image8;
using dln::Scene;
using dln::test::expect_error;

namespace {

// Two rectangles on a gradient, 24x16: the second, near the corner, covers part of the first.
Scene rectangles() {
  Scene scene{"0", Image8(3, 16, 24), {}, Image8(1, 16, 24), Image8(1, 16, 24)};
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t y = 0; y < 16; ++y)
      for (std::size_t x = 0; x < 24; ++x)
        scene.image(x, y, c) = static_cast<std::uint8_t>(4 * x + 5 * y + 20 * c);
  const auto draw = [&](std::size_t left, std::size_t top, std::size_t right,
                        std::size_t bottom, std::size_t label) {
    for (std::size_t y = top; y < bottom; ++y)
      for (std::size_t x = left; x < right; ++x) {
        scene.instances(x, y) = static_cast<std::uint8_t>(scene.objects.size() + 1);
        scene.labels(x, y) = static_cast<std::uint8_t>(label + 1);
      }
    scene.objects.push_back({label, {}, label == 7});
  };
  draw(3, 4, 13, 10, 2);
  draw(11, 6, 17, 12, 7);
  for (std::size_t i = 0; i < 2; ++i)
    scene.objects[i].box = *dln::box_of(scene.instances, static_cast<std::uint8_t>(i + 1));
  return scene;
}

bool same_scene(const Scene& a, const Scene& b) {
  return a.image == b.image && a.instances == b.instances && a.labels == b.labels &&
         std::ranges::equal(a.objects, b.objects, [](const auto& one, const auto& other) {
           return one.label == other.label && one.box == other.box &&
                  one.difficult == other.difficult;
         });
}

double distance(const Box& a, const Box& b) {
  return std::max({std::abs(a.x_min - b.x_min), std::abs(a.y_min - b.y_min),
                   std::abs(a.x_max - b.x_max), std::abs(a.y_max - b.y_max)});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(boxes_are_cut_or_left_out_by_one_rule) {
  BOOST_TEST((dln::clipped_box({1, 2, 5, 6}, 10, 10) == Box{1, 2, 5, 6}));
  BOOST_TEST((dln::clipped_box({-3, 2, 5, 60}, 10, 64) == Box{0, 2, 5, 60}));
  BOOST_TEST(!dln::clipped_box({-20, 2, 5, 6}, 10, 10).has_value());          // a fifth is left
  BOOST_TEST((dln::clipped_box({-15, 2, 5, 6}, 10, 10) == Box{0, 2, 5, 6}));  // a quarter
  BOOST_TEST(!dln::clipped_box({1, 2, 2.9, 6}, 10, 10).has_value());
  BOOST_TEST(!dln::clipped_box({5, 2, 1, 6}, 10, 10).has_value());
  BOOST_TEST(!dln::clipped_box({20, 20, 30, 30}, 10, 10).has_value());
  BOOST_TEST(Box({5, 2, 1, 1}).area() == 0.0);
  BOOST_TEST(dln::to_string(Box{1, 2.5, 3, 4}) == "(1, 2.5) to (3, 4)");
}

BOOST_AUTO_TEST_CASE(masks_and_batches_of_scenes) {
  const Scene scene = rectangles();
  BOOST_TEST((scene.objects[0].box == Box{3, 4, 13, 10}));
  BOOST_TEST(std::ranges::count(dln::mask_of(scene, 0).pixels, 1) == 60 - 8);
  BOOST_TEST(std::ranges::count(dln::mask_of(scene, 1).pixels, 1) == 36);
  expect_error([&] { dln::mask_of(scene, 2); }, {"scene 0", "a map and object 2 of 2"});
  const std::vector<Scene> scenes{scene, scene};
  BOOST_TEST(dln::to_string(dln::to_tensor<float>(scenes).shape()) == "2x3x16x24");
  BOOST_TEST(dln::pixel_labels(scenes)[16 * 24 + 6 * 24 + 11] == 8U);
  expect_error(
      [&] {
        dln::pixel_labels(std::vector<Scene>{{"a", scene.image, {}, {}, {}}});
      },
      {"scene a", "label map"});
  expect_error(
      [&] {
        dln::to_tensor<float>(std::vector{scene, dln::resized(scene, 3, 5)});
      },
      {"scene 0", "3x16x24"});
  const dln::SceneSet set{"set", {}, {}, scenes, {}};
  BOOST_TEST(set.pick({1}).size() == 1U);
  expect_error([&] { (void)set.pick({2}); }, {"below 2", "got 2"});
  const auto [first, second] = dln::split(set, 1, dln::Random(1));
  BOOST_TEST(first.size() == 1U);
  BOOST_TEST(second.size() == 1U);
  expect_error([&] { dln::split(set, 2, dln::Random(1)); },
               {"split of set", "fewer than 2", "got 2"});
}

BOOST_AUTO_TEST_CASE(the_identity_changes_nothing) {
  const Scene scene = rectangles();
  BOOST_TEST(same_scene(dln::warped(scene, Affine(), 16, 24), scene));
  BOOST_TEST(same_scene(dln::resized(scene, 16, 24), scene));
}

BOOST_AUTO_TEST_CASE(a_flip_twice_changes_nothing) {
  const Scene scene = rectangles();
  const Scene once = dln::warped(scene, dln::flip(24), 16, 24);
  BOOST_TEST(once.image(0, 5, 1) == scene.image(23, 5, 1));
  BOOST_TEST(once.labels(23 - 11, 6) == 8);
  BOOST_TEST((once.objects[0].box == Box{11, 4, 21, 10}));
  BOOST_TEST(same_scene(dln::warped(once, dln::flip(24), 16, 24), scene));
}

BOOST_AUTO_TEST_CASE(a_shift_and_back_keeps_what_stayed_inside) {
  const Scene scene = rectangles();
  const Scene moved = dln::warped(scene, dln::shift(4, -3), 16, 24);
  BOOST_TEST(moved.image(10, 5, 2) == scene.image(6, 8, 2));
  BOOST_TEST(moved.labels(0, 0) == dln::ignored_pixel);
  BOOST_TEST(moved.instances(0, 0) == 0);
  BOOST_TEST((moved.objects[1].box == Box{15, 3, 21, 9}));
  const Scene back = dln::warped(moved, dln::shift(-4, 3), 16, 24);
  BOOST_TEST(back.objects[0].box.x_min == 3.0);
  BOOST_TEST(back.image(10, 10, 0) == scene.image(10, 10, 0));
}

BOOST_AUTO_TEST_CASE(objects_moved_out_of_the_image_are_gone) {
  const Scene scene = rectangles();
  const Scene moved = dln::warped(scene, dln::shift(-9, 0), 16,
                                  24);  // of the first, ten wide, four columns remain
  BOOST_REQUIRE(moved.objects.size() == 2U);
  BOOST_TEST((moved.objects[0].box == Box{0, 4, 4, 10}));
  const Scene gone = dln::warped(scene, dln::shift(-11, 0), 16, 24);
  BOOST_REQUIRE(gone.objects.size() == 1U);
  BOOST_TEST(gone.objects[0].label == 7U);
  BOOST_TEST(gone.objects[0].difficult);
  BOOST_TEST((gone.objects[0].box == Box{0, 6, 6, 12}));
  BOOST_TEST(std::ranges::count(dln::mask_of(gone, 0).pixels, 1) == 36);
  BOOST_TEST(*std::ranges::max_element(gone.instances.pixels) == 1);
}

BOOST_AUTO_TEST_CASE(the_box_of_the_moved_mask_is_the_moved_box) {
  const Scene scene = rectangles();
  Scene without = scene;
  without.instances = {};
  const std::vector<Affine> maps{dln::flip(24), dln::shift(2.3, 1.6), dln::scale(1.4, 0.8),
                                 dln::crop({2, 3, 20, 15}, 16, 24),
                                 dln::then(dln::flip(24), dln::scale(0.9, 1.2))};
  for (const Affine& map : maps) {
    const Scene by_mask = dln::warped(scene, map, 16, 24);
    const Scene by_box = dln::warped(without, map, 16, 24);
    BOOST_REQUIRE(by_mask.objects.size() == 2U);
    BOOST_REQUIRE(by_box.objects.size() == 2U);
    for (std::size_t i = 0; i < 2; ++i)
      BOOST_TEST(distance(by_mask.objects[i].box, by_box.objects[i].box) <= 1.0);
  }
  for (const std::size_t height : {8U, 20U, 45U}) {
    const Box by_mask = dln::resized(scene, height, 31).objects[1].box;
    BOOST_TEST(distance(by_mask, dln::resized(without, height, 31).objects[1].box) <= 1.0);
  }
}

BOOST_AUTO_TEST_CASE(a_quarter_turn_is_exact) {
  Scene scene = rectangles();
  const Scene turned =
      dln::warped(scene, dln::then(dln::rotation(90, 0, 0), dln::shift(16, 0)), 24, 16);
  for (std::size_t y = 0; y < 16; ++y)
    for (std::size_t x = 0; x < 24; ++x)
      BOOST_REQUIRE(turned.image(15 - y, x, 1) == scene.image(x, y, 1));
  BOOST_TEST((turned.objects[1].box == Box{4, 11, 10, 17}));
}

BOOST_AUTO_TEST_CASE(maps_follow_each_other_and_lead_back) {
  const Affine map =
      dln::then(dln::rotation(30, 4, 5), dln::then(dln::scale(2, 0.5), dln::shift(3, -1)));
  const Affine none = dln::then(map, dln::inverse(map));
  BOOST_TEST(none.xx == 1, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(std::abs(none.xy) + std::abs(none.yx) + std::abs(none.x0) + std::abs(none.y0) <
             1e-12);
  expect_error([] { dln::inverse(dln::scale(0, 1)); }, {"a determinant other than 0", "got 0"});
  expect_error([] { dln::crop({3, 3, 3, 9}, 8, 8); }, {"a box with area", "(3, 3) to (3, 9)"});
  expect_error([] { dln::warped(rectangles(), Affine(), 0, 8); },
               {"a new size above 0", "8x0"});
  expect_error([] { dln::resized(Scene{"b", {}, {}, {}, {}}, 8, 8); }, {"scene b", "an image"});
}

BOOST_AUTO_TEST_CASE(a_smaller_image_is_made_of_means) {
  Scene scene{"0", Image8(1, 2, 4), {}, {}, {}};
  scene.image.pixels = {0, 100, 40, 40, 20, 80, 40, 44};
  BOOST_TEST((dln::resized(scene, 1, 2).image.pixels == std::vector<std::uint8_t>{50, 41}));
  scene.image = Image8(1, 1, 3);
  scene.image.pixels = {0, 90, 210};
  BOOST_TEST((dln::resized(scene, 1, 2).image.pixels == std::vector<std::uint8_t>{30, 170}));
  BOOST_TEST((dln::resized(scene, 2, 6).image.pixels ==
              std::vector<std::uint8_t>{0, 0, 90, 90, 210, 210, 0, 0, 90, 90, 210, 210}));
}

BOOST_AUTO_TEST_SUITE_END()
