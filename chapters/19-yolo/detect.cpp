// Draws the boxes that a trained network finds into images: detect IMAGE... --checkpoint FILE
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>

#include "dln/core/error.hpp"
#include "dln/data/image_file.hpp"
#include "dln/data/png.hpp"
#include "dln/data/weights.hpp"
#include "dln/train/yolo.hpp"
#include "keeping.hpp"
#include "program/command.hpp"

namespace {

using dln::Box;
using dln::Image8;

// A frame, two pixels wide, in one of a few colours.
void draw(Image8& image, const Box& box, std::size_t label) {
  constexpr std::array<std::array<std::uint8_t, 3>, 6> colours = {{{230, 60, 40},
                                                                   {40, 110, 230},
                                                                   {30, 160, 70},
                                                                   {240, 160, 20},
                                                                   {150, 60, 190},
                                                                   {20, 170, 180}}};
  const auto pixel = [](double place, std::size_t size) {
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(size) - 1));
  };
  const std::size_t left = pixel(box.x_min, image.width),
                    right = pixel(box.x_max - 1, image.width);
  const std::size_t top = pixel(box.y_min, image.height),
                    bottom = pixel(box.y_max - 1, image.height);
  for (std::size_t y = top; y <= bottom; ++y)
    for (std::size_t x = left; x <= right; ++x)
      if (x < left + 2 || x + 2 > right || y < top + 2 || y + 2 > bottom)
        for (std::size_t c = 0; c < 3; ++c) image(x, y, c) = colours[label % colours.size()][c];
}

void detect(const std::filesystem::path& path, const std::filesystem::path& folder,
            const dln::Layer<float>& network, const dln::YoloPlan& plan,
            const std::vector<std::string>& names, double score) {
  dln::Scene scene{.name = path.string(),
                   .image = dln::as_colour(dln::read_image(path)),
                   .objects = {},
                   .instances = {},
                   .labels = {}};
  Image8 drawn = scene.image;
  scene = dln::resized(scene, plan.height, plan.width);
  const dln::YoloGrid grid = grid_of(plan);
  const auto found =
      dln::yolo_detect(network, grid, std::span<const dln::Scene>(&scene, 1), score, 0.35)
          .front();
  fmt::print("{}: {} objects\n", path.string(), found.size());
  for (const dln::Detection& one : found) {
    const Box box = dln::scaled(one.box, static_cast<double>(drawn.width) / grid.image_width,
                                static_cast<double>(drawn.height) / grid.image_height);
    fmt::print("  {:<12} {:.2f}  {:.0f} {:.0f} {:.0f} {:.0f}\n", names[one.label], one.score,
               box.x_min, box.y_min, box.x_max, box.y_max);
    draw(drawn, box, one.label);
  }
  const std::filesystem::path result = folder / (path.stem().string() + "-detected.png");
  dln::write_png(result, drawn);
  fmt::print("  -> {}\n", result.string());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws the boxes that a network trained by chapter 19 finds.", "./dln detect");
  std::vector<std::string> images;
  std::string checkpoint, folder = ".";
  double score = 0.2;
  app.add_option("IMAGE", images, "PNG or JPEG files")->required()->check(CLI::ExistingFile);
  app.add_option("--checkpoint", checkpoint, "What ./dln run 19 --checkpoint FILE kept")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--score", score, "Leave out detections that are less sure")
      ->capture_default_str();
  app.add_option("--to", folder, "Folder for the drawn images")
      ->check(CLI::ExistingDirectory)
      ->capture_default_str();
  return dln::program::run_command(app, argc, argv, [&] {
    const auto kept = chapter::kept_in(checkpoint);
    dln::Sequential<float> network;
    build_yolo(network, kept.first, dln::Random(1));
    dln::load_weights(checkpoint, network.parameters(),
                      {.in_file = {}, .unused = {dln::training_prefix}});
    for (const std::string& image : images)
      detect(image, folder, network, kept.first, kept.second, score);
  });
}
