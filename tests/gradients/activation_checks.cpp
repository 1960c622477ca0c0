// The gradient checks of the activations, and of dropout.
#include <memory>

#include "dln/layers/dropout.hpp"
#include "dln/layers/maxout.hpp"
#include "dln/layers/prelu.hpp"
#include "dln/layers/rectifying.hpp"
#include "dln/layers/squashing.hpp"
#include "gradients/checks.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using Seed = std::uint64_t;
using Make = std::function<std::unique_ptr<Layer<double>>()>;

template <typename L, typename... Arguments>
Make made(Arguments... arguments) {
  return [=] { return std::make_unique<L>(arguments...); };
}

}  // namespace

std::vector<GradientCheck> activation_checks() {
  std::vector<GradientCheck> checks;
  const auto add = [&](const char* subject, const char* setting, const Make& make,
                       const Shape& input, Mode mode = Mode::train) {
    checks.push_back({subject, setting, [=](Seed s) {
                        const auto layer = make();
                        return gradcheck::check_layer(*layer, random_tensor<double>(input, s),
                                                      {.seed = s, .mode = mode});
                      }});
  };
  const Shape images{2, 6, 3, 5}, one{1, 4, 2, 3};
  add("Sigmoid", "images", made<Sigmoid<double>>(), images);
  add("Sigmoid", "batch of one", made<Sigmoid<double>>(), one);
  add("Tanh", "images", made<Tanh<double>>(), images);
  add("Tanh", "batch of one", made<Tanh<double>>(), one);
  add("LeakyReLU", "slope 0.01", made<LeakyReLU<double>>(), images);
  add("LeakyReLU", "slope -0.5, batch of one", made<LeakyReLU<double>>(-0.5), one);
  add("ELU", "images", made<ELU<double>>(), images);
  add("GELU", "images", made<GELU<double>>(), images);
  add("PReLU", "a slope for all", made<PReLU<double>>(), images);
  add("PReLU", "a slope a channel", made<PReLU<double>>(6U), images);
  add("PReLU", "batch of one, negative slopes", made<PReLU<double>>(4U, -0.3), one);
  add("RReLU", "slopes drawn", made<RReLU<double>>(), images);
  add("RReLU", "test mode", made<RReLU<double>>(), images, Mode::test);
  add("Maxout", "2 pieces", made<Maxout<double>>(), images);
  add("Maxout", "3 pieces", made<Maxout<double>>(3U), images);
  add("Maxout", "4 pieces, batch of one", made<Maxout<double>>(4U), one);
  add("Dropout", "inverted, one mask", made<Dropout<double>>(0.6), images);
  add("Dropout", "inverted, test mode", made<Dropout<double>>(0.6), images, Mode::test);
  add("Dropout", "plain, one mask", made<Dropout<double>>(0.6, Scaling::at_test), images);
  add("Dropout", "plain, test mode, batch of one", made<Dropout<double>>(0.6, Scaling::at_test),
      one, Mode::test);
  return checks;
}

}  // namespace dln::test
