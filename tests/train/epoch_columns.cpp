#include "dln/train/epoch_columns.hpp"

#include <cmath>

#include "support.hpp"

using dln::test::expect_error;

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(epochs_with_many_numbers_come_back_in_order) {
  dln::Epoch epoch;
  for (int i = 0; i < 12; ++i)
    epoch.metrics.push_back({"m/" + std::to_string(i), std::sqrt(i)});
  epoch.validation = {{"z", std::nan("")}, {"a", 1}};
  epoch.parts = {{"data", 0.1}};
  epoch.loss = 0.3;
  epoch.update_ratio = 1e-300;
  dln::Epoch second = epoch;
  second.loss = 0.2;
  const auto back = dln::epochs_of("file", dln::columns_of({epoch, second}));
  BOOST_TEST(back.size() == 2U);
  BOOST_TEST(back[1].number == 2U);
  BOOST_TEST(back[0].loss == 0.3);
  BOOST_TEST(back[1].loss == 0.2);
  BOOST_TEST(back[1].update_ratio == 1e-300);
  BOOST_TEST(back[0].metrics.size() == 12U);
  for (std::size_t i = 0; i < 12; ++i) {
    BOOST_TEST(back[0].metrics[i].name == epoch.metrics[i].name);
    BOOST_TEST(back[0].metrics[i].value == epoch.metrics[i].value);
  }
  BOOST_TEST(back[0].validation[0].name == "z");
  BOOST_TEST(std::isnan(back[0].validation[0].value));
  BOOST_TEST(back[0].parts[0].value == 0.1);
  BOOST_TEST(dln::columns_of({}).empty());
  BOOST_TEST(dln::epochs_of("file", {}).empty());
  second.parts[0].name = "other";
  expect_error(
      [&] {
        dln::columns_of({epoch, second});
      },
      {"every epoch with the first one's parts and metrics"});
}

BOOST_AUTO_TEST_SUITE_END()
