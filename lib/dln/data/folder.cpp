#include "dln/data/folder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/data/cifar10.hpp"
#include "dln/data/folder_kind.hpp"
#include "dln/data/idx.hpp"

namespace dln {
namespace {

namespace fs = std::filesystem;

// The file under one of the names it is published by; the first, so that the error names it, if
// there is none.
fs::path find_idx(const fs::path& folder, const std::string& part, const std::string& kind) {
  const std::string dashed = part + "-" + kind;
  const std::string dotted = part + "." + kind;
  for (const auto& name : {dashed + ".gz", dashed, dotted + ".gz", dotted})
    if (fs::exists(folder / name)) return folder / name;
  return folder / (dashed + ".gz");
}

bool is_mnist(const fs::path& folder) {
  return fs::exists(find_idx(folder, "train-images", "idx3-ubyte"));
}

std::vector<fs::path> cifar_training_files(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("data_batch_") && name.ends_with(".bin"))
      paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

template <typename T>
Dataset<T> read_mnist(const fs::path& folder, const std::string& part) {
  const fs::path images = find_idx(folder, part + "-images", "idx3-ubyte");
  const fs::path labels = find_idx(folder, part + "-labels", "idx1-ubyte");
  Dataset<T> data{"MNIST", read_idx_images<T>(images), read_idx_labels(labels), {}};
  if (data.labels.n_elem != data.images.shape().examples)
    throw Error(labels.string(),
                fmt::format("{} labels, one an image", data.images.shape().examples),
                std::to_string(data.labels.n_elem));
  if (data.labels.max() > 9)
    throw Error(labels.string() + ": label", "0 ... 9", std::to_string(data.labels.max()));
  for (int digit = 0; digit < 10; ++digit) data.class_names.push_back(std::to_string(digit));
  return data;
}

}  // namespace

template <typename T>
TrainTest<T> read_folder(const fs::path& folder) {
  if (!fs::is_directory(folder))
    throw Error(folder.string(), "a folder of images", "no folder of that name");
  if (is_mnist(folder)) {
    TrainTest<T> data{read_mnist<T>(folder, "train"), read_mnist<T>(folder, "t10k")};
    const Shape& train = data.train.images.shape();
    const Shape& test = data.test.images.shape();
    if (train.height != test.height || train.width != test.width)
      throw Error(find_idx(folder, "t10k-images", "idx3-ubyte").string() + ": height x width",
                  fmt::format("{} x {}, as the training images", train.height, train.width),
                  fmt::format("{} x {}", test.height, test.width));
    return data;
  }
  if (const auto training = cifar_training_files(folder); !training.empty())
    return {read_cifar10<T>(training), read_cifar10<T>({folder / "test_batch.bin"})};
  for (const char* inner : {"mnist", "cifar-10-batches-bin"})
    if (fs::is_directory(folder / inner)) return read_folder<T>(folder / inner);
  const FolderKind kind = folder_kind(folder);
  throw Error(folder.string(),
              to_string(FolderKind::mnist) + " or " + to_string(FolderKind::cifar10) + " files",
              kind == FolderKind::unknown ? "neither" : to_string(kind));
}

template TrainTest<float> read_folder(const fs::path&);
template TrainTest<double> read_folder(const fs::path&);

}  // namespace dln
