#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/layers/highway.hpp"

// What fifty layers leave of 1: weights of zero, so that h is 0 and the gates are their
// biases'.
double left_of_one(double bias) {
  dln::Sequential<double> stack;
  for (int layer = 0; layer < 50; ++layer)
    dln::fill_dense(stack.add<dln::Highway<double>>(), 1, bias, dln::constant<double>(0),
                    dln::Random(1));
  dln::Pass<double> pass(dln::Mode::test, dln::Random(1));
  return stack.forward(dln::Tensor<double>({1, 1, 1, 1}, 1), pass)[0];
}

void check(const std::string& minus_two, const std::string& minus_four,
           const std::string& minus_eight) {
  const auto ask = [](const std::string& predicted, double bias) {
    const double left = left_of_one(bias);
    exercise::predicted(fmt::format("Biases of {:g}:", bias), predicted,
                        {"less than a hundredth", "about a third", "nearly all"},
                        left < 0.01  ? "less than a hundredth"
                        : left < 0.6 ? "about a third"
                                     : "nearly all",
                        fmt::format("{:.2g} of it is left.", left));
  };
  ask(minus_two, -2);
  ask(minus_four, -4);
  ask(minus_eight, -8);
  exercise::comment(
      "Nearly closed is not closed: to the power of the depth, a little leak is all.");
}
