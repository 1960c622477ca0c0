#include <armadillo>
#include <cmath>

// A box as YOLO's network is to tell it: its cell's row and column, where its centre is within
// the cell (x and y, 0 to 1), and the roots of its width and height as shares of the image's.
//   box is left, top, right, bottom in pixels; the image has rows x columns cells.
arma::vec numbers(const arma::vec& box, double width, double height, double rows,
                  double columns) {
  // Your code here.
  return arma::zeros(6);
}
