#include "dln/models/nearest_neighbours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"
#include "dln/train/prediction.hpp"

namespace dln {

template <typename T>
arma::Mat<T> squared_distances(const arma::Mat<T>& train /* D x N */,
                               const arma::Mat<T>& test /* D x M */) {
  if (train.n_rows != test.n_rows)
    throw Error("squared_distances", fmt::format("{} features", train.n_rows),
                std::to_string(test.n_rows));
  arma::Mat<T> distances = T(-2) * (train.t() * test);
  distances.each_col() += arma::sum(arma::square(train), 0).t();
  distances.each_row() += arma::sum(arma::square(test), 0);
  return arma::clamp(distances, T(0), arma::Datum<T>::inf);
}

// [Let the nearest vote]
template <typename T>
arma::uvec vote(const arma::Mat<T>& distances /* N x M */, const arma::uvec& labels /* N */,
                std::size_t k) {
  if (k < 1 || k > labels.n_elem)
    throw Error("vote", fmt::format("k in 1 ... {}", labels.n_elem), std::to_string(k));
  arma::uvec answers(distances.n_cols);
  parallel_for(distances.n_cols, [&](std::size_t i) {
    arma::uvec order = arma::regspace<arma::uvec>(0, labels.n_elem - 1);
    const auto nearer = [&](arma::uword a, arma::uword b) {
      return std::pair(distances(a, i), a) < std::pair(distances(b, i), b);
    };
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(k), nearer);
    arma::uvec votes(labels.max() + 1, arma::fill::zeros);
    for (std::size_t rank = 0; rank < k; ++rank) ++votes[labels[order[rank]]];
    std::size_t rank = 0;  // the nearest of those whose class has most votes
    while (votes[labels[order[rank]]] < votes.max()) ++rank;
    answers[i] = labels[order[rank]];
  });
  return answers;
}
// [Let the nearest vote]

template <typename T>
arma::mat cross_validate(const Dataset<T>& data, const std::vector<std::size_t>& choices,
                         std::size_t folds, Random random) {
  if (folds < 2 || data.size() < folds)
    throw Error("cross_validate", fmt::format("2 ... {} folds", data.size()),
                std::to_string(folds));
  const arma::uvec order = random.permutation(data.size());
  arma::mat accuracies(choices.size(), folds);
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const std::size_t first = fold * data.size() / folds;
    const std::size_t last = (fold + 1) * data.size() / folds - 1;
    const arma::uvec held_out = order.subvec(first, last);
    arma::uvec others = order;
    others.shed_rows(first, last);
    const arma::Mat<T> distances = squared_distances<T>(
        data.images.examples(others).columns(), data.images.examples(held_out).columns());
    for (std::size_t c = 0; c < choices.size(); ++c)
      accuracies(c, fold) = accuracy(vote<T>(distances, data.labels.elem(others), choices[c]),
                                     data.labels.elem(held_out));
  }
  return accuracies;
}

template arma::Mat<float> squared_distances(const arma::Mat<float>&, const arma::Mat<float>&);
template arma::Mat<double> squared_distances(const arma::Mat<double>&,
                                             const arma::Mat<double>&);
template arma::uvec vote(const arma::Mat<float>&, const arma::uvec&, std::size_t);
template arma::uvec vote(const arma::Mat<double>&, const arma::uvec&, std::size_t);
template arma::mat cross_validate(const Dataset<float>&, const std::vector<std::size_t>&,
                                  std::size_t, Random);
template arma::mat cross_validate(const Dataset<double>&, const std::vector<std::size_t>&,
                                  std::size_t, Random);

}  // namespace dln
