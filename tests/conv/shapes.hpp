/**
 * @file
 * Convolutions drawn at random, and every algorithm behind one face, for the tests of this
 * folder.
 */
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "dln/conv/dispatch.hpp"
#include "dln/core/error.hpp"
#include "dln/core/random.hpp"

namespace dln::test {

/** A convolution and how many images it gets. */
struct Convolution {
  conv::Geometry geometry;
  std::size_t batch;
};

/** The shape in one line. */
inline std::string describe(const Convolution& c) {
  const conv::Geometry& g = c.geometry;
  return fmt::format(
      "N {} C {} H {} W {} K {} kernel {}x{} stride {}x{} padding {},{},{},{} dilation {}x{} "
      "groups {}",
      c.batch, g.channels, g.height, g.width, g.filters, g.kernel_height, g.kernel_width,
      g.stride_height, g.stride_width, g.padding_top, g.padding_bottom, g.padding_left,
      g.padding_right, g.dilation_height, g.dilation_width, g.groups);
}

/** `count` numbers between -1 and 1 that float holds exactly, so that both precisions start
 * from the same. */
inline std::vector<double> random_numbers(std::size_t count, Random random) {
  std::vector<double> numbers(count);
  for (double& number : numbers) number = static_cast<float>(random.uniform(-1, 1));
  return numbers;
}

/** Whether the kernel fits into the padded image, as the library sees it. */
inline bool possible(const conv::Geometry& g) {
  try {
    conv::check(g);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/**
 * The convolution number `seed`: half of them suit Winograd, one in ten Strassen, one in ten is
 * 3 x 3 with stride 2, and the others are of any kind.
 */
inline Convolution random_convolution(std::uint64_t seed, double max_operations) {
  Random random(seed);
  const auto between = [&](std::size_t least, std::size_t most) {
    return least + random.below(most - least + 1);
  };
  for (;;) {
    conv::Geometry g;
    const bool suits_winograd = seed % 2 == 0;
    const std::size_t max_channels = random.below(3) == 0 ? 70 : 12;
    g.groups = random.below(4) == 0 ? between(1, 4) : 1;
    g.channels = g.groups * between(1, std::max<std::size_t>(1, max_channels / g.groups));
    g.filters = g.groups * between(1, std::max<std::size_t>(1, max_channels / g.groups));
    g.height = random.below(8) == 0 ? 1 : between(1, 20);
    g.width = random.below(8) == 0 ? 1 : between(1, 40);
    g.kernel_height = between(1, 7);
    g.kernel_width = between(1, 7);
    if (random.below(suits_winograd ? 4 : 2) == 0) {
      g.stride_height = between(1, suits_winograd ? 3 : 5);
      g.stride_width = between(1, suits_winograd ? 3 : 5);
    } else if (random.below(3) == 0) {
      g.dilation_height = between(1, 3);
      g.dilation_width = between(1, 3);
    }
    if (suits_winograd) {  // as many taps of a phase down and along
      const std::size_t taps = random.below(2) == 0 ? between(2, 5) : 3;
      g.kernel_height = taps * g.stride_height - random.below(g.stride_height);
      g.kernel_width = taps * g.stride_width - random.below(g.stride_width);
    }
    g.padding_top = between(0, 4);
    g.padding_bottom = between(0, 4);
    g.padding_left = between(0, 4);
    g.padding_right = between(0, 4);
    if (seed % 10 ==
        5) {  // one pixel sees one pixel, and there are two halves of channels and filters
      g = conv::square(2 * g.groups * between(1, 35), 2 * g.groups * between(1, 35), 1, 1, 1, 0,
                       1, g.groups);
      g.height = between(1, 20);
      g.width = between(1, 40);
    }
    if (seed % 10 == 3) {  // neighbouring outputs see pixels two apart
      g.kernel_height = g.kernel_width = 3;
      g.stride_height = g.stride_width = 2;
      g.dilation_height = g.dilation_width = 1;
    }
    const std::size_t batch = random.below(10) == 0 ? between(5, 70) : between(1, 4);
    if (possible(g) && conv::flops(g, batch) <= max_operations) return {g, batch};
  }
}

/** What the three passes start from. */
template <typename T>
struct Inputs {
  std::vector<T> x, weight, bias, dy;

  /** Numbers drawn for a convolution. */
  Inputs(const Convolution& c, std::uint64_t seed) {
    const Random random(seed);
    const auto numbers = [&](std::size_t count, std::uint64_t stream) {
      const auto drawn = random_numbers(count, random.split(stream));
      return std::vector<T>(drawn.begin(), drawn.end());
    };
    x = numbers(c.batch * conv::input_size(c.geometry), 1);
    weight = numbers(conv::weight_count(c.geometry), 2);
    bias = numbers(c.geometry.filters, 3);
    dy = numbers(c.batch * conv::output_size(c.geometry), 4);
  }
};

/** What the three passes give. */
template <typename T>
struct Outputs {
  std::vector<T> y, dx, dweight, dbias;
  bool operator==(const Outputs&) const = default;
};

/** All passes by one algorithm; outputs that are written start as NaN, those that are added to
 * from the weights. */
template <typename T>
Outputs<T> all_passes(const Convolution& c, const Inputs<T>& in, conv::Workspace<T>& workspace,
                      std::optional<conv::Algorithm> algorithm) {
  const T nan = std::numeric_limits<T>::quiet_NaN();
  Outputs<T> out{std::vector<T>(in.dy.size(), nan), std::vector<T>(in.x.size(), nan), in.weight,
                 in.bias};
  const conv::Geometry& g = c.geometry;
  const auto spoil = [&] {
    std::fill_n(workspace.reserve(workspace.size()), workspace.size(), nan);
  };
  if (workspace.size() > 0) spoil();
  conv::forward(g, c.batch, in.x.data(), in.weight.data(), in.bias.data(), out.y.data(),
                workspace, algorithm);
  if (workspace.size() > 0) spoil();
  conv::backward_data(g, c.batch, in.dy.data(), in.weight.data(), out.dx.data(), workspace,
                      algorithm);
  if (workspace.size() > 0) spoil();
  conv::backward_weights(g, c.batch, in.x.data(), in.dy.data(), out.dweight.data(),
                         out.dbias.data(), workspace, algorithm);
  return out;
}

}  // namespace dln::test
