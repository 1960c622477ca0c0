/**
 * @file
 * A folder of labelled images, whatever its format.
 */
#pragma once

#include <filesystem>

#include "dln/data/dataset.hpp"

namespace dln {

/**
 * Reads training and test images from a folder, recognising its format by the published file
 * names.
 *
 * MNIST: `train-images-idx3-ubyte`, `t10k-labels-idx1-ubyte` and so on, plain or with `.gz`.
 * CIFAR-10: `data_batch_*.bin` and `test_batch.bin`. The folder may also hold one of them in a
 * folder `mnist` or `cifar-10-batches-bin`.
 * @param folder where the files are
 * @return the images, pixels in 0 ... 1
 * @throws Error if no format is recognised, or a file is bad
 */
template <typename T>
TrainTest<T> read_folder(const std::filesystem::path& folder);

}  // namespace dln
