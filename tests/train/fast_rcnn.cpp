#include "dln/train/fast_rcnn.hpp"

#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/sequential.hpp"
#include "support.hpp"

using namespace dln;
using dln::test::expect_error;

namespace {

constexpr std::size_t count = 3;  // of classes

/** A small network over images of 2 channels. */
struct Small {
  explicit Small(RegionPooling pooling = RegionPooling::max) {
    trunk.add<Conv2d<double>>(conv::square(2, 3, 8, 3, 1, 1), he<double>(), Random(1));
    body.add<Flatten<double>>();
    network.pooling = pooling;
  }
  Sequential<double> trunk, body;
  Dense<double> class_head{12, count + 1, he<double>(), Random(2)};
  Dense<double> box_head{12, 4 * count, he<double>(), Random(3)};
  RegionNetwork<double> network{trunk, body, class_head, box_head, {2, 2, 4}};
};

/** Three regions of one image: two objects, and background between them. */
RegionBatch<double> three_regions() {
  RegionBatch<double> batch;
  batch.images = dln::test::random_tensor<double>({1, 2, 8, 8}, 4);
  batch.targets = {{{0, {0, 0, 16, 16}}, {0, {8, 8, 32, 32}}, {0, {0, 20, 9, 30}}},
                   {1, count, 2},
                   {dln::test::random_tensor<double>({3, 4 * count, 1, 1}, 5),
                    Tensor<double>({3, 4 * count, 1, 1})}};
  for (const std::size_t r : {0U, 2U})
    for (std::size_t k = 0; k < 4; ++k)
      batch.targets.offsets.weights[(r * count + batch.targets.classes[r]) * 4 + k] = 1;
  return batch;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(the_loss_is_the_sum_of_both_terms_by_all_regions) {
  const RegionBatch<double> batch = three_regions();
  const auto& labels = batch.targets.classes;
  for (const RegionPooling pooling : {RegionPooling::max, RegionPooling::align}) {
    Small small(pooling);
    FastRcnn<double> objective(
        small.network, 1, [&](const arma::uvec&, Random&) { return batch; }, 2);
    Pass<double> pass(Mode::train, Random(1));
    const BatchLoss loss = objective.backpropagate({0}, pass);
    BOOST_TEST(pass.kept() == 0U);
    Pass<double> again(Mode::test, Random(1), Keep::nothing);
    const auto said =
        answers(small.network, small.trunk.forward(batch.images, again), batch.targets.regions);
    double named = 0, placed = 0;
    for (std::size_t r = 0; r < 3; ++r) {
      const arma::mat all = said.scores.columns();
      const arma::vec scores = all.col(r);
      named += std::log(arma::accu(arma::exp(scores))) - scores[labels[r]];
      if (labels[r] == count) continue;
      for (std::size_t k = 0; k < 4; ++k) {
        const std::size_t number = (r * count + labels[r]) * 4 + k;
        const double d = std::abs(said.offsets[number] - batch.targets.offsets.values[number]);
        placed += d < 1 ? d * d / 2 : d - 0.5;
      }
    }
    BOOST_TEST(std::abs(loss.loss - (named / 3 + 2 * placed / 3)) < 1e-12);
    BOOST_TEST(std::abs(value_of(loss.parts, "class") - named / 3) < 1e-12);
    BOOST_TEST(std::abs(value_of(loss.parts, "box") - 2 * placed / 3) < 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(a_batch_without_objects_has_no_box_loss_and_one_without_regions_is_none) {
  Small small;
  RegionBatch<double> batch = three_regions();
  FastRcnn<double> objective(small.network, 1,
                             [&](const arma::uvec&, Random&) { return batch; });
  batch.targets.classes.fill(count);
  batch.targets.offsets.weights.values().zeros();
  Pass<double> pass(Mode::train, Random(1));
  BOOST_TEST(value_of(objective.backpropagate({0}, pass).parts, "box") == 0);
  BOOST_TEST(arma::all(pass.gradient(small.box_head.weight()).values() == 0.0));
  batch.targets = {};
  Pass<double> fresh(Mode::train, Random(1));
  expect_error([&] { objective.backpropagate({0}, fresh); },
               {"FastRcnn: expected at least one region, got none"});
}

BOOST_AUTO_TEST_SUITE_END()
