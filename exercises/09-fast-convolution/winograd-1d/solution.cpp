#include <array>

template <typename Number>
std::array<Number, 2> two_outputs(const std::array<Number, 4>& d,
                                  const std::array<Number, 3>& g) {
  const Number m1 = (d[0] - d[2]) * g[0], m4 = (d[1] - d[3]) * g[2];
  const Number m2 = (d[1] + d[2]) * ((g[0] + g[1] + g[2]) / 2);
  const Number m3 = (d[2] - d[1]) * ((g[0] - g[1] + g[2]) / 2);
  return {m1 + m2 + m3, m2 - m3 - m4};
}
