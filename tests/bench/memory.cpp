#include "bench/memory.hpp"

#include <malloc.h>

#include <fstream>
#include <string>

namespace dln::bench {
namespace {

/** A line of /proc/self/status, in bytes; 0 if there is none. */
std::size_t status(const std::string& name) {
  std::ifstream file("/proc/self/status");
  for (std::string word; file >> word;)
    if (std::size_t kilobytes = 0; word == name + ":" && file >> kilobytes)
      return kilobytes << 10U;
  return 0;
}

}  // namespace

std::size_t peak_bytes(const std::function<void()>& run) {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << 5;  // the height so far is forgotten
  const std::size_t before = status("VmRSS");
  run();
  const std::size_t height = status("VmHWM");
  return height > before ? height - before : 0;
}

}  // namespace dln::bench
