/**
 * @file
 * How the commands that use a trained network begin and end: classify, detect and segment.
 */
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace dln::program {

/**
 * Reads a command's options, and runs it. An error is told in a line that begins with the
 * command's name.
 * @param app with its options described; its name is as people type it, with ./dln before it
 * @return for main: 0 when all went well, 1 after an error, 2 for options it does not know
 */
int run_command(CLI::App& app, int argc, char** argv, const std::function<void()>& run);

}  // namespace dln::program
