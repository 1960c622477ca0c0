// The layers that see images.
#include <cmath>
#include <limits>

#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/global_average_pool.hpp"
#include "dln/layers/local_response_norm.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "support.hpp"

using dln::Mode;
using dln::Pass;
using dln::Pooling;
using dln::Random;
using dln::Shape;
using DoubleTensor = dln::Tensor<double>;

namespace {

const DoubleTensor four_by_four({1, 1, 4, 4}, {1, 1, 2, 4,  //
                                               5, 6, 7, 8,  //
                                               3, 2, 1, 0,  //
                                               1, 2, 3, 4});

/** What a layer makes of x, and of dy on the way back. */
std::pair<DoubleTensor, DoubleTensor> there_and_back(const dln::Layer<double>& layer,
                                                     const DoubleTensor& x,
                                                     const DoubleTensor& dy) {
  Pass<double> pass(Mode::train, Random(1));
  const DoubleTensor y = layer.forward(x, pass);
  BOOST_TEST((y.shape() == layer.output_shape(x.shape())));
  const DoubleTensor dx = layer.backward(dy, pass);
  BOOST_TEST((dx.shape() == x.shape()));
  BOOST_TEST(pass.kept() == 0U);
  return {y, dx};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(convolution_computes_the_textbook_sum) {
  dln::Conv2d<double> layer(dln::conv::square(1, 1, 3, 2), dln::gaussian<double>(1), Random(1));
  layer.weight().value = DoubleTensor({1, 1, 2, 2}, {1, 2, 3, 4});
  layer.bias().value = DoubleTensor({1, 1, 1, 1}, 100);
  Pass<double> pass(Mode::train, Random(1));
  const DoubleTensor y =
      layer.forward(DoubleTensor({1, 1, 3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9}), pass);
  BOOST_TEST(arma::approx_equal(y.values(), arma::vec{137, 147, 167, 177}, "absdiff",
                                1e-12));  // the filter not turned
  const DoubleTensor dx = layer.backward(DoubleTensor({1, 1, 2, 2}, {1, 0, 0, 1}), pass);
  BOOST_TEST(
      arma::approx_equal(dx.values(), arma::vec{1, 2, 0, 3, 5, 2, 0, 3, 4}, "absdiff", 1e-12));
  BOOST_TEST(arma::approx_equal(pass.gradient(layer.weight()).values(),
                                arma::vec{1 + 5, 2 + 6, 4 + 8, 5 + 9}, "absdiff", 1e-12));
  BOOST_TEST(pass.gradient(layer.bias())[0] == 2);
}

BOOST_AUTO_TEST_CASE(
    convolution_asks_its_initializer_for_the_weights_and_tells_it_how_many_are_summed) {
  dln::Fans asked{};
  const dln::Initializer<double> count = [&](DoubleTensor& weight, const dln::Fans& fans,
                                             Random& random) {
    asked = fans;
    weight.values().fill(random.uniform(0, 1));
  };
  dln::Conv2d<double> layer(dln::conv::square(6, 4, 0, 3, 1, 0, 1, 2), count, Random(5));
  BOOST_TEST(asked.in == 6U / 2 * 3 * 3);
  BOOST_TEST(asked.out == 4U / 2 * 3 * 3);
  Random same(5);
  BOOST_TEST(arma::all(layer.weight().value.values() == same.uniform(0, 1)));
  BOOST_TEST(arma::all(layer.bias().value.values() == 0.0));
}

BOOST_AUTO_TEST_CASE(convolution_takes_images_of_any_size_and_refuses_other_channels) {
  const dln::Conv2d<float> layer(dln::conv::square(3, 8, 32, 3, 2, 1), dln::he<float>(),
                                 Random(1));
  BOOST_TEST(layer.name() == "Conv2d(3, 8, 3x3)");
  BOOST_TEST((layer.output_shape({2, 3, 32, 32}) == Shape{2, 8, 16, 16}));
  BOOST_TEST((layer.output_shape({2, 3, 7, 5}) == Shape{2, 8, 4, 3}));
  Pass<float> pass(Mode::test, Random(1));
  dln::test::expect_error(
      [&] {
        layer.forward(dln::Tensor<float>({2, 4, 32, 32}), pass);
      },
      {"Conv2d: expected 3 channels, got 4"});
  dln::test::expect_error(
      [] {
        dln::Conv2d<float>(dln::conv::square(4, 6, 8, 3, 1, 0, 1, 3), dln::he<float>(),
                           Random(1));
      },
      {"Conv2d", "3 groups, 4 channels and 6 filters"});
  const dln::Conv2d<float> wide(dln::conv::square(1, 1, 32, 5), dln::he<float>(), Random(1));
  dln::test::expect_error(
      [&] {
        (void)wide.output_shape({1, 1, 4, 9});
      },
      {"height", "4 + 0", "got 5"});
}

BOOST_AUTO_TEST_CASE(max_pooling_keeps_the_greatest) {
  const auto [y, dx] = there_and_back(dln::MaxPool2d<double>(), four_by_four,
                                      DoubleTensor({1, 1, 2, 2}, {1, 2, 3, 4}));
  BOOST_TEST(arma::all(y.values() == arma::vec{6, 8, 3, 4}));
  BOOST_TEST(
      arma::all(dx.values() == arma::vec{0, 0, 0, 0, 0, 1, 0, 2, 3, 0, 0, 0, 0, 0, 0, 4}));
}

BOOST_AUTO_TEST_CASE(overlapping_windows_add_up_and_padding_never_wins) {
  const dln::MaxPool2d<double> layer(Pooling::square(3, 2, 1));
  const auto [y, dx] =
      there_and_back(layer, DoubleTensor({1, 1, 3, 3}, {-9, -8, -7, -6, -1, -5, -4, -3, -2}),
                     DoubleTensor({1, 1, 2, 2}, {1, 2, 4, 8}));
  BOOST_TEST(arma::all(y.values() == arma::vec{-1, -1, -1, -1}));
  BOOST_TEST(dx[4] == 15);
  BOOST_TEST(arma::accu(dx.values()) == 15);
}

BOOST_AUTO_TEST_CASE(max_pooling_gives_equal_pixels_to_the_first) {
  const auto [y, dx] = there_and_back(dln::MaxPool2d<double>(), DoubleTensor({1, 1, 2, 2}, 7),
                                      DoubleTensor({1, 1, 1, 1}, 1));
  BOOST_TEST(y[0] == 7);
  BOOST_TEST(arma::all(dx.values() == arma::vec{1, 0, 0, 0}));
}

BOOST_AUTO_TEST_CASE(max_pooling_does_not_hide_what_is_not_a_number) {
  for (std::size_t place = 0; place < 4; ++place) {
    DoubleTensor x({1, 1, 2, 2}, {1, 4, 3, 2});
    x[place] = std::nan("");
    Pass<double> pass(Mode::test, Random(1));
    BOOST_TEST(std::isnan(dln::MaxPool2d<double>().forward(x, pass)[0]));
  }
  Pass<double> pass(Mode::test, Random(1));
  const DoubleTensor least({1, 1, 2, 2}, -std::numeric_limits<double>::infinity());
  BOOST_TEST(dln::MaxPool2d<double>().forward(least, pass)[0] ==
             -std::numeric_limits<double>::infinity());
}

BOOST_AUTO_TEST_CASE(average_pooling_counts_only_pixels_of_the_image) {
  const dln::AvgPool2d<double> layer(Pooling::square(2, 2, 1));
  const auto [y, dx] = there_and_back(layer, DoubleTensor({1, 1, 2, 2}, {1, 2, 3, 4}),
                                      DoubleTensor({1, 1, 2, 2}, {5, 6, 7, 8}));
  BOOST_TEST(arma::all(y.values() == arma::vec{1, 2, 3, 4}));
  BOOST_TEST(arma::all(dx.values() == arma::vec{5, 6, 7, 8}));
  const auto [mean, share] = there_and_back(dln::AvgPool2d<double>(), four_by_four,
                                            DoubleTensor({1, 1, 2, 2}, {4, 8, 12, 16}));
  BOOST_TEST(arma::all(mean.values() == arma::vec{3.25, 5.25, 2, 2}));
  BOOST_TEST(
      arma::all(share.values() == arma::vec{1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4}));
}

BOOST_AUTO_TEST_CASE(windows_need_not_be_square_nor_padded_alike) {
  const auto average = [](const Pooling& window) {
    Pass<double> pass(Mode::test, Random(1));
    return dln::AvgPool2d<double>(window).forward(four_by_four, pass).values().eval();
  };
  BOOST_TEST(arma::all(average({1, 4, 1, 1}) == arma::vec{2, 6.5, 1.5, 2.5}));    // rows
  BOOST_TEST(arma::all(average({4, 1, 1, 1}) == arma::vec{2.5, 2.75, 3.25, 4}));  // columns
  // Rows below and columns to the right of the image: padding adds windows there, and none
  // elsewhere.
  const Pooling below{2, 2, 2, 2, 0, 1, 0, 0}, right{2, 2, 2, 2, 0, 0, 0, 1};
  BOOST_TEST((dln::MaxPool2d<double>(below).output_shape({1, 1, 3, 3}) == Shape{1, 1, 2, 1}));
  BOOST_TEST((dln::MaxPool2d<double>(right).output_shape({1, 1, 3, 3}) == Shape{1, 1, 1, 2}));
  const DoubleTensor nine({1, 1, 3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9});
  Pass<double> pass(Mode::test, Random(1));
  BOOST_TEST(arma::all(dln::AvgPool2d<double>(below).forward(nine, pass).values() ==
                       arma::vec{3, 7.5}));
  BOOST_TEST(arma::all(dln::AvgPool2d<double>(right).forward(nine, pass).values() ==
                       arma::vec{3, 4.5}));
}

BOOST_AUTO_TEST_CASE(windows_that_cannot_be_are_refused_with_their_numbers) {
  const Shape image{1, 1, 3, 8};
  const auto refused = [&](const Pooling& window, const std::vector<std::string>& texts) {
    dln::test::expect_error([&] { (void)dln::MaxPool2d<double>(window).output_shape(image); },
                            texts);
    dln::test::expect_error([&] { (void)dln::AvgPool2d<double>(window).output_shape(image); },
                            texts);
  };
  refused(Pooling::square(5, 1), {"height of the window", "3 + 0", "got 5"});
  refused(Pooling::square(2, 1, 2), {"padding of the height", "less than 2", "got 2 and 2"});
  refused(Pooling::square(2, 0), {"height of window and stride", "at least 1", "got 2 and 0"});
  BOOST_TEST(dln::MaxPool2d<double>(Pooling::square(3, 2)).name() ==
             "MaxPool2d(3x3, stride 2x2)");
}

BOOST_AUTO_TEST_CASE(global_average_pooling_leaves_one_number_a_channel) {
  const auto [y, dx] = there_and_back(dln::GlobalAveragePool<double>(),
                                      DoubleTensor({1, 2, 1, 3}, {1, 2, 6, 0, 1, 2}),
                                      DoubleTensor({1, 2, 1, 1}, {3, 6}));
  BOOST_TEST(arma::all(y.values() == arma::vec{3, 1}));
  BOOST_TEST(arma::all(dx.values() == arma::vec{1, 1, 1, 2, 2, 2}));
}

BOOST_AUTO_TEST_CASE(local_response_normalization_computes_its_formula) {
  const dln::LocalResponseNorm<double> layer(3, 0.5, 0.5, 1);
  Pass<double> pass(Mode::train, Random(1));
  const DoubleTensor y = layer.forward(DoubleTensor({1, 3, 1, 1}, {2, 2, 4}), pass);
  const arma::vec sums = {1 + 0.5 * 8, 1 + 0.5 * 24, 1 + 0.5 * 20};
  BOOST_TEST(arma::approx_equal(y.values(), arma::vec(arma::vec{2, 2, 4} / arma::sqrt(sums)),
                                "absdiff", 1e-14));
  dln::test::expect_error([] { dln::LocalResponseNorm<double>(4); },
                          {"odd number of channels", "got 4"});
  dln::test::expect_error([] { dln::LocalResponseNorm<double>(5, 1, 1, 0); }, {"k above 0"});
}

BOOST_AUTO_TEST_CASE(flattening_moves_nothing) {
  const DoubleTensor x = dln::test::random_tensor<double>({2, 3, 4, 5}, 1);
  const auto [y, dx] = there_and_back(dln::Flatten<double>(), x, x.reshaped({2, 60, 1, 1}));
  BOOST_TEST(arma::all(y.values() == x.values()));
  BOOST_TEST(arma::all(dx.values() == x.values()));
}

BOOST_AUTO_TEST_SUITE_END()
