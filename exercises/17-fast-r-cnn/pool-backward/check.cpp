#include "checking/checking.hpp"

std::vector<arma::umat> row(arma::uword a, arma::uword b) { return {arma::umat{{a, b}}}; }
std::vector<arma::mat> numbers(double a, double b) { return {arma::mat{{a, b}}}; }

void check(arma::mat unpool(const std::vector<arma::umat>&, const std::vector<arma::mat>&,
                            arma::uword, arma::uword)) {
  const auto ask = [&](const std::string& what) {
    return exercise::question("unpool(taken, dpooled, rows, columns)", unpool)
        .given("taken", what)
        .given("dpooled", "1, 2, 3, ...");
  };
  ask("one region of 1 x 2 cells, at places 1 and 5")(row(1, 5), numbers(1, 2), 2, 3)
      .is(arma::mat{{0, 1, 0}, {0, 0, 2}});
  ask("two cells that took place 4")(row(4, 4), numbers(1, 2), 2, 3)
      .is(arma::mat{{0, 0, 0}, {0, 3, 0}});
  ask("a cell at place 2 and an empty one")(row(2, 6), numbers(1, 2), 2, 3)
      .is(arma::mat{{0, 0, 1}, {0, 0, 0}});
  ask("two regions that share place 3")(
      {arma::umat{{0, 3}, {3, 3}}, arma::umat{{3, 2}, {1, 0}}},
      {arma::mat{{1, 2}, {3, 4}}, arma::mat{{5, 6}, {7, 8}}}, 2, 2)
      .is(arma::mat{{9, 7}, {6, 14}});
}
