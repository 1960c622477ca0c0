#include <armadillo>
#include <utility>

arma::mat loss_gradient(const arma::mat& scores, const arma::uvec& correct_classes) {
  arma::mat p = arma::exp(scores);
  p.each_row() /= arma::rowvec(arma::sum(p, 0));
  for (arma::uword i = 0; i < p.n_cols; ++i) p(correct_classes(i), i) -= 1;
  return p / double(p.n_cols);
}

std::pair<arma::mat, arma::mat> fine_tune(arma::mat body, arma::mat head, const arma::mat& x,
                                          const arma::uvec& correct_classes, arma::uword steps,
                                          double rate, double factor) {
  for (arma::uword step = 0; step < steps; ++step) {
    const arma::mat codes = arma::clamp(body.t() * x, 0, arma::datum::inf);
    const arma::mat dscores = loss_gradient(head.t() * codes, correct_classes);
    arma::mat dcodes = head * dscores;
    dcodes.elem(arma::find(codes == 0)).zeros();
    head -= rate * codes * dscores.t();
    body -= rate * factor * x * dcodes.t();
  }
  return {body, head};
}
