/**
 * @file
 * What the scripts of a page get to draw: images as text, boxes as four numbers.
 *
 *     report.live("live-boxes", {{"image", live_image(scene.image)}, {"truth",
 * live_box(box)}});
 *
 * and in the page's script `figure.picture(figure.data('15/live-boxes').image)`.
 */
#pragma once

#include <nlohmann/json.hpp>

#include "dln/data/image.hpp"
#include "dln/vision/box.hpp"

namespace dln::program {

/**
 * An image, or a map of classes, as a script can unpack it: `{channels, height, width, bytes}`,
 * with the pixels in their order in memory as text (base64).
 */
nlohmann::json live_image(const Image8& image);

/** A box as `[left, top, right, bottom]`. */
nlohmann::json live_box(const Box& box);

}  // namespace dln::program
