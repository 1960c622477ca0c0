#include "program/budget.hpp"

#include "dln/optimizers/gradient_descent.hpp"
#include "dln/train/checkpoint.hpp"
#include "support.hpp"

using dln::program::affordable_epochs;
using dln::program::Budget;
using dln::program::Options;

namespace {

/** An objective that takes so long a step, and learns nothing. */
class Waiting : public dln::Objective<float> {
 public:
  explicit Waiting(double seconds) : seconds_(seconds) {}
  dln::ParameterList<float> parameters() override { return {}; }
  std::size_t examples() const override { return 40; }
  dln::BatchLoss backpropagate(const arma::uvec& /*examples*/,
                               dln::Pass<float>& /*pass*/) override {
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < std::chrono::duration<double>(seconds_)) {
    }
    return {};
  }

 private:
  double seconds_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(a_main_training_is_as_long_as_somebody_says) {
  Waiting objective(0);
  Options options;
  options.epochs = 7;
  options.minutes = 1e-9;
  BOOST_TEST(affordable_epochs({20, 1}, objective, 10, options) == 7U);
}

BOOST_AUTO_TEST_CASE(on_generated_images_it_is_as_long_on_every_machine) {
  Waiting slow(1e3);  // is not even tried
  BOOST_TEST(affordable_epochs({20, 1e-9}, slow, 10, Options()) == 20U);
}

BOOST_AUTO_TEST_CASE(it_fits_into_its_minutes) {
  Waiting objective(2e-3);  // four steps an epoch: some 9 ms, as a tenth and a half is added
  Options options;
  options.minutes = 0.1 / 60;
  const std::size_t epochs = affordable_epochs({1000, 60}, objective, 10, options);
  BOOST_TEST(epochs >= 2U);  // a busy machine is slower
  BOOST_TEST(epochs <= 11U);
  options.minutes = 1;
  BOOST_TEST(affordable_epochs({20, 1e-9}, objective, 10, options) == 20U);
  options.minutes = 1e-6;
  BOOST_TEST(affordable_epochs({20, 60}, objective, 10, options) == 2U);
  BOOST_TEST(dln::program::minutes_at_most({20, 60}, Options()) == 66.0,
             boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(resumed_it_is_as_long_as_it_was_to_be) {
  const dln::test::TemporaryFolder folder;
  Waiting objective(0);
  dln::GradientDescent<float> optimizer(0.1);
  const dln::TrainingOptions how{.epochs = 13, .batch_size = 10};
  dln::TrainingState<float> state;
  dln::save_checkpoint<float>(folder / "kept", {objective, optimizer, how, state});
  Options options;
  options.minutes = 1e-9;
  options.resume = folder / "kept";
  BOOST_TEST(affordable_epochs({20, 60}, objective, 10, options) == 13U);
}

BOOST_AUTO_TEST_SUITE_END()
