#include "dln/layers/max_unpool2d.hpp"

#include <vector>

#include "dln/core/error.hpp"
#include "dln/layers/pooling_rows.hpp"

namespace dln {
namespace {

/** Of each window, the place of its greatest pixel in memory; the first of equal ones. */
using Places = std::vector<std::size_t>;

template <typename T>
std::size_t place_of_greatest(const T* plane, const Patch& patch, std::size_t width) {
  std::size_t place = patch.top * width + patch.left;
  for (std::size_t i = patch.top; i < patch.bottom; ++i)
    for (std::size_t j = patch.left; j < patch.right; ++j)
      if (plane[i * width + j] > plane[place]) place = i * width + j;
  return place;
}

template <typename T>
Places find_places(const Pooling& window, const Tensor<T>& x, const Shape& pooled) {
  Places places(pooled.size());
  const std::size_t pixels = x.shape().height * x.shape().width;
  for_each_plane(x.shape(), [&](std::size_t plane) {
    std::size_t* place = places.data() + plane * pooled.height * pooled.width;
    for (std::size_t p = 0; p < pooled.height; ++p)
      for (std::size_t q = 0; q < pooled.width; ++q)
        *place++ =
            plane * pixels + place_of_greatest(x.data() + plane * pixels,
                                               window.patch(x.shape(), p, q), x.shape().width);
  });
  return places;
}

// [Gather from the kept places, and put back to them]
template <typename T>
Tensor<T> gather(const Tensor<T>& larger, const Places& places, const Shape& smaller) {
  auto gathered = Tensor<T>::uninitialized(smaller);
  for (std::size_t i = 0; i < places.size(); ++i) gathered[i] = larger[places[i]];
  return gathered;
}

template <typename T>
Tensor<T> put_back(const Tensor<T>& smaller, const Places& places, const Shape& larger) {
  Tensor<T> zeros(larger);
  for (std::size_t i = 0; i < places.size(); ++i) zeros[places[i]] = smaller[i];
  return zeros;
}
// [Gather from the kept places, and put back to them]

}  // namespace

template <typename T>
MaxUnpool2d<T>::MaxUnpool2d(const Pooling& window)
    : window_(window), inside_(this->template add<Sequential<T>>()) {
  if (window.stride_height < window.height || window.stride_width < window.width)
    throw Error("MaxUnpool2d", "windows that do not overlap", window.text());
}

template <typename T>
Shape MaxUnpool2d<T>::output_shape(const Shape& x) const {
  const Shape pooled = window_.output_shape("MaxUnpool2d", x);
  if (const Shape inner = inside_.output_shape(pooled); inner != pooled)
    throw Error("MaxUnpool2d: output of the layers inside",
                to_string(pooled) + ", as their input", to_string(inner));
  return x;
}

template <typename T>
Tensor<T> MaxUnpool2d<T>::forward(Tensor<T> x, Pass<T>& pass) const {
  const Shape larger = output_shape(x.shape());
  const Shape smaller = window_.output_shape("MaxUnpool2d", larger);
  // [Unpool where the pool had been]
  Places places = find_places(window_, x, smaller);
  Tensor<T> y = put_back(inside_.forward(gather(x, places, smaller), pass), places, larger);
  pass.push(std::move(places));
  // [Unpool where the pool had been]
  return y;
}

template <typename T>
Tensor<T> MaxUnpool2d<T>::backward(Tensor<T> dy, Pass<T>& pass) const {
  const auto places = pass.template pop<Places>(*this);
  const Shape larger = dy.shape(), smaller = window_.output_shape("MaxUnpool2d", larger);
  const Tensor<T> dinside = inside_.backward(gather(dy, places, smaller), pass);
  return pass.wants_input_gradient() ? put_back(dinside, places, larger) : Tensor<T>();
}

template class MaxUnpool2d<float>;
template class MaxUnpool2d<double>;

}  // namespace dln
