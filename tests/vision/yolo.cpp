#include "dln/vision/yolo.hpp"

#include "support.hpp"

using namespace dln;
using dln::test::expect_error;
using dln::test::random_tensor;

namespace {

/** 2 x 3 cells of 10 x 10 pixels, two boxes and two classes. */
const YoloGrid grid{
    .rows = 2, .columns = 3, .boxes = 2, .classes = 2, .image_height = 20, .image_width = 30};

double number_at(const Tensor<double>& y, std::size_t channel, std::size_t row,
                 std::size_t column) {
  return y.image(0)(column, row, channel);
}

void set(Tensor<double>& y, std::size_t channel, std::size_t row, std::size_t column,
         double value) {
  arma::cube image = y.image(0);
  image(column, row, channel) = value;
  for (std::size_t i = 0; i < image.n_elem; ++i) y[i] = image[i];
}

/** Writes a box's numbers, its confidence and two classes into a cell. */
void write_box(Tensor<double>& y, const YoloPlace& place, const Box& box, double confidence) {
  const auto numbers = yolo_numbers(box, place, grid);
  for (std::size_t i = 0; i < 4; ++i)
    set(y, 5 * place.box + i, place.row, place.column, numbers[i]);
  set(y, 5 * place.box + 4, place.row, place.column, confidence);
}

const WeightedNumbers<double>& of(const YoloTargets<double>& targets, YoloTerm term) {
  return targets.terms[static_cast<std::size_t>(term)];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(a_box_by_four_numbers) {
  const Box box{12, 1, 21, 17};  // its centre is (16.5, 9)
  const YoloPlace cell = cell_of(box, grid);
  BOOST_TEST(cell.row == 0U);
  BOOST_TEST(cell.column == 1U);
  const auto numbers = yolo_numbers(box, cell, grid);
  const arma::vec expected{0.65, 0.9, std::sqrt(0.3), std::sqrt(0.8)};
  for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(std::abs(numbers[i] - expected[i]) < 1e-12);
  Tensor<double> y(grid.shape(1));
  write_box(y, {0, 0, 1, 1}, box, 0);
  const Box back = yolo_box(y, {0, 0, 1, 1}, grid);
  BOOST_TEST(iou(back, box) == 1, boost::test_tools::tolerance(1e-12));
  // A centre on the border between cells belongs to the one behind; on the image's end, to the
  // last.
  BOOST_TEST(cell_of({5, 5, 15, 15}, grid).column == 1U);
  BOOST_TEST(cell_of({5, 5, 15, 15}, grid).row == 1U);
  BOOST_TEST(cell_of({30, 20, 30, 20}, grid).column == 2U);
  BOOST_TEST(cell_of({30, 20, 30, 20}, grid).row == 1U);
}

BOOST_AUTO_TEST_CASE(the_box_that_fits_best_is_responsible) {
  Tensor<double> y(grid.shape(1));
  const Box truth{12, 2, 18, 8};
  write_box(y, {0, 0, 1, 0}, {14, 4, 16, 6}, 0.3);
  write_box(y, {0, 0, 1, 1}, {12, 2, 18, 11}, 0.6);  // IoU 36 / 54
  const auto targets = yolo_targets<double>(y, std::vector<Objects>{{{1, truth}}}, grid, {});
  BOOST_TEST(targets.objects == 1U);
  BOOST_TEST(targets.lost == 0U);
  const auto& object = of(targets, YoloTerm::object);
  BOOST_TEST(number_at(object.weights, 9, 0, 1) == 1);
  BOOST_TEST(number_at(object.values, 9, 0, 1) == 36.0 / 54,
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(arma::accu(object.weights.values()) == 1);
  // All twelve boxes but the responsible one are to have confidence 0: also the one beside it.
  const auto& none = of(targets, YoloTerm::no_object);
  BOOST_TEST(arma::accu(none.weights.values()) == 0.5 * 11);
  BOOST_TEST(number_at(none.weights, 4, 0, 1) == 0.5);
  BOOST_TEST(number_at(none.weights, 9, 0, 1) == 0);
  const auto& place = of(targets, YoloTerm::place);
  BOOST_TEST(number_at(place.values, 5, 0, 1) == 0.5);
  BOOST_TEST(arma::accu(place.weights.values()) == 5 * 2);
  const auto& size = of(targets, YoloTerm::size);
  BOOST_TEST(std::abs(number_at(size.values, 7, 0, 1) - std::sqrt(0.2)) < 1e-12);
  BOOST_TEST(std::abs(number_at(size.values, 8, 0, 1) - std::sqrt(0.3)) < 1e-12);
  const auto& classes = of(targets, YoloTerm::classes);
  BOOST_TEST(number_at(classes.values, 11, 0, 1) == 1);
  BOOST_TEST(number_at(classes.values, 10, 0, 1) == 0);
  BOOST_TEST(arma::accu(classes.weights.values()) == 2);
}

BOOST_AUTO_TEST_CASE(the_five_terms_by_hand) {
  Tensor<double> y(grid.shape(1));
  write_box(y, {0, 0, 1, 0}, {12, 2, 18, 8}, 0.75);
  set(y, 10, 0, 1, 0.5);
  set(y, 4, 1, 2, 0.2);
  // Two pixels to the right of where it is predicted, and a quarter as large in either
  // direction.
  const Box truth{15.5, 3.5, 18.5, 6.5};
  const auto targets = yolo_targets<double>(y, std::vector<Objects>{{{0, truth}}}, grid, {});
  const auto loss = yolo_loss(y, targets, 1);
  const auto term = [&](YoloTerm which) { return loss.terms[static_cast<std::size_t>(which)]; };
  const double overlap = iou({12, 2, 18, 8}, truth);
  const auto square = [](double x) { return x * x; };
  BOOST_TEST(std::abs(term(YoloTerm::place) - 5 * square(0.2)) < 1e-12);
  BOOST_TEST(std::abs(term(YoloTerm::size) - 5 * (square(std::sqrt(0.2) - std::sqrt(0.1)) +
                                                  square(std::sqrt(0.3) - std::sqrt(0.15)))) <
             1e-12);
  BOOST_TEST(std::abs(term(YoloTerm::object) - square(0.75 - overlap)) < 1e-12);
  BOOST_TEST(std::abs(term(YoloTerm::no_object) - 0.5 * square(0.2)) < 1e-12);
  BOOST_TEST(std::abs(term(YoloTerm::classes) - square(0.5)) < 1e-12);
}

BOOST_AUTO_TEST_CASE(a_cell_has_one_object) {
  const Tensor<double> y(grid.shape(2));
  const std::vector<Objects> truth = {
      {{0, {11, 1, 19, 9}}, {1, {12, 2, 17, 7}}, {1, {0, 0, 9, 9}}}, {}};
  const auto targets = yolo_targets<double>(y, truth, grid, {});
  BOOST_TEST(targets.objects == 2U);
  BOOST_TEST(targets.lost == 1U);
  BOOST_TEST(number_at(of(targets, YoloTerm::classes).values, 10, 0, 1) == 1);
  BOOST_TEST(number_at(of(targets, YoloTerm::classes).values, 11, 0, 1) == 0);
  // An image without objects has a loss, too: its boxes are to say so.
  BOOST_TEST(arma::accu(of(targets, YoloTerm::no_object).weights.columns().col(1)) == 0.5 * 12);
  BOOST_TEST(!yolo_loss(y, targets, 0.5).dy.values().has_nan());
}

BOOST_AUTO_TEST_CASE(detections_are_thresholded_and_suppressed) {
  Tensor<double> y(grid.shape(1));
  write_box(y, {0, 0, 1, 0}, {12, 2, 18, 8}, 0.9);
  write_box(y, {0, 0, 1, 1}, {12, 2, 18, 9}, 0.8);  // nearly the same
  set(y, 10, 0, 1, 0.5);
  write_box(y, {0, 1, 2, 0}, {22, 12, 35, 18}, -0.9);
  set(y, 10, 1, 2, -1);  // two negative numbers make no score
  const auto found = yolo_detections(y, grid, 0.1, 0.5).front();
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST(found[0].label == 0U);
  BOOST_TEST(std::abs(found[0].score - 0.45) < 1e-12);
  BOOST_TEST(iou(found[0].box, {12, 2, 18, 8}) == 1, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(yolo_detections(y, grid, 0.1, 0.95).front().size() == 2U);
  BOOST_TEST(yolo_detections(y, grid, 0.45, 0.5).front().empty());
}

BOOST_AUTO_TEST_CASE(numbers_of_another_shape_are_refused) {
  const Tensor<double> y({1, 11, 2, 3});
  expect_error([&] { yolo_detections(y, grid, 0, 0.5); }, {"yolo", "12", "11"});
  const Tensor<double> good(grid.shape(1));
  expect_error([&] { yolo_targets<double>(good, std::vector<Objects>(2), grid, {}); },
               {"yolo_targets", "1", "2"});
  expect_error(
      [&] {
        yolo_targets<double>(good, std::vector<Objects>{{{2, {0, 0, 5, 5}}}}, grid, {});
      },
      {"yolo_targets", "below 2"});
}

BOOST_AUTO_TEST_SUITE_END()
