#include "dln/layers/max_pool_rows.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <vector>

#include "dln/layers/pooling_rows.hpp"

namespace dln::max_pool {
namespace {

/** While pixels are compared, their numbers are as wide as they are: both then stand in vectors
 * of as many lanes. */
template <typename T>
using Wide = std::conditional_t<sizeof(T) == 4, std::int32_t, std::int64_t>;

/** Takes a pixel if it is greater than the greatest so far, or is not a number; what is not a
 * number stays. */
template <typename T>
inline void take(T pixel, Wide<T> number, T& greatest, Wide<T>& taken) {
  // All ones or zeros: a mask, which the compiler knows to make for a whole vector.
  const Wide<T> stays = -Wide<T>(pixel <= greatest) | -Wide<T>(greatest != greatest);
  greatest = stays ? greatest : pixel;
  taken = stays ? taken : number;
}

#if !defined(DLN_PORTABLE)

/** `take` in every lane of vectors. */
template <typename Pixels, typename Numbers>
inline void take_all(const Pixels& pixel, const Numbers& number, Pixels& greatest,
                     Numbers& taken) {
  const Numbers stays = (pixel <= greatest) | (greatest != greatest);
  greatest = stays ? greatest : pixel;
  taken = stays ? taken : number;
}

/** Count neighbouring windows of 2 x 2 at once, in vectors: left to itself, g++ 12 takes these
 * one by one. */
template <typename T, std::size_t Count>
inline void take_vector(const T* upper, const T* lower, T* greatest, std::uint8_t* taken) {
  using Pixels [[gnu::vector_size(Count * sizeof(T))]] = T;
  using Numbers [[gnu::vector_size(Count * sizeof(T))]] = Wide<T>;
  using Bytes [[gnu::vector_size(Count)]] = std::uint8_t;
  Pixels best{};
  Numbers best_number{};
  const auto take_row = [&](const T* row, Wide<T> number) {
    Pixels first, second;
    std::memcpy(&first, row, sizeof first);
    std::memcpy(&second, row + Count, sizeof second);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      const Pixels left = __builtin_shufflevector(first, second, 2 * I...);
      const Pixels right = __builtin_shufflevector(first, second, 2 * I + 1 ...);
      if (number == 0)
        best = left;
      else
        take_all(left, Numbers{} + number, best, best_number);
      take_all(right, Numbers{} + (number + 1), best, best_number);
    }
    (std::make_index_sequence<Count>{});
  };
  take_row(upper, 0);
  take_row(lower, 2);
  const Bytes bytes = __builtin_convertvector(best_number, Bytes);
  std::memcpy(greatest, &best, sizeof best);
  std::memcpy(taken, &bytes, sizeof bytes);
}

#endif

/** The value if it is chosen, and 0 elsewhere. */
template <typename T>
inline T only_if(bool chosen, T value) {
  return std::bit_cast<T>(std::bit_cast<Wide<T>>(value) & -Wide<T>(chosen));
}

/**
 * Calls body(first, count) for blocks of a row, all of one size that is a constant, so that
 * each becomes a few vectors. The last may overlap the one before: what it computes again is
 * the same.
 */
template <typename Body>
inline void in_blocks(std::size_t Q, const Body& body) {
  const auto all = [&](const auto block) {
    for (std::size_t q = 0; q + block < Q; q += block) body(q, block);
    body(Q - block, block);
  };
  if (Q >= 16)
    all(std::integral_constant<std::size_t, 16>{});
  else if (Q >= 8)
    all(std::integral_constant<std::size_t, 8>{});
  else if (Q >= 4)
    all(std::integral_constant<std::size_t, 4>{});
  else
    body(std::size_t{0}, Q);
}

}  // namespace

bool side_by_side(const Pooling& w) {
  return w.height == 2 && w.width == 2 && w.stride_height == 2 && w.stride_width == 2 &&
         w.padding_top + w.padding_bottom + w.padding_left + w.padding_right == 0;
}

template <typename T, typename Number>
void take_row(const Pooling& window, const Shape& x, std::size_t p, std::size_t Q,
              const T* image, T* greatest, Number* taken) {
  // Nothing is less than this, and a window that sees nothing greater takes its first pixel.
  std::fill_n(greatest, Q, -std::numeric_limits<T>::infinity());
  std::vector<Wide<T>> numbers(Q);
  const std::size_t first_row =
      window.patch(x, p, 0).top + window.padding_top - p * window.stride_height;
  for (std::size_t q = 0; q < Q; ++q)
    numbers[q] = static_cast<Wide<T>>(first_row * window.width + window.patch(x, p, q).left +
                                      window.padding_left - q * window.stride_width);
  with_stride(window.stride_width, [&](const auto stride) {
    for_each_tap(window, x, p, Q, /*backwards=*/false, [&](const Tap& tap) {
      const T* pixels = image + tap.pixel;
      const auto number = static_cast<Wide<T>>(tap.number);
      T* best = greatest + tap.windows.first;
      Wide<T>* best_number = numbers.data() + tap.windows.first;
      for (std::size_t q = 0; q < tap.windows.last - tap.windows.first; ++q)
        take<T>(pixels[q * stride], number, best[q], best_number[q]);
    });
  });
  for (std::size_t q = 0; q < Q; ++q) taken[q] = static_cast<Number>(numbers[q]);
}

template <typename T>
void take_squares(const Shape& x, std::size_t p, std::size_t Q, const T* image, T* greatest,
                  std::uint8_t* taken) {
  in_blocks(Q, [&](std::size_t first, const auto count) {
    const T* upper = image + 2 * p * x.width + 2 * first;
    const T* lower = upper + x.width;
#if !defined(DLN_PORTABLE)
    if constexpr (!std::is_same_v<decltype(count), const std::size_t>)
      return take_vector<T, count()>(upper, lower, greatest + first, taken + first);
#endif
    T* best = greatest + first;
    std::uint8_t* numbers = taken + first;
    for (std::size_t q = 0; q < count; ++q) {
      T pixel = upper[2 * q];
      Wide<T> number = 0;
      take<T>(upper[2 * q + 1], 1, pixel, number);
      take<T>(lower[2 * q], 2, pixel, number);
      take<T>(lower[2 * q + 1], 3, pixel, number);
      best[q] = pixel;
      numbers[q] = static_cast<std::uint8_t>(number);
    }
  });
}

template <typename T>
void give_squares(const Shape& x, std::size_t P, std::size_t Q, const T* dy,
                  const std::uint8_t* taken, T* image) {
  for (std::size_t p = 0; p < P; ++p) {
    in_blocks(Q, [&](std::size_t first, const auto count) {
      T* __restrict upper = image + 2 * p * x.width + 2 * first;
      T* __restrict lower = upper + x.width;
      const T* gradients = dy + p * Q + first;
      const std::uint8_t* numbers = taken + p * Q + first;
      for (std::size_t q = 0; q < count; ++q) {
        upper[2 * q] = only_if(numbers[q] == 0, gradients[q]);
        upper[2 * q + 1] = only_if(numbers[q] == 1, gradients[q]);
        lower[2 * q] = only_if(numbers[q] == 2, gradients[q]);
        lower[2 * q + 1] = only_if(numbers[q] == 3, gradients[q]);
      }
    });
    if (x.width > 2 * Q)  // no window sees the last column
      image[2 * p * x.width + 2 * Q] = image[(2 * p + 1) * x.width + 2 * Q] = T(0);
  }
  if (x.height > 2 * P)
    std::fill_n(image + 2 * P * x.width, x.width, T(0));  // nor the last row
}

#define DLN_INSTANTIATE(T)                                                                     \
  template void take_row(const Pooling&, const Shape&, std::size_t, std::size_t, const T*, T*, \
                         std::uint8_t*);                                                       \
  template void take_row(const Pooling&, const Shape&, std::size_t, std::size_t, const T*, T*, \
                         std::uint32_t*);                                                      \
  template void take_squares(const Shape&, std::size_t, std::size_t, const T*, T*,             \
                             std::uint8_t*);                                                   \
  template void give_squares(const Shape&, std::size_t, std::size_t, const T*,                 \
                             const std::uint8_t*, T*);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::max_pool
