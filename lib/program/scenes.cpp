#include "program/scenes.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/data/folder_kind.hpp"
#include "dln/data/pairs.hpp"
#include "dln/data/voc.hpp"

namespace dln::program {
namespace {

namespace fs = std::filesystem;

/** Reads a split: the second argument is the training split, or nothing while that is read. */
using Reader =
    std::function<SceneSet(const std::string& split, const SceneSet* train, std::size_t limit)>;

Scenes divided(const SceneSet& all, SceneSet test, const Options& options) {
  if (all.size() < 8 || test.size() == 0)
    throw Error(all.name, "at least 8 training scenes and a test scene",
                fmt::format("{} and {}", all.size(), test.size()));
  auto [train, validation] = split(all, all.size() / 8, Random(options.seed).split(4));
  return {std::move(train), std::move(validation), std::move(test)};
}

Scenes generated(const Options& options, const SceneNeeds& needs) {
  const Random random(options.seed);
  return divided(generated_scenes(needs.train, needs.generated, random.split(1)),
                 generated_scenes(needs.test, needs.generated, random.split(2)), options);
}

Scenes read(const fs::path& folder, const std::function<bool(const std::string&)>& has,
            const Reader& reader, const Options& options, const SceneNeeds& needs) {
  const bool val = has("val");
  const bool test = has("test");
  if (!has("train") || (!val && !test))
    throw Error(folder.string() + ": splits", "train, and val or test",
                fmt::format("{}, {}", has("train") ? "train" : "no train",
                            val || test ? "another" : "neither"));
  const std::size_t all = std::numeric_limits<std::size_t>::max();
  const SceneSet train = reader("train", nullptr, options.choose(all, needs.train));
  SceneSet last = reader(test ? "test" : "val", &train, options.choose(all, needs.test));
  if (!val || !test) return divided(train, std::move(last), options);
  return {train, reader("val", &train, options.choose(all, needs.test)), std::move(last)};
}

}  // namespace

SceneNeeds detector_needs(std::size_t train, std::size_t test) {
  SceneNeeds needs;
  needs.train = train;
  needs.test = test;
  needs.generated = {.height = 80, .width = 80, .classes = 4, .max_objects = 3};
  needs.generated.min_size = 0.25;
  needs.generated.max_size = 0.6;
  needs.generated.distractors = 2;
  needs.real_height = 240;
  needs.real_width = 320;
  return needs;
}

Scenes load_detection(const Options& options, const SceneNeeds& needs) {
  if (options.data.empty()) return generated(options, needs);
  const fs::path folder = folder_of_kind(options.data, FolderKind::voc);
  const auto has = [&](const std::string& split) {
    return fs::exists(folder / "ImageSets/Main" / (split + ".txt"));
  };
  const Reader reader = [&](const std::string& split, const SceneSet* train,
                            std::size_t limit) {
    const FolderOptions folder_options{
        .limit = limit, .height = needs.real_height, .width = needs.real_width};
    return read_voc(folder, split,
                    train == nullptr ? std::vector<std::string>() : train->class_names,
                    folder_options);
  };
  return read(folder, has, reader, options, needs);
}

Scenes load_segmentation(const Options& options, const SceneNeeds& needs) {
  if (options.data.empty()) return generated(options, needs);
  const fs::path folder = folder_of_kind(options.data, FolderKind::pairs);
  const auto has = [&](const std::string& split) {
    return fs::is_directory(folder / "images" / split);
  };
  const Reader reader = [&](const std::string& split, const SceneSet* train,
                            std::size_t limit) {
    PixelClasses classes = recognised_pixel_classes(folder, split);
    if (train != nullptr) classes.names = train->pixel_class_names;
    const FolderOptions folder_options{
        .limit = limit, .height = needs.real_height, .width = needs.real_width};
    return read_pairs(folder, split, classes, folder_options);
  };
  return read(folder, has, reader, options, needs);
}

Report report(const Scenes& scenes) {
  const auto& [train, validation, test] = scenes;
  const Image8& image = train.scenes.front().image;
  Report report;
  report.say(fmt::format(
      "{}: {} images to learn from, {} to choose on, {} to test on, of {} x {} pixels.",
      train.name, train.size(), validation.size(), test.size(), image.width, image.height));
  if (train.report.boxes > 0)
    report.say(fmt::format("To learn and choose: {}. To test: {}.", to_string(train.report),
                           to_string(test.report)));
  report.note("data_set", train.name);
  report.note("training_images", train.size());
  report.note("validation_images", validation.size());
  report.note("test_images", test.size());
  report.note("boxes_cut", train.report.clipped + test.report.clipped);
  report.note("boxes_left_out", train.report.left_out + test.report.left_out);
  return report;
}

}  // namespace dln::program
