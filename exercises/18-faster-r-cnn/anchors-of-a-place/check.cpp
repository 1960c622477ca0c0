#include "checking/checking.hpp"

void check(arma::mat anchors(const arma::vec&, const arma::vec&, double, double, double)) {
  const auto made = exercise::question("anchors(sizes, ratios, stride, x, y)", anchors);
  made({8}, {1}, 4, 0, 0).is(arma::mat(arma::rowvec{-2, -2, 6, 6}));
  made({8}, {4}, 8, 2, 1).is(arma::mat(arma::rowvec{18, 4, 22, 20}));
  made({4, 8}, {1, 4}, 10, 1, 3)
      .is(arma::mat{{13, 33, 17, 37}, {14, 31, 16, 39}, {11, 31, 19, 39}, {13, 27, 17, 43}});
  made({6}, {0.25}, 16, 5, 0).is(arma::mat(arma::rowvec{82, 6.5, 94, 9.5}));
}
