// Draws the figures of chapter 11.
#include <fmt/format.h>

#include <algorithm>

#include "figure/figure.hpp"

namespace {

using namespace figure;

/** The steps of a transposed convolution, a table of numbers each. */
void draw_steps(const Folder& results, const std::string& name) {
  const Data rows = results.data(name);
  std::vector<Panel> panels;
  for (const std::string& step : rows.groups("step")) {
    const Data here = rows.where("step", step);
    std::vector<std::string> names;
    for (const double column : here["column"])
      if (const std::string text = fmt::format("{:.0f}", column); names.size() <= column)
        names.push_back(text);
    panels.push_back(
        matrix({.title = step, .width = 350}, names, names, here["value"], "{:.2g}"));
  }
  results.save(name, draw(panels, 2));
}

void draw_all(const Folder& results) {
  draw_steps(results, "stride-one");
  draw_steps(results, "stride-two");
  results.save("checkerboards",
               draw({pictures(read_pictures(results.file("overlaps-seen")),
                              {.shade = Shade::sign, .columns = 4, .width = 640})}));
  results.save("larger", draw({pictures(read_pictures(results.file("enlarged-seen")),
                                        {.shade = Shade::image, .columns = 4, .width = 640})}));
  results.save("denoised",
               draw({pictures(read_pictures(results.file("skips-seen")),
                              {.shade = Shade::image, .columns = 5, .width = 640})}));
  results.save(
      "painted",
      draw({pictures(read_pictures(results.file("ways-up-seen")),
                     {.shade = Shade::sign, .columns = 4, .alike = true, .width = 640})}));
  const Data layers = results.data("stacks-layers");
  results.save("fifty",
               draw({curves({.title = "likeness of two images", .x = "layer", .y = "cosine"},
                            curves_by(layers, "stack", "layer", "likeness")),
                     curves({.title = "gradient", .x = "layer", .y = "size", .log_y = true},
                            curves_by(layers, "stack", "layer", "gradient"))}));
  const Data gates = results.data("gates");
  results.save("gates",
               draw({curves({.x = "layer", .y = "gate, mean"},
                            {{.name = "before", .x = gates["layer"], .y = gates["before"]},
                             {.name = "after", .x = gates["layer"], .y = gates["after"]}})}));
  const Data depths = results.data("depths");
  std::vector<Bars> kinds;
  std::vector<std::string> numbers;
  for (const std::string& variant : depths.texts("variant")) {
    const std::string depth = variant.substr(variant.rfind(' ') + 1) + " layers";
    if (std::find(numbers.begin(), numbers.end(), depth) == numbers.end())
      numbers.push_back(depth);
  }
  const std::size_t count = numbers.size();
  const Column mean = depths["validation accuracy"], low = depths["validation accuracy lowest"],
               high = depths["validation accuracy highest"];
  for (std::size_t kind = 0; kind * count < mean.size(); ++kind) {
    const auto part = [&](const Column& all) {
      const auto first = all.begin() + static_cast<std::ptrdiff_t>(kind * count);
      return Column(first, first + static_cast<std::ptrdiff_t>(count));
    };
    const std::string variant = depths.texts("variant")[kind * count];
    kinds.push_back({.name = variant.substr(0, variant.rfind(',')),
                     .values = part(mean),
                     .low = part(low),
                     .high = part(high)});
  }
  results.save("trained", draw({bars({.x = "validation accuracy"}, numbers, kinds)}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }
