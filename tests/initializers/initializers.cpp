#include "dln/initializers/initializers.hpp"

#include "support.hpp"

using namespace dln;

namespace {

Tensor<double> drawn(const Initializer<double>& initializer, const Shape& shape,
                     const Fans& fans) {
  Tensor<double> weight(shape);
  Random random(1);
  initializer(weight, fans, random);
  return weight;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(initializers)

BOOST_AUTO_TEST_CASE(each_has_its_mean_and_variance) {
  const Shape shape{300, 200, 1, 1};
  const Fans fans{200, 300};
  const std::vector<std::pair<Initializer<double>, double>> cases = {
      {gaussian<double>(0.3), 0.09},         {uniform<double>(0.3), 0.03},
      {lecun<double>(), 1.0 / 200},          {glorot<double>(), 2.0 / 500},
      {glorot_uniform<double>(), 2.0 / 500}, {he<double>(), 2.0 / 200},
      {he_uniform<double>(), 2.0 / 200},     {orthogonal<double>(2), 4.0 / 300},
  };
  for (const auto& [initializer, variance] : cases) {
    const arma::vec values = drawn(initializer, shape, fans).values();
    BOOST_TEST(arma::var(values) == variance, boost::test_tools::tolerance(0.03));
    BOOST_TEST(std::abs(arma::mean(values)) < 4 * std::sqrt(variance / double(values.n_elem)));
  }
  BOOST_TEST(arma::all(drawn(constant<double>(0.5), shape, fans).values() == 0.5));
}

BOOST_AUTO_TEST_CASE(uniform_ones_stay_within_their_bound) {
  const arma::vec values = drawn(glorot_uniform<double>(), {50, 100, 1, 1}, {100, 50}).values();
  const double bound = std::sqrt(6.0 / 150);
  BOOST_TEST(arma::abs(values).max() <= bound);
  BOOST_TEST(arma::abs(values).max() > 0.99 * bound);
}

BOOST_AUTO_TEST_CASE(orthogonal_ones_keep_lengths) {
  for (const auto& [neurons, inputs] :
       {std::pair<std::size_t, std::size_t>{8, 20}, {20, 8}, {9, 9}}) {
    const auto weight = drawn(orthogonal<double>(), {neurons, inputs, 1, 1}, {inputs, neurons});
    const arma::mat W = weight.columns();
    const arma::mat gram = neurons < inputs ? arma::mat(W.t() * W) : arma::mat(W * W.t());
    BOOST_TEST(arma::abs(gram - arma::eye(arma::size(gram))).max() < 1e-12);
  }
}

BOOST_AUTO_TEST_SUITE_END()
