#include "dln/gradcheck/planted.hpp"

namespace dln::gradcheck {
namespace {

void spoil(Tensor<double>& gradient, Mistake mistake, double batch) {
  if (mistake == Mistake::sign) gradient.values() *= -1;
  if (mistake == Mistake::twice) gradient.values() *= 2;
  if (mistake == Mistake::divided_by_batch) gradient.values() /= batch;
  if (mistake == Mistake::all_zero) gradient.values().zeros();
}

void spoil_weight(Tensor<double>& gradient, Mistake mistake, double batch) {
  spoil(gradient, mistake, batch);
  if (mistake != Mistake::transposed || gradient.shape().examples < 2) return;
  const arma::mat transposed = gradient.columns().t();
  gradient.values() = arma::vectorise(transposed);
}

void spoil_input(Tensor<double>& dx, const Tensor<double>& dy, Mistake mistake, double batch) {
  spoil(dx, mistake, batch);
  for (std::size_t i = 0; i < dx.size(); ++i) {
    const Shape& shape = dx.shape();
    const std::size_t x = i % shape.width;
    const std::size_t y = i / shape.width % shape.height;
    const bool border = x == 0 || y == 0 || x + 1 == shape.width || y + 1 == shape.height;
    if (mistake == Mistake::edges && border) dx[i] = 0;
    if (mistake == Mistake::mask) dx[i] = dx[i] == 0 ? dy[i] : 0;
  }
}

}  // namespace

std::vector<Mistake> all_mistakes() {
  return {
      Mistake::none,       Mistake::sign,        Mistake::twice,    Mistake::divided_by_batch,
      Mistake::transposed, Mistake::overwritten, Mistake::all_zero, Mistake::mask,
      Mistake::edges};
}

std::string name_of(Mistake mistake) {
  switch (mistake) {
    case Mistake::none:
      return "none";
    case Mistake::sign:
      return "wrong sign";
    case Mistake::twice:
      return "factor 2";
    case Mistake::divided_by_batch:
      return "factor 1/N";
    case Mistake::transposed:
      return "transposed";
    case Mistake::overwritten:
      return "assigned, not added";
    case Mistake::all_zero:
      return "never computed";
    case Mistake::mask:
      return "mask the wrong way round";
    case Mistake::edges:
      return "border left out";
  }
  return "unknown";
}

Tensor<double> Planted::forward(Tensor<double> x, Pass<double>& pass) const {
  return layer_.forward(std::move(x), pass);
}

Tensor<double> Planted::backward(Tensor<double> dy, Pass<double>& pass) const {
  const auto batch = static_cast<double>(dy.shape().examples);
  std::vector<Tensor<double>> before;
  const auto parameters = layer_.parameters();
  for (const auto& [path, parameter] : parameters) {
    before.push_back(pass.gradient(*parameter));
    pass.gradient(*parameter).values().zeros();
  }
  Tensor<double> dx = layer_.backward(dy, pass);
  spoil_input(dx, dy, mistake_, batch);
  for (std::size_t p = 0; p < before.size(); ++p) {
    Tensor<double>& gradient = pass.gradient(*parameters[p].parameter);
    spoil_weight(gradient, mistake_, batch);
    if (mistake_ != Mistake::overwritten) gradient.values() += before[p].values();
  }
  return dx;
}

}  // namespace dln::gradcheck
