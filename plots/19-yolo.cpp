// Draws the figures of chapter 19.
#include "figure/figure.hpp"

namespace {

using namespace figure;

// The image with its grid: a thin frame for every cell, a bold one for the cells that hold a
// centre.
Picture cells(const Folder& results) {
  Picture picture = read_pictures(results.file("cells")).front();
  const Data objects = results.data("cells-boxes");
  const Column left = objects["left"], top = objects["top"], right = objects["right"],
               bottom = objects["bottom"], row = objects["row"], column = objects["column"];
  const std::vector<std::string> names = objects.texts("class");
  constexpr double side = 8;  // of a cell, in pixels: three halvings
  for (std::size_t i = 0; i < left.size(); ++i) {
    picture.boxes.push_back({.left = column[i] * side,
                             .top = row[i] * side,
                             .right = (column[i] + 1) * side,
                             .bottom = (row[i] + 1) * side,
                             .colour = 1});
    picture.boxes.push_back({.left = left[i],
                             .top = top[i],
                             .right = right[i],
                             .bottom = bottom[i],
                             .label = names[i],
                             .colour = 0});
  }
  return picture;
}

void draw_all(const Folder& results) {
  results.save(
      "cells",
      draw({pictures({cells(results)}, {.shade = Shade::image, .columns = 1, .width = 480})}));
  const Data training = results.data("training");
  std::vector<Curve> terms;
  for (const std::string term : {"place", "size", "object", "no object", "classes"})
    terms.push_back({.name = term, .x = training["epoch"], .y = training[term]});
  results.save("terms",
               draw({curves({.x = "epoch", .y = "term of the loss", .log_y = true}, terms)}));
  const Data scores = results.data("scores");
  results.save(
      "scores",
      draw({curves({.x = "least score", .y = "detections"},
                   {{.name = "correct", .x = scores["least score"], .y = scores["correct"]},
                    {.name = "false", .x = scores["least score"], .y = scores["false"]},
                    {.name = "missed", .x = scores["least score"], .y = scores["missed"]}})}));
  for (const std::string name : {"first", "worst"})
    results.save(name, draw({pictures(pictures_with_boxes(results, name),
                                      {.shade = Shade::image, .columns = 3, .width = 720})}));
  const Data detectors = results.data("detectors");
  const Column milliseconds = detectors["ms an image"], map = detectors["mAP at 0.5"];
  const std::vector<std::string> names = detectors.texts("detector");
  std::vector<Points> points;
  for (std::size_t i = 0; i < names.size(); ++i)
    points.push_back({.name = names[i], .x = {milliseconds[i]}, .y = {map[i]}, .size = 1.4});
  results.save("detectors",
               draw({scatter({.x = "milliseconds an image", .y = "mAP at 0.5", .log_x = true},
                             points)}));
  const Data typical = results.data("typical");
  results.save("typical",
               draw({bars({.x = "share found", .x_range = {0, 1}}, typical.texts("objects"),
                          {{.name = "", .values = typical["found"]}})}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }
