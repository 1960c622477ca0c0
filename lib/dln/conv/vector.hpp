/**
 * @file
 * The one vector type that the fast paths are written in: as wide as the machine's registers,
 * one element wide in the portable build. It rests on the vector extensions that g++ and
 * clang++ share; only loads in pieces, and loads and stores of part of a vector, need an
 * instruction set by name.
 */
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <utility>

#if defined(__AVX__) && !defined(DLN_PORTABLE)
#include <immintrin.h>
#endif

namespace dln::conv {

/** Unrolled code stays in registers only if the compiler inlines it before it decides what
 * lives there. */
#define DLN_INLINE __attribute__((always_inline))

/** And unrolled code that stands alone has the registers to itself; with one lane there is
 * nothing to unroll. */
#if defined(DLN_PORTABLE)
#define DLN_ALONE
#else
#define DLN_ALONE __attribute__((noinline))
#endif

/**
 * What must have the same bits wherever it is called from is compiled once: the compiler
 * chooses which products and sums become one operation, and may choose otherwise for another
 * copy.
 */
#if defined(__clang__)
#define DLN_ONCE __attribute__((noinline))
#else
#define DLN_ONCE __attribute__((noinline, noclone))
#endif

// Ask the machine for the width and number of its vector registers.
#if defined(DLN_PORTABLE)
/** Bytes in a vector register; 0 stands for one element. */
inline constexpr std::size_t vector_bytes = 0;
/** How many vector registers there are. */
inline constexpr std::size_t vector_registers = 16;
#elif defined(__AVX512F__)
inline constexpr std::size_t vector_bytes = 64;
inline constexpr std::size_t vector_registers = 32;
#elif defined(__AVX__)
inline constexpr std::size_t vector_bytes = 32;
inline constexpr std::size_t vector_registers = 16;
#else
/** Bytes in a vector register; 0 stands for one element. */
inline constexpr std::size_t vector_bytes = 16;
/** How many vector registers there are. */
inline constexpr std::size_t vector_registers = 16;
#endif

/** Whether a vector fills a line of the cache; where it does not, vectors that are written one
 * by one are not streamed.
 */
inline constexpr bool vector_is_line = vector_bytes == 64;

/** Elements of T in a vector. */
template <typename T>
inline constexpr std::size_t lanes = vector_bytes == 0 ? 1 : vector_bytes / sizeof(T);

/**
 * Calls body(i) for i = 0 .. Count-1 with i a compile-time constant: the loop is gone, and `if
 * constexpr` may ask i.
 * @param body what to call with each number
 */
template <std::size_t Count, typename Body>
DLN_INLINE inline void unrolled(const Body& body) {
  [&]<std::size_t... I>(std::index_sequence<I...>) DLN_INLINE {
    (body(std::integral_constant<std::size_t, I>{}), ...);
  }
  (std::make_index_sequence<Count>{});
}

/** lanes<T> numbers that are added, subtracted and multiplied side by side. */
template <typename T>
struct Vector {
#if defined(DLN_PORTABLE) || defined(DOXYGEN)
  using Native = T;  ///< what the compiler keeps in a register
#else
  using Native [[gnu::vector_size(vector_bytes)]] = T;
#endif
  Native value;  ///< the lanes

  Vector() = default;
  /** All lanes the same. @param scalar their value */
  DLN_INLINE Vector(T scalar) : value(scalar - Native{}) {}
  /** Tells the constructor from lanes from the one from a scalar. */
  struct FromNative {};
  /** The given lanes. @param native the lanes */
  DLN_INLINE Vector(FromNative, Native native) : value(native) {}

  /**
   * The lanes<T> elements at `source`, which need not be aligned.
   * @param source the first
   * @return the vector
   */
  DLN_INLINE static Vector load(const T* source) {
    Vector result{};
    std::memcpy(&result.value, source, sizeof result.value);
    return result;
  }
  /**
   * Writes all lanes.
   * @param destination lanes<T> elements, which need not be aligned
   */
  DLN_INLINE void store(T* destination) const {
    std::memcpy(destination, &value, sizeof value);
  }
  /**
   * Writes all lanes past the caches: for more than they can hold. A line of the cache must be
   * written whole, by one vector or by two, one right after the other; see vector_is_line.
   * Lines arrive in no order; see finish_streams.
   * @param destination lanes<T> elements, aligned to a vector
   */
  DLN_INLINE void stream(T* destination) const {
#if defined(__AVX512F__) && !defined(DLN_PORTABLE)
    if constexpr (sizeof(T) == 4)
      _mm512_stream_ps(destination, (__m512)value);
    else
      _mm512_stream_pd(destination, (__m512d)value);
#elif defined(__AVX__) && !defined(DLN_PORTABLE)
    if constexpr (sizeof(T) == 4)
      _mm256_stream_ps(destination, (__m256)value);
    else
      _mm256_stream_pd(destination, (__m256d)value);
#else
    store(destination);
#endif
  }

  /** Lane by lane. @param a a vector @param b another @return a + b */
  DLN_INLINE friend Vector operator+(Vector a, Vector b) {
    return {FromNative{}, a.value + b.value};
  }
  /** Lane by lane. @param a a vector @param b another @return a - b */
  DLN_INLINE friend Vector operator-(Vector a, Vector b) {
    return {FromNative{}, a.value - b.value};
  }
  /** Lane by lane. @param a a vector @param b another @return a * b */
  DLN_INLINE friend Vector operator*(Vector a, Vector b) {
    return {FromNative{}, a.value * b.value};
  }
  /** Adds lane by lane. @param b what to add @return this */
  DLN_INLINE Vector& operator+=(Vector b) { return *this = *this + b; }
};

/** Waits until what this thread has streamed is there for others to read. */
DLN_INLINE inline void finish_streams() {
#if defined(__AVX__) && !defined(DLN_PORTABLE)
  _mm_sfence();
#endif
}

/**
 * The first `count` elements at `source`, zero in the other lanes; touches no memory past them.
 * @param source where to read
 * @param count how many
 * @return the vector
 */
template <typename T>
DLN_INLINE inline Vector<T> load_first(const T* source, std::size_t count) {
#if defined(__AVX512F__) && !defined(DLN_PORTABLE)
  const auto mask = (1u << count) - 1u;
  if constexpr (sizeof(T) == 4)
    return {typename Vector<T>::FromNative{},
            (typename Vector<T>::Native)_mm512_maskz_loadu_ps(__mmask16(mask), source)};
  else
    return {typename Vector<T>::FromNative{},
            (typename Vector<T>::Native)_mm512_maskz_loadu_pd(__mmask8(mask), source)};
#elif defined(__AVX__) && !defined(DLN_PORTABLE)
  // The lanes to read are marked by -1: a stretch of this list marks the first ones.
  if constexpr (sizeof(T) == 4) {
    alignas(32) static constexpr int marks[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
    const auto mask = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(marks + 8 - count));
    return {typename Vector<T>::FromNative{},
            (typename Vector<T>::Native)_mm256_maskload_ps(source, mask)};
  } else {
    alignas(32) static constexpr long long marks[8] = {-1, -1, -1, -1};
    const auto mask = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(marks + 4 - count));
    return {typename Vector<T>::FromNative{},
            (typename Vector<T>::Native)_mm256_maskload_pd(source, mask)};
  }
#else
  T part[lanes<T>] = {};
  for (std::size_t i = 0; i < count; ++i) part[i] = source[i];
  return Vector<T>::load(part);
#endif
}

/**
 * Writes the first `count` lanes to `destination`, and nothing past them.
 * @param vector the vector
 * @param destination where to write
 * @param count how many
 */
template <typename T>
DLN_INLINE inline void store_first(Vector<T> vector, T* destination, std::size_t count) {
#if defined(__AVX512F__) && !defined(DLN_PORTABLE)
  const auto mask = (1u << count) - 1u;
  if constexpr (sizeof(T) == 4)
    _mm512_mask_storeu_ps(destination, __mmask16(mask), (__m512)vector.value);
  else
    _mm512_mask_storeu_pd(destination, __mmask8(mask), (__m512d)vector.value);
#else
  if (count == lanes<T>) return vector.store(destination);
  // In pieces of half a vector, a quarter, and so on, as the digits of the count tell.
  T part[lanes<T>];
  vector.store(part);
  std::size_t done = 0;
  unrolled<std::bit_width(lanes<T>) - 1>([&](auto i) DLN_INLINE {
    constexpr std::size_t piece = lanes<T> / (std::size_t{2} << i);
    if ((count & piece) == 0) return;
    std::memcpy(destination + done, part + done, piece * sizeof(T));
    done += piece;
  });
#endif
}

/**
 * lanes<T> elements that lie `stride` apart.
 * @param source the first
 * @param stride from one to the next
 * @return the vector
 */
template <typename T>
DLN_INLINE inline Vector<T> load_strided(const T* source, std::size_t stride) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) DLN_INLINE {
    return Vector<T>{typename Vector<T>::FromNative{},
                     typename Vector<T>::Native{source[I * stride]...}};
  }
  (std::make_index_sequence<lanes<T>>{});
}

/**
 * Half a vector from one place and half from another.
 * @param lower the first lanes<T> / 2 elements
 * @param upper the others
 * @return the vector
 */
template <typename T>
DLN_INLINE inline Vector<T> load_halves(const T* lower, [[maybe_unused]] const T* upper) {
#if defined(DLN_PORTABLE)
  return Vector<T>::load(lower);  // a vector has one lane, and no halves: nobody asks
#else
  using Half [[gnu::vector_size(vector_bytes / 2)]] = T;
  Half low, high;
  std::memcpy(&low, lower, sizeof low);
  std::memcpy(&high, upper, sizeof high);
  return [&]<std::size_t... I>(std::index_sequence<I...>) DLN_INLINE {
    return Vector<T>{typename Vector<T>::FromNative{},
                     __builtin_shufflevector(low, high, I...)};
  }
  (std::make_index_sequence<lanes<T>>{});
#endif
}

/** Elements in 16 bytes, or in a vector if that is shorter: within such stretches one
 * instruction can move them. */
template <typename T>
inline constexpr std::size_t short_stretch = std::min(lanes<T>, 16 / sizeof(T));

/**
 * The short stretches at source, source + apart, and so on, side by side: what is loaded in
 * pieces needs no instruction to move them.
 * @param source the first stretch
 * @param apart elements from one to the next
 * @return the vector
 */
template <typename T>
DLN_INLINE inline Vector<T> load_stretches(const T* source,
                                           [[maybe_unused]] std::size_t apart) {
#if defined(__AVX512F__) && !defined(DLN_PORTABLE)
  const auto stretch = [&](std::size_t i) DLN_INLINE {
    return _mm_loadu_ps(
        reinterpret_cast<const float*>(source + i * apart));  // the bytes, whatever they are
  };
  const __m512 two = _mm512_insertf32x4(_mm512_castps128_ps512(stretch(0)), stretch(1), 1);
  const __m512 all = _mm512_insertf32x4(_mm512_insertf32x4(two, stretch(2), 2), stretch(3), 3);
  return {typename Vector<T>::FromNative{}, (typename Vector<T>::Native)all};
#elif defined(__AVX__) && !defined(DLN_PORTABLE)
  return load_halves(source, source + apart);
#else
  return Vector<T>::load(source);
#endif
}

/**
 * Holds a vector in a register. Where it is used a few times only, g++ would read it from
 * memory at every use, and the two reads that a cycle has room for would limit the products.
 * @param vector what was just read
 */
template <typename T>
DLN_INLINE inline void hold([[maybe_unused]] Vector<T>& vector) {
#if defined(__x86_64__) && !defined(DLN_PORTABLE)
  asm(""
      : "+v"(vector.value));  // an instruction that does nothing, and wants its operand in a
                              // register
#endif
}

}  // namespace dln::conv
