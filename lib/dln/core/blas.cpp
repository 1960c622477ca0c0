#include "dln/core/blas.hpp"

#ifdef DLN_OPENBLAS

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"

extern "C" {
void openblas_set_num_threads(int count);
// Not part of its interface, so a later OpenBLAS may lack them.
[[gnu::weak]] void* blas_memory_alloc(int position);
[[gnu::weak]] void blas_memory_free(void* buffer);
}

namespace dln {

void reserve_blas_memory(std::size_t threads) {
  constexpr std::size_t mebibyte = std::size_t{1} << 20U;
  constexpr std::size_t buffer = 128 * mebibyte + 65536;
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
  static std::size_t reserved = 0;
  if (threads <= reserved || blas_memory_alloc == nullptr || blas_memory_free == nullptr)
    return;
  const std::size_t bytes = (threads - reserved) * buffer;
  void* trial =
      mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (trial == MAP_FAILED)
    throw Error("address space (ulimit -v)",
                fmt::format("{} MiB free for matrix products", bytes / mebibyte),
                fmt::format("a limit of {} MiB in all", limit.rlim_cur / mebibyte));
  munmap(trial, bytes);
  std::vector<void*> buffers;
  for (std::size_t i = 0; i < threads; ++i) buffers.push_back(blas_memory_alloc(0));
  for (void* one : buffers) blas_memory_free(one);  // OpenBLAS keeps them for its products
  reserved = threads;
}

namespace {

/** A product is made by one thread, so that its bits do not depend on how many there are; and
 * has its memory. */
bool prepare() {
  openblas_set_num_threads(1);
  try {
    reserve_blas_memory(thread_count());
  } catch (const Error& error) {
    // Before main nobody can catch it.
    std::fprintf(stderr, "%s\n", error.what());
    std::_Exit(1);
  }
  return true;
}

[[maybe_unused]] const bool prepared = prepare();

}  // namespace
}  // namespace dln

#else

namespace dln {

void reserve_blas_memory(std::size_t) {}

}  // namespace dln

#endif
