#include "checking/checking.hpp"

void check(arma::urowvec vote(const arma::cube&)) {
  const auto ask = [vote](const arma::cube& scores, const std::string& words) {
    return exercise::question("vote(scores)", vote).given("scores", words)(scores);
  };
  const auto classes = [](const arma::urowvec& got) {
    return arma::conv_to<arma::rowvec>::from(got);
  };
  arma::cube large(2, 2, 2);
  large.slice(0) = arma::mat{{1000, -1000}, {-1000, 1000}};
  large.slice(1) = arma::mat{{1, 0}, {2, 3}};
  ask(large, "of up to 1000").part("the classes", classes).is(arma::rowvec{0, 1});
  // One is very sure of class 0, and two are rather sure of class 1: scores and probabilities
  // disagree.
  arma::cube loud(3, 1, 3, arma::fill::zeros);
  loud.slice(0) = arma::vec{9, 0, 0};
  loud.slice(1) = arma::vec{0, 3, 0};
  loud.slice(2) = arma::vec{0, 3, 0};
  ask(loud, "(9, 0, 0), (0, 3, 0), (0, 3, 0): one is loud")
      .part("the class", classes)
      .is(arma::rowvec{1});
  // Two prefer class 0 by a hair, one is sure of class 1: a show of hands and probabilities
  // disagree.
  arma::cube hair(3, 1, 3, arma::fill::zeros);
  hair.slice(0) = arma::vec{1, 0.9, 0};
  hair.slice(1) = arma::vec{1, 0.9, 0};
  hair.slice(2) = arma::vec{0, 3, 0};
  ask(hair, "(1, 0.9, 0), (1, 0.9, 0), (0, 3, 0): two prefer by a hair")
      .part("the class", classes)
      .is(arma::rowvec{1});
  // The sum of many small probabilities decides for the second example only if each column is
  // normalized by itself.
  arma::cube two(2, 2, 2);
  two.slice(0) = arma::mat{{0, 5}, {1, 4}};
  two.slice(1) = arma::mat{{0.4, -3}, {0, -1}};
  ask(two, "two examples, two networks").part("the classes", classes).is(arma::rowvec{1, 1});
  // Four are unsure among ten classes and lean to class 1, one is sure of class 0: only what
  // sums to 1 counts alike.
  arma::cube unsure(10, 1, 5, arma::fill::value(std::log(0.95)));
  for (arma::uword k = 0; k < 4; ++k) unsure(0, 0, k) = std::log(0.7), unsure(1, 0, k) = 0;
  unsure.slice(4).fill(-9);
  unsure(0, 0, 4) = 0;
  ask(unsure, "four that are unsure, one that is sure")
      .part("the class", classes)
      .is(arma::rowvec{0});
}
