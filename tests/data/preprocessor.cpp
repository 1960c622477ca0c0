#include "dln/data/preprocessor.hpp"

#include "support.hpp"

using namespace dln;

namespace {

/** Correlated features, one of them constant. */
Tensor<double> examples(std::size_t count, std::uint64_t seed) {
  Tensor<double> x = test::random_tensor<double>({count, 2, 1, 3}, seed);
  arma::mat X = x.columns();
  for (arma::uword n = 0; n < X.n_cols; ++n) {
    X(1, n) = 3 * X(0, n) + 0.5 * X(1, n) + 7;
    X(4, n) = 5;
  }
  x.columns() = X;
  return x;
}

#ifndef DLN_PORTABLE
arma::mat covariance(const Tensor<double>& x) {
  arma::mat X = x.columns();
  X.each_col() -= arma::vec(arma::mean(X, 1));
  return X * X.t() / double(X.n_cols);
}
#endif

bool are_near(const arma::mat& a, const arma::mat& b, double tolerance = 1e-9) {
  return arma::size(a) == arma::size(b) && arma::abs(a - b).max() < tolerance;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(features_get_the_mean_and_spread_that_are_promised) {
  const Tensor<double> x = examples(200, 1);
  const auto centred = Preprocessor<double>::centre(x).apply(x);
  BOOST_TEST(arma::abs(arma::mean(centred.columns(), 1)).max() < 1e-12);
  const auto standard = Preprocessor<double>::standardize(x).apply(x);
  arma::vec deviation = arma::stddev(standard.columns(), 1, 1);
  BOOST_TEST(deviation[4] == 0);  // constant: centred only
  deviation[4] = 1;
  BOOST_TEST(are_near(deviation, arma::ones(6)));
  const auto range = Preprocessor<double>::min_max(x).apply(x);
  BOOST_TEST(are_near(arma::max(range.columns(), 1), arma::vec{1, 1, 1, 1, 0, 1}));
  BOOST_TEST(are_near(arma::min(range.columns(), 1), arma::vec{-1, -1, -1, -1, 0, -1}));
}

BOOST_AUTO_TEST_CASE(other_examples_get_the_training_examples_statistics) {
  const Tensor<double> x = examples(50, 1);
  const Tensor<double> other({1, 2, 1, 3}, 100.0);
  const auto y = Preprocessor<double>::standardize(x).apply(other);
  BOOST_TEST(
      y[0] == (100 - arma::mean(x.columns().row(0))) / arma::stddev(x.columns().row(0), 1),
      boost::test_tools::tolerance(1e-12));
  test::expect_error(
      [&] {
        static_cast<void>(Preprocessor<double>::centre(x).apply(Tensor<double>({1, 5, 1, 1})));
      },
      {"6 features", "got 5"});
  test::expect_error([] { Preprocessor<double>::centre(Tensor<double>()); },
                     {"at least one example"});
}

BOOST_AUTO_TEST_CASE(what_was_done_can_be_undone_and_saved) {
  const Tensor<double> x = examples(60, 2);
  std::vector<Preprocessor<double>> all = {Preprocessor<double>::centre(x),
                                           Preprocessor<double>::standardize(x),
                                           Preprocessor<double>::min_max(x)};
#ifndef DLN_PORTABLE
  all.push_back(Preprocessor<double>::pca(x, 6));
  all.push_back(Preprocessor<double>::whiten(x, 6, 1e-3));
  all.push_back(Preprocessor<double>::zca(x, 1e-3));
#endif
  for (const auto& preprocessor : all) {
    const auto y = preprocessor.apply(x);
    BOOST_TEST(are_near(preprocessor.undo(y).columns(), x.columns()));
    const auto saved = Preprocessor<double>::from(preprocessor.tensors());
    BOOST_TEST(are_near(saved.apply(x).columns(), y.columns(), 1e-12));
    const bool same_shape = saved.apply(x).shape() == y.shape();
    BOOST_TEST(same_shape);
  }
  auto damaged = all[0].tensors();
  damaged.erase("scale");
  test::expect_error([&] { Preprocessor<double>::from(damaged); }, {"a scale or a basis"});
  damaged.erase("mean");
  test::expect_error([&] { Preprocessor<double>::from(damaged); }, {"a mean"});
}

#ifndef DLN_PORTABLE
BOOST_AUTO_TEST_CASE(whitened_features_have_no_correlation_and_variance_one) {
  const Tensor<double> x = examples(300, 3);
  const auto components = Preprocessor<double>::pca(x, 3).apply(x);
  arma::mat of_components = covariance(components);
  const arma::vec variances = principal_variances(x);
  BOOST_TEST(are_near(of_components, arma::diagmat(variances.head(3))));
  BOOST_TEST(variances[0] > variances[1]);
  BOOST_TEST(are_near(covariance(Preprocessor<double>::whiten(x, 5, 0).apply(x)),
                      arma::eye(5, 5), 1e-8));
  const auto zca = Preprocessor<double>::zca(x, 1e-9).apply(x);
  BOOST_TEST(std::abs(arma::trace(covariance(zca)) - 5) < 1e-5);  // five of six features vary
  test::expect_error([&] { static_cast<void>(Preprocessor<double>::whiten(x, 6, -1)); },
                     {"epsilon"});
  test::expect_error([&] { Preprocessor<double>::pca(x, 7); },
                     {"components", "1 to 6", "got 7"});
}
#endif

BOOST_AUTO_TEST_SUITE_END()
