#include "dln/data/folder_kind.hpp"

#include <vector>

#include "dln/core/error.hpp"

namespace dln {
namespace {

namespace fs = std::filesystem;

bool has_file_beginning(const fs::path& folder, const std::string& beginning) {
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().starts_with(beginning)) return true;
  return false;
}

}  // namespace

std::string to_string(FolderKind kind) {
  switch (kind) {
    case FolderKind::mnist:
      return "MNIST (train-images-idx3-ubyte.gz ...)";
    case FolderKind::cifar10:
      return "CIFAR-10 (data_batch_1.bin ...)";
    case FolderKind::voc:
      return "PASCAL VOC (JPEGImages, Annotations, ImageSets/Main)";
    case FolderKind::pairs:
      return "images and label maps (images/SPLIT, labels/SPLIT)";
    case FolderKind::unknown:
      break;
  }
  return "none of the known formats";
}

FolderKind folder_kind(const fs::path& folder) {
  if (!fs::is_directory(folder))
    throw Error(folder.string(), "a folder of images", "no folder of that name");
  if (fs::is_directory(folder / "JPEGImages") || fs::is_directory(folder / "Annotations"))
    return FolderKind::voc;
  if (fs::is_directory(folder / "images") && fs::is_directory(folder / "labels"))
    return FolderKind::pairs;
  if (has_file_beginning(folder, "train-images")) return FolderKind::mnist;
  if (has_file_beginning(folder, "data_batch_")) return FolderKind::cifar10;
  return FolderKind::unknown;
}

fs::path folder_of_kind(const fs::path& folder, FolderKind kind) {
  const FolderKind own = folder_kind(folder);
  if (own == kind) return folder;
  std::vector<fs::path> found;
  if (own == FolderKind::unknown)
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.is_directory() && folder_kind(entry.path()) == kind)
        found.push_back(entry.path());
  if (found.size() == 1) return found.front();
  throw Error(folder.string(), "a folder of " + to_string(kind) + ", or one such folder in it",
              found.empty() ? to_string(own) : std::to_string(found.size()) + " of them");
}

}  // namespace dln
