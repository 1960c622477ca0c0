#include "checking/checking.hpp"

void check(arma::mat elastic_net_gradient(const arma::mat&, double, double)) {
  const auto asked =
      exercise::question("elastic_net_gradient(w, l1, l2)", elastic_net_gradient);
  asked({{2, -3}, {0, 0.5}}, 0.5, 0.1).is(arma::mat{{0.7, -0.8}, {0, 0.55}});
}
