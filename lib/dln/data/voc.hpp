/**
 * @file
 * The PASCAL VOC format: images with boxes. Not in the portable build.
 */
#pragma once

#include <filesystem>

#include "dln/data/scene.hpp"

namespace dln {

/**
 * Reads one split of a PASCAL VOC folder.
 *
 * `ImageSets/Main/SPLIT.txt` names the images, one a line; what follows a space is not read.
 * `JPEGImages/NAME.jpg` (or `.jpeg`, `.png`) and `Annotations/NAME.xml` belong to a name. Of a
 * file of annotations are read: `size` (`width` and `height`, which must be the image's), and
 * of every `object` its `name`, `difficult` (0 if it is not there) and `bndbox`. Its corners
 * are pixels counted from 1, both of them inside, so the box reaches from `xmin - 1`, `ymin -
 * 1` to `xmax`, `ymax`. Then `clipped_box` holds, and the report counts what it cut and left
 * out, also what became too small by resizing. `filename`, `path` and the rest are not read:
 * published sets have them wrong.
 *
 * Source: Everingham and others, The PASCAL Visual Object Classes (VOC) Challenge, 2010.
 * @param class_names the classes, of the training split say; if there are none, those that
 * occur, in alphabetical order
 * @throws Error if a file or field is missing, damaged, larger than its bytes can be, or
 * contradicts another; if a name occurs twice or is no plain name; if an object has another
 * class
 */
SceneSet read_voc(const std::filesystem::path& folder, const std::string& split,
                  const std::vector<std::string>& class_names = {},
                  const FolderOptions& options = {});

}  // namespace dln
