/**
 * @file
 * What OpenBLAS, under Armadillo, needs to be told.
 */
#pragma once

#include <cstddef>

namespace dln {

/**
 * Where the address space is limited (`ulimit -v`), takes the memory that OpenBLAS will want
 * for products by this many threads at once: 128 MiB each. Should OpenBLAS itself find none
 * later, it would try again for ever. This is done when the library is loaded and when the
 * number of threads is set; without a limit it does nothing.
 * @param threads how many multiply at once
 * @throws Error if there is less than that
 */
void reserve_blas_memory(std::size_t threads);

}  // namespace dln
