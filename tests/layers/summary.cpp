#include "dln/layers/summary.hpp"

#include <sstream>

#include "gradients/networks.hpp"
#include "support.hpp"

using namespace dln;

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(a_summary_counts_what_a_pass_keeps) {
  for (const auto& make :
       {test::residual_block<float>, test::inception_block<float>, test::two_skips<float>}) {
    const auto network = make(1);
    const Shape input{2, 3, 8, 12};
    const auto rows = summary(*network, input);
    Pass<float> pass(Mode::train, Random(1));
    const auto y = network->forward(test::random_tensor<float>(input, 2), pass);
    // Concatenations keep a number a branch besides.
    BOOST_TEST(pass.kept_bytes() - rows[0].training_bytes <= 3 * sizeof(std::size_t));
    BOOST_TEST(rows[0].parameters == count_weights(network->parameters()));
    const bool has_the_shape = rows[0].output == y.shape();
    BOOST_TEST(has_the_shape);
  }
}

BOOST_AUTO_TEST_CASE(a_summary_of_a_row_by_hand) {
  Sequential<float> network;
  test::add_convolution(network, 3, 8, 3, 1);
  network.add<MaxPool2d<float>>();
  network.add<Dense<float>>(8 * 4 * 4, 10, he<float>(), Random(2));
  const auto rows = summary(network, {1, 3, 8, 8});
  BOOST_TEST(rows.size() == 4U);
  BOOST_TEST(rows[1].multiply_adds == 8U * 8 * 8 * 27);
  BOOST_TEST(rows[3].multiply_adds == 128U * 10);
  BOOST_TEST(rows[0].multiply_adds == rows[1].multiply_adds + rows[3].multiply_adds);
  BOOST_TEST(rows[0].parameters == 8U * 27 + 8 + 1280 + 10);
  BOOST_TEST(rows[0].predict_bytes == 4U * (3 * 64 + 8 * 64));
  std::istringstream lines(to_string(rows));
  for (std::string line; std::getline(lines, line);) BOOST_TEST(line.size() <= 80U);
}

BOOST_AUTO_TEST_SUITE_END()
