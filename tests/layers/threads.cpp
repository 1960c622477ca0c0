// The same bits for any number of threads, layer by layer.
#include "dln/core/threads.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "config.hpp"
#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/batch_norm.hpp"
#include "dln/layers/bilinear_upsample2d.hpp"
#include "dln/layers/conv_transpose2d.hpp"
#include "dln/layers/dropout.hpp"
#include "dln/layers/global_average_pool.hpp"
#include "dln/layers/group_norm.hpp"
#include "dln/layers/highway.hpp"
#include "dln/layers/local_response_norm.hpp"
#include "dln/layers/max_unpool2d.hpp"
#include "dln/layers/maxout.hpp"
#include "dln/layers/pad_channels.hpp"
#include "dln/layers/prelu.hpp"
#include "dln/layers/rectifying.hpp"
#include "dln/layers/soft_argmax2d.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/vision/roi_align.hpp"
#include "dln/vision/roi_max_pool.hpp"
#include "gradients/networks.hpp"
#include "support.hpp"

using namespace dln;

namespace {

/** A layer and what goes in: large enough that seven threads are worth waking. */
struct Case {
  std::string layer;
  std::shared_ptr<Layer<float>> made;
  Shape x;
};

template <typename Made, typename... Arguments>
Case make_case(const std::string& layer, const Shape& x, Arguments&&... arguments) {
  return {layer, std::make_shared<Made>(std::forward<Arguments>(arguments)...), x};
}

std::vector<Case> cases() {
  const Shape images{8, 16, 48, 50}, odd{7, 13, 57, 61};
  const Pooling uneven{3, 2, 2, 1, 1, 2, 0, 1};
  std::vector<Case> list = {
      make_case<Conv2d<float>>("Conv2d", images, conv::square(16, 8, 0, 3, 1, 1), he<float>(),
                               Random(1)),
      make_case<Conv2d<float>>("Conv2d", odd, conv::square(13, 5, 0, 5, 2, 1), he<float>(),
                               Random(1)),
      make_case<Dense<float>>("Dense", {67, 1601, 1, 1}, 1601, 203, he<float>(), Random(1)),
      make_case<Dense<float>>("Dense", {3, 6001, 1, 1}, 6001, 203, he<float>(), Random(1)),
      make_case<ReLU<float>>("ReLU", odd),
      make_case<MaxPool2d<float>>("MaxPool2d", images),
      make_case<MaxPool2d<float>>("MaxPool2d", odd, Pooling::square(3, 2, 1)),
      make_case<MaxPool2d<float>>("MaxPool2d", images, Pooling::square(17, 3, 4)),
      make_case<AvgPool2d<float>>("AvgPool2d", images),
      make_case<AvgPool2d<float>>("AvgPool2d", odd, uneven),
      make_case<GlobalAveragePool<float>>("GlobalAveragePool", odd),
      make_case<LocalResponseNorm<float>>("LocalResponseNorm", images),
      make_case<LocalResponseNorm<float>>("LocalResponseNorm", odd, 3, 0.5, 0.6, 1),
      make_case<BatchNorm<float>>("BatchNorm", images, 16U),
      make_case<BatchNorm<float>>("BatchNorm", odd, 13U),
      make_case<BatchNorm<float>>("BatchNorm", {67, 1601, 1, 1}, 1601U),
      make_case<GroupNorm<float>>("GroupNorm", images, 4U, 16U),
      make_case<GroupNorm<float>>("GroupNorm", odd, 1U, 13U),
      make_case<GroupNorm<float>>("GroupNorm", {67, 1601, 1, 1}, 1U, 1601U),
      make_case<SoftArgmax2d<float>>("SoftArgmax2d", images),
      make_case<SoftArgmax2d<float>>("SoftArgmax2d", odd),
      make_case<Flatten<float>>("Flatten", odd),
      make_case<PadChannels<float>>("PadChannels", images, 3U, 5U),
      make_case<NearestUpsample2d<float>>("NearestUpsample2d", odd),
      make_case<NearestUpsample2d<float>>("NearestUpsample2d", images, 3),
      make_case<BilinearUpsample2d<float>>("BilinearUpsample2d", odd),
      make_case<BilinearUpsample2d<float>>("BilinearUpsample2d", images, 3),
      make_case<ConvTranspose2d<float>>(
          "ConvTranspose2d", images, conv::square(8, 16, 0, 4, 2, 1), he<float>(), Random(1)),
      make_case<ConvTranspose2d<float>>("ConvTranspose2d", odd, conv::square(5, 13, 0, 3, 2, 1),
                                        he<float>(), Random(1), Remainder{1, 0}),
      make_case<Sigmoid<float>>("Sigmoid", odd),
      make_case<Tanh<float>>("Tanh", odd),
      make_case<LeakyReLU<float>>("LeakyReLU", odd),
      make_case<ELU<float>>("ELU", odd),
      make_case<GELU<float>>("GELU", odd),
      make_case<PReLU<float>>("PReLU", images),
      make_case<RReLU<float>>("RReLU", odd),
      make_case<Maxout<float>>("Maxout", images),
      make_case<Dropout<float>>("Dropout", odd, 0.5)};
  const Shape colours{8, 3, 128, 128};
  std::vector<Region> regions;
  for (std::size_t i = 0; i < 60; ++i) {
    const auto x = static_cast<double>(i);
    regions.push_back({i % 8, {x / 2, x / 3, 20 + x / 2, 15 + x / 2}});
  }
  list.push_back(make_case<RoiMaxPool<float>>("RoiMaxPool", images, regions));
  list.push_back(make_case<RoiAlign<float>>("RoiAlign", images, regions));
  auto highway = std::make_shared<Highway<float>>();
  fill_dense(*highway, 601, -2, he<float>(), Random(1));
  list.push_back({"Highway", highway, {67, 601, 1, 1}});
  auto unpool = std::make_shared<MaxUnpool2d<float>>();
  test::add_convolution(unpool->inside(), 13, 13, 3, 1);
  list.push_back({"MaxUnpool2d", unpool, {7, 13, 58, 62}});
  list.push_back({"Sum", test::residual_block<float>(1), colours});
  list.push_back({"Concatenation", test::inception_block<float>(1), colours});
  list.push_back({"Sequential", test::two_skips<float>(1), colours});
  return list;
}

/** All that a layer computes: y, dx and its parameters' gradients, one after the other. */
arma::fvec all_numbers(Layer<float>& layer, const Tensor<float>& x, std::size_t threads) {
  const std::size_t before = thread_count();
  set_thread_count(threads);
  Pass<float> pass(Mode::train, Random(1));
  const auto y = layer.forward(x, pass);
  const auto dx = layer.backward(test::random_tensor<float>(y.shape(), 3), pass);
  arma::fvec numbers = arma::join_cols(y.values(), dx.values());
  for (const auto& [path, parameter] : layer.parameters())
    numbers = arma::join_cols(numbers, pass.gradient(*parameter).values());
  set_thread_count(before);
  return numbers;
}

std::set<std::string> declared_layers() {
  static const std::regex declaration(
      R"(class (\w+) final : public (Layer|Container|Activation)<T>)");
  std::set<std::string> names;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(test::library_folder)) {
    const std::string folder = entry.path().parent_path().filename().string();
    if (folder != "layers" && folder != "vision") continue;
    const std::string text = test::text_of(entry.path());
    if (entry.path().extension() != ".hpp") continue;
    for (std::sregex_iterator match(text.begin(), text.end(), declaration), end; match != end;
         ++match)
      names.insert((*match)[1]);
  }
  return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(the_bits_of_every_layer_are_the_same_for_any_number_of_threads) {
  std::set<std::string> tested;
  for (const auto& [name, layer, shape] : cases()) {
    tested.insert(name);
    const auto x = test::random_tensor<float>(shape, 2);
    const arma::fvec expected = all_numbers(*layer, x, 1);
    for (const std::size_t threads : {2, 3, 7}) {
      const bool same = arma::all(all_numbers(*layer, x, threads) == expected);
      BOOST_TEST(same, layer->name() << " with " << threads << " threads");
    }
  }
  BOOST_TEST(declared_layers().contains("ReLU"));
  BOOST_TEST(tested == declared_layers(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
