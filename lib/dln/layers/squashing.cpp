#include "dln/layers/squashing.hpp"

namespace dln {

// [Squash, and pass dy through the slope]
template <typename T>
void Sigmoid<T>::apply(Numbers& x) const {
  x = 1 / (1 + arma::exp(-x));
}
template <typename T>
void Sigmoid<T>::apply_slope(Numbers& dy, const Numbers& y) const {
  dy %= y % (1 - y);
}
// [Squash, and pass dy through the slope]

// [Squash around zero]
template <typename T>
void Tanh<T>::apply(Numbers& x) const {
  x = arma::tanh(x);
}
template <typename T>
void Tanh<T>::apply_slope(Numbers& dy, const Numbers& y) const {
  dy %= 1 - arma::square(y);
}
// [Squash around zero]

template class Sigmoid<float>;
template class Sigmoid<double>;
template class Tanh<float>;
template class Tanh<double>;

}  // namespace dln
