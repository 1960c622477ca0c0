// Dense layers by the kernels of the convolutions.
#include "dln/conv/dense.hpp"

#include <limits>

#include "support.hpp"

namespace {

using dln::conv::dense::Sizes;

/** Scratch memory that holds what is not a number: whatever is not written before it is read
 * shows. */
template <typename T>
dln::conv::Workspace<T> used_workspace() {
  constexpr std::size_t size = 4U << 20U;
  dln::conv::Workspace<T> workspace;
  std::fill_n(workspace.reserve(size), size, std::numeric_limits<T>::quiet_NaN());
  return workspace;
}

template <typename T>
void check_sizes(const Sizes& sizes, T tolerance) {
  const auto [N, D, M] = sizes;
  const auto numbers = [](std::size_t rows, std::size_t columns, std::uint64_t seed) {
    return arma::Mat<T>(dln::test::random_tensor<T>({columns, rows, 1, 1}, seed).columns());
  };
  const auto x = numbers(D, N, 1), weight = numbers(D, M, 2), dy = numbers(M, N, 3),
             bias = numbers(M, 1, 4);
  arma::Mat<T> y(M, N), dx(D, N), dweight(D, M);
  auto workspace = used_workspace<T>();
  const auto close = [&](const arma::Mat<T>& a, const arma::Mat<T>& b) {
    BOOST_TEST(arma::approx_equal(a, b, "absdiff", tolerance * (T(1) + arma::abs(b).max())),
               N << " examples, " << D << " inputs, " << M << " outputs");
  };
  dln::conv::dense::forward(sizes, x.memptr(), weight.memptr(), bias.memptr(), y.memptr(),
                            workspace);
  close(y, weight.t() * x + arma::repmat(bias, 1, N));
  dln::conv::dense::backward_data(sizes, dy.memptr(), weight.memptr(), dx.memptr(), workspace);
  close(dx, weight * dy);
  dln::conv::dense::backward_weights(sizes, x.memptr(), dy.memptr(), dweight.memptr(),
                                     workspace);
  close(dweight, x * dy.t());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE(dense_layers_are_matrix_products) {
  // Few and many, with rows of pixels that divide the inputs, and none that do (4099 is a prime
  // number).
  for (const auto& sizes : {Sizes{1, 4099, 33}, Sizes{5, 1, 7}, Sizes{9, 4099, 70},
                            Sizes{33, 4096, 65}, Sizes{64, 1568, 128}, Sizes{130, 961, 10}}) {
    check_sizes<float>(sizes, 1e-5F);
    check_sizes<double>(sizes, 1e-13);
  }
}

BOOST_AUTO_TEST_SUITE_END()
