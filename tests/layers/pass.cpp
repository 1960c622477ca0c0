#include "dln/layers/pass.hpp"

#include "dln/core/error.hpp"
#include "gradients/networks.hpp"
#include "support.hpp"

using namespace dln;

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(popping_what_was_never_pushed_names_the_layer) {
  const ReLU<double> layer;
  Pass<double> pass(Mode::train, Random(1));
  const auto says = [](const std::string& part) {
    return [part](const Error& error) {
      return std::string(error.what()).find(part) != std::string::npos;
    };
  };
  BOOST_CHECK_EXCEPTION(layer.backward(Tensor<double>({1, 2, 1, 1}), pass), Error,
                        says("ReLU"));
  pass.push(3);
  BOOST_CHECK_EXCEPTION(layer.backward(Tensor<double>({1, 2, 1, 1}), pass), Error,
                        says("another type"));
}

BOOST_AUTO_TEST_CASE(a_pass_that_keeps_nothing_gives_the_same_output) {
  for (const auto& make :
       {test::residual_block<double>, test::inception_block<double>, test::two_skips<double>}) {
    const auto network = make(1);
    const auto x = test::random_tensor<double>({2, 3, 8, 8}, 2);
    Pass<double> keeping(Mode::test, Random(1)), light(Mode::test, Random(1), Keep::nothing);
    const auto y = network->forward(x, keeping);
    const auto same = network->forward(x, light);
    BOOST_TEST(arma::approx_equal(y.values(), same.values(), "absdiff", 0.0));
    BOOST_TEST(light.kept() == 0U);
    BOOST_TEST(keeping.kept() > 0U);
  }
}

BOOST_AUTO_TEST_CASE(next_statistics_are_committed_by_the_training_loop_only) {
  Parameter<double> mean{Tensor<double>({1, 2, 1, 1}, {1, 2}), ParameterKind::statistic};
  Pass<double> pass(Mode::train, Random(1));
  pass.next(mean).values() *= 10;
  BOOST_TEST(mean.value[1] == 2);
  pass.commit({{"mean", &mean}});
  BOOST_TEST(mean.value[1] == 20);
  BOOST_TEST(!mean.learns());
}

BOOST_AUTO_TEST_CASE(a_frozen_trunk_is_not_run_backward_and_keeps_nothing) {
  Sequential<double> network;
  auto& trunk = network.add_named<Sequential<double>>("trunk");
  trunk.add<Dense<double>>(4, 5, he<double>(), Random(1));
  trunk.add<ReLU<double>>();
  network.add_named<Dense<double>>("head", 5, 3, he<double>(), Random(2));
  const auto x = test::random_tensor<double>({6, 4, 1, 1}, 3);
  const auto dy = test::random_tensor<double>({6, 3, 1, 1}, 4);
  Pass<double> whole(Mode::train, Random(1));
  network.forward(x, whole);
  network.backward(dy, whole);

  for (const auto& [path, parameter] : trunk.parameters()) parameter->rate = 0;
  Pass<double> pass(Mode::train, Random(1));
  pass.want_input_gradient(false);
  network.forward(x, pass);
  BOOST_TEST(pass.kept() == 1U);  // the input of the head
  BOOST_TEST(network.backward(dy, pass).size() == 0U);
  BOOST_TEST(pass.kept() == 0U);
  const auto all = network.parameters();
  BOOST_TEST(!pass.has_gradient(*all[0].parameter));
  BOOST_TEST(!pass.has_gradient(*all[1].parameter));
  for (const std::size_t p : {2U, 3U})
    BOOST_TEST(arma::approx_equal(pass.gradient(*all[p].parameter).values(),
                                  whole.gradient(*all[p].parameter).values(), "absdiff", 0.0));
}

BOOST_AUTO_TEST_CASE(a_frozen_branch_is_skipped_and_the_others_are_not) {
  const auto network = test::residual_block<double>(1);
  const auto x = test::random_tensor<double>({2, 3, 4, 4}, 2);
  const auto dy = test::random_tensor<double>({2, 3, 4, 4}, 3);
  Pass<double> whole(Mode::train, Random(1)), pass(Mode::train, Random(1));
  for (auto* trip : {&whole, &pass}) {
    trip->want_input_gradient(trip == &whole);
    network->forward(x, *trip);
    network->backward(dy, *trip);
    BOOST_TEST(trip->kept() == 0U);
  }
  for (const auto& [path, parameter] : network->parameters())
    BOOST_TEST(arma::approx_equal(pass.gradient(*parameter).values(),
                                  whole.gradient(*parameter).values(), "absdiff", 0.0));
}

BOOST_AUTO_TEST_CASE(a_frozen_bias_or_weight_gets_no_gradient_and_the_other_the_same) {
  Conv2d<double> layer(conv::square(2, 3, 0, 3, 1, 1), he<double>(), Random(1));
  const auto x = test::random_tensor<double>({2, 2, 4, 5}, 2);
  const auto dy = test::random_tensor<double>({2, 3, 4, 5}, 3);
  const auto gradients = [&](Pass<double>& pass) {
    layer.forward(x, pass);
    layer.backward(dy, pass);
  };
  Pass<double> both(Mode::train, Random(1)), weight(Mode::train, Random(1)),
      bias(Mode::train, Random(1));
  gradients(both);
  layer.bias().rate = 0;
  gradients(weight);
  layer.bias().rate = 1;
  layer.weight().rate = 0;
  gradients(bias);
  BOOST_TEST(!weight.has_gradient(layer.bias()));
  BOOST_TEST(!bias.has_gradient(layer.weight()));
  const auto same = [&](Pass<double>& pass, const Parameter<double>& parameter) {
    return arma::approx_equal(pass.gradient(parameter).values(),
                              both.gradient(parameter).values(), "absdiff", 1e-12);
  };
  BOOST_TEST(same(weight, layer.weight()));
  BOOST_TEST(same(bias, layer.bias()));
}

BOOST_AUTO_TEST_SUITE_END()
