// Gives every pixel of images a class, by a network that chapter 20 trained. `./dln segment`
// runs it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "dln/core/error.hpp"
#include "dln/data/image_file.hpp"
#include "dln/data/png.hpp"
#include "program/command.hpp"
#include "program/segmenter.hpp"

namespace {

namespace fs = std::filesystem;

struct Request {
  std::vector<fs::path> images;
  fs::path checkpoint, folder = ".";
  double opacity = 0.55;
};

void describe(CLI::App& app, Request& request) {
  app.add_option("IMAGE", request.images, "PNG or JPEG files")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--checkpoint", request.checkpoint,
                 "What ./dln run 20 --checkpoint FILE has written")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--out", request.folder, "The folder for IMAGE-segmented.png")
      ->check(CLI::ExistingDirectory)
      ->capture_default_str();
  app.add_option("--opacity", request.opacity, "Of the classes' colours; 1 hides the image")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
}

/** Where the painted image goes: nothing that is there is written over. */
fs::path place_for(const fs::path& image, const fs::path& folder) {
  const fs::path place = folder / (image.stem().string() + "-segmented.png");
  if (fs::exists(place)) throw dln::Error(place.string(), "a new file", "one that is there");
  return place;
}

void segment(const Request& request) {
  const auto segmenter = dln::program::read_segmenter(request.checkpoint);
  for (const auto& path : request.images) {
    const fs::path place = place_for(path, request.folder);
    const dln::Image8 image = dln::read_image(path);
    const arma::uvec classes = (*segmenter)(image);
    dln::write_png(place, dln::program::painted(image, classes, request.opacity));
    fmt::print("{} -> {}\n", path.string(), place.string());
    for (std::size_t c = 0; c < segmenter->class_names.size(); ++c)
      if (const auto count = arma::accu(classes == c); count > 0)
        fmt::print("  {:5.1f} %  {}\n",
                   100 * static_cast<double>(count) / static_cast<double>(classes.n_elem),
                   segmenter->class_names[c]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Request request;
  CLI::App app("Gives every pixel of images a class, by a network that chapter 20 trained.",
               "./dln segment");
  describe(app, request);
  return dln::program::run_command(app, argc, argv, [&] { segment(request); });
}
