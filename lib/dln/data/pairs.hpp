/**
 * @file
 * Folders of images and label maps, as data sets for segmentation are published. Not in the
 * portable build.
 */
#pragma once

#include <filesystem>

#include "dln/data/scene.hpp"

namespace dln {

/** What the numbers in label maps mean. */
struct PixelClasses {
  std::vector<std::string>
      names;  ///< class 0, 1, ...; empty: those up to the largest number found
  std::uint8_t ignored =
      ignored_pixel;  ///< the number of pixels that are not scored; 255 is so always
};

/**
 * What the numbers mean in a folder of pairs: CamVid's eleven classes (11 is void) if its
 * images bear the names CamVid is published by (`0001TP_006690`, `0006R0_f00930`,
 * `0016E5_07961`, `Seq05VD_f00000`), else as `PixelClasses` begins. Source: Brostow, Fauqueur
 * and Cipolla 2009; the eleven classes are those of SegNet (Badrinarayanan and others 2015).
 */
PixelClasses recognised_pixel_classes(const std::filesystem::path& folder,
                                      const std::string& split);

/**
 * Reads one split of a folder of pairs: `images/SPLIT/NAME.png` (or `.jpg`, `.jpeg`) is the
 * image, and `labels/SPLIT/NAME.png` has a class for each of its pixels, as a grey number or an
 * index into a palette.
 *
 * In the scenes' label maps the ignored number has become `ignored_pixel`.
 * @return the scenes in the order of their names
 * @throws Error if a file is missing on either side, damaged, of another size than its partner,
 * or larger than its bytes can be; if a pixel has a class that is none
 */
SceneSet read_pairs(const std::filesystem::path& folder, const std::string& split,
                    const PixelClasses& classes = {}, const FolderOptions& options = {});

}  // namespace dln
