// A drawing program for the tests of drawing programs: one figure of each kind whose text comes
// from a file.
#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_all(const Folder& results) {
  const Data history = results.data("history");
  results.save("curves", draw({curves({.x = "epoch", .y = "loss", .log_y = true},
                                      {{"toy", history["epoch"], history["loss"]}})}));
  results.save("confusion", draw({confusion(results.data("confusion"))}));
  results.save("pictures", draw({pictures(read_pictures(results.file("pictures")))}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }
