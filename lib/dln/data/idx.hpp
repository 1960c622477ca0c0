/**
 * @file
 * The IDX format, in which MNIST is published.
 */
#pragma once

#include <filesystem>

#include "dln/core/tensor.hpp"

namespace dln {

/**
 * Reads images from an IDX file, plain or gzipped (`.gz`).
 *
 * The format: magic 00 00 08 03, then N, H and W as big-endian 32-bit integers, then N*H*W
 * bytes. Source: LeCun, Cortes and Burges, The MNIST database.
 * @param path the file
 * @return N x 1 x H x W, pixels divided by 255
 * @throws Error if the file is missing, damaged, of another kind, shorter or longer than its
 * header says
 */
template <typename T>
Tensor<T> read_idx_images(const std::filesystem::path& path);

/**
 * Reads labels from an IDX file, plain or gzipped (`.gz`).
 *
 * The format: magic 00 00 08 01, then N as a big-endian 32-bit integer, then N bytes.
 * @param path the file
 * @return N labels
 * @throws Error if the file is missing, damaged, of another kind, shorter or longer than its
 * header says
 */
arma::uvec read_idx_labels(const std::filesystem::path& path);

}  // namespace dln
