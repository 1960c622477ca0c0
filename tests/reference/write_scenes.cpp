// Writes the generated scenes that other programs search, as PPM files: write-scenes FOLDER
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "dln/data/generated_scenes.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const dln::SceneSet scenes = dln::generated_scenes(20, {}, dln::Random(1).split(2));
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const dln::Image8& image = scenes.scenes[i].image;
    std::ofstream file(std::filesystem::path(argv[1]) / fmt::format("{}.ppm", i),
                       std::ios::binary);
    file << "P6 " << image.width << " " << image.height << " 255\n";
    for (std::size_t y = 0; y < image.height; ++y)
      for (std::size_t x = 0; x < image.width; ++x)
        for (std::size_t channel = 0; channel < 3; ++channel)
          file.put(static_cast<char>(image(x, y, channel)));
  }
}
