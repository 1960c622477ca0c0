/**
 * @file
 * The figure library: everything that a chapter's drawing program includes.
 *
 *     #include "figure/figure.hpp"
 *     using namespace figure;
 *
 *     void draw_all(const Folder& results) {
 *       const Data losses = results.data("curves");                       // curves.csv,
 * columns by their headings results.save("curves", draw({curves({.x = "epoch", .y = "loss",
 * .log_y = true},
 *                                           {{"hinge", losses["epoch"], losses["hinge"]},
 *                                            {"softmax", losses["epoch"],
 * losses["softmax"]}})})); const Data depths = results.data("depths-curves");                //
 * what Comparison::report wrote results.save("depths", draw({curves({.x = "epoch", .y =
 * "loss"}, curves_by(depths, "variant", "step", "loss"))})); results.save("filters",
 * draw({pictures(read_pictures(results.file("filters")), {.shade = Shade::sign})}));
 * results.save("confusion", draw({confusion(results.data("confusion"))}));
 * results.save("descent", draw({contours({.x = "a", .y = "b"}, {map["a"], map["b"],
 * map["loss"]}, {0.1, 1, 10}) + paths({{"momentum", way["a"], way["b"]}})}));
 *     }
 *
 *     int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }
 *
 * Panels are 480 pixels wide, so that their texts can be read on a phone of 400; `draw` puts
 * several below each other. Texts are data: no name can become a command.
 */
#pragma once

#include "figure/charts.hpp"
#include "figure/data.hpp"
#include "figure/maps.hpp"
#include "figure/panel.hpp"
#include "figure/pictures.hpp"
#include "figure/program.hpp"
#include "figure/svg.hpp"
