#include "program/scenes.hpp"

#include <cstdlib>
#include <fstream>

#include "dln/data/png.hpp"
#include "program/images.hpp"
#include "support.hpp"

using dln::Image8;
using dln::program::Options;
using dln::program::SceneNeeds;
using dln::test::expect_error;
using dln::test::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

void write_voc(const fs::path& folder, const std::string& split, std::size_t count,
               const std::string& class_name) {
  for (const char* inner : {"JPEGImages", "Annotations", "ImageSets/Main"})
    fs::create_directories(folder / inner);
  std::ofstream list(folder / "ImageSets/Main" / (split + ".txt"));
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = split + std::to_string(i);
    list << name << '\n';
    dln::write_png(folder / "JPEGImages" / (name + ".png"),
                   Image8(3, 12, 16, static_cast<std::uint8_t>(i)));
    std::ofstream(folder / "Annotations" / (name + ".xml"))
        << "<annotation><size><width>16</width><height>12</height></size><object><name>"
        << class_name
        << "</name><bndbox><xmin>1</xmin><ymin>3</ymin><xmax>8</xmax><ymax>14</ymax></bndbox></"
           "object></annotation>";
  }
}

void write_pairs(const fs::path& folder, const std::string& split, std::size_t count,
                 std::uint8_t label) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = std::to_string(i) + ".png";
    dln::write_png(folder / "images" / split / name,
                   Image8(3, 12, 16, static_cast<std::uint8_t>(i)));
    dln::write_png(folder / "labels" / split / name, Image8(1, 12, 16, label));
  }
}

const SceneNeeds few{.train = 16,
                     .test = 5,
                     .generated = {.height = 64, .width = 64},
                     .real_height = 6,
                     .real_width = 8};

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(without_a_folder_scenes_are_generated) {
  const auto scenes = dln::program::load_detection({.data = {}, .seed = 3}, few);
  BOOST_TEST(scenes.train.size() == 14U);
  BOOST_TEST(scenes.validation.size() == 2U);
  BOOST_TEST(scenes.test.size() == 5U);
  BOOST_TEST(!(scenes.test.scenes[0].image == scenes.train.scenes[0].image));
  BOOST_TEST(
      (dln::program::load_segmentation({.data = {}, .seed = 3}, few).test.scenes[4].labels ==
       scenes.test.scenes[4].labels));
  const std::string text = dln::program::report(scenes).text();
  BOOST_TEST(
      text.find("generated scenes: 14 images to learn from, 2 to choose on, 5 to test on") !=
      std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_voc_folder_is_divided_by_its_splits) {
  const TemporaryFolder folder;
  const Options options{.data = folder.path()};
  const auto load = [&] { return dln::program::load_detection(options, few); };
  expect_error(load, {"PASCAL VOC", "none of the known formats"});
  write_voc(folder / "cells", "train", 24, "cell");
  expect_error(load, {"cells: splits", "train, and val or test", "got train, neither"});
  write_voc(folder / "cells", "val", 6, "cell");
  auto scenes = load();
  BOOST_TEST(scenes.train.size() == 21U);
  BOOST_TEST(scenes.validation.size() == 3U);
  BOOST_TEST(scenes.test.size() == 6U);
  BOOST_TEST(dln::to_string(scenes.train.scenes[0].image) == "8x6, 3 channels");
  BOOST_TEST((scenes.test.scenes[0].objects[0].box == dln::Box{0, 1, 4, 6}));
  BOOST_TEST(dln::program::report(scenes).text().find("24 boxes, 24 of them cut") !=
             std::string::npos);
  BOOST_TEST(dln::program::load_detection({.data = folder / "cells", .quick = true}, few)
                 .train.size() == 14U);
  write_voc(folder / "cells", "test", 5, "cell");
  scenes = load();
  BOOST_TEST(scenes.train.size() == 24U);
  BOOST_TEST(scenes.validation.scenes[0].name == "val0");
  BOOST_TEST(scenes.test.scenes[0].name == "test0");
  write_voc(folder / "cells", "test", 5, "platelet");
  expect_error(load, {"test0.xml: object 0: name", "one of cell", "'platelet'"});
  expect_error([&] { dln::program::load_segmentation(options, few); },
               {"images and label maps"});
  expect_error([&] { dln::program::load_segmentation({.data = folder / "cells"}, few); },
               {"images and label maps", "got PASCAL VOC"});
}

BOOST_AUTO_TEST_CASE(a_folder_of_pairs_is_divided_by_its_splits) {
  const TemporaryFolder folder;
  const Options options{.data = folder.path()};
  const auto load = [&] { return dln::program::load_segmentation(options, few); };
  write_pairs(folder.path(), "train", 7, 2);
  write_pairs(folder.path(), "test", 2, 1);
  expect_error(load, {"at least 8 training scenes", "got 7 and 2"});
  write_pairs(folder.path(), "train", 16, 2);
  const auto scenes = load();
  BOOST_TEST(scenes.train.size() == 14U);
  BOOST_TEST(scenes.test.size() == 2U);
  BOOST_TEST(scenes.test.pixel_class_names.size() == 3U);
  BOOST_TEST(scenes.test.scenes[1].labels(7, 5) == 1);
  write_pairs(folder.path(), "test", 2, 3);
  expect_error(load, {"labels/test/0.png: pixel (0, 0)", "a class below 3", "got 3"});
  expect_error([&] { dln::program::load_detection(options, few); },
               {"PASCAL VOC", "got images and label maps"});
}

BOOST_AUTO_TEST_CASE(classified_images_may_be_of_any_generator) {
  const auto objects = [](std::size_t count, dln::Random random) {
    return dln::object_images<float>(count, 24, random);
  };
  const auto images = dln::program::load_images({}, 40, 10, objects);
  BOOST_TEST(images.train.name == "object images");
  BOOST_TEST(dln::to_string(images.validation.images.shape()) == "5x3x24x24");
  BOOST_TEST(dln::program::load_images({}, 40, 10).test.name == "glyph digits");
}

BOOST_AUTO_TEST_CASE(every_split_goes_through_what_was_fitted_to_the_training_images) {
  const auto images = dln::program::load_images({}, 40, 10);
  BOOST_TEST(arma::abs(arma::mean(images.train.images.columns(), 1)).max() < 1e-6F);
  const auto drawn =
      dln::glyph_digits<float>(10, dln::Random(dln::program::Options{}.seed).split(2));
  const arma::fvec expected = images.preprocessor.apply(drawn.images).values();
  BOOST_TEST(arma::approx_equal(images.test.images.values(), expected, "absdiff", 0));
  dln::Tensor<float> back = images.test.images;
  back.columns().each_col() += images.mean.values();
  BOOST_TEST(arma::approx_equal(back.values(), drawn.images.values(), "absdiff", 1e-6F));
}

// Real folders, where a variable names the folder that holds them: no test needs them.
BOOST_AUTO_TEST_CASE(real_scenes_are_loaded) {
  const char* root = std::getenv("DLN_REAL_DATA");
  if (root == nullptr) return;
  const auto cells = dln::program::load_detection({.data = root}, {});
  BOOST_TEST_MESSAGE(dln::program::report(cells).text());
  BOOST_TEST(cells.test.size() > 50U);
  const auto streets =
      dln::program::load_segmentation({.data = root}, {.real_height = 90, .real_width = 120});
  BOOST_TEST_MESSAGE(dln::program::report(streets).text());
  BOOST_TEST(streets.train.pixel_class_names[3] == "road");
}

BOOST_AUTO_TEST_SUITE_END()
