#include <array>

// Two neighbouring outputs of a filter of three taps, with four products of data and filter
// instead of six.
//   y0 = d0 g0 + d1 g1 + d2 g2
//   y1 = d1 g0 + d2 g1 + d3 g2
// Four products suffice:
//   m1 = (d0 - d2) g0                    m2 = (d1 + d2) (g0 + g1 + g2) / 2
//   m4 = (d1 - d3) g2                    m3 = (d2 - d1) (g0 - g1 + g2) / 2
// Which of them add up to y0, which to y1, and with which signs? (These are the products as
// Winograd wrote them. In the matrices that the chapter prints, some have the other sign, which
// comes to the same.) Number is a number like double; the check's own kind counts the products.
// Sums are free, and so are factors like 1 / 2, and whatever is computed from the filter alone:
// that is done once for a whole image.
template <typename Number>
std::array<Number, 2> two_outputs(const std::array<Number, 4>& d,
                                  const std::array<Number, 3>& g) {
  // Your code here.
  return {0, 0};
}
