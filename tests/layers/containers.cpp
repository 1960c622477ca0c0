#include "dln/core/error.hpp"
#include "gradients/networks.hpp"
#include "support.hpp"

using namespace dln;

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(parameters_have_paths) {
  const auto network = test::two_skips<float>(1);
  std::vector<std::string> paths;
  for (const auto& [path, parameter] : network->parameters()) paths.push_back(path);
  const std::vector<std::string> expected = {
      "0.weight", "0.bias", "skip.1.1.1.1.weight", "skip.1.1.1.1.bias", "2.weight", "2.bias"};
  BOOST_TEST(paths == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_layer_that_stands_twice_is_listed_once) {
  Sequential<double> network;
  const auto shared = std::make_shared<Dense<double>>(3, 3, he<double>(), Random(1));
  network.add_shared(shared);
  network.add<ReLU<double>>();
  network.add_shared(shared);
  BOOST_TEST(network.parameters().size() == 2U);
  BOOST_TEST(count_weights(network.parameters()) == 12U);
  // The gradients of both uses add up: dweight differs from that of the last use alone.
  const auto x = test::random_tensor<double>({2, 3, 1, 1}, 2);
  Pass<double> pass(Mode::train, Random(1));
  network.forward(x, pass);
  network.backward(Tensor<double>({2, 3, 1, 1}, 1), pass);
  BOOST_TEST(pass.gradient(shared->bias())[0] != 2);
}

BOOST_AUTO_TEST_CASE(a_sum_and_a_concatenation_of_the_input_with_itself) {
  const auto x = test::random_tensor<double>({2, 3, 2, 2}, 1);
  Pass<double> pass(Mode::train, Random(1));
  Sum<double> sum;
  Concatenation<double> concatenation;
  for (Container<double>* container :
       std::initializer_list<Container<double>*>{&sum, &concatenation})
    for (int branch = 0; branch < 2; ++branch) container->add<Sequential<double>>();
  BOOST_TEST(arma::approx_equal(sum.forward(x, pass).values(), 2 * x.values(), "absdiff", 0.0));
  const auto y = concatenation.forward(x, pass);
  const bool has_the_shape = y.shape() == Shape{2, 6, 2, 2};
  BOOST_TEST(has_the_shape);
  BOOST_TEST(y.image(1)(1, 0, 4) == x.image(1)(1, 0, 1));
  const auto dx = concatenation.backward(y, pass);
  BOOST_TEST(arma::approx_equal(dx.values(), 2 * x.values(), "absdiff", 0.0));
}

BOOST_AUTO_TEST_CASE(branches_that_do_not_fit_are_refused_by_name) {
  Sum<double> sum;
  BOOST_CHECK_THROW(static_cast<void>(sum.output_shape({1, 2, 4, 4})), Error);
  sum.add<Sequential<double>>();
  sum.add<MaxPool2d<double>>();
  BOOST_CHECK_EXCEPTION(static_cast<void>(sum.output_shape({1, 2, 4, 4})), Error,
                        [](const Error& error) {
                          return std::string(error.what()) ==
                                 "Sum: output of branch 1: expected 1x2x4x4, got 1x2x2x2";
                        });
  Concatenation<double> concatenation;
  concatenation.add<Sequential<double>>();
  concatenation.add<MaxPool2d<double>>();
  BOOST_CHECK_THROW(static_cast<void>(concatenation.output_shape({1, 2, 4, 4})), Error);
}

BOOST_AUTO_TEST_SUITE_END()
