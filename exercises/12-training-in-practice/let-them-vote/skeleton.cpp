#include <armadillo>

// What several networks say together. Slice m of scores holds the scores of network m: C x N,
// an example a column.
//   Returns the class of the highest mean *probability* of each of the N examples;
//   probabilities are the softmax of each network's scores.
arma::urowvec vote(const arma::cube& scores) {
  // Your code here.
  return {};
}
