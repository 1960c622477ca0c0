#include "dln/layers/dense.hpp"
#include "dln/layers/highway.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sum.hpp"
#include "experiments.hpp"

namespace chapter {
namespace {

using Network = dln::Sequential<float>;
using dln::Random;

void add_plain(Network& network, std::size_t width, const Random& random) {
  auto& layer = network.add<Network>();
  layer.add<dln::Dense<float>>(width, width, dln::he<float>(), random);
  layer.add<dln::ReLU<float>>();
}

void add_residual(Network& network, std::size_t width, const dln::Initializer<float>& last,
                  const Random& random) {
  // [Add what two layers make of it to the input]
  auto& block = network.add<dln::Sum<float>>();
  block.add<Network>();  // empty: the input itself
  auto& branch = block.add<Network>();
  branch.add<dln::Dense<float>>(width, width, dln::he<float>(), random.split(1));
  branch.add<dln::ReLU<float>>();
  branch.add<dln::Dense<float>>(width, width, last, random.split(2));
  // [Add what two layers make of it to the input]
}

}  // namespace

void add_stack(Network& network, Kind kind, std::size_t depth, std::size_t width,
               double gate_bias, const Random& random) {
  const std::size_t step = kind == Kind::plain || kind == Kind::highway ? 1 : 2;
  for (std::size_t l = 0; l < depth; l += step) {
    const Random own = random.split(l);
    if (kind == Kind::plain) add_plain(network, width, own);
    if (kind == Kind::highway)
      fill_dense(network.add<dln::Highway<float>>(), width, gate_bias, dln::he<float>(), own);
    if (kind == Kind::residual) add_residual(network, width, dln::he<float>(), own);
    if (kind == Kind::closed_residual)
      add_residual(network, width, dln::constant<float>(0), own);
  }
}

}  // namespace chapter
