#include "program/interrupt.hpp"

#include <csignal>

namespace dln::program {
namespace {

volatile std::sig_atomic_t asked = 0;

void remember(int signal) {
  asked = 1;
  std::signal(signal, SIG_DFL);  // the second one ends the program
}

}  // namespace

void watch_for_interrupt() {
  asked = 0;
  std::signal(SIGINT, remember);
  std::signal(SIGTERM, remember);
}

bool interrupted() { return asked != 0; }

void stop_if_interrupted() {
  if (interrupted()) throw Interrupted();
}

}  // namespace dln::program
