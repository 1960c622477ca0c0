#include "program/command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace dln::program {

int run_command(CLI::App& app, int argc, char** argv, const std::function<void()>& run) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    run();
    return 0;
  } catch (const std::exception& error) {
    const std::string& name = app.get_name();
    fmt::print(stderr, "{}: {}\n", name.substr(name.rfind(' ') + 1), error.what());
    return 1;
  }
}

}  // namespace dln::program
