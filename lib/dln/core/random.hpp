/**
 * @file
 * Random numbers that are the same on every machine.
 */
#pragma once

#include <armadillo>
#include <boost/random/mersenne_twister.hpp>
#include <cstdint>

namespace dln {

/**
 * A stream of pseudo-random numbers, the same for the same seed on every platform and compiler.
 *
 * The standard library's distributions differ between vendors; these are Boost.Random's, over a
 * 64-bit Mersenne twister (Matsumoto and Nishimura 1998). There is no default seed: randomness
 * is always asked for by number.
 */
class Random {
 public:
  /** A stream. @param seed any number; the same number gives the same stream */
  explicit Random(std::uint64_t seed);

  /**
   * An independent stream, which does not depend on how much of this one was used.
   *
   * Give each purpose its own (`random.split(1)` to shuffle, `random.split(2)` to initialize),
   * and adding a draw in one place changes nothing in another.
   * @param stream its number
   * @return the stream
   */
  [[nodiscard]] Random split(std::uint64_t stream) const;

  /** One number uniform in [0, 1). @return the number */
  double uniform();
  /** One number uniform in [low, high). @param low the least @param high the bound @return the
   * number */
  double uniform(double low, double high);
  /** One number from the Gaussian of mean 0 and standard deviation 1. @return the number */
  double normal();
  /** One integer uniform in 0 ... bound - 1. @param bound above 0 @return the integer */
  std::size_t below(std::size_t bound);
  /** One integer uniform in low ... high. @param low the least @param high the greatest, not
   * below `low` @return the integer */
  int between(int low, int high);
  /** The integers 0 ... count - 1 in random order (Fisher-Yates). @param count how many @return
   * the order */
  arma::uvec permutation(std::size_t count);

 private:
  std::uint64_t seed_;
  boost::random::mt19937_64 engine_;
};

}  // namespace dln
