#include "dln/data/preprocessor.hpp"

#include <fmt/format.h>

#include <limits>

#include "dln/core/error.hpp"

namespace dln {
namespace {

template <typename T>
arma::Col<T> mean_of(const Tensor<T>& training) {
  if (training.shape().examples == 0)
    throw Error("Preprocessor", "at least one example to fit", "none");
  return arma::mean(training.columns(), 1);
}

// What varies by less is a constant feature whose digits were rounded: to divide by that would
// blow up noise.
template <typename T>
arma::Col<T> rounding_of(const Tensor<T>& training) {
  return 64 * std::numeric_limits<T>::epsilon() * arma::max(arma::abs(training.columns()), 1);
}

/** Eigenvectors of a covariance, a column each, and their eigenvalues, the largest first. */
struct Principal {
  arma::mat U;
  arma::vec S;
};

template <typename T>
Principal principal(const Tensor<T>& training) {
#ifdef DLN_PORTABLE
  throw Error("Preprocessor", "LAPACK, for eigenvectors",
              "the portable build of " + to_string(training.shape()));
#else
  // [Find the principal components]
  arma::mat X = arma::conv_to<arma::mat>::from(training.columns());  // D x N
  X.each_col() -= arma::vec(arma::mean(X, 1));
  const arma::mat covariance = X * X.t() / static_cast<double>(X.n_cols);
  arma::vec S;
  arma::mat U;
  if (!arma::eig_sym(S, U, covariance))
    throw Error("Preprocessor", "eigenvectors of the covariance", "none");
  // [Find the principal components]
  return {arma::fliplr(U), arma::clamp(arma::flipud(S), 0, arma::datum::inf)};
#endif
}

void expect_components(std::size_t components, std::size_t features) {
  if (components == 0 || components > features)
    throw Error("Preprocessor: components", fmt::format("1 to {}", features),
                std::to_string(components));
}

}  // namespace

template <typename T>
Preprocessor<T> Preprocessor<T>::centre(const Tensor<T>& training) {
  Preprocessor p;
  p.mean_ = mean_of(training);
  p.scale_.ones(p.mean_.n_elem);
  return p;
}

// [Centre and scale every feature]
template <typename T>
Preprocessor<T> Preprocessor<T>::standardize(const Tensor<T>& training) {
  Preprocessor p = centre(training);
  const arma::Col<T> deviation = arma::stddev(training.columns(), 1, 1);  // divided by N
  const arma::Col<T> rounding = rounding_of(training);
  for (arma::uword i = 0; i < deviation.n_elem; ++i)
    if (deviation[i] > rounding[i]) p.scale_[i] = 1 / deviation[i];
  return p;
}
// [Centre and scale every feature]

template <typename T>
Preprocessor<T> Preprocessor<T>::min_max(const Tensor<T>& training) {
  Preprocessor p = centre(training);
  const arma::Col<T> least = arma::min(training.columns(), 1),
                     greatest = arma::max(training.columns(), 1);
  const arma::Col<T> rounding = rounding_of(training);
  p.mean_ = (least + greatest) / 2;
  for (arma::uword i = 0; i < least.n_elem; ++i)
    if (greatest[i] - least[i] > rounding[i]) p.scale_[i] = 2 / (greatest[i] - least[i]);
  return p;
}

template <typename T>
Preprocessor<T> Preprocessor<T>::pca(const Tensor<T>& training, std::size_t components) {
  Preprocessor p;
  p.mean_ = mean_of(training);
  expect_components(components, p.mean_.n_elem);
  p.basis_ = p.back_ =
      arma::conv_to<arma::Mat<T>>::from(principal(training).U.head_cols(components));
  p.images_ = false;
  return p;
}

template <typename T>
Preprocessor<T> Preprocessor<T>::whiten(const Tensor<T>& training, std::size_t components,
                                        double epsilon) {
  Preprocessor p;
  p.mean_ = mean_of(training);
  expect_components(components, p.mean_.n_elem);
  if (!(epsilon >= 0))
    throw Error("Preprocessor: epsilon", "at least 0", fmt::format("{}", epsilon));
  const auto [U, S] = principal(training);
  // [Divide by the root of the eigenvalue]
  const arma::rowvec deviation = arma::sqrt(S.head(components).t() + epsilon);
  if (!(deviation.min() > 0))
    throw Error("Preprocessor: epsilon", "above 0, as an eigenvalue is 0",
                fmt::format("{}", epsilon));
  arma::mat basis = U.head_cols(components), back = basis;
  basis.each_row() /= deviation;
  back.each_row() %= deviation;
  // [Divide by the root of the eigenvalue]
  p.basis_ = arma::conv_to<arma::Mat<T>>::from(basis);
  p.back_ = arma::conv_to<arma::Mat<T>>::from(back);
  p.images_ = false;
  return p;
}

template <typename T>
Preprocessor<T> Preprocessor<T>::zca(const Tensor<T>& training, double epsilon) {
  Preprocessor p = whiten(training, training.shape().features(), epsilon);
  const arma::Mat<T> U = arma::conv_to<arma::Mat<T>>::from(principal(training).U);
  p.basis_ = p.basis_ * U.t();
  p.back_ = p.back_ * U.t();
  p.images_ = true;
  return p;
}

template <typename T>
Tensor<T> Preprocessor<T>::apply(const Tensor<T>& x) const {
  if (x.shape().features() != mean_.n_elem)
    throw Error("Preprocessor", fmt::format("{} features", mean_.n_elem),
                std::to_string(x.shape().features()));
  Tensor<T> centred = x;  // a view of x itself would change x
  arma::Mat<T> z = centred.columns();
  z.each_col() -= mean_;
  if (basis_.is_empty()) {
    z.each_col() %= scale_;
    return centred;
  }
  Tensor<T> y(images_ ? x.shape() : Shape{x.shape().examples, basis_.n_cols, 1, 1});
  y.columns() = basis_.t() * z;
  return y;
}

template <typename T>
Tensor<T> Preprocessor<T>::undo(const Tensor<T>& y) const {
  const std::size_t expected = basis_.is_empty() ? mean_.n_elem : basis_.n_cols;
  if (y.shape().features() != expected)
    throw Error("Preprocessor: undo", fmt::format("{} features", expected),
                std::to_string(y.shape().features()));
  Tensor<T> x({y.shape().examples, mean_.n_elem, 1, 1});
  if (basis_.is_empty()) x.values() = y.values();
  arma::Mat<T> z = x.columns();
  if (basis_.is_empty())
    z.each_col() /= scale_;
  else
    z = back_ * y.columns();
  z.each_col() += mean_;
  return x;
}

template <typename T>
std::map<std::string, Tensor<T>> Preprocessor<T>::tensors() const {
  std::map<std::string, Tensor<T>> saved;
  const auto save = [&](const std::string& name, const arma::Mat<T>& matrix) {
    if (matrix.is_empty()) return;
    saved[name] = Tensor<T>({matrix.n_cols, matrix.n_rows, 1, 1});
    saved[name].columns() = matrix;
  };
  save("mean", mean_);
  save("scale", scale_);
  save(images_ ? "basis_of_images" : "basis", basis_);
  save("back", back_);
  return saved;
}

template <typename T>
Preprocessor<T> Preprocessor<T>::from(const std::map<std::string, Tensor<T>>& tensors) {
  const auto matrix = [&](const std::string& name) {
    arma::Mat<T> copy;
    if (const auto found = tensors.find(name); found != tensors.end()) {
      const arma::Mat<T> view = found->second.columns();
      copy = view;  // what is saved may end before this
    }
    return copy;
  };
  Preprocessor p;
  const arma::Mat<T> mean = matrix("mean"), scale = matrix("scale");
  p.images_ = !tensors.contains("basis");
  p.basis_ = matrix(p.images_ ? "basis_of_images" : "basis");
  p.back_ = matrix("back");
  if (mean.n_cols != 1)
    throw Error("Preprocessor", "a mean, one number a feature", "none in what was saved");
  p.mean_ = mean.col(0);
  const bool scaled = p.basis_.is_empty() && scale.n_cols == 1 && scale.n_rows == mean.n_rows;
  const bool mapped =
      p.basis_.n_rows == mean.n_rows && arma::size(p.basis_) == arma::size(p.back_);
  if (!scaled && !mapped)
    throw Error("Preprocessor",
                fmt::format("a scale or a basis and its inverse of {} features", mean.n_rows),
                fmt::format("{} and {} x {}", scale.n_elem, p.basis_.n_rows, p.basis_.n_cols));
  if (scaled) p.scale_ = scale.col(0);
  return p;
}

template <typename T>
arma::vec principal_variances(const Tensor<T>& examples) {
  return principal(examples).S;
}

template class Preprocessor<float>;
template class Preprocessor<double>;
template arma::vec principal_variances(const Tensor<float>&);
template arma::vec principal_variances(const Tensor<double>&);

}  // namespace dln
