#include <map>

#include "checking/checking.hpp"

using Parameters = std::map<std::string, arma::mat>;

void check(Parameters carry_over(const Parameters&, const Parameters&)) {
  const Parameters pretrained = {{"head.bias", arma::mat(5, 1, arma::fill::value(1))},
                                 {"head.weight", arma::mat(3, 5, arma::fill::value(2))},
                                 {"old.weight", arma::mat(2, 2, arma::fill::value(3))},
                                 {"stage1.weight", arma::mat(4, 3, arma::fill::value(4))},
                                 {"stage2.weight", arma::mat(3, 3, arma::fill::value(5))}};
  const Parameters fresh = {{"head.bias", arma::mat(2, 1, arma::fill::value(10))},
                            {"head.weight", arma::mat(3, 2, arma::fill::value(20))},
                            {"new.weight", arma::mat(2, 2, arma::fill::value(30))},
                            {"stage1.weight", arma::mat(4, 3, arma::fill::value(40))},
                            {"stage2.weight", arma::mat(3, 3, arma::fill::value(50))}};
  const auto result =
      exercise::question("carry_over(pretrained, fresh)", carry_over)
          .given("pretrained", "stage1 and stage2, old, and a head of 5 classes")
          .given("fresh", "stage1 and stage2, new, and a head of 2 classes")(pretrained, fresh);
  result.part("the number of parameters", [](const Parameters& p) { return double(p.size()); })
      .is(5.0);
  const auto ask = [&](const std::string& name, const Parameters& expected) {
    result
        .part(name,
              [name](const Parameters& p) {
                const auto found = p.find(name);
                return found == p.end() ? arma::mat() : found->second;
              })
        .is(expected.at(name));
  };
  ask("stage1.weight", pretrained);
  ask("stage2.weight", pretrained);
  ask("head.weight", fresh);
  ask("head.bias", fresh);
  ask("new.weight", fresh);
}
