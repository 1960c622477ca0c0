#include "dln/core/threads.hpp"

#include <exception>

#ifdef _OPENMP
#include <omp.h>
#endif

#ifdef DLN_OPENBLAS
extern "C" {
void openblas_set_num_threads(int count);
}

namespace {
// A product is made by one thread, so that its bits do not depend on how many there are.
[[maybe_unused]] const bool blas_has_one_thread = (openblas_set_num_threads(1), true);
}  // namespace
#endif

namespace dln {

#ifdef _OPENMP
std::size_t thread_count() { return omp_in_parallel() ? 1 : static_cast<std::size_t>(omp_get_max_threads()); }
void set_thread_count(std::size_t count) { omp_set_num_threads(static_cast<int>(count)); }
std::size_t thread_index() { return static_cast<std::size_t>(omp_get_thread_num()); }
#else
std::size_t thread_count() { return 1; }
void set_thread_count(std::size_t) {}
std::size_t thread_index() { return 0; }
#endif

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
  std::exception_ptr failure;
  std::size_t failed = count;
#pragma omp parallel for schedule(dynamic) if (count > 1 && thread_count() > 1)
  for (std::size_t i = 0; i < count; ++i) {
    try {
      body(i);
    } catch (...) {
#pragma omp critical(dln_parallel_for)
      if (i < failed) {
        failed = i;
        failure = std::current_exception();
      }
    }
  }
  if (failure) std::rethrow_exception(failure);
}

void on_every_thread(const std::function<void(std::size_t)>& body) {
#pragma omp parallel if (thread_count() > 1)
  body(thread_index());
}

}  // namespace dln
