#include "dln/data/voc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <pugixml.hpp>
#include <set>

#include "dln/core/error.hpp"
#include "dln/data/file.hpp"
#include "dln/data/image_file.hpp"
#include "dln/data/warp.hpp"

namespace dln {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_text_bytes = std::size_t{1} << 24U;

/** An object as its file names it. */
struct Marked {
  std::string class_name;
  Box box;
  bool difficult;
};

/** What is read of a file of annotations. */
struct Annotations {
  double width;
  double height;
  std::vector<Marked> objects;
};

// The text of a field below `node`, `size/width` say; errors call it by `place`.
std::string text_of(pugi::xml_node node, const char* path, const std::string& place) {
  const pugi::xml_node field = node.first_element_by_path(path);
  if (!field) throw Error(place, fmt::format("a field {}", path), "none");
  std::string text = field.text().get();
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos)
    throw Error(fmt::format("{}: {}", place, path), "a text", "an empty one");
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

double number_of(pugi::xml_node node, const char* path, const std::string& place) {
  const std::string text = text_of(node, path, place);
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
    throw Error(fmt::format("{}: {}", place, path), "a number", "'" + text + "'");
  return number;
}

Annotations read_annotations(const fs::path& path) {
  const std::string name = path.string();
  const auto bytes = read_file(path, max_text_bytes);
  pugi::xml_document document;
  if (const auto result = document.load_buffer(bytes.data(), bytes.size()); !result)
    throw Error(name, "an XML file",
                fmt::format("{} after {} bytes", result.description(), result.offset));
  const pugi::xml_node root = document.child("annotation");
  if (!root)
    throw Error(name, "an element 'annotation'",
                fmt::format("'{}'", document.first_child().name()));
  Annotations found{
      number_of(root, "size/width", name), number_of(root, "size/height", name), {}};
  for (const pugi::xml_node object : root.children("object")) {
    const std::string place = fmt::format("{}: object {}", name, found.objects.size());
    const Box box{number_of(object, "bndbox/xmin", place) - 1,
                  number_of(object, "bndbox/ymin", place) - 1,
                  number_of(object, "bndbox/xmax", place),
                  number_of(object, "bndbox/ymax", place)};
    const bool difficult =
        object.child("difficult") && number_of(object, "difficult", place) != 0;
    found.objects.push_back({text_of(object, "name", place), box, difficult});
  }
  return found;
}

void check_name(const std::string& name, const std::string& place) {
  if (name.find_first_of("/\\") != std::string::npos || name.starts_with('.'))
    throw Error(place, "the name of an image, without its folder and its end",
                "'" + name + "'");
}

std::vector<std::string> read_split(const fs::path& path, std::size_t limit) {
  const auto bytes = read_file(path, max_text_bytes);
  std::vector<std::string> names;
  std::set<std::string> seen;
  std::string text(bytes.begin(), bytes.end());
  for (std::size_t first = 0, line = 1; first < text.size() && names.size() < limit; ++line) {
    const std::size_t end = std::min(text.find('\n', first), text.size());
    const std::string all = text.substr(first, end - first);
    first = end + 1;
    const std::string name = all.substr(0, all.find_first_of(" \t\r"));
    if (name.empty()) continue;
    const std::string place = fmt::format("{}: line {}", path.string(), line);
    check_name(name, place);
    if (!seen.insert(name).second)
      throw Error(place, "every image once", "'" + name + "' again");
    names.push_back(name);
  }
  if (names.empty()) throw Error(path.string(), "the names of images", "none");
  return names;
}

fs::path find_image(const fs::path& folder, const std::string& name) {
  for (const char* end : {".jpg", ".jpeg", ".png"})
    if (fs::exists(folder / (name + end))) return folder / (name + end);
  return folder / (name + ".jpg");
}

Scene read_scene(const fs::path& folder, const std::string& name, const Annotations& marked) {
  const fs::path path = find_image(folder / "JPEGImages", name);
  Scene scene{name, as_colour(read_image(path)), {}, {}, {}};
  if (marked.width != static_cast<double>(scene.image.width) ||
      marked.height != static_cast<double>(scene.image.height))
    throw Error((folder / "Annotations" / (name + ".xml")).string() + ": size",
                fmt::format("{} x {}, as {}", scene.image.width, scene.image.height,
                            path.filename().string()),
                fmt::format("{} x {}", marked.width, marked.height));
  return scene;
}

std::size_t label_of(const std::string& class_name, const std::vector<std::string>& class_names,
                     const std::string& place) {
  std::string all;
  for (std::size_t label = 0; label < class_names.size(); ++label) {
    if (class_names[label] == class_name) return label;
    all += (label == 0 ? "" : ", ") + class_names[label];
  }
  throw Error(place + ": name", "one of " + all, "'" + class_name + "'");
}

std::vector<std::string> classes_in(const std::vector<Annotations>& all) {
  std::set<std::string> names;
  for (const Annotations& one : all)
    for (const Marked& object : one.objects) names.insert(object.class_name);
  return {names.begin(), names.end()};
}

}  // namespace

SceneSet read_voc(const fs::path& folder, const std::string& split,
                  const std::vector<std::string>& class_names, const FolderOptions& options) {
  for (const char* inner : {"JPEGImages", "Annotations", "ImageSets/Main"})
    if (!fs::is_directory(folder / inner))
      throw Error(folder.string(), fmt::format("a PASCAL VOC folder, with {} in it", inner),
                  "none of that name");
  const auto names = read_split(folder / "ImageSets/Main" / (split + ".txt"), options.limit);
  const auto path_of = [&](const std::string& name) {
    return folder / "Annotations" / (name + ".xml");
  };
  std::vector<Annotations> all;
  for (const std::string& name : names) all.push_back(read_annotations(path_of(name)));

  SceneSet set{folder.filename().string(),
               class_names.empty() ? classes_in(all) : class_names,
               {},
               {},
               {}};
  if (set.class_names.empty())
    throw Error(folder.string() + ": " + split, "an object in any image", "none");
  for (std::size_t n = 0; n < names.size(); ++n) {
    Scene scene = read_scene(folder, names[n], all[n]);
    for (std::size_t i = 0; i < all[n].objects.size(); ++i) {
      const Marked& object = all[n].objects[i];
      const std::size_t label =
          label_of(object.class_name, set.class_names,
                   fmt::format("{}: object {}", path_of(names[n]).string(), i));
      const auto box = clipped_box(object.box, scene.image.width, scene.image.height);
      ++set.report.boxes;
      set.report.clipped += box && *box != object.box ? 1 : 0;
      set.report.left_out += box ? 0 : 1;
      if (box) scene.objects.push_back({label, *box, object.difficult});
    }
    if (options.height > 0) {
      const std::size_t found = scene.objects.size();
      scene = resized(scene, options.height, options.width);
      set.report.left_out += found - scene.objects.size();
    }
    set.scenes.push_back(std::move(scene));
  }
  return set;
}

}  // namespace dln
