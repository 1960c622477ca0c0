/**
 * @file
 * Ctrl-C as a question that a program may answer when it suits.
 */
#pragma once

namespace dln::program {

/** Thrown by an experiment that was asked to stop before it had a result. */
struct Interrupted {};

/** From now on the first Ctrl-C (SIGINT or SIGTERM) asks to stop, and a second one stops at
 * once. */
void watch_for_interrupt();

/** Whether somebody asked to stop. @return true after the first Ctrl-C */
bool interrupted();

/** For loops that take long. @throws Interrupted after the first Ctrl-C */
void stop_if_interrupted();

}  // namespace dln::program
