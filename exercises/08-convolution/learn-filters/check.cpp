#include <fmt/format.h>

#include "checking/checking.hpp"

using exercise::Filters;
using exercise::sample;

struct Known {
  Filters filters;
  arma::vec bias;
};

double loss(const Known& layer, const arma::cube& x, const arma::cube& wanted,
            arma::uword padding) {
  const arma::cube y = exercise::convolution(x, layer.filters, layer.bias, 1, padding);
  return arma::accu(arma::square(y - wanted)) / (2 * double(y.n_elem));
}

// The layer after some steps, by differences.
Known expected(Known layer, const arma::cube& x, const arma::cube& wanted, arma::uword padding,
               arma::uword steps, double rate) {
  const double h = 1e-5;
  for (arma::uword step = 0; step < steps; ++step) {
    Known next = layer;
    for (std::size_t k = 0; k < layer.filters.size(); ++k) {
      for (arma::uword i = 0; i <= layer.filters[k].n_elem; ++i) {
        Known above = layer, below = layer;
        const bool is_bias = i == layer.filters[k].n_elem;
        (is_bias ? above.bias(k) : above.filters[k](i)) += h;
        (is_bias ? below.bias(k) : below.filters[k](i)) -= h;
        (is_bias ? next.bias(k) : next.filters[k](i)) -=
            rate * (loss(above, x, wanted, padding) - loss(below, x, wanted, padding)) /
            (2 * h);
      }
    }
    layer = next;
  }
  return layer;
}

template <typename Layer>
void check(Layer learn(Layer, const arma::cube&, const arma::cube&, arma::uword, arma::uword,
                       double)) {
  const auto ask = [&](const Known& start, const arma::cube& x, const arma::cube& wanted,
                       arma::uword padding, arma::uword steps) {
    const Known right = expected(start, x, wanted, padding, steps, 0.5);
    const auto learnt =
        exercise::question("learn(layer, x, wanted, padding, steps, rate)", learn)
            .given("layer", "random filters and biases")(Layer{start.filters, start.bias}, x,
                                                         wanted, padding, steps, 0.5);
    const std::string place = fmt::format("not where {} step{} of gradient descent lead{}.",
                                          steps, steps == 1 ? "" : "s", steps == 1 ? "s" : "");
    learnt.part("bias", [](const Layer& layer) { return layer.bias; })
        .satisfies(
            [&](const arma::vec& got) {
              return arma::size(got) == arma::size(right.bias) &&
                     arma::abs(got - right.bias).max() < 1e-6;
            },
            "The biases are " + place);
    for (std::size_t k = 0; k < right.filters.size(); ++k)
      learnt
          .part("filters[" + std::to_string(k) + "]",
                [&](const Layer& layer) { return layer.filters.at(k); })
          .satisfies(
              [&](const arma::cube& got) {
                return arma::size(got) == arma::size(right.filters[k]) &&
                       arma::abs(got - right.filters[k]).max() < 1e-6;
              },
              "This filter is " + place);
  };
  const Known start = {{sample(2, 3, 2, 1), sample(2, 3, 2, 2), sample(2, 3, 2, 6)},
                       {0.3, -0.2, 0.1}};
  ask(start, sample(4, 5, 2, 3), sample(3, 3, 3, 4), 0, 1);
  ask(start, sample(4, 5, 2, 3), sample(5, 5, 3, 5), 1, 1);
  ask(start, sample(4, 5, 2, 3), sample(5, 5, 3, 5), 1, 3);

  arma::arma_rng::set_seed(1);
  const arma::cube x = arma::randn(14, 14, 1);
  arma::cube edge(3, 3, 1), middle(3, 3, 1);
  edge.slice(0) = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
  middle.slice(0).fill(1.0 / 9);
  const arma::cube wanted = exercise::convolution(x, {edge, middle}, {0.5, 0}, 1, 1);
  const Layer blank{{arma::randn(3, 3, 1), arma::randn(3, 3, 1)}, arma::vec(2)};
  const auto learnt = exercise::question("learn(layer, x, wanted, padding, steps, rate)", learn)
                          .given("layer", "two random filters of 3 x 3")
                          .given("x", "an image of 14 x 14 random pixels")
                          .given("wanted", "what an edge filter and a mean made of it")(
                              blank, x, wanted, 1, 100, 1);
  learnt.satisfies(
      [&](const Layer& layer) {
        return layer.filters.size() == 2 && arma::size(layer.filters[0]) == arma::size(edge) &&
               arma::abs(layer.filters[0] - edge).max() < 0.01 &&
               arma::abs(layer.filters[1] - middle).max() < 0.01;
      },
      "After a hundred steps the filters are not those that made the maps.");
  if (learnt.value()) {
    const arma::mat found = learnt.value()->filters.at(0).slice(0);
    exercise::comment(fmt::format(
        "Your layer has found the edge filter by its traces: its middle row is {:.2f}, {:.2f}, "
        "{:.2f}. Nobody told it the weights.",
        found(1, 0), found(1, 1), found(1, 2)));
  }
}
