/**
 * @file
 * For exercises that train a network of two layers, with weights W1 and W2: what steps of
 * gradient descent must lead to.
 */
#pragma once

#include <fmt/format.h>

#include <utility>

#include "checking/question.hpp"

namespace exercise {

/**
 * A network after one step of gradient descent, with slopes by central differences: whatever an
 * answer computes, this knows nothing of it.
 * @param network before the step @param rate the learning rate @param loss of a network
 */
template <typename Network, typename Loss>
Network descended(const Network& network, double rate, const Loss& loss) {
  const double h = 1e-6;
  Network next = network;
  for (auto part : {&Network::W1, &Network::W2})
    for (arma::uword i = 0; i < (network.*part).n_elem; ++i) {
      Network above = network, below = network;
      (above.*part)(i) += h;
      (below.*part)(i) -= h;
      (next.*part)(i) -= rate * (loss(above) - loss(below)) / (2 * h);
    }
  return next;
}

/**
 * Holds both matrices of an answered network to those that some steps of gradient descent lead
 * to.
 * @param after what was answered @param expected by `descended` @param steps as many
 * @return whether both are right
 */
template <typename Network>
bool leads_to(const Asked<Network>& after, const Network& expected, arma::uword steps) {
  bool is_right = true;
  for (const auto& [name, part] :
       {std::pair{"W2", &Network::W2}, std::pair{"W1", &Network::W1}})
    after.part(name, [part = part](const Network& network) { return network.*part; })
        .satisfies(
            [&, part = part](const arma::mat& got) {
              const bool is_near = arma::size(got) == arma::size(expected.*part) &&
                                   arma::abs(got - expected.*part).max() < 1e-6;
              is_right = is_right && is_near;
              return is_near;
            },
            fmt::format("{} is not where {} step{} of gradient descent lead{}.", name, steps,
                        steps == 1 ? "" : "s", steps == 1 ? "s" : ""));
  return is_right;
}

}  // namespace exercise
