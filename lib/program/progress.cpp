#include "program/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace dln::program {
namespace {

constexpr std::size_t bar_width = 20;
constexpr std::size_t columns = 79;  // a full line would begin the next one on some terminals

}  // namespace

ProgressBar::ProgressBar(std::string label, std::size_t steps)
    : label_(std::move(label)),
      steps_(std::max<std::size_t>(steps, 1)),
      terminal_(isatty(STDERR_FILENO) != 0),
      started_(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() {
  if (terminal_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(std::size_t step, const std::string& note) {
  const auto now = std::chrono::steady_clock::now();
  if (!terminal_) {
    const std::size_t tenth = 10 * step / steps_;
    if (tenth == last_tenth_ || now - started_ < std::chrono::seconds(5)) return;
    last_tenth_ = tenth;
    const std::string line =
        fmt::format("{}: {} of {}{}", label_, step, steps_, note.empty() ? "" : ", " + note);
    fmt::print(stderr, "{}\n", line.substr(0, columns));
    return;
  }
  if (now - drawn_ < std::chrono::milliseconds(100) && step < steps_) return;
  drawn_ = now;
  const std::size_t filled = std::min(bar_width, bar_width * step / steps_);
  const std::string bar = std::string(filled, '#') + std::string(bar_width - filled, '.');
  const std::string line =
      fmt::format("{} [{}] {:3}% {}", label_, bar, 100 * step / steps_, note);
  fmt::print(stderr, "\r\033[K{}", line.substr(0, columns));
  std::fflush(stderr);
}

}  // namespace dln::program
