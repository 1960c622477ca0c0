#include <armadillo>
#include <functional>

arma::mat nesterov_step(const arma::vec& w, const arma::vec& v,
                        const std::function<arma::vec(arma::vec)>& gradient, double rate,
                        double mu) {
  const arma::vec velocity = mu * v - rate * gradient(w + mu * v);
  return arma::join_rows(w + velocity, velocity);
}
