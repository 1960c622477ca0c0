#include "dln/core/random.hpp"

#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <utility>

namespace dln {
namespace {

// SplitMix64 (Steele, Lea and Flood 2014): every bit of the input changes about half of the
// output's.
std::uint64_t mix(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31U);
}

}  // namespace

Random::Random(std::uint64_t seed) : seed_(seed), engine_(mix(seed)) {}

Random Random::split(std::uint64_t stream) const {
  return Random(mix(seed_ ^ mix(stream + 1)));
}

double Random::uniform() { return boost::random::uniform_01<double>()(engine_); }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

double Random::normal() { return boost::random::normal_distribution<double>()(engine_); }

std::size_t Random::below(std::size_t bound) {
  return boost::random::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
}

int Random::between(int low, int high) {
  return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
}

arma::uvec Random::permutation(std::size_t count) {
  arma::uvec order = count == 0 ? arma::uvec() : arma::regspace<arma::uvec>(0, count - 1);
  for (std::size_t last = count; last > 1; --last)
    std::swap(order[last - 1], order[below(last)]);
  return order;
}

}  // namespace dln
