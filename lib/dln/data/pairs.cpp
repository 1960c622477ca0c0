#include "dln/data/pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dln/core/error.hpp"
#include "dln/data/image_file.hpp"
#include "dln/data/png.hpp"
#include "dln/data/warp.hpp"

namespace dln {
namespace {

namespace fs = std::filesystem;

// The files of a folder by their names without the end, in order; hidden files are not looked
// at.
std::map<std::string, fs::path> files_by_name(const fs::path& folder) {
  if (!fs::is_directory(folder))
    throw Error(folder.string(), "a folder of images or label maps", "no such folder");
  std::map<std::string, fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().stem().string();
    if (name.starts_with('.')) continue;
    if (!files.emplace(name, entry.path()).second)
      throw Error(entry.path().string(), "every name once", "two files of the name " + name);
  }
  if (files.empty()) throw Error(folder.string(), "a file", "an empty folder");
  return files;
}

void check_classes(const Image8& labels, std::size_t count, const std::string& file) {
  for (std::size_t y = 0; y < labels.height; ++y)
    for (std::size_t x = 0; x < labels.width; ++x)
      if (labels(x, y) != ignored_pixel && labels(x, y) >= count)
        throw Error(fmt::format("{}: pixel ({}, {})", file, x, y),
                    fmt::format("a class below {}", count), std::to_string(labels(x, y)));
}

Scene read_pair(const std::string& name, const fs::path& image_path, const fs::path& label_path,
                const PixelClasses& classes) {
  Scene scene{name,
              as_colour(read_image(image_path)),
              {},
              {},
              read_png(label_path, PngContent::classes)};
  if (scene.labels.width != scene.image.width || scene.labels.height != scene.image.height)
    throw Error(label_path.string() + ": width x height",
                fmt::format("{} x {}, as {}", scene.image.width, scene.image.height,
                            image_path.string()),
                fmt::format("{} x {}", scene.labels.width, scene.labels.height));
  std::ranges::replace(scene.labels.pixels, classes.ignored, ignored_pixel);
  if (!classes.names.empty())
    check_classes(scene.labels, classes.names.size(), label_path.string());
  return scene;
}

std::size_t largest_class(const std::vector<Scene>& scenes) {
  std::uint8_t largest = 0;
  for (const Scene& scene : scenes)
    for (const std::uint8_t label : scene.labels.pixels)
      if (label != ignored_pixel) largest = std::max(largest, label);
  return largest;
}

}  // namespace

PixelClasses recognised_pixel_classes(const fs::path& folder, const std::string& split) {
  for (const auto& [name, path] : files_by_name(folder / "images" / split)) {
    const auto begins = [&name = name](const char* text) { return name.starts_with(text); };
    if (!begins("0001TP_") && !begins("0006R0_") && !begins("0016E5_") && !begins("Seq05VD_"))
      return {};
  }
  return {{"sky", "building", "pole", "road", "pavement", "tree", "sign", "fence", "car",
           "pedestrian", "cyclist"},
          11};
}

SceneSet read_pairs(const fs::path& folder, const std::string& split,
                    const PixelClasses& classes, const FolderOptions& options) {
  const auto images = files_by_name(folder / "images" / split);
  const auto labels = files_by_name(folder / "labels" / split);
  for (const auto& [name, path] : labels)
    if (!images.contains(name))
      throw Error(path.string(), "an image of the same name", "a label map without one");
  SceneSet set{folder.filename().string(), {}, classes.names, {}, {}};
  for (const auto& [name, path] : images) {
    if (set.size() == options.limit) break;
    if (!labels.contains(name))
      throw Error(path.string(), "a label map of the same name", "an image without one");
    Scene scene = read_pair(name, path, labels.at(name), classes);
    set.scenes.push_back(options.height == 0 ? std::move(scene)
                                             : resized(scene, options.height, options.width));
  }
  const std::size_t count = classes.names.empty() ? largest_class(set.scenes) + 1 : 0;
  for (std::size_t k = 0; k < count; ++k) set.pixel_class_names.push_back(std::to_string(k));
  return set;
}

}  // namespace dln
