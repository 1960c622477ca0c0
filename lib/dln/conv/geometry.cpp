#include "dln/conv/geometry.hpp"

#include <string>

#include "dln/core/error.hpp"

namespace dln::conv {

namespace {

void check_positive(const char* name, std::size_t value) {
  if (value == 0) throw Error(std::string("convolution: ") + name, "at least 1", "0");
}

std::size_t output_extent(const char* axis, std::size_t image, std::size_t padding,
                          std::size_t kernel, std::size_t stride, std::size_t dilation) {
  const std::size_t span = kernel_span(kernel, dilation), padded = image + padding;
  if (span > padded)
    throw Error(std::string("convolution: ") + axis + " of the kernel (" +
                    std::to_string(kernel) + " pixels, " + std::to_string(dilation) + " apart)",
                "at most the padded image's " + std::to_string(image) + " + " +
                    std::to_string(padding) + " pixels",
                std::to_string(span));
  return (padded - span) / stride + 1;
}

}  // namespace

Geometry square(std::size_t channels, std::size_t filters, std::size_t side, std::size_t kernel,
                std::size_t stride, std::size_t padding, std::size_t dilation,
                std::size_t groups) {
  return {.channels = channels,
          .height = side,
          .width = side,
          .filters = filters,
          .kernel_height = kernel,
          .kernel_width = kernel,
          .stride_height = stride,
          .stride_width = stride,
          .padding_top = padding,
          .padding_bottom = padding,
          .padding_left = padding,
          .padding_right = padding,
          .dilation_height = dilation,
          .dilation_width = dilation,
          .groups = groups};
}

void check(const Geometry& g) {
  check_positive("channels", g.channels);
  check_positive("height", g.height);
  check_positive("width", g.width);
  check_positive("filters", g.filters);
  check_positive("kernel height", g.kernel_height);
  check_positive("kernel width", g.kernel_width);
  check_positive("stride height", g.stride_height);
  check_positive("stride width", g.stride_width);
  check_positive("dilation height", g.dilation_height);
  check_positive("dilation width", g.dilation_width);
  check_positive("groups", g.groups);
  if (g.channels % g.groups != 0)
    throw Error("convolution: channels",
                "a multiple of " + std::to_string(g.groups) + " groups",
                std::to_string(g.channels));
  if (g.filters % g.groups != 0)
    throw Error("convolution: filters", "a multiple of " + std::to_string(g.groups) + " groups",
                std::to_string(g.filters));
  output_height(g);
  output_width(g);
}

std::size_t kernel_span(std::size_t kernel, std::size_t dilation) {
  return (kernel - 1) * dilation + 1;
}

std::size_t output_height(const Geometry& g) {
  return output_extent("height", g.height, g.padding_top + g.padding_bottom, g.kernel_height,
                       g.stride_height, g.dilation_height);
}

std::size_t output_width(const Geometry& g) {
  return output_extent("width", g.width, g.padding_left + g.padding_right, g.kernel_width,
                       g.stride_width, g.dilation_width);
}

std::size_t weight_count(const Geometry& g) {
  return g.filters * (g.channels / g.groups) * g.kernel_height * g.kernel_width;
}

std::size_t parameters(const Geometry& g) { return weight_count(g) + g.filters; }

double multiply_adds(const Geometry& g, std::size_t batch) {
  return double(batch) * double(output_height(g) * output_width(g)) * double(weight_count(g));
}

double flops(const Geometry& g, std::size_t batch) { return 2 * multiply_adds(g, batch); }

std::size_t receptive_field(const std::vector<Window>& layers) {
  std::size_t field = 1, jump = 1;
  for (const Window& layer : layers) {
    field += (kernel_span(layer.kernel, layer.dilation) - 1) * jump;
    jump *= layer.stride;
  }
  return field;
}

std::size_t input_size(const Geometry& g) { return g.channels * g.height * g.width; }

std::size_t output_size(const Geometry& g) {
  return g.filters * output_height(g) * output_width(g);
}

}  // namespace dln::conv
