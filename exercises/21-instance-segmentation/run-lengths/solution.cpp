#include <armadillo>
#include <vector>

arma::vec run_lengths(const arma::vec& row) {
  std::vector<double> runs;
  double present = 0;
  double length = 0;
  for (const double pixel : row) {
    if (pixel != present) {
      runs.push_back(length);
      present = pixel;
      length = 0;
    }
    ++length;
  }
  runs.push_back(length);
  return arma::vec(runs);
}
