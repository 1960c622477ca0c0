#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments.hpp"

namespace chapter {

using dln::Preprocessor;
using dln::Shape;
using dln::Tensor;
using dln::program::Report;
using dln::program::Table;

namespace {

/** Every image by itself stretched to 0 ... 1, so that it can be looked at. */
Tensor<float> stretched(Tensor<float> images, const Shape& shape) {
  arma::fmat columns = images.columns();
  for (arma::uword n = 0; n < columns.n_cols; ++n)
    columns.col(n) =
        (columns.col(n) - columns.col(n).min()) / std::max(arma::range(columns.col(n)), 1e-6F);
  images.columns() = columns;
  return std::move(images).reshaped(shape);
}

}  // namespace

Report rebuild_images(const dln::program::Images& images) {
  const Tensor<float>& train = images.train.images;
  const Shape& shape = train.shape();
  const arma::vec variances = dln::principal_variances(train);
  constexpr std::size_t shown = 4;
  const Tensor<float> some = images.validation.images.examples(0, shown);
  const Shape four{shown, shape.channels, shape.height, shape.width};
  Report report;
  Table table(
      {{"components"}, {"variance kept", "{:.1%}"}, {"error of a rebuilt pixel", "{:.3f}"}});
  std::vector<std::string> names;
  arma::fmat pictures;
  const auto add = [&](const Tensor<float>& rebuilt, const std::string& name) {
    pictures = arma::join_rows(pictures, arma::fmat(stretched(rebuilt, four).columns()));
    for (std::size_t i = 0; i < shown; ++i) names.push_back(name);
  };
  for (const std::size_t components : {1, 4, 16, 64, 256}) {
    if (components >= shape.features()) continue;
    // [Rebuild images from a few numbers each]
    const auto pca = Preprocessor<float>::pca(train, components);
    const Tensor<float> rebuilt = pca.undo(pca.apply(some));
    // [Rebuild images from a few numbers each]
    const double error = static_cast<double>(arma::norm(rebuilt.values() - some.values())) /
                         std::sqrt(static_cast<double>(some.size()));
    table.add({std::to_string(components),
               arma::accu(variances.head(components)) / arma::accu(variances), error});
    add(rebuilt, fmt::format("{} number{}", components, components == 1 ? "" : "s"));
  }
  add(some, fmt::format("all {}", shape.features()));
  add(Preprocessor<float>::zca(train, 0.1 * variances[0] / 100).apply(some), "whitened");
  Tensor<float> grid({pictures.n_cols, shape.channels, shape.height, shape.width});
  grid.columns() = pictures;
  report.say("Images not seen when the components were found, rebuilt from few numbers each:");
  report.table("components", table);
  report.pictures("rebuilt", grid, names);
  return report;
}

}  // namespace chapter
