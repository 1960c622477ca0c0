// What this build runs on: versions, BLAS, cores and vector width. `./dln doctor` prints it.
#include <fmt/format.h>

#include <armadillo>
#include <boost/version.hpp>
#include <thread>

#include "dln/core/threads.hpp"

#ifdef DLN_OPENBLAS
extern "C" {
char* openblas_get_config(void);
}
#endif

namespace {

const char* vector_width() {
#if defined(__AVX512F__)
  return "512 bits (AVX-512)";
#elif defined(__AVX__)
  return "256 bits (AVX)";
#elif defined(__SSE2__) || defined(__ARM_NEON)
  return "128 bits";
#else
  return "none";
#endif
}

std::string blas() {
#ifdef DLN_OPENBLAS
  return openblas_get_config();
#else
  return "the system's";
#endif
}

}  // namespace

int main() {
  fmt::print("{:<19} {}\n", "compiler", __VERSION__);
  fmt::print("{:<19} {}\n", "Armadillo", arma::arma_version::as_string());
  fmt::print("{:<19} {}\n", "Boost", BOOST_LIB_VERSION);
  fmt::print("{:<19} {}\n", "BLAS", blas());
  fmt::print("{:<19} {}\n", "cores", std::thread::hardware_concurrency());
  fmt::print("{:<19} {}\n", "threads used", dln::thread_count());
  fmt::print("{:<19} {}\n", "vectors", vector_width());
}
