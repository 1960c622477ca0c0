#include <armadillo>

arma::umat orders(arma::uword examples, arma::uword epochs) {
  arma::umat order(examples, epochs);
  order.each_col([&](arma::uvec& one) { one = arma::randperm(examples); });
  return order;
}
