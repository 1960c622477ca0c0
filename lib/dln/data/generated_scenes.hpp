/**
 * @file
 * Scenes that are drawn, not loaded: the same bits for the same seed on every machine.
 */
#pragma once

#include "dln/data/dataset.hpp"
#include "dln/data/scene.hpp"

namespace dln {

/** What is in a generated scene. */
struct SceneOptions {
  std::size_t height = 96;      ///< of the image, in pixels
  std::size_t width = 96;       ///< of the image, in pixels
  std::size_t classes = 10;     ///< objects are of the first so many of the ten
  std::size_t min_objects = 1;  ///< in a scene, where they find a place
  std::size_t max_objects = 5;  ///< in a scene
  double min_size =
      0.16;  ///< an object's height before it is turned, as a share of the image's shorter side
  double max_size = 0.45;    ///< the largest
  double min_visible = 0.4;  ///< of every object so much is inside the image and not covered;
                             ///< 1: no overlap, no cut
  std::size_t distractors =
      4;  ///< at most so many things of no class, which may cover objects too
};

/** The names of the ten classes: `disc`, `triangle`, `letter A`, ... */
std::vector<std::string> scene_class_names();

/**
 * Colour images of one to several objects of ten classes (six shapes, two digits, two letters)
 * on textured backgrounds.
 *
 * Objects and things of no class differ in size, angle, proportions, colours, texture and
 * outline; they cover each other, cast shadows and are cut by the border. The whole has light
 * from one side, the grain of a camera, and is sometimes out of focus. What is known of a scene
 * is all that is *seen*: an object's pixels in the instance map are those that nothing covers,
 * its box is drawn around them, and it is difficult if they are less than half of it. In the
 * label map 0 is background, things of no class included, and k + 1 is the class k.
 * @param random scene i is drawn from its stream i, so it does not depend on how many there are
 * @throws Error if a size, number or share makes no sense, naming it: objects need at least 8
 * pixels
 */
SceneSet generated_scenes(std::size_t count, const SceneOptions& options, Random random);

/**
 * *Object images*: one object of ten classes a square colour image, large and near its middle,
 * for classification.
 *
 * Drawn as `generated_scenes` are, with at most one thing of no class, below or above it; the
 * classes take turns.
 * @param side height and width, at least 16
 * @return 3 x side x side pixels, multiples of 1/255 in 0 ... 1
 * @throws Error if the side is less than 16
 */
template <typename T>
Dataset<T> object_images(std::size_t examples, std::size_t side, Random random);

}  // namespace dln
