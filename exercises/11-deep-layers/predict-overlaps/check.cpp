#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/layers/conv_transpose2d.hpp"

arma::mat counts(std::size_t kernel, std::size_t stride) {
  const dln::ConvTranspose2d<double> layer(dln::conv::square(1, 1, 0, kernel, stride),
                                           dln::constant<double>(1), dln::Random(1));
  dln::Pass<double> pass(dln::Mode::test, dln::Random(1));
  const dln::Tensor<double> y = layer.forward(dln::Tensor<double>({1, 1, 12, 12}, 1), pass);
  const arma::mat image = y.image(0).slice(0);
  return image.submat(kernel, kernel, image.n_rows - kernel - 1, image.n_cols - kernel - 1);
}

void check(const std::string& four_by_two, const std::string& three_by_two,
           const std::string& six_by_four, int most_of_five_by_two) {
  const auto ask = [](const std::string& predicted, std::size_t kernel, std::size_t stride) {
    const arma::mat found = counts(kernel, stride);
    exercise::predicted(fmt::format("{} x {} with stride {}:", kernel, kernel, stride),
                        predicted, {"even", "uneven"},
                        found.min() == found.max() ? "even" : "uneven",
                        fmt::format("from {} to {} filters.", found.min(), found.max()));
  };
  ask(four_by_two, 4, 2);
  ask(three_by_two, 3, 2);
  ask(six_by_four, 6, 4);
  const double most = counts(5, 2).max();
  exercise::predicted("The most filters, 5 x 5 with stride 2:", double(most_of_five_by_two),
                      most, 1.05, fmt::format("{} filters.", most));
  exercise::comment(
      "Even wherever the stride divides the kernel; else a checkerboard is built in.");
}
