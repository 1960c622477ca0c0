// Draws the figures of chapter 01.
#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_curves(const Folder& results) {
  const Data hinge = results.data("curves-hinge"), softmax = results.data("curves-softmax");
  const Panel loss = curves({.x = "epoch", .y = "loss", .log_y = true},
                            {{"hinge", hinge["epoch"], hinge["loss"]},
                             {"softmax", softmax["epoch"], softmax["loss"]}});
  const auto of = [](const std::string& name, const Data& history, const std::string& column,
                     Line line, int colour) {
    return Curve{name, history["epoch"], history[column], {}, {}, line, colour};
  };
  const Panel accuracy =
      curves({.x = "epoch", .y = "correct answers"},
             {of("hinge, learning", hinge, "train_accuracy", Line::dashed, 0),
              of("hinge, validation", hinge, "validation_accuracy", Line::solid, 0),
              of("softmax, learning", softmax, "train_accuracy", Line::dashed, 1),
              of("softmax, validation", softmax, "validation_accuracy", Line::solid, 1)});
  results.save("curves", draw({loss, accuracy}));
}

// The points in the plane, and every classifier's answer at every place.
void draw_regions(const Folder& results) {
  const Data places = results.data("regions"), points = results.data("points");
  std::vector<Points> kinds;
  for (const std::string& kind : points.groups("class")) {
    const Data of_kind = points.where("class", kind);
    kinds.push_back({"", of_kind["x"], of_kind["y"], static_cast<int>(kinds.size()), -1, 0.5});
  }
  std::vector<Panel> panels;
  for (const std::string& classifier : places.groups("classifier")) {
    const Data here = places.where("classifier", classifier);
    panels.push_back(regions({.title = classifier,
                              .x_range = {-1.5, 1.5},
                              .y_range = {-1.5, 1.5},
                              .width = 240,
                              .height = 236,
                              .square = true},
                             {here["x"], here["y"], here["class"]}) +
                     scatter({}, kinds));
  }
  results.save("regions", draw(panels, 2));
}

void draw_losses(const Folder& results) {
  const Data losses = results.data("loss-shapes");
  results.save(
      "loss-shapes",
      draw({curves({.x = "lead of the correct class's score over the other", .y = "loss"},
                   {{"hinge", losses["lead"], losses["hinge"]},
                    {"softmax", losses["lead"], losses["softmax"]},
                    {"1 if wrong", losses["lead"], losses["wrong"], {}, {}, Line::dashed}})}));
}

void draw_all(const Folder& results) {
  draw_regions(results);
  draw_losses(results);
  draw_curves(results);
  results.save("confusion", draw({confusion(results.data("confusion"))}));
  for (const std::string loss : {"hinge", "softmax"})
    results.save("templates-" + loss,
                 draw({pictures(read_pictures(results.file("templates-" + loss)),
                                {.shade = Shade::sign, .columns = 5})}));
  const auto mistakes = read_pictures(results.file("mistakes"));
  if (!mistakes.empty()) results.save("mistakes", draw({pictures(mistakes, {.columns = 4})}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }
