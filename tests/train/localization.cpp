#include "dln/train/localization.hpp"

#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/layers/soft_argmax2d.hpp"
#include "dln/losses/squared_error.hpp"
#include "support.hpp"

using namespace dln;
using dln::test::expect_error;

namespace {

Scene scene_with(const Box& box, std::size_t label) {
  return {"s", Image8(3, 10, 20), {{label, box}}, {}, {}};
}

/** A trunk that flattens, and heads of one dense layer. */
struct Network {
  explicit Network(std::size_t numbers) : boxes(600, numbers, he<float>(), Random(2)) {
    trunk.add<Flatten<float>>();
  }
  Sequential<float> trunk;
  Dense<float> classes{600, 3, he<float>(), Random(1)}, boxes;
  TwoHeads<float> heads{trunk, classes, boxes};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(boxes_become_shares_and_shares_boxes) {
  const std::vector<Scene> scenes = {scene_with({2, 1, 12, 5}, 2),
                                     {"empty", Image8(3, 10, 20), {}, {}, {}}};
  const auto objects = located_objects<double>(scenes);
  BOOST_TEST(arma::approx_equal(objects.boxes.values().head(4), arma::vec{0.35, 0.3, 0.5, 0.4},
                                "absdiff", 1e-15));
  BOOST_TEST(objects.labels[0] == 2U);
  BOOST_TEST(objects.labels[1] == ignored_label);
  const Box again = box_of_shares(objects.boxes.data(), 20, 10);
  BOOST_TEST(iou(again, {2, 1, 12, 5}) > 1 - 1e-12);
}

BOOST_AUTO_TEST_CASE(
    a_head_with_four_numbers_a_class_answers_with_those_of_the_class_it_names) {
  Network network(12);
  network.classes.bias().value = Tensor<float>({1, 3, 1, 1}, {0, 0, 9});
  network.classes.weight().value.values().zeros();
  network.boxes.weight().value.values().zeros();
  network.boxes.bias().value.values() = arma::regspace<arma::fvec>(0, 11);
  const Located<float> located = locate(network.heads, Tensor<float>({2, 3, 10, 20}));
  BOOST_TEST(arma::all(located.classes == 2U));
  BOOST_TEST(arma::all(located.boxes.values() == arma::fvec{8, 9, 10, 11, 8, 9, 10, 11}));
  Network wrong(8);
  expect_error(
      [&] {
        locate(wrong.heads, Tensor<float>({1, 3, 10, 20}));
      },
      {"box head: expected 4 or 12 numbers, got 8"});
}

BOOST_AUTO_TEST_CASE(a_weight_of_zero_leaves_a_head_out_and_parts_sum_to_the_loss) {
  Network network(4);
  const std::vector<Scene> scenes = {scene_with({2, 1, 12, 5}, 2), scene_with({0, 0, 5, 5}, 0)};
  const auto objects = located_objects<float>(scenes);
  const SquaredError<float> loss;
  const auto parts = [&](double classes, double boxes) {
    Localization<float> objective(network.heads, loss, 2,
                                  [&](const arma::uvec& i, Random&) { return objects.pick(i); },
                                  &objects, {classes, boxes});
    Pass<float> pass(Mode::train, Random(1));
    const BatchLoss batch = objective.backpropagate({0, 1}, pass);
    double sum = 0;
    for (const auto& part : batch.parts) sum += part.value;
    BOOST_TEST(sum == batch.loss);
    BOOST_TEST(pass.kept() == 0U);
    BOOST_TEST(pass.has_gradient(network.classes.weight()) == (classes > 0));
    BOOST_TEST(pass.has_gradient(network.boxes.weight()) == (boxes > 0));
    BOOST_TEST(objective.validate().front().name == "mean IoU");
    return batch.parts.size();
  };
  BOOST_TEST(parts(1, 10) == 2U);
  BOOST_TEST(parts(0, 10) == 1U);
  BOOST_TEST(parts(1, 0) == 1U);
}

BOOST_AUTO_TEST_CASE(a_soft_argmax_finds_a_peak_and_the_middle_of_nothing) {
  Tensor<double> x({1, 2, 4, 5});
  x[20 + 2 * 5 + 1] = 100;  // channel 1, x 1, y 2
  Pass<double> pass(Mode::test, Random(1), Keep::nothing);
  const Tensor<double> y = SoftArgmax2d<double>().forward(x, pass);
  BOOST_TEST(
      arma::approx_equal(y.values(), arma::vec{0.5, 0.5, 1.5 / 5, 2.5 / 4}, "absdiff", 1e-12));
  const Tensor<double> p = spatial_softmax(x);
  BOOST_TEST(std::abs(arma::accu(p.values()) - 2) < 1e-12);
  x[0] = 1e300;  // no overflow
  BOOST_TEST(SoftArgmax2d<double>().forward(x, pass).values().is_finite());
}

BOOST_AUTO_TEST_SUITE_END()
