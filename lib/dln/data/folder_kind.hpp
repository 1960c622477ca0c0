/**
 * @file
 * What a folder of images holds, told by the names in it.
 */
#pragma once

#include <filesystem>
#include <string>

namespace dln {

/** The formats that a folder may be in. */
enum class FolderKind {
  unknown,  ///< none of the following
  mnist,    ///< `train-images-idx3-ubyte` and so on: images with a class each
  cifar10,  ///< `data_batch_1.bin` and so on: images with a class each
  voc,      ///< `JPEGImages`, `Annotations`, `ImageSets/Main`: images with boxes
  pairs     ///< `images` and `labels`: images with a class for every pixel
};

/** The format's name and what it is known by, for messages. */
std::string to_string(FolderKind kind);

/** The format of a folder. @throws Error if there is no such folder */
FolderKind folder_kind(const std::filesystem::path& folder);

/**
 * The folder itself if it has this format, or the only one in it that has.
 * @throws Error if there is none, or more than one, naming what is there instead
 */
std::filesystem::path folder_of_kind(const std::filesystem::path& folder, FolderKind kind);

}  // namespace dln
