#include "program/detections.hpp"

#include <fstream>

#include "program/results.hpp"
#include "support.hpp"

using dln::Detections;
using dln::Scene;
using dln::SceneSet;
using dln::program::Report;

namespace {

const dln::Box here = {0, 0, 4, 4}, there = {6, 4, 10, 8};

SceneSet two_scenes() {
  SceneSet scenes;
  scenes.class_names = {"cell", "disc"};
  scenes.scenes.push_back({"first", dln::Image8(3, 8, 10), {{0, here}, {1, there}}, {}, {}});
  scenes.scenes.push_back({"second", dln::Image8(3, 8, 10), {{0, there}}, {}, {}});
  return scenes;
}

const std::vector<Detections> found = {{{0, here, 0.9}, {1, there, 0.8}},
                                       {{0, here, 0.7}, {1, there, 0.6}, {0, there, 0.1}}};

std::string written(const Report& report, const std::string& file) {
  const dln::test::TemporaryFolder folder;
  dln::program::Results results(folder.path());
  report.write(results);
  results.save();
  return dln::test::text_of(folder / file);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(detections_are_reported_class_by_class) {
  const Report report = dln::program::report_detections("test", two_scenes(), found, 0.5);
  // The cell: found, background, found too late. The disc: found, and one where a cell is.
  BOOST_TEST(written(report, "test-classes.csv").find("cell,2,0.83333") != std::string::npos);
  BOOST_TEST(written(report, "test-classes.csv").find("disc,1,1,1") != std::string::npos);
  const std::string errors = written(report, "test-errors.csv");
  BOOST_TEST(errors.find("cell,2,1,1,0,0,0,1\n") != std::string::npos, errors);
  BOOST_TEST(errors.find("disc,1,1,0,0,0,1,0\n") != std::string::npos, errors);
  BOOST_TEST(errors.find("all,3,2,1,0,0,1,1\n") != std::string::npos, errors);
  BOOST_TEST(written(report, "summary.json").find("test_map_50_95") != std::string::npos);
  dln::test::expect_error(
      [] {
        dln::program::report_detections("test", two_scenes(), std::vector<Detections>(1), 0.5);
      },
      {"detections: expected of 2 images, got of 1"});
}

BOOST_AUTO_TEST_CASE(the_worst_images_come_first) {
  const arma::uvec order = dln::program::worst_first(two_scenes(), found, 0.5);
  BOOST_TEST(order[0] == 1U);
  BOOST_TEST(order[1] == 0U);
}

BOOST_AUTO_TEST_CASE(pictures_have_true_boxes_and_those_found_with_enough_confidence) {
  Report report;
  add_pictures(report, "worst", two_scenes(), found, {1}, 0.5);
  const std::string boxes = written(report, "worst-boxes.csv");
  BOOST_TEST(boxes.find("0,true,cell,0,0,6,4,10,8\n0,found,cell,0,0.7") != std::string::npos,
             boxes);
  BOOST_TEST(boxes.find("0.1") == std::string::npos, boxes);
  BOOST_TEST(written(report, "worst.csv").find("second,8,10,3") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
