// Draws the figures of chapter 06.
#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_all(const Folder& results) {
  results.save(
      "weights",
      draw(histograms({.x = "weight", .y = "share", .x_range = {-0.15, 0.15}},
                      histograms_by(results.data("weights"), "penalty", "weight", "share")),
           2));
  const Data scalings = results.data("scalings");
  results.save("scalings",
               draw({bars({.x = "output of a unit that says 1"}, scalings.texts("dropout"),
                          {{"mean of 10,000 while learning",
                            scalings["mean of 10,000 trainings' outputs"]},
                           {"at test", scalings["at test"]}})}));
  results.save("templates", draw({pictures(read_pictures(results.file("templates")),
                                           {.shade = Shade::sign, .columns = 5})}));
  results.save("probabilities", draw({curves({.x = "epoch", .y = "validation accuracy"},
                                             curves_by(results.data("probabilities-curves"),
                                                       "variant", "step", "held out"))}));
  results.save("knocked",
               draw({curves({.x = "tenths of the units left", .y = "validation accuracy"}, [&] {
                 auto all =
                     curves_by(results.data("knocked-curves"), "variant", "step", "accuracy");
                 for (Curve& curve : all)
                   for (double& x : curve.x) x = 11 - x;
                 return all;
               }())}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }
