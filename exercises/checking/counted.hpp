/**
 * @file
 * A number that knows where it comes from and counts the products that matter.
 */
#pragma once

#include <array>

namespace exercise {

/**
 * Behaves like a double, and counts in `products` how often a number that depends on the data
 * was multiplied with (or divided by, or into) one that depends on the filter. Factors that are
 * constants, and products within the data or the filter, are free.
 */
struct Counted {
  /** What a number depends on; both if it was made from both. */
  enum Origin { constant = 0, data = 1, filter = 2 };

  static inline int products = 0;  ///< since it was last set to 0

  double value = 0;
  int origin = constant;

  Counted() = default;
  Counted(double value_) : value(value_) {}
  Counted(double value_, int origin_) : value(value_), origin(origin_) {}

  static int multiplied(const Counted& a, const Counted& b) {
    const bool mixed = ((a.origin & data) && (b.origin & filter)) ||
                       ((a.origin & filter) && (b.origin & data));
    products += mixed ? 1 : 0;
    return a.origin | b.origin;
  }

  friend Counted operator+(const Counted& a, const Counted& b) {
    return {a.value + b.value, a.origin | b.origin};
  }
  friend Counted operator-(const Counted& a, const Counted& b) {
    return {a.value - b.value, a.origin | b.origin};
  }
  friend Counted operator*(const Counted& a, const Counted& b) {
    return {a.value * b.value, multiplied(a, b)};
  }
  friend Counted operator/(const Counted& a, const Counted& b) {
    return {a.value / b.value, multiplied(a, b)};
  }
  Counted operator-() const { return {-value, origin}; }
  Counted& operator+=(const Counted& other) { return *this = *this + other; }
  Counted& operator-=(const Counted& other) { return *this = *this - other; }
  Counted& operator*=(const Counted& other) { return *this = *this * other; }
  Counted& operator/=(const Counted& other) { return *this = *this / other; }
};

}  // namespace exercise
