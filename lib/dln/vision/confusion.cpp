#include "dln/vision/confusion.hpp"

#include <limits>

#include "dln/core/error.hpp"
#include "dln/losses/class_labels.hpp"

namespace dln {
namespace {

double mean_of_finite(const arma::vec& values) {
  const arma::vec finite = values.elem(arma::find_finite(values));
  return finite.is_empty() ? std::numeric_limits<double>::quiet_NaN() : arma::mean(finite);
}

}  // namespace

ConfusionMatrix::ConfusionMatrix(std::size_t classes)
    : counts_(classes, classes, arma::fill::zeros) {
  if (classes == 0) throw Error("ConfusionMatrix", "at least one class", "none");
}

void ConfusionMatrix::add(const arma::uvec& found, const arma::uvec& labels) {
  if (found.n_elem != labels.n_elem)
    throw Error("ConfusionMatrix", std::to_string(labels.n_elem) + " classes, one a label",
                std::to_string(found.n_elem));
  for (arma::uword i = 0; i < labels.n_elem; ++i) {
    if (labels[i] == ignored_label) continue;
    if (labels[i] >= counts_.n_rows || found[i] >= counts_.n_cols)
      throw Error("ConfusionMatrix", "classes below " + std::to_string(counts_.n_rows),
                  std::to_string(labels[i]) + " taken for " + std::to_string(found[i]));
    ++counts_(labels[i], found[i]);
  }
}

// [Measure a segmentation by its counts]
double ConfusionMatrix::pixel_accuracy() const {
  return arma::trace(counts_) / arma::accu(counts_);
}

arma::vec ConfusionMatrix::class_accuracy() const {
  return counts_.diag() / arma::vec(arma::sum(counts_, 1));
}

arma::vec ConfusionMatrix::class_iou() const {
  const arma::vec is = arma::sum(counts_, 1), taken_for = arma::sum(counts_, 0).t();
  return counts_.diag() / (is + taken_for - counts_.diag());
}
// [Measure a segmentation by its counts]

double ConfusionMatrix::mean_accuracy() const { return mean_of_finite(class_accuracy()); }

double ConfusionMatrix::mean_iou() const { return mean_of_finite(class_iou()); }

}  // namespace dln
