#include <armadillo>
#include <functional>

// One step with Nesterov's momentum, in the form that looks ahead: gradient(place) is the
// gradient at any place.
//   Returns two columns: the new weights, and the new velocity.
arma::mat nesterov_step(const arma::vec& w, const arma::vec& v,
                        const std::function<arma::vec(arma::vec)>& gradient, double rate,
                        double mu) {
  // Your code here.
  return arma::join_rows(w, v);
}
