#include "dln/train/yolo.hpp"

#include "dln/data/generated_scenes.hpp"
#include "dln/models/yolo.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/training.hpp"
#include "support.hpp"

using namespace dln;

namespace {

const YoloPlan plan{
    .height = 48, .width = 48, .filters = {8, 16, 16}, .last_filters = 24, .classes = 2};

SceneSet few_scenes() {
  return generated_scenes(
      12, {.height = 48, .width = 48, .classes = 2, .max_objects = 2, .min_size = 0.3},
      Random(1));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(the_loss_that_is_printed_is_differentiated) {
  const SceneSet set = few_scenes();
  Sequential<double> network;
  build_yolo(network, plan, Random(2));
  YoloObjective<double> objective(network, grid_of(plan), {}, set.scenes, {}, {});
  Pass<double> pass(Mode::train, Random(3));
  const BatchLoss loss = objective.backpropagate({0, 1, 2, 3}, pass);
  double sum = 0;
  for (const NamedNumber& part : loss.parts) sum += part.value;
  BOOST_TEST(loss.loss == sum, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(loss.parts.size() == 5U);
  BOOST_TEST(pass.kept() == 0U);
  // The last bias's gradient by the loss of the batch: a mean over the images, so four times
  // the same image has the loss of one.
  Pass<double> one(Mode::test, Random(3)), four(Mode::test, Random(3));
  BOOST_TEST(objective.backpropagate({5}, one).loss ==
                 objective.backpropagate({5, 5, 5, 5}, four).loss,
             boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_few_scenes_are_learnt) {
  const SceneSet set = few_scenes();
  Sequential<float> network;
  build_yolo(network, plan, Random(2));
  YoloObjective<float> objective(network, grid_of(plan), {}, set.scenes, {}, set.scenes);
  Adam<float> optimizer(5e-3);
  dln::train(objective, optimizer, {.epochs = 60, .batch_size = 6});
  BOOST_TEST(value_of(objective.validate(), "mAP") > 0.8);
}

BOOST_AUTO_TEST_CASE(cells_must_fit_into_the_image) {
  YoloPlan odd = plan;
  odd.width = 50;
  dln::test::expect_error([&] { grid_of(odd); }, {"multiples of 8", "50 x 48"});
}

BOOST_AUTO_TEST_SUITE_END()
