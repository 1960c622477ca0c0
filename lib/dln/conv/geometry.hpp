/**
 * @file
 * The shape of a convolution, and what follows from it: output size, parameters, arithmetic,
 * receptive field.
 */
#pragma once

#include <cstddef>
#include <vector>

namespace dln::conv {

/** The three things a convolution layer computes. */
enum class Direction { forward, backward_data, backward_weights };

/**
 * A two-dimensional convolution of `channels` images of `height` x `width` with `filters`
 * filters.
 *
 * Filter k sees the `channels / groups` channels of its group, through a window of
 * kernel_height x kernel_width pixels that lie `dilation` apart and move by `stride`; outside
 * the image there are `padding` pixels of zero.
 */
struct Geometry {
  std::size_t channels = 1;       ///< C
  std::size_t height = 1;         ///< H
  std::size_t width = 1;          ///< W
  std::size_t filters = 1;        ///< K
  std::size_t kernel_height = 1;  ///< R
  std::size_t kernel_width = 1;   ///< S
  std::size_t stride_height =
      1;  ///< pixels that the kernel moves down from one output to the next
  std::size_t stride_width = 1;     ///< the same to the right
  std::size_t padding_top = 0;      ///< rows of zeros above the image
  std::size_t padding_bottom = 0;   ///< below it
  std::size_t padding_left = 0;     ///< columns of zeros to its left
  std::size_t padding_right = 0;    ///< to its right
  std::size_t dilation_height = 1;  ///< rows from one of the kernel to the next
  std::size_t dilation_width = 1;   ///< columns from one of the kernel to the next
  std::size_t groups = 1;           ///< into which channels and filters are divided

  /** Whether all sizes agree. @return true if they do */
  bool operator==(const Geometry&) const = default;
};

/**
 * A square convolution, the usual case: the same kernel, stride, padding and dilation on both
 * axes.
 * @param channels C
 * @param filters K
 * @param side height and width of the images
 * @param kernel pixels of the kernel
 * @param stride of the kernel, on both axes
 * @param padding on all four sides
 * @param dilation pixels from one of the kernel to the next
 * @param groups into which channels and filters are divided
 * @return the geometry
 */
Geometry square(std::size_t channels, std::size_t filters, std::size_t side, std::size_t kernel,
                std::size_t stride = 1, std::size_t padding = 0, std::size_t dilation = 1,
                std::size_t groups = 1);

/**
 * Refuses an impossible shape.
 * @param g the convolution
 * @throws dln::Error with the numbers, when a size is zero, groups do not divide the channels
 * or the filters, or the kernel does not fit into the padded image.
 */
void check(const Geometry& g);

/**
 * Pixels that a dilated kernel spans on one axis: (kernel - 1) dilation + 1.
 * @param kernel pixels of the kernel
 * @param dilation pixels from one of the kernel to the next
 * @return pixels
 */
std::size_t kernel_span(std::size_t kernel, std::size_t dilation);

/**
 * P = floor((H + padding_top + padding_bottom - span) / stride) + 1.
 * @param g the convolution
 * @return P
 * @throws dln::Error when the kernel does not fit.
 */
std::size_t output_height(const Geometry& g);

/**
 * Q = floor((W + padding_left + padding_right - span) / stride) + 1.
 * @param g the convolution
 * @return Q
 * @throws dln::Error when the kernel does not fit.
 */
std::size_t output_width(const Geometry& g);

/**
 * Weights: K x C/groups x R x S.
 * @param g the convolution
 * @return the number
 */
std::size_t weight_count(const Geometry& g);

/**
 * Parameters: the weights, and a bias for each filter.
 * @param g the convolution
 * @return the number
 */
std::size_t parameters(const Geometry& g);

/**
 * Multiplications (each with its addition) of the definition: N K P Q (C / groups) R S, padding
 * counted.
 * @param g the convolution
 * @param batch N, how many images
 * @return the number
 */
double multiply_adds(const Geometry& g, std::size_t batch);

/**
 * Floating-point operations of the definition: two for each multiply-add.
 * @param g the convolution
 * @param batch N, how many images
 * @return the number
 */
double flops(const Geometry& g, std::size_t batch);

/** One axis of one layer in a stack, for the receptive field. */
struct Window {
  std::size_t kernel = 1;    ///< pixels of the kernel
  std::size_t stride = 1;    ///< pixels that it moves
  std::size_t dilation = 1;  ///< pixels from one of the kernel to the next
};

/**
 * Input pixels, on one axis, that one output of a stack of layers can see:
 * 1 + sum over layers of (span - 1) times the product of the strides before it.
 * @param layers from the input to the output
 * @return pixels
 */
std::size_t receptive_field(const std::vector<Window>& layers);

/**
 * Image sizes in elements, for the pointer arithmetic of every algorithm.
 * @param g the convolution
 * @return C H W
 */
std::size_t input_size(const Geometry& g);
/**
 * K P Q.
 * @param g the convolution
 * @return K P Q
 */
std::size_t output_size(const Geometry& g);

}  // namespace dln::conv
