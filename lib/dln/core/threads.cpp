#include "dln/core/threads.hpp"

#include <algorithm>
#include <exception>

#ifdef _OPENMP
#include <omp.h>
#endif

#include "dln/core/blas.hpp"

namespace dln {

#ifdef _OPENMP
std::size_t thread_count() {
  return omp_in_parallel() ? 1 : static_cast<std::size_t>(omp_get_max_threads());
}
void set_thread_count(std::size_t count) {
  reserve_blas_memory(count);
  omp_set_num_threads(static_cast<int>(count));
}
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

void parallel_ranges(std::size_t count, std::size_t grain,
                     const std::function<void(std::size_t begin, std::size_t end)>& body) {
  const std::size_t most = grain == 0 ? count : count / grain;
  const std::size_t ranges = std::clamp<std::size_t>(most, 1, thread_count());
  if (ranges == 1) return count == 0 ? void() : body(0, count);
  parallel_for(ranges,
               [&](std::size_t i) { body(i * count / ranges, (i + 1) * count / ranges); });
}

void on_every_thread(const std::function<void(std::size_t)>& body) {
  const std::size_t count = thread_count();
  Failures failures;
  // A loop, so that every number is served even where OpenMP grants fewer threads than it
  // promised.
#pragma omp parallel for schedule(static, 1) if (count > 1)
  for (std::size_t i = 0; i < count; ++i) failures.call(body, i);
  failures.rethrow();
}

}  // namespace dln
