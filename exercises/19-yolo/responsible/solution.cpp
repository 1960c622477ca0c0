#include <armadillo>

arma::uword responsible(const arma::vec& overlaps, const arma::vec& distances) {
  arma::uword best = 0;
  for (arma::uword b = 1; b < overlaps.n_elem; ++b)
    if (overlaps(b) > overlaps(best) ||
        (overlaps(b) == overlaps(best) && distances(b) < distances(best)))
      best = b;
  return best;
}
