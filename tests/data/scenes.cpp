#include <boost/crc.hpp>

#include "dln/core/threads.hpp"
#include "dln/data/generated_scenes.hpp"
#include "support.hpp"

using dln::Random;
using dln::Scene;
using dln::SceneOptions;
using dln::test::expect_error;

namespace {

std::uint32_t checksum_of_scenes(const std::vector<Scene>& scenes) {
  boost::crc_32_type crc;
  for (const Scene& scene : scenes) {
    for (const dln::Image8* image : {&scene.image, &scene.instances, &scene.labels})
      crc.process_bytes(image->pixels.data(), image->pixels.size());
    for (const dln::SceneObject& object : scene.objects) {
      crc.process_byte(static_cast<std::uint8_t>(object.label));
      for (const double corner :
           {object.box.x_min, object.box.y_min, object.box.x_max, object.box.y_max})
        crc.process_byte(static_cast<std::uint8_t>(corner));
    }
  }
  return crc.checksum();
}

// How far apart an image's numbers are from their mean, on average.
double contrast(const dln::Image8& image) {
  double sum = 0;
  double squares = 0;
  for (const double pixel : image.pixels) {
    sum += pixel;
    squares += pixel * pixel;
  }
  const auto count = static_cast<double>(image.pixels.size());
  return std::sqrt(squares / count - sum / count * (sum / count));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(scenes_have_the_same_bits_everywhere) {
  BOOST_TEST(checksum_of_scenes(dln::generated_scenes(40, {}, Random(1)).scenes) == 441498817U);
  BOOST_TEST(checksum_of_scenes(
                 dln::generated_scenes(10, {.height = 120, .width = 160}, Random(2)).scenes) ==
             1530522665U);
}

BOOST_AUTO_TEST_CASE(object_images_have_the_same_bits_everywhere) {
  boost::crc_32_type crc;
  const auto data = dln::object_images<double>(100, 32, Random(1));
  for (const double pixel : data.images.values())
    crc.process_byte(static_cast<std::uint8_t>(std::lround(255 * pixel)));
  BOOST_TEST(crc.checksum() == 3387517654U);
}

BOOST_AUTO_TEST_CASE(a_scene_depends_on_its_number_only) {
  const auto many = dln::generated_scenes(12, {}, Random(3));
  const auto few = dln::generated_scenes(4, {}, Random(3));
  const std::size_t threads = dln::thread_count();
  dln::set_thread_count(3);
  const auto again = dln::generated_scenes(12, {}, Random(3));
  dln::set_thread_count(threads);
  BOOST_TEST(checksum_of_scenes(few.scenes) ==
             checksum_of_scenes({many.scenes.begin(), many.scenes.begin() + 4}));
  BOOST_TEST(checksum_of_scenes(again.scenes) == checksum_of_scenes(many.scenes));
  BOOST_TEST(checksum_of_scenes(dln::generated_scenes(12, {}, Random(4)).scenes) !=
             checksum_of_scenes(many.scenes));
}

BOOST_AUTO_TEST_CASE(what_is_known_of_a_scene_agrees) {
  const auto set = dln::generated_scenes(150, {.height = 64, .width = 80}, Random(5));
  BOOST_TEST(set.class_names.size() == 10U);
  BOOST_TEST(set.pixel_class_names.size() == 11U);
  std::size_t objects = 0;
  for (const Scene& scene : set.scenes) {
    objects += scene.objects.size();
    BOOST_TEST(dln::to_string(scene.image) == "80x64, 3 channels");
    BOOST_TEST(scene.objects.size() >= 1U);
    BOOST_TEST(scene.objects.size() <= 5U);
    for (std::size_t i = 0; i < scene.objects.size(); ++i) {
      const dln::SceneObject& object = scene.objects[i];
      BOOST_TEST(
          (dln::box_of(scene.instances, static_cast<std::uint8_t>(i + 1)) == object.box));
      BOOST_TEST((dln::clipped_box(object.box, 80, 64) == object.box));
    }
    for (std::size_t place = 0; place < scene.labels.pixels.size(); ++place) {
      const std::uint8_t number = scene.instances.pixels[place];
      BOOST_REQUIRE(scene.labels.pixels[place] ==
                    (number == 0 ? 0 : scene.objects[number - 1U].label + 1));
    }
  }
  BOOST_TEST(set.report.boxes == objects);
}

BOOST_AUTO_TEST_CASE(scenes_are_varied) {
  const auto set = dln::generated_scenes(400, {}, Random(6));
  arma::vec classes(10);
  std::vector<double> sizes;
  std::size_t difficult = 0;
  std::size_t at_border = 0;
  for (const Scene& scene : set.scenes) {
    BOOST_TEST(contrast(scene.image) > 5);
    for (const dln::SceneObject& object : scene.objects) {
      classes[object.label] += 1;
      sizes.push_back(std::sqrt(object.box.area()));
      difficult += object.difficult ? 1U : 0U;
      at_border += object.box.x_min == 0 || object.box.y_max == 96 ? 1U : 0U;
    }
  }
  BOOST_TEST(classes.min() > 0.7 * arma::mean(classes));
  BOOST_TEST(classes.max() < 1.3 * arma::mean(classes));
  const auto [smallest, largest] = std::ranges::minmax(sizes);
  BOOST_TEST(smallest < 14);
  BOOST_TEST(largest > 40);
  BOOST_TEST(difficult > sizes.size() / 50);
  BOOST_TEST(difficult < sizes.size() / 5);
  BOOST_TEST(at_border > sizes.size() / 20);
}

BOOST_AUTO_TEST_CASE(objects_may_be_kept_whole_and_apart) {
  const SceneOptions options{
      .classes = 3, .min_objects = 3, .max_objects = 3, .max_size = 0.3, .min_visible = 1};
  const auto set = dln::generated_scenes(50, options, Random(7));
  BOOST_TEST(set.class_names.size() == 3U);
  std::size_t objects = 0;
  for (const Scene& scene : set.scenes)
    for (const dln::SceneObject& object : scene.objects) {
      ++objects;
      BOOST_TEST(object.label < 3U);
      BOOST_TEST(!object.difficult);
    }
  BOOST_TEST(objects >= 148U);  // where they find a place
}

BOOST_AUTO_TEST_CASE(senseless_scenes_are_refused) {
  const auto expect = [](const SceneOptions& options, const std::vector<std::string>& texts) {
    expect_error([&] { dln::generated_scenes(1, options, Random(1)); }, texts);
  };
  expect({.classes = 11}, {"SceneOptions: classes", "1 ... 10", "got 11"});
  expect({.min_objects = 0}, {"min_objects", "got 0 and 5"});
  expect({.min_objects = 6}, {"min_objects", "got 6 and 5"});
  expect({.max_objects = 255}, {"max_objects", "254", "got 1 and 255"});
  expect({.min_size = 0.5}, {"min_size and max_size", "got 0.5 and 0.45"});
  expect({.max_size = 1.5}, {"max_size", "got 0.16 and 1.5"});
  expect({.height = 40}, {"min_size", "at least 8 pixels", "got 0.16 of 40"});
  expect({.width = 5000}, {"at most 4096 pixels", "96 and 5000"});
  expect({.min_visible = 0}, {"min_visible", "got 0"});
  expect_error([] { dln::object_images<float>(1, 15, Random(1)); },
               {"at least 16 pixels", "got 15"});
}

BOOST_AUTO_TEST_CASE(object_images_take_turns) {
  const auto data = dln::object_images<float>(40, 24, Random(8));
  BOOST_TEST(dln::to_string(data.images.shape()) == "40x3x24x24");
  BOOST_TEST(data.labels[37] == 7U);
  BOOST_TEST(data.class_names[7] == "letter S");
  BOOST_TEST(data.images.values().min() >= 0.0F);
  BOOST_TEST(data.images.values().max() <= 1.0F);
}

BOOST_AUTO_TEST_SUITE_END()
