/**
 * @file
 * Ctrl-C as a question that a program may answer when it suits.
 */
#pragma once

namespace dln::program {

/** From now on the first Ctrl-C (SIGINT or SIGTERM) asks to stop, and a second one stops at once. */
void watch_for_interrupt();

/** Whether somebody asked to stop. @return true after the first Ctrl-C */
bool interrupted();

}  // namespace dln::program
