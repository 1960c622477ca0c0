#include <cstdlib>
#include <fstream>

#include "dln/data/folder_kind.hpp"
#include "dln/data/jpeg.hpp"
#include "dln/data/pairs.hpp"
#include "dln/data/png.hpp"
#include "dln/data/voc.hpp"
#include "dln/losses/class_labels.hpp"
#include "support.hpp"

using dln::Image8;
using dln::test::expect_error;
using dln::test::TemporaryFolder;
using dln::test::write_text;

namespace fs = std::filesystem;

namespace {

std::string object(const std::string& name, const std::string& corners) {
  const auto at = [&](std::size_t place) {
    std::istringstream numbers(corners);
    std::string number;
    for (std::size_t i = 0; i <= place; ++i) numbers >> number;
    return number;
  };
  return "<object><name>" + name + "</name><difficult>0</difficult><bndbox><xmin>" + at(0) +
         "</xmin><ymin>" + at(1) + "</ymin><xmax>" + at(2) + "</xmax><ymax>" + at(3) +
         "</ymax></bndbox></object>";
}

std::string annotation(const std::string& objects, const std::string& width = "20",
                       const std::string& height = "10") {
  return "<annotation><size><width>" + width + "</width><height>" + height +
         "</height></size>" + objects + "</annotation>";
}

// A folder of two images of 20x10 pixels, the first with two objects, the second without.
struct VocFolder : TemporaryFolder {
  VocFolder() {
    for (const char* inner : {"JPEGImages", "Annotations", "ImageSets/Main"})
      fs::create_directories(path() / inner);
    dln::write_jpeg(*this / "JPEGImages/one.jpg", Image8(3, 10, 20, 100));
    dln::write_png(*this / "JPEGImages/two.png", Image8(1, 10, 20, 50));
    write_text(xml("one"), annotation(object("dog", "1 2 5 6") + object("cat", "3 3 20 10")));
    write_text(xml("two"), annotation(""));
    write_text(list("train"), "one 1\r\n\ntwo -1\n");
    write_text(list("val"), "two");
  }
  [[nodiscard]] fs::path xml(const std::string& name) const {
    return *this / ("Annotations/" + name + ".xml");
  }
  [[nodiscard]] fs::path list(const std::string& split) const {
    return *this / ("ImageSets/Main/" + split + ".txt");
  }
  void expect(const std::vector<std::string>& texts,
              const std::vector<std::string>& classes = {}) const {
    expect_error([&] { dln::read_voc(path(), "train", classes); }, texts);
  }
  void expect_of(const std::string& annotations, const std::vector<std::string>& texts) const {
    write_text(xml("one"), annotations);
    expect(texts);
  }
};

// Two images of 4x3 pixels with their label maps.
struct PairsFolder : TemporaryFolder {
  PairsFolder() {
    for (const char* inner : {"images/train", "labels/train"})
      fs::create_directories(path() / inner);
    for (const char* name : {"b", "a"}) {
      dln::write_png(image(name), Image8(3, 3, 4, 9));
      Image8 labels(1, 3, 4, 2);
      labels(1, 0) = 11;
      labels(2, 0) = 255;
      dln::write_png(label(name), labels);
    }
  }
  [[nodiscard]] fs::path image(const std::string& name) const {
    return *this / ("images/train/" + name + ".png");
  }
  [[nodiscard]] fs::path label(const std::string& name) const {
    return *this / ("labels/train/" + name + ".png");
  }
  void expect(const std::vector<std::string>& texts,
              const dln::PixelClasses& classes = {}) const {
    expect_error([&] { dln::read_pairs(path(), "train", classes); }, texts);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(a_voc_folder_is_read) {
  const VocFolder folder;
  const auto set = dln::read_voc(folder.path(), "train");
  BOOST_TEST((set.class_names == std::vector<std::string>{"cat", "dog"}));
  BOOST_REQUIRE(set.size() == 2U);
  const dln::Scene& one = set.scenes[0];
  BOOST_TEST(one.name == "one");
  BOOST_TEST(dln::to_string(one.image) == "20x10, 3 channels");
  BOOST_REQUIRE(one.objects.size() == 2U);
  BOOST_TEST(one.objects[0].label == 1U);
  BOOST_TEST((one.objects[0].box == dln::Box{0, 1, 5, 6}));
  BOOST_TEST((one.objects[1].box == dln::Box{2, 2, 20, 10}));
  BOOST_TEST(!one.objects[1].difficult);
  BOOST_TEST(dln::to_string(set.scenes[1].image) == "20x10, 3 channels");
  BOOST_TEST(set.scenes[1].objects.empty());
  BOOST_TEST(dln::to_string(set.report) ==
             "2 boxes, 0 of them cut at the image's border, 0 left out");
  BOOST_TEST(dln::read_voc(folder.path(), "train", {}, {.limit = 1}).size() == 1U);
  const auto small =
      dln::read_voc(folder.path(), "train", {"dog", "cat"}, {.height = 5, .width = 10});
  BOOST_TEST(dln::to_string(small.scenes[0].image) == "10x5, 3 channels");
  BOOST_TEST(small.scenes[0].objects[0].label == 0U);
  BOOST_TEST((small.scenes[0].objects[0].box == dln::Box{0, 0.5, 2.5, 3}));
  BOOST_TEST((small.scenes[0].objects[1].box == dln::Box{1, 1, 10, 5}));
}

BOOST_AUTO_TEST_CASE(boxes_too_small_for_the_size_are_counted) {
  const VocFolder folder;
  const auto set = dln::read_voc(folder.path(), "train", {}, {.height = 5, .width = 5});
  BOOST_TEST(set.scenes[0].objects.size() == 1U);
  BOOST_TEST(set.report.left_out == 1U);
}

BOOST_AUTO_TEST_CASE(bad_boxes_are_cut_or_left_out_and_counted) {
  const VocFolder folder;
  write_text(folder.xml("one"),
             annotation(object("dog", "0 0 9 5") + object("dog", "15.5 6 25 12") +
                        object("dog", "4 4 4 4") + object("dog", "9 3 4 8") +
                        object("dog", "19 1 90 9") + object("dog", "30 1 50 9")));
  const auto set = dln::read_voc(folder.path(), "train");
  BOOST_REQUIRE(set.scenes[0].objects.size() == 2U);
  BOOST_TEST((set.scenes[0].objects[0].box == dln::Box{0, 0, 9, 5}));
  BOOST_TEST((set.scenes[0].objects[1].box == dln::Box{14.5, 5, 20, 10}));
  BOOST_TEST(dln::to_string(set.report) ==
             "6 boxes, 2 of them cut at the image's border, 4 left out");
}

BOOST_AUTO_TEST_CASE(missing_parts_of_a_voc_folder_are_named) {
  expect_error([] { dln::read_voc("/none", "train"); },
               {"/none", "PASCAL VOC folder, with JPEGImages"});
  const VocFolder folder;
  expect_error([&] { dln::read_voc(folder.path(), "test"); },
               {"ImageSets/Main/test.txt", "nothing of that name"});
  expect_error([&] { dln::read_voc(folder.path(), "val"); },
               {"val", "an object in any image", "none"});
  fs::remove(folder.xml("two"));
  folder.expect({"Annotations/two.xml", "nothing of that name"});
  write_text(folder.xml("two"), annotation(""));
  fs::remove(folder / "JPEGImages/two.png");
  folder.expect({"JPEGImages/two.jpg", "nothing of that name"});
}

BOOST_AUTO_TEST_CASE(damaged_lists_of_images_are_refused) {
  const VocFolder folder;
  write_text(folder.list("train"), "");
  folder.expect({"train.txt", "empty file"});
  write_text(folder.list("train"), "\n \n");
  folder.expect({"train.txt", "the names of images", "none"});
  write_text(folder.list("train"), "one\none\n");
  folder.expect({"train.txt: line 2", "every image once", "'one' again"});
  write_text(folder.list("train"), "one\n../one\n");
  folder.expect({"train.txt: line 2", "without its folder", "'../one'"});
}

BOOST_AUTO_TEST_CASE(damaged_annotations_are_refused) {
  const VocFolder folder;
  folder.expect_of("<annotation><size>", {"one.xml", "an XML file", "after 17 bytes"});
  folder.expect_of("dog", {"one.xml", "an XML file"});
  folder.expect_of("<other/>", {"one.xml", "an element 'annotation'", "'other'"});
  folder.expect_of("<annotation/>", {"one.xml", "a field size/width", "none"});
  folder.expect_of(annotation("", "twenty"), {"one.xml: size/width", "a number", "'twenty'"});
  folder.expect_of(annotation("", " "), {"one.xml: size/width", "a text", "empty"});
  folder.expect_of(annotation(object("dog", "1 2 5 6"), "10", "20"),
                   {"one.xml: size", "20 x 10, as one.jpg", "10 x 20"});
  folder.expect_of(annotation(object("dog", "1 2 5 6") + object("dog", "1 2 x 6")),
                   {"one.xml: object 1: bndbox/xmax", "a number", "'x'"});
  folder.expect_of(annotation(object("dog", "1 nan 5 6")),
                   {"object 0: bndbox/ymin", "a number", "'nan'"});
  folder.expect_of(annotation(object("", "1 2 5 6")), {"object 0: name", "a text"});
  folder.expect_of(annotation("<object><name>dog</name></object>"),
                   {"object 0", "a field bndbox/xmin", "none"});
  write_text(folder.xml("one"), annotation(object("horse", "1 2 5 6")));
  folder.expect({"one.xml: object 0: name", "one of cat, dog", "'horse'"}, {"cat", "dog"});
  write_text(folder / "JPEGImages/one.jpg", "not an image");
  folder.expect({"one.jpg", "a JPEG file"});
}

BOOST_AUTO_TEST_CASE(every_cut_of_annotations_is_an_error) {
  const VocFolder folder;
  const std::string whole = annotation(object("dog", "1 2 5 6"));
  for (std::size_t length = 0; length < whole.size(); ++length)
    folder.expect_of(whole.substr(0, length), {"one.xml"});
}

BOOST_AUTO_TEST_CASE(a_folder_of_pairs_is_read) {
  const PairsFolder folder;
  auto set = dln::read_pairs(folder.path(), "train");
  BOOST_REQUIRE(set.size() == 2U);
  BOOST_TEST(set.scenes[0].name == "a");
  BOOST_TEST(set.pixel_class_names.size() == 12U);
  BOOST_TEST(set.scenes[1].labels(1, 0) == 11);
  BOOST_TEST(set.scenes[1].labels(2, 0) == dln::ignored_pixel);
  set = dln::read_pairs(folder.path(), "train", {{"sky", "road", "tree"}, 11}, {.limit = 1});
  BOOST_TEST(set.size() == 1U);
  BOOST_TEST(set.pixel_class_names[2] == "tree");
  BOOST_TEST(set.scenes[0].labels(0, 0) == 2);
  BOOST_TEST(set.scenes[0].labels(1, 0) == dln::ignored_pixel);
  BOOST_TEST(arma::accu(dln::pixel_labels(set.scenes) == 2) == 10U);
  BOOST_TEST(dln::pixel_labels(set.scenes)[1] == dln::ignored_label);
  set = dln::read_pairs(folder.path(), "train", {}, {.height = 6, .width = 8});
  BOOST_TEST(dln::to_string(set.scenes[0].image) == "8x6, 3 channels");
  BOOST_TEST(set.scenes[0].labels(3, 1) == 11);
  BOOST_TEST(set.scenes[0].labels(1, 1) == 2);
}

BOOST_AUTO_TEST_CASE(damaged_pairs_are_refused) {
  const PairsFolder folder;
  expect_error([&] { dln::read_pairs(folder.path(), "val"); },
               {"images/val", "no such folder"});
  folder.expect({"labels/train/a.png: pixel (1, 0)", "a class below 3", "got 11"},
                {{"sky", "road", "tree"}});
  dln::write_png(folder.label("a"), Image8(3, 3, 4, 1));
  folder.expect({"labels/train/a.png: pixels", "a class each", "3 channels"});
  dln::write_png(folder.label("a"), Image8(1, 4, 3, 1));
  folder.expect(
      {"labels/train/a.png: width x height", "4 x 3, as", "images/train/a.png", "got 3 x 4"});
  write_text(folder.label("a"), "");
  folder.expect({"labels/train/a.png", "empty"});
  fs::remove(folder.label("a"));
  folder.expect({"images/train/a.png", "a label map of the same name"});
  fs::remove(folder.image("a"));
  write_text(folder.label("c"), "");
  folder.expect({"labels/train/c.png", "an image of the same name"});
  fs::remove(folder.label("c"));
  dln::write_jpeg(folder / "images/train/b.jpg", Image8(3, 3, 4));
  folder.expect({"images/train/b", "every name once", "two files"});
}

BOOST_AUTO_TEST_CASE(camvid_is_recognised_by_its_names) {
  const TemporaryFolder folder;
  fs::create_directories(folder / "images/train");
  write_text(folder / "images/train/0006R0_f00930.png", "");
  const auto classes = dln::recognised_pixel_classes(folder.path(), "train");
  BOOST_TEST(classes.names.size() == 11U);
  BOOST_TEST(classes.ignored == 11);
  write_text(folder / "images/train/other.png", "");
  BOOST_TEST(dln::recognised_pixel_classes(folder.path(), "train").names.empty());
}

BOOST_AUTO_TEST_CASE(folders_are_known_by_the_names_in_them) {
  using dln::FolderKind;
  const TemporaryFolder folder;
  fs::create_directories(folder / "cells/JPEGImages");
  fs::create_directories(folder / "streets/images");
  fs::create_directories(folder / "streets/labels");
  fs::create_directories(folder / "digits");
  write_text(folder / "digits/train-images-idx3-ubyte.gz", "");
  BOOST_TEST((dln::folder_kind(folder.path()) == FolderKind::unknown));
  BOOST_TEST((dln::folder_kind(folder / "streets") == FolderKind::pairs));
  BOOST_TEST((dln::folder_kind(folder / "digits") == FolderKind::mnist));
  BOOST_TEST((dln::folder_of_kind(folder / "cells", FolderKind::voc) == folder / "cells"));
  BOOST_TEST((dln::folder_of_kind(folder.path(), FolderKind::voc) == folder / "cells"));
  expect_error([&] { dln::folder_of_kind(folder / "digits", FolderKind::voc); },
               {"digits", "a folder of PASCAL VOC (JPEGImages", "got MNIST"});
  expect_error([&] { dln::folder_of_kind(folder.path(), FolderKind::cifar10); },
               {"CIFAR-10", "none of the known"});
  fs::create_directories(folder / "more/JPEGImages");
  expect_error([&] { dln::folder_of_kind(folder.path(), FolderKind::voc); },
               {"one such folder in it", "got 2 of them"});
  expect_error([&] { dln::folder_kind(folder / "none"); }, {"none", "no folder of that name"});
}

// Real folders, where a variable names the folder that holds them: no test needs them.
BOOST_AUTO_TEST_CASE(real_folders_are_read) {
  const char* root = std::getenv("DLN_REAL_DATA");
  if (root == nullptr) return;
  const dln::FolderOptions small{.height = 120, .width = 160};
  const auto cells = dln::read_voc(fs::path(root) / "bccd", "train", {}, small);
  BOOST_TEST_MESSAGE(dln::to_string(cells.report));
  BOOST_TEST(cells.class_names.size() == 3U);
  BOOST_TEST(cells.size() > 100U);
  BOOST_TEST(dln::read_voc(fs::path(root) / "bccd", "val", cells.class_names, small).size() >
             50U);
  const auto camvid = fs::path(root) / "camvid";
  const auto streets =
      dln::read_pairs(camvid, "train", dln::recognised_pixel_classes(camvid, "train"));
  BOOST_TEST(streets.pixel_class_names.size() == 11U);
  BOOST_TEST(dln::pixel_labels(streets.scenes).n_elem == streets.size() * 240 * 180);
}

BOOST_AUTO_TEST_SUITE_END()
