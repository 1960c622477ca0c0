#include <armadillo>

// The order in which examples are learnt from: N places an epoch, a column an epoch.
// The examples are sorted by class, as they often are in a file. The doctor says of a training
// in this order that its losses repeat from epoch to epoch. Find the fault, and mend it.
arma::umat orders(arma::uword examples, arma::uword epochs) {
  arma::umat order(examples, epochs);
  order.each_col() = arma::regspace<arma::uvec>(0, examples - 1);
  return order;
}
