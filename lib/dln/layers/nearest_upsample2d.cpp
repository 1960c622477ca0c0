#include "dln/layers/nearest_upsample2d.hpp"

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

namespace dln {
namespace {

/** Calls body(factor): as a constant where it is two, so that the loops over a square are
 * unrolled. */
template <typename Body>
void with_factor(std::size_t factor, const Body& body) {
  if (factor == 2)
    body(std::integral_constant<std::size_t, 2>{});
  else
    body(factor);
}

}  // namespace

template <typename T>
NearestUpsample2d<T>::NearestUpsample2d(std::size_t factor) : factor_(factor) {
  if (factor == 0) throw Error("NearestUpsample2d", "a factor of at least 1", "0");
}

template <typename T>
Tensor<T> NearestUpsample2d<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>&) const {
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));  // N x C x factor H x factor W
  const std::size_t width = x.shape().width, rows = x.size() / std::max<std::size_t>(width, 1);
  with_factor(factor_, [&](const auto factor) {
    parallel_items(rows, width * factor * factor, [&](std::size_t begin, std::size_t end) {
      for (std::size_t row = begin; row < end; ++row) {
        const T* pixels = x.data() + row * width;
        T* first = y.data() + row * factor * factor * width;  // of `factor` rows
        for (std::size_t j = 0; j < width; ++j)
          for (std::size_t k = 0; k < factor; ++k) first[j * factor + k] = pixels[j];
        for (std::size_t i = 1; i < factor; ++i)
          std::copy_n(first, factor * width, first + i * factor * width);
      }
    });
  });
  return y;
}

template <typename T>
Tensor<T> NearestUpsample2d<T>::backward(Tensor<T> dy /* N x C x factor H x factor W */,
                                         Pass<T>&) const {
  const Shape& shape = dy.shape();
  Tensor<T> dx({shape.examples, shape.channels, shape.height / factor_, shape.width / factor_});
  const std::size_t width = dx.shape().width,
                    rows = dx.size() / std::max<std::size_t>(width, 1);
  with_factor(factor_, [&](const auto factor) {
    parallel_items(rows, width * factor * factor, [&](std::size_t begin, std::size_t end) {
      for (std::size_t row = begin; row < end; ++row)
        for (std::size_t i = 0; i < factor; ++i) {
          T* sums = dx.data() + row * width;
          const T* gradients = dy.data() + (row * factor + i) * factor * width;
          for (std::size_t j = 0; j < width; ++j)
            for (std::size_t k = 0; k < factor; ++k) sums[j] += gradients[j * factor + k];
        }
    });
  });
  return dx;
}

template class NearestUpsample2d<float>;
template class NearestUpsample2d<double>;

}  // namespace dln
