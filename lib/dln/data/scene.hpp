/**
 * @file
 * Images with what is known about them: objects' classes and boxes, masks, the class of every
 * pixel.
 *
 * Chapters on detection and segmentation take a `SceneSet`, and do not ask where it comes from:
 *
 * | from | image | objects | instances | labels |
 * | --- | --- | --- | --- | --- |
 * | `generated_scenes` (generated_scenes.hpp) | colour | yes | yes | yes |
 * | `read_voc` (voc.hpp): a PASCAL VOC folder | colour | yes | no | no |
 * | `read_pairs` (pairs.hpp): images and label maps | colour | no | no | yes |
 *
 * `warped` and `augmented` (warp.hpp, augmentation.hpp) move all of them together. Real images
 * differ in size: `resized` gives them one, so that they make a batch.
 */
#pragma once

#include <armadillo>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "dln/core/random.hpp"
#include "dln/data/image.hpp"
#include "dln/vision/detection.hpp"

namespace dln {

/** What label maps say of pixels that are not scored: whoever marked the image did not know, or
 * did not care. */
constexpr std::uint8_t ignored_pixel = 255;

/** An image and what is known about it. */
struct Scene {
  std::string name;                  ///< its file's name without the end, or its number
  Image8 image;                      ///< 3 x H x W
  std::vector<SceneObject> objects;  ///< in no order that matters
  Image8
      instances;  ///< 1 x H x W: 0, or 1 + the index of the object seen at that pixel; or empty
  Image8 labels;  ///< 1 x H x W: the pixel's class, or `ignored_pixel`; empty if not known
};

/** All objects, a list a scene. */
std::vector<Objects> objects_of(std::span<const Scene> scenes);

/** How many boxes were read, and what became of those that were not as they should be. */
struct BoxReport {
  std::size_t boxes = 0;     ///< in all
  std::size_t clipped = 0;   ///< reached outside their image: that part was cut off
  std::size_t left_out = 0;  ///< too little was left of them, see `clipped_box`
};

/** One sentence: `3943 boxes, 3 of them cut at the image's border, 2 left out`. */
std::string to_string(const BoxReport& report);

/** Scenes from one source. */
struct SceneSet {
  std::string name;                            ///< what it is called in tables
  std::vector<std::string> class_names;        ///< one a class of objects
  std::vector<std::string> pixel_class_names;  ///< one a number in label maps; generated:
                                               ///< `background`, then objects'
  std::vector<Scene> scenes;                   ///< the images
  BoxReport report;                            ///< what was done to the boxes while reading

  /** How many scenes. */
  [[nodiscard]] std::size_t size() const { return scenes.size(); }
  /** Scenes picked by index, copied in that order. @throws Error if an index is not below
   * `size()` */
  [[nodiscard]] SceneSet pick(const arma::uvec& indices) const;
};

/**
 * Divides scenes at random in two, as `split` of a `Dataset` does.
 * @param second how many scenes the second part gets
 * @throws Error if that is not below the number of scenes
 */
std::pair<SceneSet, SceneSet> split(const SceneSet& set, std::size_t second, Random random);

/** How much of a folder is read, and at which size. */
struct FolderOptions {
  std::size_t limit = std::numeric_limits<std::size_t>::max();  ///< at most so many images, the
                                                                ///< first of the split
  std::size_t height =
      0;  ///< images are resized to this height while they are read; 0: they keep their own
  std::size_t width = 0;  ///< and to this width
};

/** Objects narrower or lower than so many pixels are left out. */
constexpr double min_box_side = 2;

/**
 * The one rule for boxes that reach outside their image, whether they were read or moved there:
 * what is outside is cut off. Nothing is returned, and the box is left out, if less than
 * `min_box_side` pixels are left in either direction, or less than a quarter of its area. (So
 * boxes without area, and of a single pixel, are left out.)
 */
std::optional<Box> clipped_box(const Box& box, std::size_t width, std::size_t height);

/** The box around all pixels of this value, if there are any: from an instance map, an object's
 * box. */
std::optional<Box> box_of(const Image8& map, std::uint8_t value);

/** An object's mask, 1 x H x W: 1 where it is seen, else 0. @throws Error without an instance
 * map or such an object */
Image8 mask_of(const Scene& scene, std::size_t object);

/** A batch of the scenes' images, N x C x H x W in 0 ... 1. @throws Error if their sizes
 * differ: see `resized` */
template <typename T>
Tensor<T> to_tensor(std::span<const Scene> scenes);

/**
 * The scenes' label maps as losses take them: one column of N * H * W classes in the memory
 * order of a tensor with one channel, `ignored_label` (class_labels.hpp) where the map has
 * `ignored_pixel`.
 * @throws Error if a scene has none, or their sizes differ
 */
arma::uvec pixel_labels(std::span<const Scene> scenes);

}  // namespace dln
