// Ten steps of every optimizer end, one by one, where PyTorch's do.
#include "dln/optimizers/adagrad.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/optimizers/nesterov.hpp"
#include "dln/optimizers/rmsprop.hpp"
#include "reference/reference.hpp"

using namespace dln;
using dln::test::Reference;

namespace {

using Numbers = std::tuple<float, double>;

template <typename T>
void check_optimizer(const std::string& name, Optimizer<T>&& optimizer, double decay = 0,
                     Decay kind = Decay::coupled) {
  Reference reference(name);
  optimizer.decay_weights(static_cast<T>(decay), kind);
  Parameter<T> w{reference.read<T>("w")};
  for (int t = 1; t <= 10; ++t) {
    Pass<T> pass(Mode::train, Random(1));
    pass.gradient(w) = reference.read<T>("dw" + std::to_string(t));
    optimizer.update({{"w", &w}}, pass);
    reference.compare("w" + std::to_string(t), w.value);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reference)

BOOST_AUTO_TEST_CASE_TEMPLATE(optimizers, T, Numbers) {
  check_optimizer<T>("gradient_descent", GradientDescent<T>(0.1));
  check_optimizer<T>("gradient_descent_decay", GradientDescent<T>(0.1), 0.05);
  // PyTorch's velocity is multiplied by the rate when it is used, ours when it is gathered: the
  // same at a constant rate.
  check_optimizer<T>("momentum", Momentum<T>(0.1));
  check_optimizer<T>("momentum_decay", Momentum<T>(0.1), 0.05);
  check_optimizer<T>("nesterov", Nesterov<T>(0.1));
  check_optimizer<T>("adagrad", Adagrad<T>(0.1, T(1e-8)));
  check_optimizer<T>("rmsprop", RMSProp<T>(0.01, T(0.9), T(1e-8)));
  check_optimizer<T>("adam", Adam<T>(0.01));
  check_optimizer<T>("adam_coupled", Adam<T>(0.01), 0.05);
  check_optimizer<T>("adam_decoupled", Adam<T>(0.01), 0.05, Decay::decoupled);
}

BOOST_AUTO_TEST_SUITE_END()
