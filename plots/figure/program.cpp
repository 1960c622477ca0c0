#include "figure/program.hpp"

#include <fmt/format.h>

#include <csignal>
#include <iostream>
#include <stdexcept>

#include "program/interrupt.hpp"
#include "program/own_files.hpp"

namespace figure {

void Folder::finish() const {
  dln::program::OwnFiles(path_ / "figures").replace_all(*figures_);
}

int run(int argc, char** argv, void (*draw)(const Folder& folder)) {
  try {
    std::signal(SIGPIPE, SIG_IGN);  // a gnuplot that ended early is told by its missing figure
    if (argc != 2 || !std::filesystem::is_directory(argv[1]))
      throw std::runtime_error(
          fmt::format("usage: {} RESULTS-FOLDER (run the chapter first)", argv[0]));
    dln::program::watch_for_interrupt();
    const Folder folder(argv[1]);
    draw(folder);
    dln::program::stop_if_interrupted();
    folder.finish();
    return 0;
  } catch (const dln::program::Interrupted&) {
    return 130;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}

}  // namespace figure
