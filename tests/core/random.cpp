#include "dln/core/random.hpp"

#include "support.hpp"

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_stream_everywhere) {
  // Written down once; another platform, compiler or library version must give the same.
  dln::Random random(42);
  BOOST_TEST(random.below(1000000) == 139672U);
  BOOST_TEST(random.uniform() == 0.9693205787161252);
  BOOST_TEST(random.normal() == -0.96909401579985788);
  BOOST_TEST(random.split(7).below(1000000) == 5094U);
}

BOOST_AUTO_TEST_CASE(a_split_stream_does_not_depend_on_what_was_drawn) {
  dln::Random one(3);
  dln::Random other(3);
  other.uniform();
  BOOST_TEST(one.split(5).uniform() == other.split(5).uniform());
  BOOST_TEST(one.split(5).uniform() != one.split(6).uniform());
}

BOOST_AUTO_TEST_CASE(split_streams_are_uncorrelated) {
  constexpr int draws = 20000;
  dln::Random a = dln::Random(1).split(0);
  dln::Random b = dln::Random(1).split(1);
  double sum = 0;
  for (int i = 0; i < draws; ++i) sum += a.normal() * b.normal();
  BOOST_TEST(std::abs(sum / draws) < 4 / std::sqrt(draws));  // four standard errors
}

BOOST_AUTO_TEST_CASE(normal_has_mean_zero_and_variance_one) {
  constexpr int draws = 100000;
  dln::Random random(9);
  arma::vec values(draws);
  values.imbue([&] { return random.normal(); });
  BOOST_TEST(std::abs(arma::mean(values)) < 4 / std::sqrt(draws));
  BOOST_TEST(std::abs(arma::var(values) - 1) < 4 * std::sqrt(2.0 / draws));
}

BOOST_AUTO_TEST_CASE(a_permutation_holds_every_index_once) {
  const arma::uvec order = dln::Random(4).permutation(1000);
  BOOST_TEST(arma::all(arma::sort(order) == arma::regspace<arma::uvec>(0, 999)));
  BOOST_TEST(!order.is_sorted());
  BOOST_TEST(dln::Random(4).permutation(0).is_empty());
  BOOST_TEST(dln::Random(4).permutation(1)[0] == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
