/**
 * @file
 * From a gnuplot script to an SVG.
 */
#pragma once

#include <string>

namespace figure {

/**
 * Runs gnuplot, and lets it write to a file that has no name, so that no name can become a
 * command.
 *
 * The background is transparent; black is the page's own ink, which the page replaces. Pixels
 * stay pixels.
 * @param width of the drawing, in pixels
 * @param height of the drawing, in pixels
 * @param script gnuplot commands
 * @return the SVG
 * @throws std::runtime_error if gnuplot drew nothing, with what it said
 */
std::string render(int width, int height, const std::string& script);

}  // namespace figure
