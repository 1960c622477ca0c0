/**
 * @file
 * The three matrices of Winograd's fast filters, derived from interpolation points (Cook and
 * Toom).
 *
 * A filter g of r taps that slides over d gives m outputs y. Read g and y as polynomials: their
 * product has degree n - 1 with n = m + r - 1, and is known from its values at n points, one
 * multiplication each. Transposing that algorithm turns the product into the filter:  y = A^T [
 * (G g) .* (B^T d) ]. Source: Winograd, Arithmetic Complexity of Computations (1980); Lavin and
 * Gray, Fast Algorithms for Convolutional Neural Networks (2015).
 */
#pragma once

#include <array>
#include <cstddef>

namespace dln::conv {

/** A small matrix, row by row. */
template <std::size_t Rows, std::size_t Columns>
using Matrix = std::array<std::array<double, Columns>, Rows>;

/**
 * The matrices of F(m, r): m outputs of a filter of r taps with n = m + r - 1 multiplications.
 */
template <std::size_t Outputs, std::size_t Taps>
struct CookToom {
  static constexpr std::size_t points = Outputs + Taps - 1;  ///< n, multiplications
  Matrix<points, Outputs>
      a{};  ///< A: value of a polynomial with `Outputs` coefficients at each point
  Matrix<points, Taps> g{};     ///< G: the same for the filter, over the Lagrange denominators
  Matrix<points, points> bt{};  ///< B^T: coefficients of the Lagrange numerators
};

/**
 * The matrices for the first of the given finite points, to which infinity is added as the last
 * one.
 *
 * With N_p = prod over q != p of (a_p - a_q):  A(p,i) = a_p^i,  G(p,j) = a_p^j / N_p,  B^T(p,.)
 * = the coefficients of prod over q != p of (x - a_q). At infinity the leading coefficient
 * counts: A and G have a one in the last column, and B^T the coefficients of the product over
 * all finite points. Points that are given but not needed count in N_p all the same, and B^T
 * makes up for it: so G is that of more outputs, without some rows.
 * @param finite the points, all different, Outputs + Taps - 2 or more
 * @return the matrices
 */
template <std::size_t Outputs, std::size_t Taps, std::size_t Given = Outputs + Taps - 2>
constexpr CookToom<Outputs, Taps> cook_toom(const std::array<double, Given>& finite) {
  constexpr std::size_t points = Outputs + Taps - 1, infinity = points - 1;
  static_assert(Given >= infinity);
  CookToom<Outputs, Taps> result;

  // [Evaluate both polynomials at every finite point]
  for (std::size_t p = 0; p < infinity; ++p) {
    double denominator = 1;
    for (std::size_t q = 0; q < Given; ++q)
      if (q != p) denominator *= finite[p] - finite[q];
    double power = 1;
    for (std::size_t i = 0; i < points; ++i, power *= finite[p]) {
      if (i < Outputs) result.a[p][i] = power;
      if (i < Taps) result.g[p][i] = power / denominator;
    }
  }
  // [Evaluate both polynomials at every finite point]

  // [Take the leading coefficients at infinity]
  result.a[infinity][Outputs - 1] = 1;
  result.g[infinity][Taps - 1] = 1;
  // [Take the leading coefficients at infinity]

  // [Multiply out the polynomial that vanishes at all other points]
  for (std::size_t p = 0; p < points; ++p) {
    auto& polynomial = result.bt[p];
    polynomial[0] = 1;
    for (std::size_t q = 0; q < infinity; ++q) {
      if (q == p) continue;
      for (std::size_t i = points - 1; i > 0; --i)
        polynomial[i] = polynomial[i - 1] - finite[q] * polynomial[i];
      polynomial[0] *= -finite[q];
    }
    for (std::size_t q = infinity; q < Given && p != infinity; ++q)
      for (double& coefficient : polynomial) coefficient *= finite[p] - finite[q];
  }
  // [Multiply out the polynomial that vanishes at all other points]
  return result;
}

/**
 * The finite points of the fast filters that use so many. They come in pairs +a, -a, which
 * halves the transforms' work, and were chosen by measuring the rounding error: with 0, +-5/8,
 * +-3/2 the rms error of F(4x4, 3x3) in float is little more than half of that with the usual
 * 0, +-1, +-2, and less than four times that of F(2x2, 3x3); that of F(6x6, 3x3) is about four
 * times that of F(4x4, 3x3). The test tests/conv/cook_toom.cpp measures all of them.
 */
template <std::size_t Finite>
inline constexpr std::array<double, Finite> winograd_points;

/** F(2, 3): four multiplications instead of six. */
template <>
inline constexpr std::array<double, 3> winograd_points<3>{0, 1, -1};

/**
 * F(4, 2), for kernels with stride 2: five multiplications instead of eight. The error is less
 * than with 0, +-1, 2, by more than a tenth; see the test.
 */
template <>
inline constexpr std::array<double, 4> winograd_points<4>{0, 0.75, -0.75, 1.5};

/** F(4, 3): six multiplications instead of twelve. */
template <>
inline constexpr std::array<double, 5> winograd_points<5>{0, 0.625, -0.625, 1.5, -1.5};

/** F(6, 3): eight multiplications instead of eighteen; and F(7, 2), F(5, 4), F(4, 5): instead
 * of fourteen, twenty, twenty. These are the usual points; the order is for short tiles of F(6,
 * 3). */
template <>
inline constexpr std::array<double, 7> winograd_points<7>{0, 0.5, -0.5, 2, -2, 1, -1};

/**
 * F(m, r) in one dimension; F(m x m, r x r) applies it along both. A tile at the edge of an
 * image may have `Some` < m outputs only: it leaves out the last finite points, and uses the
 * same transformed weights at the others.
 */
template <std::size_t Outputs, std::size_t Taps, std::size_t Some = Outputs>
inline constexpr CookToom<Some, Taps> winograd_matrices =
    cook_toom<Some, Taps>(winograd_points<Outputs + Taps - 2>);

}  // namespace dln::conv
