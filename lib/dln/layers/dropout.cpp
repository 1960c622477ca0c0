#include "dln/layers/dropout.hpp"

#include <fmt/format.h>

#include "dln/core/bytes.hpp"
#include "dln/core/error.hpp"

namespace dln {

template <typename T>
Dropout<T>::Dropout(double keep, Scaling scaling) : keep_(keep), scaling_(scaling) {
  if (!(keep > 0 && keep <= 1))
    throw Error("Dropout", "a keep probability in (0, 1]", fmt::format("{}", keep));
}

template <typename T>
std::string Dropout<T>::name() const {
  return fmt::format("Dropout(keep {:g}{})", keep_,
                     scaling_ == Scaling::at_test ? ", scaled at test" : "");
}

// [Scale while training, or at test]
template <typename T>
T Dropout<T>::factor(Mode mode) const {
  if (scaling_ == Scaling::in_training)
    return mode == Mode::train ? static_cast<T>(1 / keep_) : T(1);
  return mode == Mode::train ? T(1) : static_cast<T>(keep_);
}
// [Scale while training, or at test]

template <typename T>
Tensor<T> Dropout<T>::forward(Tensor<T> x /* any shape */, Pass<T>& pass) const {
  x.values() *= factor(pass.mode());
  if (pass.mode() == Mode::test) return x;
  // [Draw a mask, and leave out]
  Bytes kept = uninitialized_bytes(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    kept[i] = pass.random().uniform() < keep_;
    if (!kept[i]) x[i] = T(0);
  }
  pass.push(std::move(kept));
  // [Draw a mask, and leave out]
  return x;
}

template <typename T>
Tensor<T> Dropout<T>::backward(Tensor<T> dy /* shape of x */, Pass<T>& pass) const {
  dy.values() *= factor(pass.mode());
  if (pass.mode() == Mode::test) return dy;
  const auto kept = pass.template pop<Bytes>(*this);
  for (std::size_t i = 0; i < dy.size(); ++i)
    if (!kept[i]) dy[i] = T(0);
  return dy;
}

template class Dropout<float>;
template class Dropout<double>;

}  // namespace dln
