// A layer of your own, to be checked by: ./dln check THIS-FILE
// It needs a class that is a dln::Layer<double>, and the two functions at the end.
#include <cmath>
#include <memory>

#include "dln/layers/layer.hpp"

// y = x * scale, one learnt scale a feature.
class Scale final : public dln::Layer<double> {
 public:
  // Random values: with equal ones a forgotten scale would look like a constant factor.
  Scale(std::size_t features, dln::Random random)
      : scale_{dln::Tensor<double>({1, features, 1, 1})} {
    scale_.value.values().imbue([&] { return random.normal(); });
  }

  std::string name() const override { return "Scale"; }
  dln::Shape output_shape(const dln::Shape& x) const override { return x; }

  dln::Tensor<double> forward(dln::Tensor<double> x, dln::Pass<double>& pass) const override {
    pass.push(x);
    x.columns().each_col() %= scale_.value.values();
    return x;
  }

  dln::Tensor<double> backward(dln::Tensor<double> dy, dln::Pass<double>& pass) const override {
    const auto x = pass.pop<dln::Tensor<double>>(*this);
    pass.gradient(scale_).values() += arma::sum(x.columns() % dy.columns(), 1);
    dy.columns().each_col() %= scale_.value.values();
    return dy;
  }

  dln::ParameterList<double> parameters() override { return {{"scale", &scale_}}; }

 private:
  dln::Parameter<double> scale_;
};

// The layer to be checked, and the shape of an input to check it on: small, as every entry is
// nudged.
std::unique_ptr<dln::Layer<double>> make_layer(dln::Random random) {
  return std::make_unique<Scale>(6, random);
}
dln::Shape input_shape() { return {3, 6, 1, 1}; }
