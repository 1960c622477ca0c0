// Every algorithm against the seven loops in double, over shapes drawn at random.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "conv/shapes.hpp"
#include "support.hpp"

namespace {

using dln::conv::Algorithm;
using dln::test::Convolution;
using dln::test::Inputs;
using dln::test::Outputs;

#ifdef DLN_PORTABLE
constexpr std::uint64_t shapes = 150;
#else
constexpr std::uint64_t shapes = 300;
#endif

/** What the library promises, in epsilon; the headers of the algorithms say the same. */
constexpr double of_the_largest_sum = 32;                                         // every algorithm
double of_each_sum(std::size_t terms) { return static_cast<double>(terms + 3); }  // all but Winograd's

bool is_winograd(Algorithm algorithm) { return algorithm == Algorithm::winograd2 || algorithm == Algorithm::winograd4; }

/** One result, what it should be, and the sums of absolute terms that its rounding errors are measured by. */
template <typename T>
struct Comparison {
  const std::vector<T>& got;
  const std::vector<double>& expected;
  const std::vector<double>& magnitude;
  std::size_t terms;
};

/** The worst error as a part of what is allowed; infinite where the result is not a number. */
template <typename T>
double worst(const Comparison<T>& c, bool each_element) {
  const double largest = *std::max_element(c.magnitude.begin(), c.magnitude.end());
  double result = 0;
  for (std::size_t i = 0; i < c.got.size(); ++i) {
    double allowed = of_the_largest_sum * largest;
    if (each_element) allowed = std::min(allowed, of_each_sum(c.terms) * c.magnitude[i]);
    allowed *= static_cast<double>(std::numeric_limits<T>::epsilon());
    const double error = std::abs(static_cast<double>(c.got[i]) - c.expected[i]);
    if (!(error <= std::numeric_limits<double>::max())) return std::numeric_limits<double>::infinity();
    if (error > 0) result = std::max(result, error / allowed);
  }
  return result;
}

std::vector<double> absolute(std::vector<double> numbers) {
  for (double& number : numbers) number = std::abs(number);
  return numbers;
}

template <typename T>
std::vector<double> check_shape(std::uint64_t seed, const Convolution& c, const Outputs<double>& expected,
                                const Outputs<double>& magnitude) {
  static dln::conv::Workspace<T> workspace;
  const Inputs<T> in(c, seed);
  const auto& g = c.geometry;
  const std::size_t taps = g.kernel_height * g.kernel_width, pixels = dln::conv::output_size(g) / g.filters;
  std::vector<double> worst_of_algorithm;
  for (const Algorithm algorithm : dln::conv::algorithms) {
    worst_of_algorithm.push_back(0);
    if (!dln::conv::applicable(g, algorithm)) continue;
    const auto out = dln::test::all_passes<T>(c, in, workspace, algorithm);
    const bool each = !is_winograd(algorithm);
    const std::vector<std::pair<const char*, double>> errors = {
        {"forward", worst<T>({out.y, expected.y, magnitude.y, g.channels / g.groups * taps + 1}, each)},
        {"backward_data", worst<T>({out.dx, expected.dx, magnitude.dx, g.filters / g.groups * taps}, each)},
        {"backward_weights", worst<T>({out.dweight, expected.dweight, magnitude.dweight, c.batch * pixels + 1}, each)},
        {"bias", worst<T>({out.dbias, expected.dbias, magnitude.dbias, c.batch * pixels + 1}, true)}};
    for (const auto& [pass, error] : errors) {
      BOOST_TEST(error <= 1, fmt::format("{} {} {} of {} is wrong by {:.3g} times the bound; repeat with: tests "
                                         "--run_test=conv/every_algorithm_agrees_with_the_loops -- --shape {}",
                                         dln::conv::name(algorithm), sizeof(T) == 4 ? "float" : "double", pass,
                                         describe(c), error, seed));
      worst_of_algorithm.back() = std::max(worst_of_algorithm.back(), error);
    }
  }
  return worst_of_algorithm;
}

std::vector<double> check_shape(std::uint64_t seed) {
  const Convolution c = dln::test::random_convolution(seed, seed % 20 == 0 ? 2e7 : 1e6);
  dln::conv::Workspace<double> none;
  Inputs<double> in(c, seed);
  const auto expected = dln::test::all_passes(c, in, none, Algorithm::naive);
  in.x = absolute(in.x);
  in.weight = absolute(in.weight);
  in.bias = absolute(in.bias);
  in.dy = absolute(in.dy);
  const auto magnitude = dln::test::all_passes(c, in, none, Algorithm::naive);
  auto result = check_shape<float>(seed, c, expected, magnitude);
  const auto of_double = check_shape<double>(seed, c, expected, magnitude);
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = std::max(result[i], of_double[i]);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE(every_algorithm_agrees_with_the_loops) {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  if (suite.argc > 2 && std::string(suite.argv[1]) == "--shape") {
    check_shape(std::strtoull(suite.argv[2], nullptr, 10));
    return;
  }
  std::vector<double> worst_of_algorithm(dln::conv::algorithms.size(), 0);
  for (std::uint64_t seed = 1; seed <= shapes; ++seed) {
    const auto of_shape = check_shape(seed);
    for (std::size_t i = 0; i < of_shape.size(); ++i)
      worst_of_algorithm[i] = std::max(worst_of_algorithm[i], of_shape[i]);
  }
  for (const Algorithm algorithm : dln::conv::algorithms)
    BOOST_TEST_MESSAGE(fmt::format("{}: largest error {:.3f} of what is allowed", dln::conv::name(algorithm),
                                   worst_of_algorithm[static_cast<std::size_t>(algorithm)]));
}

BOOST_AUTO_TEST_SUITE_END()
