#include "figure/svg.hpp"

#include <fmt/format.h>
#include <gnuplot-iostream.h>

#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <boost/tuple/tuple.hpp>
#include <cstdio>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "figure/style.hpp"
#include "program/interrupt.hpp"

namespace figure {
namespace {

/** A file without a name, which a child process can open by its number. */
class Nameless {
 public:
  Nameless() : file_(std::tmpfile(), &std::fclose) {
    if (!file_)
      throw std::runtime_error("expected a temporary file, got none (is the disk full?)");
  }
  [[nodiscard]] int descriptor() const { return fileno(file_.get()); }
  [[nodiscard]] std::string content() const {
    std::string text;
    std::rewind(file_.get());
    char part[4096];
    for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, file_.get())) > 0;)
      text.append(part, n);
    return text;
  }

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

/** What gnuplot said, without its warnings: that all numbers of an axis are equal, say. */
std::string complaints(const std::string& said) {
  std::istringstream lines(said);
  std::string rest;
  for (std::string line; std::getline(lines, line);) {
    boost::algorithm::trim(line);
    if (!line.empty() && !boost::algorithm::icontains(line, "warning"))
      rest += (rest.empty() ? "" : " ") + line;
  }
  return rest.substr(0, 400);
}

}  // namespace

std::string render(int width, int height, const std::string& script) {
  const Nameless drawing, said;
  {
    // Without the user's own settings; what gnuplot says is kept for the error. In a session of
    // its own, so that Ctrl-C, after which this program ends in good order, does not reach it
    // in the middle of data.
    Gnuplot gnuplot(fmt::format("exec setsid -w gnuplot -d 2>/dev/fd/{}", said.descriptor()));
    gnuplot << fmt::format(
                   "set terminal svg size {},{} dynamic font 'sans-serif,{}' linewidth 1\n",
                   width, height, letter_size)
            << fmt::format("set output '/dev/fd/{}'\n", drawing.descriptor()) << script
            << "\nunset output\n";
  }                                     // waits until gnuplot has ended
  dln::program::stop_if_interrupted();  // who is asked to stop has no complaints
  std::string svg = drawing.content();
  const std::string complaint = complaints(said.content());
  if (svg.find("</svg>") == std::string::npos || !complaint.empty())
    throw std::runtime_error("gnuplot: expected a figure, got '" + complaint +
                             "' (is gnuplot installed?)");
  // gnuplot 5 writes a bold font as a family of its own, which nobody has.
  boost::algorithm::replace_all(svg, "\"sans-serif:Bold\"",
                                "\"sans-serif\" font-weight=\"bold\"");
  boost::algorithm::replace_all(svg, "<image ", "<image style='image-rendering: pixelated' ");
  return svg;
}

}  // namespace figure
