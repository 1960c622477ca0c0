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

namespace {

/** The exception of the lowest index, kept until the threads have met. */
class Failures {
 public:
  void call(const std::function<void(std::size_t)>& body, std::size_t i) {
    try {
      body(i);
    } catch (...) {
#pragma omp critical(dln_failures)
      if (!failure_ || i < index_) {
        index_ = i;
        failure_ = std::current_exception();
      }
    }
  }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::size_t index_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
  Failures failures;
#pragma omp parallel for schedule(dynamic) if (count > 1 && thread_count() > 1)
  for (std::size_t i = 0; i < count; ++i) failures.call(body, i);
  failures.rethrow();
}

void on_every_thread(const std::function<void(std::size_t)>& body) {
  const std::size_t count = thread_count();
  Failures failures;
  // A loop, so that every number is served even where OpenMP grants fewer threads than it promised.
#pragma omp parallel for schedule(static, 1) if (count > 1)
  for (std::size_t i = 0; i < count; ++i) failures.call(body, i);
  failures.rethrow();
}

}  // namespace dln
