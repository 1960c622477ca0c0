// Confusion matrices and boundaries, by hand.
#include "dln/losses/class_labels.hpp"
#include "dln/vision/boundaries.hpp"
#include "dln/vision/confusion.hpp"
#include "support.hpp"

using namespace dln;

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(measures_of_a_confusion_matrix_by_hand) {
  ConfusionMatrix matrix(3);
  matrix.add({0, 0, 1, 1, 0, 2}, {0, 0, 0, 1, ignored_label, 1});
  matrix.add({1, 0}, {1, 0});  // pooled with what was there
  // Class 0: 3 of 4 correct; class 1: 2 of 3; class 2 is nowhere, but was found once.
  BOOST_TEST(matrix.pixel_accuracy() == 5.0 / 7);
  BOOST_TEST(matrix.class_accuracy()[0] == 0.75);
  BOOST_TEST(std::isnan(matrix.class_accuracy()[2]));
  BOOST_TEST(matrix.mean_accuracy() == (3.0 / 4 + 2.0 / 3) / 2);
  BOOST_TEST(matrix.class_iou()[0] == 3.0 / 4);
  BOOST_TEST(matrix.class_iou()[1] == 2.0 / 4);
  BOOST_TEST(matrix.mean_iou() == (3.0 / 4 + 2.0 / 4 + 0) / 3);
}

BOOST_AUTO_TEST_CASE(a_class_that_is_nowhere_does_not_count) {
  ConfusionMatrix matrix(5);
  matrix.add({0, 1}, {0, 1});
  BOOST_TEST(matrix.mean_iou() == 1);
  BOOST_TEST(std::isnan(ConfusionMatrix(2).mean_iou()));
  test::expect_error([&] { matrix.add({0}, {0, 1}); }, {"2 classes", "1"});
  test::expect_error([&] { matrix.add({0}, {5}); }, {"below 5", "5 taken for 0"});
  test::expect_error([] { ConfusionMatrix(0); }, {"at least one class"});
}

BOOST_AUTO_TEST_CASE(distances_to_a_boundary_by_hand) {
  // One pixel of another class in the middle: it and its four neighbours are boundary.
  arma::uvec labels(25, arma::fill::zeros);
  labels[12] = 1;
  const arma::uvec expected = {2, 1, 1, 1, 2, 1, 1, 0, 1, 1, 1, 0, 0,
                               0, 1, 1, 1, 0, 1, 1, 2, 1, 1, 1, 2};
  BOOST_TEST(arma::all(boundary_distance(labels, 5, 5) == expected));
  labels[12] = ignored_label;  // nobody knows: no boundary
  BOOST_TEST(arma::all(boundary_distance(labels, 5, 5) == 10U));
  BOOST_TEST(arma::all(boundary_distance({0, 0, 0, 1, 1}, 1, 5) == arma::uvec{2, 1, 0, 0, 1}));
  test::expect_error([&] { boundary_distance(labels, 4, 5); }, {"20 labels", "25"});
}

BOOST_AUTO_TEST_CASE(scores_of_boundaries_by_hand) {
  const arma::uvec labels = {0, 0, 0, 0, 1, 1, 1, 1}, found = {0, 0, 1, 1, 1, 1, 1, 1};
  const BoundaryScore strict = boundary_score(found, labels, 1, 8, 0);
  BOOST_TEST(strict.precision == 0);  // found at 1 and 2, there at 3 and 4
  BOOST_TEST(strict.f1() == 0);
  const BoundaryScore near = boundary_score(found, labels, 1, 8, 1);
  BOOST_TEST(near.precision == 0.5);
  BOOST_TEST(near.recall == 0.5);
  BOOST_TEST(near.f1() == 0.5);
  BOOST_TEST(boundary_score(found, labels, 1, 8, 2).f1() == 1);
  BOOST_TEST(boundary_score(labels, labels, 1, 8, 0).f1() == 1);
  const BoundaryScore none = boundary_score({0, 0}, {0, 0}, 1, 2, 1);
  BOOST_TEST(std::isnan(none.precision));
  BOOST_TEST(none.f1() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
