// Every layer computes what PyTorch's does: output, and gradients of input and parameters.
#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/global_average_pool.hpp"
#include "dln/layers/local_response_norm.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/maxout.hpp"
#include "dln/layers/nearest_upsample2d.hpp"
#include "dln/layers/prelu.hpp"
#include "dln/layers/rectifying.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/squashing.hpp"
#include "reference/reference.hpp"

using namespace dln;
using dln::test::Reference;

namespace {

using Numbers = std::tuple<float, double>;

/** Gives a layer the recorded input and parameters, and compares all that comes out. */
template <typename T>
void check_recorded(const std::string& name, Layer<T>&& layer, Mode mode = Mode::train) {
  Reference reference(name);
  for (const auto& [path, parameter] : layer.parameters()) {
    const auto value = reference.read<T>(path);
    BOOST_REQUIRE(value.shape() == parameter->value.shape());
    parameter->value = value;
  }
  Pass<T> pass(mode, Random(1));
  reference.compare("y", layer.forward(reference.read<T>("x"), pass));
  reference.compare("dx", layer.backward(reference.read<T>("dy"), pass));
  for (const auto& [path, parameter] : layer.parameters())
    reference.compare("d" + path, pass.gradient(*parameter));
}

/** Checks a convolution by the algorithm that its shape gets. */
template <typename T>
void check_convolution(const std::string& name, const conv::Geometry& geometry) {
  check_recorded<T>(name, Conv2d<T>(geometry, constant<T>(0), Random(1)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reference)

BOOST_AUTO_TEST_CASE_TEMPLATE(activations, T, Numbers) {
  check_recorded<T>("relu", ReLU<T>());
  check_recorded<T>("sigmoid", Sigmoid<T>());
  check_recorded<T>("tanh", Tanh<T>());
  check_recorded<T>("leaky_relu", LeakyReLU<T>());
  check_recorded<T>("elu", ELU<T>());
  check_recorded<T>("gelu", GELU<T>());
  check_recorded<T>("prelu_one", PReLU<T>(1));
  check_recorded<T>("prelu_channels", PReLU<T>(6));
  check_recorded<T>("rrelu_test", RReLU<T>(), Mode::test);
  check_recorded<T>("maxout", Maxout<T>(3));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(dense, T, Numbers) {
  check_recorded<T>("dense", Dense<T>(24, 7, constant<T>(0), Random(1)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(convolutions, T, Numbers) {
  check_convolution<T>("conv_pointwise", conv::square(5, 4, 4, 1));
  check_convolution<T>("conv_3x3", conv::square(8, 6, 10, 3, 1, 1));
  check_convolution<T>("conv_stride", conv::square(3, 4, 9, 5, 2, 2));
  check_convolution<T>("conv_dilation", conv::square(3, 4, 9, 3, 1, 2, 2));
  check_convolution<T>("conv_groups", conv::square(6, 4, 7, 3, 1, 1, 1, 2));
  check_convolution<T>("conv_depthwise", conv::square(6, 6, 7, 3, 1, 1, 1, 6));
  conv::Geometry uneven;
  uneven.channels = 4;
  uneven.filters = 6;
  uneven.height = 9;
  uneven.width = 10;
  uneven.kernel_height = 3;
  uneven.kernel_width = 2;
  uneven.stride_height = 2;
  uneven.stride_width = 3;
  uneven.padding_right = 3;
  uneven.padding_top = 2;
  uneven.padding_bottom = 1;
  uneven.dilation_width = 2;
  uneven.groups = 2;
  check_convolution<T>("conv_uneven", uneven);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(image_layers, T, Numbers) {
  check_recorded<T>("max_pool", MaxPool2d<T>());
  check_recorded<T>("max_pool_overlapping", MaxPool2d<T>(Pooling{3, 2, 2, 1, 1, 1, 0, 0}));
  check_recorded<T>("avg_pool", AvgPool2d<T>());
  check_recorded<T>("avg_pool_overlapping", AvgPool2d<T>(Pooling{3, 2, 2, 1, 1, 1, 1, 1}));
  check_recorded<T>("global_average_pool", GlobalAveragePool<T>());
  check_recorded<T>("local_response_norm", LocalResponseNorm<T>());
  check_recorded<T>("local_response_norm_strong", LocalResponseNorm<T>(3, 0.5, 0.6, 1));
  check_recorded<T>("nearest_upsample", NearestUpsample2d<T>(3));
}

BOOST_AUTO_TEST_SUITE_END()
