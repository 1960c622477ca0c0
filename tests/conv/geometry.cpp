#include "dln/conv/geometry.hpp"

#include "support.hpp"

using dln::conv::Geometry;
using dln::conv::square;
using dln::test::expect_error;

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE(output_sizes_are_those_of_the_textbook) {
  BOOST_TEST(dln::conv::output_height(square(3, 96, 227, 11, 4)) == 55U);  // (227 - 11) / 4 + 1
  BOOST_TEST(dln::conv::output_width(square(3, 10, 7, 3)) == 5U);
  BOOST_TEST(dln::conv::output_width(square(3, 10, 7, 3, 2)) == 3U);
  BOOST_TEST(dln::conv::output_width(square(3, 10, 32, 5, 1, 2)) ==
             32U);  // padding (F - 1) / 2 keeps the size
  BOOST_TEST(dln::conv::output_width(square(3, 10, 10, 3, 3)) ==
             3U);  // the last column is left out
  BOOST_TEST(dln::conv::output_width(square(1, 1, 7, 3, 1, 0, 3)) ==
             1U);  // a dilated kernel of 3 spans 7
  BOOST_TEST(dln::conv::output_width(square(1, 1, 1, 5, 1, 2)) ==
             1U);  // a kernel larger than the image
  Geometry uneven = square(1, 1, 6, 3);
  uneven.padding_left = 1;
  uneven.height = 9;
  BOOST_TEST(dln::conv::output_width(uneven) == 5U);
  BOOST_TEST(dln::conv::output_height(uneven) == 7U);
}

BOOST_AUTO_TEST_CASE(sharing_weights_saves_three_thousand_times) {
  const Geometry first_of_alexnet = square(3, 96, 227, 11, 4);
  BOOST_TEST(dln::conv::parameters(first_of_alexnet) == 34'944U);
  const std::size_t of_a_neuron =
      dln::conv::parameters(first_of_alexnet) / first_of_alexnet.filters;
  BOOST_TEST(dln::conv::output_size(first_of_alexnet) * of_a_neuron == 105'705'600U);
}

BOOST_AUTO_TEST_CASE(groups_divide_weights_and_arithmetic) {
  BOOST_TEST(dln::conv::weight_count(square(8, 12, 5, 3)) == 8U * 12 * 9);
  BOOST_TEST(dln::conv::weight_count(square(8, 12, 5, 3, 1, 0, 1, 4)) == 2U * 12 * 9);
  BOOST_TEST(dln::conv::multiply_adds(square(128, 256, 56, 3, 1, 1), 2) == 2.0 * 924'844'032);
  BOOST_TEST(dln::conv::flops(square(128, 256, 56, 3, 1, 1), 1) == 2.0 * 924'844'032);
}

BOOST_AUTO_TEST_CASE(stacked_layers_see_more) {
  BOOST_TEST(dln::conv::receptive_field({}) == 1U);
  BOOST_TEST(dln::conv::receptive_field({{3, 1, 1}, {3, 1, 1}, {3, 1, 1}}) == 7U);
  BOOST_TEST(dln::conv::receptive_field({{3, 1, 1}, {3, 1, 2}, {3, 1, 4}}) ==
             15U);  // dilation doubles the growth
  BOOST_TEST(dln::conv::receptive_field({{2, 2, 1}, {3, 1, 1}}) == 6U);
}

BOOST_AUTO_TEST_CASE(impossible_shapes_are_refused_with_their_numbers) {
  expect_error([] { dln::conv::check(square(1, 1, 3, 5)); },
               {"kernel", "at most", "3 + 0", "got 5"});
  expect_error([] { dln::conv::check(square(1, 1, 5, 3, 1, 1, 4)); },
               {"4 apart", "5 + 2", "got 9"});
  expect_error([] { dln::conv::check(square(4, 6, 5, 3, 1, 0, 1, 3)); },
               {"channels", "3 groups", "got 4"});
  expect_error([] { dln::conv::check(square(6, 4, 5, 3, 1, 0, 1, 3)); },
               {"filters", "3 groups", "got 4"});
  expect_error([] { dln::conv::check(square(1, 1, 5, 3, 0)); },
               {"stride height", "at least 1", "got 0"});
  expect_error([] { dln::conv::check(square(1, 0, 5, 3)); },
               {"filters", "at least 1", "got 0"});
}

BOOST_AUTO_TEST_SUITE_END()
