#include "dln/core/tensor.hpp"

#include "support.hpp"

using dln::Shape;
using DoubleTensor = dln::Tensor<double>;

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(views_share_the_memory) {
  DoubleTensor tensor({2, 3, 4, 5});
  tensor.image(1)(4, 2, 1) = 7;  // x, y, channel
  const std::size_t index = ((1 * 3 + 1) * 4 + 2) * 5 + 4;
  BOOST_TEST(tensor[index] == 7);
  BOOST_TEST(tensor.columns()(index - 60, 1) == 7);
  BOOST_TEST(tensor.columns().n_rows == 60U);
  tensor.columns().col(0).fill(1);
  BOOST_TEST(arma::accu(tensor.image(0)) == 60);
}

BOOST_AUTO_TEST_CASE(a_temporary_gives_a_copy_and_no_view_of_what_is_gone) {
  const arma::mat copy = DoubleTensor({1, 2, 1, 1}, 5.0).columns();
  BOOST_TEST(copy.mem_state == 0);
  BOOST_TEST(copy(1, 0) == 5);
}

BOOST_AUTO_TEST_CASE(a_view_cannot_be_given_another_size) {
  DoubleTensor tensor({2, 3, 1, 1});
  BOOST_CHECK_THROW(tensor.columns() = arma::mat(4, 2), std::logic_error);
}

BOOST_AUTO_TEST_CASE(reshaping_keeps_the_numbers) {
  const DoubleTensor tensor({2, 1, 1, 3}, {1, 2, 3, 4, 5, 6});
  const DoubleTensor other = tensor.reshaped({3, 2, 1, 1});
  BOOST_TEST(other.columns()(1, 2) == 6);
  dln::test::expect_error(
      [&] {
        return void(tensor.reshaped({1, 1, 1, 5}));
      },
      {"6 numbers (2x1x1x3)", "got 5 (1x1x1x5)"});
}

BOOST_AUTO_TEST_CASE(a_tensor_of_values_needs_all_of_them) {
  dln::test::expect_error(
      [] {
        DoubleTensor({1, 1, 2, 2}, {1, 2, 3});
      },
      {"Tensor 1x1x2x2", "expected 4 values", "got 3"});
}

BOOST_AUTO_TEST_CASE(examples_are_picked_in_order) {
  const DoubleTensor tensor({3, 2, 1, 1}, {1, 2, 3, 4, 5, 6});
  const DoubleTensor picked = tensor.examples(arma::uvec{2, 0, 2});
  BOOST_TEST(arma::all(picked.values() == arma::vec{5, 6, 1, 2, 5, 6}));
  BOOST_TEST(arma::all(tensor.examples(1, 2).values() == arma::vec{3, 4, 5, 6}));
  dln::test::expect_error([&] { return void(tensor.examples(arma::uvec{3})); },
                          {"below 3", "got 3"});
  dln::test::expect_error([&] { return void(tensor.examples(2, 2)); },
                          {"within 3 examples", "2 from 2"});
}

BOOST_AUTO_TEST_CASE(shapes_read_as_text) {
  BOOST_TEST(dln::to_string(Shape{64, 3, 32, 16}) == "64x3x32x16");
  BOOST_TEST((Shape{64, 3, 32, 16}.features()) == 1536U);
}

BOOST_AUTO_TEST_SUITE_END()
