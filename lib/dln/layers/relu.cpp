#include "dln/layers/relu.hpp"

#include "dln/core/bytes.hpp"
#include "dln/core/loops.hpp"

namespace dln {

template <typename T>
Tensor<T> ReLU<T>::forward(Tensor<T> x /* any shape */, Pass<T>& pass) const {
  const auto rectify = [](T value) {
    return value < T(0) ? T(0) : value;
  };  // keeps NaN visible
  Bytes positive = uninitialized_bytes(pass.keeps() ? x.size() : 0);
  parallel_items(x.size(), 1, [&, keeps = pass.keeps()](std::size_t begin, std::size_t end) {
    T* value = x.data();
    std::uint8_t* __restrict mark =
        positive.data();  // said, for a byte might be a part of any number
    if (!keeps)
      for (std::size_t i = begin; i < end; ++i) value[i] = rectify(value[i]);
    else
      for (std::size_t i = begin; i < end; ++i) {
        mark[i] = value[i] > T(0);
        value[i] = rectify(value[i]);
      }
  });
  pass.push(std::move(positive));
  return x;
}

template <typename T>
Tensor<T> ReLU<T>::backward(Tensor<T> dy /* shape of x */, Pass<T>& pass) const {
  const auto positive = pass.template pop<Bytes>(*this);
  parallel_items(dy.size(), 1,
                 [gradient = dy.data(), mark = positive.data()](auto begin, auto end) {
                   for (std::size_t i = begin; i < end; ++i)
                     gradient[i] = mark[i] ? gradient[i] : T(0);
                 });
  return dy;
}

template class ReLU<float>;
template class ReLU<double>;

}  // namespace dln
