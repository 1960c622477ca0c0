#include "dln/layers/activation.hpp"

#include "dln/core/loops.hpp"

namespace dln {
namespace {

constexpr std::size_t activation_work = 8;  // numbers of a simple loop that take as long

template <typename T>
arma::Col<T> part(Tensor<T>& tensor, std::size_t begin, std::size_t end) {
  return arma::Col<T>(tensor.data() + begin, end - begin, /*copy_aux_mem=*/false,
                      /*strict=*/true);
}

}  // namespace

template <typename T>
Tensor<T> Activation<T>::forward(Tensor<T> x /* any shape */, Pass<T>& pass) const {
  if (from_ == From::input && pass.keeps()) pass.push(x);
  parallel_items(x.size(), activation_work, [&](std::size_t begin, std::size_t end) {
    Numbers numbers = part(x, begin, end);
    apply(numbers);
  });
  if (from_ == From::output && pass.keeps()) pass.push(x);
  return x;
}

template <typename T>
Tensor<T> Activation<T>::backward(Tensor<T> dy /* shape of x */, Pass<T>& pass) const {
  auto kept = pass.template pop<Tensor<T>>(*this);
  parallel_items(dy.size(), activation_work, [&](std::size_t begin, std::size_t end) {
    Numbers numbers = part(dy, begin, end);
    apply_slope(numbers, part(kept, begin, end));
  });
  return dy;
}

template class Activation<float>;
template class Activation<double>;

}  // namespace dln
