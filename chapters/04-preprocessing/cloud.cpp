#include <cmath>

#include "experiments.hpp"

namespace chapter {

using dln::Preprocessor;
using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

Report transform_cloud(const Options& options) {
  Random random = Random(options.seed).split(10);
  Tensor<double> cloud({400, 2, 1, 1});
  for (std::size_t n = 0; n < 400; ++n) {
    const double along = 1.5 * random.normal(), across = 0.4 * random.normal();
    cloud[2 * n] = 2 + along - 0.6 * across;
    cloud[2 * n + 1] = 1 + 0.6 * along + across;
  }
  const std::vector<std::pair<std::string, Tensor<double>>> stages = {
      {"as it came", cloud},
      {"centred", Preprocessor<double>::centre(cloud).apply(cloud)},
      {"turned to its axes (PCA)", Preprocessor<double>::pca(cloud, 2).apply(cloud)},
      {"whitened", Preprocessor<double>::whiten(cloud, 2, 1e-9).apply(cloud)},
      {"whitened and turned back (ZCA)", Preprocessor<double>::zca(cloud, 1e-9).apply(cloud)},
  };
  Table table({{"stage"},
               {"mean of x", "{:.2f}"},
               {"mean of y", "{:.2f}"},
               {"variance of x", "{:.2f}"},
               {"variance of y", "{:.2f}"},
               {"covariance", "{:.2f}"}});
  Table points({{"stage"}, {"x"}, {"y"}});
  for (const auto& [name, stage] : stages) {
    const arma::mat X = stage.columns();
    const arma::mat covariance = arma::cov(X.t(), 1);
    const auto tidy = [](double value) {
      return std::abs(value) < 5e-3 ? 0.0 : value;
    };  // no "-0.00"
    table.add({name, tidy(arma::mean(X.row(0))), tidy(arma::mean(X.row(1))), covariance(0, 0),
               covariance(1, 1), tidy(covariance(0, 1))});
    for (arma::uword n = 0; n < X.n_cols; ++n) points.add({name, X(0, n), X(1, n)});
  }
  Report report;
  report.say("400 points, and what each stage does to their mean and covariance:");
  report.table("cloud", table);
  report.data("cloud-points", points);
  return report;
}

}  // namespace chapter
