// Every algorithm against the seven loops in double, over shapes drawn at random.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>

#include "conv/shapes.hpp"
#include "dln/core/threads.hpp"
#include "support.hpp"

namespace {

using dln::conv::Algorithm;
using dln::test::Convolution;
using dln::test::Inputs;
using dln::test::Outputs;

#ifdef DLN_PORTABLE
constexpr std::uint64_t shapes = 2000;  // one thread, and scalar loops
#else
constexpr std::uint64_t shapes = 3000;
#endif

/** The most operations that shape `seed` may take: most are small, because there are to be
 * many. */
double max_operations(std::uint64_t seed) {
  return seed % 200 == 0 || seed % 200 == 3 || seed % 200 == 5 ? 2e7
         : seed % 10 == 0                                      ? 1e6
                                                               : 2e5;
}

/** One result, what it should be, and the sums of absolute terms that its rounding errors are
 * measured by. */
template <typename T>
struct Comparison {
  const std::vector<T>& got;
  const std::vector<double>& expected;
  const std::vector<double>& magnitude;
  dln::conv::ErrorBound bound;
};

/** The worst error as a part of what is allowed; infinite where the result is not a number. */
template <typename T>
double worst(const Comparison<T>& c) {
  const double largest = *std::max_element(c.magnitude.begin(), c.magnitude.end());
  double result = 0;
  for (std::size_t i = 0; i < c.got.size(); ++i) {
    double allowed = c.bound.of_the_largest * largest;
    if (std::isfinite(c.bound.of_each))
      allowed = std::min(allowed, c.bound.of_each * c.magnitude[i]);
    allowed *= static_cast<double>(std::numeric_limits<T>::epsilon());
    const double error = std::abs(static_cast<double>(c.got[i]) - c.expected[i]);
    if (!(error <= std::numeric_limits<double>::max()))
      return std::numeric_limits<double>::infinity();
    if (error > 0) result = std::max(result, error / allowed);
  }
  return result;
}

std::vector<double> absolute(std::vector<double> numbers) {
  for (double& number : numbers) number = std::abs(number);
  return numbers;
}

/** A shape, what the loops make of it in double, and the same with absolute values: what
 * rounding is measured by. */
struct Reference {
  std::uint64_t seed;
  std::string test;  ///< which repeats this shape
  Convolution convolution;
  Outputs<double> expected, magnitude;
};

Reference reference(const Convolution& c, std::uint64_t seed, std::string test) {
  dln::conv::Workspace<double> none;
  Inputs<double> in(c, seed);
  auto expected = dln::test::all_passes(c, in, none, Algorithm::naive);
  in.x = absolute(in.x);
  in.weight = absolute(in.weight);
  in.bias = absolute(in.bias);
  in.dy = absolute(in.dy);
  return {seed, std::move(test), c, std::move(expected),
          dln::test::all_passes(c, in, none, Algorithm::naive)};
}

/** Worst errors, as a part of what is allowed, by algorithm. */
using Errors = std::array<double, dln::conv::algorithms.size()>;

template <typename T>
void check_shape(const Reference& r, Errors& worst_of_algorithm) {
  static dln::conv::Workspace<T> workspace;
  const Convolution& c = r.convolution;
  const Inputs<T> in(c, r.seed);
  const auto& g = c.geometry;
  const std::size_t taps = g.kernel_height * g.kernel_width,
                    pixels = dln::conv::output_size(g) / g.filters;
  for (const Algorithm algorithm : dln::conv::algorithms) {
    const bool is_reference = algorithm == Algorithm::naive && std::is_same_v<T, double>;
    if (is_reference || !dln::conv::applicable(g, algorithm)) continue;
    const auto out = dln::test::all_passes<T>(c, in, workspace, algorithm);
    const auto bound = [&](std::size_t terms) {
      return dln::conv::error_bound(algorithm, terms);
    };
    const std::size_t outputs = c.batch * pixels + 1;
    const std::pair<const char*, double> errors[] = {
        {"forward", worst<T>({out.y, r.expected.y, r.magnitude.y,
                              bound(g.channels / g.groups * taps + 1)})},
        {"backward_data",
         worst<T>({out.dx, r.expected.dx, r.magnitude.dx, bound(g.filters / g.groups * taps)})},
        {"backward_weights",
         worst<T>({out.dweight, r.expected.dweight, r.magnitude.dweight, bound(outputs)})},
        {"bias", worst<T>({out.dbias, r.expected.dbias, r.magnitude.dbias,
                           dln::conv::error_bound(Algorithm::naive, outputs)})}};
    for (const auto& [pass, error] : errors) {
      double& known = worst_of_algorithm[static_cast<std::size_t>(algorithm)];
      known = std::max(known, error);
      if (error <= 1) continue;
      BOOST_ERROR(fmt::format(
          "{} {} {} of {} is wrong by {:.3g} times the bound; repeat with: '{}' "
          "--run_test=conv/{}",
          dln::conv::name(algorithm), sizeof(T) == 4 ? "float" : "double", pass, describe(c),
          error, boost::unit_test::framework::master_test_suite().argv[0], r.test));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE(every_algorithm_agrees_with_the_loops) {
  std::uint64_t first = 1, last = shapes;
  const auto& suite = boost::unit_test::framework::master_test_suite();
  if (suite.argc > 2 && std::string(suite.argv[1]) == "--shape")
    first = last = std::strtoull(suite.argv[2], nullptr, 10);

  constexpr std::uint64_t at_once =
      32;  // the loops are slow: they take as many shapes at a time as there are threads
  Errors errors{};
  for (std::uint64_t seed = first; seed <= last; seed += at_once) {
    std::vector<Reference> references(std::min(at_once, last - seed + 1));
    dln::parallel_for(references.size(), [&](std::size_t i) {
      const std::uint64_t number = seed + i;
      references[i] =
          reference(dln::test::random_convolution(number, max_operations(number)), number,
                    fmt::format("every_algorithm_agrees_with_the_loops -- --shape {}", number));
    });
    for (const Reference& r : references) {
      check_shape<float>(r, errors);
      check_shape<double>(r, errors);
    }
  }
  for (const Algorithm algorithm : dln::conv::algorithms) {
    const double error = errors[static_cast<std::size_t>(algorithm)];
    BOOST_TEST(error <= 1);
    BOOST_TEST_MESSAGE(fmt::format("{}: largest error {:.3f} of what is allowed",
                                   dln::conv::name(algorithm), error));
  }
}

BOOST_AUTO_TEST_CASE(images_larger_than_the_caches_agree_too) {
  using dln::conv::square;
  Errors errors{};
  for (const Convolution& c :
       {Convolution{square(20, 36, 330, 1, 2), 2}, Convolution{square(3, 20, 850, 3, 4, 1), 2},
        Convolution{square(8, 96, 112, 1), 1}, Convolution{square(132, 4, 130, 1), 1}})
    check_shape<float>(reference(c, 1, "images_larger_than_the_caches_agree_too"), errors);
  BOOST_TEST(*std::max_element(errors.begin(), errors.end()) <= 1);
}

BOOST_AUTO_TEST_CASE(sums_that_are_added_up_in_parts_agree_too) {
  using dln::conv::square;
  Errors errors{};
  const Reference long_sums =
      reference({square(600, 26, 9, 1), 2}, 1, "sums_that_are_added_up_in_parts_agree_too");
  check_shape<float>(long_sums, errors);
  check_shape<double>(long_sums, errors);
  // Winograd's gradient of the weights sees many tiles piece by piece.
  check_shape<float>(reference({square(8, 12, 40, 3, 1, 1), 4}, 1,
                               "sums_that_are_added_up_in_parts_agree_too"),
                     errors);
  BOOST_TEST(*std::max_element(errors.begin(), errors.end()) <= 1);
}

BOOST_AUTO_TEST_CASE(weights_larger_than_the_caches_agree_too) {
  using dln::conv::square;
  Errors errors{};
  const std::string test = "weights_larger_than_the_caches_agree_too";
  // Winograd's sums in memory, and only just before they are needed.
  check_shape<double>(reference({square(352, 336, 5, 3, 1, 1, 1, 2), 17}, 1, test), errors);
  check_shape<double>(reference({square(128, 128, 5, 3, 1, 1), 14}, 1, test), errors);
  check_shape<float>(reference({square(200, 190, 8, 3, 1, 1), 18}, 1, test), errors);
  // A single image, whose filters are divided.
  const Reference single = reference({square(128, 128, 27, 5, 2, 2), 1}, 1, test);
  check_shape<float>(single, errors);
  check_shape<double>(single, errors);
  BOOST_TEST(*std::max_element(errors.begin(), errors.end()) <= 1);
}

BOOST_AUTO_TEST_CASE(small_images_of_many_channels_agree_too) {
  using dln::conv::square;
  Errors errors{};
  for (const Convolution& c : {Convolution{square(203, 150, 7, 3, 1, 1), 1},
                               Convolution{square(150, 203, 3, 3, 1, 1), 5},
                               Convolution{square(70, 61, 5, 5, 1, 2), 1}}) {
    const Reference r = reference(c, 1, "small_images_of_many_channels_agree_too");
    check_shape<float>(r, errors);
    check_shape<double>(r, errors);
  }
  BOOST_TEST(*std::max_element(errors.begin(), errors.end()) <= 1);
}

BOOST_AUTO_TEST_CASE(sums_longer_than_the_caches_agree_too) {
  using dln::conv::square;
  Errors errors{};
  for (const Convolution& c :
       {Convolution{square(1030, 26, 9, 1), 1}, Convolution{square(22, 518, 12, 1), 2}}) {
    const Reference r = reference(c, 1, "sums_longer_than_the_caches_agree_too");
    check_shape<float>(r, errors);
    check_shape<double>(r, errors);
  }
  BOOST_TEST(*std::max_element(errors.begin(), errors.end()) <= 1);
}

BOOST_AUTO_TEST_CASE(outputs_that_see_padding_alone_agree_too) {
  Errors errors{};
  for (const std::size_t height : {1, 2, 4}) {
    auto g = dln::conv::square(2, 3, 30, 4, 2);
    g.height = height;
    g.padding_top = 5 - height;
    g.padding_left = g.padding_right = 9;
    const Reference r = reference({g, 8}, 1, "outputs_that_see_padding_alone_agree_too");
    check_shape<float>(r, errors);
    check_shape<double>(r, errors);
    // And so does what the dispatcher chooses, which is to be one that can.
    dln::conv::Workspace<double> workspace;
    const auto chosen = dln::test::all_passes<double>(
        r.convolution, Inputs<double>(r.convolution, 1), workspace, {});
    const auto agree = [](const std::vector<double>& got, const std::vector<double>& expected) {
      return std::ranges::equal(got, expected, [](double one, double other) {
        return std::abs(one - other) < 1e-12;
      });
    };
    BOOST_TEST(
        (agree(chosen.y, r.expected.y) && agree(chosen.dx, r.expected.dx) &&
         agree(chosen.dweight, r.expected.dweight) && agree(chosen.dbias, r.expected.dbias)),
        describe(r.convolution));
  }
  BOOST_TEST(*std::max_element(errors.begin(), errors.end()) <= 1);
}

BOOST_AUTO_TEST_CASE(the_shapes_cover_every_kind) {
  std::map<std::string, std::size_t> kinds;
  for (std::uint64_t seed = 1; seed <= shapes; ++seed) {
    const auto [g, batch] = dln::test::random_convolution(seed, max_operations(seed));
    kinds["one pixel"] += g.height == 1 && g.width == 1;
    kinds["kernel larger than the image"] +=
        g.kernel_height > g.height || g.kernel_width > g.width;
    kinds["stride above the kernel"] +=
        g.stride_height > g.kernel_height || g.stride_width > g.kernel_width;
    kinds["groups"] += g.groups > 1;
    kinds["dilation"] += g.dilation_height > 1 || g.dilation_width > 1;
    kinds["more than 64 channels or filters"] += g.channels > 64 || g.filters > 64;
    kinds["more than 16 images"] += batch > 16;
    kinds["Strassen"] += dln::conv::applicable(g, Algorithm::strassen);
    kinds["Strassen with groups"] +=
        dln::conv::applicable(g, Algorithm::strassen) && g.groups > 1;
    if (dln::conv::applicable(g, Algorithm::strided)) {
      kinds["3x3 with stride 2 and groups"] += g.groups > 1;
      kinds["3x3 with stride 2 and more than one tile"] += dln::conv::output_height(g) > 4;
      kinds["3x3 with stride 2, odd padding above and even on the left"] +=
          g.padding_top % 2 > g.padding_left % 2;
      kinds["3x3 with stride 2, even padding above and odd on the left"] +=
          g.padding_top % 2 < g.padding_left % 2;
      kinds["3x3 with stride 2 and rows that no output sees"] +=
          (g.height + g.padding_top + g.padding_bottom) % 2 == 0;
    }
    if (!dln::conv::applicable(g, Algorithm::winograd6)) continue;
    const std::size_t taps = (g.kernel_height + g.stride_height - 1) / g.stride_height;
    const bool strided = g.stride_height > 1 || g.stride_width > 1;
    const std::size_t rows =
        (dln::conv::output_height(g) - 1) * g.stride_height + g.kernel_height;  // with padding
    kinds[fmt::format("Winograd, {} taps{}", taps, strided ? " of a phase" : "")] += 1;
    kinds["Winograd with another stride along"] += g.stride_height != g.stride_width;
    kinds["Winograd with a stride and groups"] += strided && g.groups > 1;
    kinds["Winograd with a stride and rows that no output sees"] +=
        strided && rows < g.height + g.padding_top;
    kinds["Winograd with dilation along alone"] +=
        g.dilation_height == 1 && g.dilation_width > 1;
    kinds["Winograd with dilation"] += g.dilation_height > 1 && g.dilation_width > 1;
  }
  BOOST_TEST(kinds.size() == 27U);
  for (const auto& [kind, count] : kinds) BOOST_TEST(count >= 3U, kind << ": only " << count);
}

BOOST_AUTO_TEST_SUITE_END()
