#include "checking/checking.hpp"

using Rates = std::vector<double>;

void check(Rates rates(const std::vector<std::string>&, int, double)) {
  const std::vector<std::string> paths = {"stage1.0.weight", "stage2.0.weight",
                                          "stage2.1.gamma",  "stage3.0.delta.0.weight",
                                          "head.1.weight",   "head.1.bias"};
  const auto ask = [&](int frozen, double factor, const Rates& expected) {
    exercise::question("rates(paths, frozen, factor)", rates)
        .given("paths", "of stage1, stage2, stage2, stage3, head, head")
        .given("frozen", std::to_string(frozen))
        .given("factor", std::to_string(factor))(paths, frozen, factor)
        .part("the rates", [](const Rates& r) { return arma::rowvec(r); })
        .is(arma::rowvec(expected));
  };
  ask(0, 0.1, {0.1, 0.1, 0.1, 0.1, 1, 1});
  ask(2, 0.25, {0, 0, 0, 0.25, 1, 1});
  ask(1, 0.5, {0, 0.5, 0.5, 0.5, 1, 1});
  ask(9, 0.5, {0, 0, 0, 0, 1, 1});
}
