// Layers that make images larger, by hand and held to other ways of computing the same.
#include "dln/initializers/bilinear.hpp"
#include "dln/layers/bilinear_upsample2d.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/conv_transpose2d.hpp"
#include "dln/layers/highway.hpp"
#include "dln/layers/max_unpool2d.hpp"
#include "dln/layers/plain_transposed.hpp"
#include "support.hpp"

using namespace dln;
using conv::Geometry;

namespace {

Geometry uneven() {
  Geometry g{.channels = 4, .filters = 6, .kernel_height = 3, .kernel_width = 4};
  g.stride_height = 2;
  g.stride_width = 3;
  g.dilation_height = 2;
  g.padding_top = 1;
  g.padding_right = 2;
  g.groups = 2;
  return g;
}

struct Enlargement {
  Geometry turned;
  Remainder remainder;
};

std::vector<Enlargement> enlargements() {
  return {{conv::square(2, 3, 0, 3), {}},
          {conv::square(2, 3, 0, 4, 2, 1), {}},
          {conv::square(2, 3, 0, 3, 2, 1), {1, 0}},
          {conv::square(3, 2, 0, 2, 2), {0, 1}},
          {conv::square(2, 2, 0, 3, 4), {3, 1}},
          {conv::square(2, 3, 0, 1, 1, 1), {}},
          {conv::square(5, 5, 0, 3, 2, 0, 2, 5), {1, 1}},
          {uneven(), {1, 2}}};
}

Tensor<double> forward(const Layer<double>& layer, const Tensor<double>& x) {
  Pass<double> pass(Mode::test, Random(1), Keep::nothing);
  return layer.forward(x, pass);
}

bool near(const Tensor<double>& a, const Tensor<double>& b, double tolerance = 1e-12) {
  return a.shape() == b.shape() &&
         arma::approx_equal(a.values(), b.values(), "absdiff", tolerance);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(a_transposed_convolution_by_hand) {
  ConvTranspose2d<double> layer(conv::square(1, 1, 0, 2, 2), he<double>(), Random(1));
  layer.weight().value = Tensor<double>({1, 1, 2, 2}, {1, 2, 3, 4});
  layer.bias().value[0] = 0.5;
  const auto y = forward(layer, Tensor<double>({1, 1, 1, 2}, {1, 10}));
  BOOST_TEST(
      near(y, Tensor<double>({1, 1, 2, 4}, {1.5, 2.5, 10.5, 20.5, 3.5, 4.5, 30.5, 40.5})));
  ConvTranspose2d<double> overlapping(conv::square(1, 1, 0, 3), he<double>(), Random(1));
  overlapping.weight().value.values().ones();
  const auto sums = forward(overlapping, Tensor<double>({1, 1, 1, 2}, {1, 10}));
  BOOST_TEST(
      near(sums, Tensor<double>({1, 1, 3, 4}, {1, 11, 11, 10, 1, 11, 11, 10, 1, 11, 11, 10})));
}

BOOST_AUTO_TEST_CASE(a_transposed_convolution_is_spread_pad_turn_convolve) {
  for (const auto& [turned, remainder] : enlargements()) {
    ConvTranspose2d<double> layer(turned, he<double>(), Random(1), remainder);
    const auto x = test::random_tensor<double>({2, turned.filters, 4, 5}, 2);
    const auto expected =
        plain::transposed_convolution(layer.geometry(x.shape()), x, layer.weight().value);
    BOOST_TEST(near(forward(layer, x), expected), layer.name());
  }
}

BOOST_AUTO_TEST_CASE(it_leads_back_to_the_size_that_the_convolution_came_from) {
  for (const auto& [turned, remainder] : enlargements()) {
    ConvTranspose2d<double> layer(turned, he<double>(), Random(1), remainder);
    const Conv2d<double> convolution(turned, he<double>(), Random(1));
    const Shape x{2, turned.filters, 4, 5};
    const bool same = convolution.output_shape(layer.output_shape(x)) == x;
    BOOST_TEST(same, layer.name());
  }
}

BOOST_AUTO_TEST_CASE(it_is_the_transpose_of_the_convolution) {
  for (const auto& [turned, remainder] : enlargements()) {  // <conv(a), b> = <a, transposed(b)>
    ConvTranspose2d<double> layer(turned, he<double>(), Random(1), remainder);
    Conv2d<double> convolution(turned, he<double>(), Random(1));
    convolution.weight().value = layer.weight().value;
    const auto b = test::random_tensor<double>({2, turned.filters, 4, 5}, 2);
    const auto a = test::random_tensor<double>(layer.output_shape(b.shape()), 3);
    const double other = arma::dot(a.values(), forward(layer, b).values());
    BOOST_TEST(arma::dot(forward(convolution, a).values(), b.values()) == other,
               boost::test_tools::tolerance(1e-11));
  }
}

BOOST_AUTO_TEST_CASE(bilinear_up_sampling_by_hand) {
  const Tensor<double> x({1, 1, 1, 3}, {0, 4, 8});
  BOOST_TEST(near(forward(BilinearUpsample2d<double>(2), x),
                  Tensor<double>({1, 1, 2, 6}, {0, 1, 3, 5, 7, 8, 0, 1, 3, 5, 7, 8})));
  BOOST_TEST(near(forward(BilinearUpsample2d<double>(1), x), x));
}

BOOST_AUTO_TEST_CASE(bilinear_filters_are_bilinear_up_sampling_inside) {
  for (const std::size_t factor : {2, 3, 4}) {
    const std::size_t kernel = 2 * factor - factor % 2, padding = (kernel - factor + 1) / 2;
    ConvTranspose2d<double> layer(conv::square(3, 3, 0, kernel, factor, padding),
                                  bilinear<double>(), Random(1));
    const auto x = test::random_tensor<double>({2, 3, 6, 7}, 1);
    const auto y = forward(layer, x), expected = forward(BilinearUpsample2d<double>(factor), x);
    const bool same_shape = y.shape() == expected.shape();
    BOOST_TEST_REQUIRE(same_shape);
    for (std::size_t n = 0; n < 2; ++n)  // outside the border, where a neighbour is missing
      for (std::size_t i = factor; i < 5 * factor; ++i)
        for (std::size_t j = factor; j < 6 * factor; ++j)
          BOOST_TEST(std::abs(y.image(n)(j, i, 2) - expected.image(n)(j, i, 2)) < 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(unpooling_puts_back_to_the_kept_places) {
  MaxUnpool2d<double> layer;
  const Tensor<double> x({1, 1, 2, 4},
                         {1, 2, 8, 5, 4, 3, 5, 8});  // the first of the two eights
  BOOST_TEST(near(forward(layer, x), Tensor<double>({1, 1, 2, 4}, {0, 0, 8, 0, 4, 0, 0, 0})));
  Pass<double> pass(Mode::train, Random(1));
  layer.forward(x, pass);
  const auto dx = layer.backward(Tensor<double>({1, 1, 2, 4}, {1, 2, 3, 4, 5, 6, 7, 8}), pass);
  BOOST_TEST(near(dx, Tensor<double>({1, 1, 2, 4}, {0, 0, 3, 0, 5, 0, 0, 0})));
}

BOOST_AUTO_TEST_CASE(a_highway_layer_mixes_by_its_gate) {
  Highway<double> layer;
  fill_dense(layer, 2, 0, constant<double>(0), Random(1));
  auto parameters = layer.parameters();  // transform.0.weight, .bias, gate.0.weight, .bias
  BOOST_TEST_REQUIRE(parameters.size() == 4U);
  parameters[1].parameter->value = Tensor<double>({1, 2, 1, 1}, {6, 8});
  parameters[3].parameter->value = Tensor<double>({1, 2, 1, 1}, {0, std::log(3.0)});
  const Tensor<double> x({1, 2, 1, 1}, {-2, 4});  // h = 6, 8 and t = 1/2, 3/4
  BOOST_TEST(near(forward(layer, x), Tensor<double>({1, 2, 1, 1}, {2, 7})));
  parameters[3].parameter->value.values().fill(
      -1000);  // closed: x goes through, and so does dy
  Pass<double> pass(Mode::train, Random(1));
  BOOST_TEST(near(layer.forward(x, pass), x));
  BOOST_TEST(near(layer.backward(x, pass), x));
}

BOOST_AUTO_TEST_CASE(layers_around_others_refuse_what_changes_the_shape) {
  Highway<double> highway;
  highway.gate().add<Dense<double>>(4, 3, he<double>(), Random(1));
  test::expect_error(
      [&] {
        (void)highway.output_shape({2, 4, 1, 1});
      },
      {"Highway: output of the gate", "2x4x1x1, as its input", "2x3x1x1"});
  MaxUnpool2d<double> unpool;
  unpool.inside().add<BilinearUpsample2d<double>>(2);
  test::expect_error(
      [&] {
        (void)unpool.output_shape({1, 1, 4, 4});
      },
      {"MaxUnpool2d", "1x1x2x2, as their input", "1x1x4x4"});
  test::expect_error([] { MaxUnpool2d<double>(Pooling::square(3, 2)); },
                     {"windows that do not overlap", "3x3, stride 2x2"});
}

BOOST_AUTO_TEST_CASE(what_cannot_be_up_sampled_is_refused_by_name) {
  const auto make = [](const Geometry& g, Remainder remainder = {}) {
    return ConvTranspose2d<double>(g, he<double>(), Random(1), remainder);
  };
  test::expect_error(
      [&] {
        make(conv::square(2, 3, 0, 3, 2), {2, 0});
      },
      {"remainder of the height", "less than the stride of 2", "2"});
  test::expect_error([&] { make(conv::square(2, 3, 0, 3, 1, 0, 1, 2)); }, {"groups"});
  const auto layer = make(conv::square(2, 3, 0, 2, 1, 2));
  test::expect_error([&] { (void)layer.output_shape({1, 2, 4, 4}); }, {"3 channels", "2"});
  test::expect_error([&] { (void)layer.output_shape({1, 3, 2, 9}); }, {"height", "4", "3"});
  test::expect_error([&] { (void)layer.output_shape({1, 3, 3, 9}); }, {"height", "4", "4"});
  test::expect_error([] { BilinearUpsample2d<double>(0); }, {"factor", "at least 1"});
  test::expect_error(
      [] {
        ConvTranspose2d<double>(conv::square(2, 3, 0, 4, 2), bilinear<double>(), Random(1));
      },
      {"bilinear", "as many as channels", "3x2x4x4"});
}

BOOST_AUTO_TEST_SUITE_END()
