/**
 * @file
 * What is in an image, and what a detector says is in it.
 */
#pragma once

#include <cstddef>
#include <vector>

#include "dln/vision/box.hpp"

namespace dln {

/** One object in an image. */
struct SceneObject {
  std::size_t label =
      0;    ///< its class, an index into `SceneSet::class_names`: background is none of them
  Box box;  ///< around what is seen of it
  bool difficult = false;  ///< hardly to be recognised: not counted when detections are scored
};

/** One statement of a detector: here is an object of this class, and so sure am I. */
struct Detection {
  std::size_t label = 0;  ///< the class, counted as `SceneObject::label`
  Box box;                ///< where
  double score = 0;  ///< the higher, the surer; a probability, or any number that is not NaN
};

using Objects = std::vector<SceneObject>;   ///< All objects of one image.
using Detections = std::vector<Detection>;  ///< All detections of one image.

}  // namespace dln
