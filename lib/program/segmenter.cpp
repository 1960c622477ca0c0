#include "program/segmenter.hpp"

#include <array>
#include <cmath>
#include <memory>

#include "dln/core/error.hpp"
#include "dln/data/weights.hpp"

namespace dln::program {
namespace {

const std::string stored = std::string(training_prefix) + "preprocessing/";

Tensor<float> row_of(const arma::fvec& numbers) {
  Tensor<float> tensor({1, numbers.n_elem, 1, 1});
  tensor.values() = numbers;
  return tensor;
}

arma::fvec read_row(SafetensorsFile& file, const std::string& name) {
  const Shape shape = file.shape(stored + name);
  return file.read<float>(stored + name, {1, shape.size(), 1, 1}).values();
}

/** A stored number that must be a whole one, within bounds that no network of ours exceeds. */
std::size_t whole(const SafetensorsFile& file, float number) {
  if (!(number >= 1 && number <= 4096 && number == std::floor(number)))
    throw Error(file.name() + ": sizes of the network", "whole numbers of 1 ... 4096",
                std::to_string(number));
  return static_cast<std::size_t>(number);
}

std::vector<std::string> names_from(const SafetensorsFile& file, const arma::fvec& letters) {
  std::vector<std::string> names(1);
  for (const float letter : letters) {
    if (!(letter >= 0 && letter <= 255))
      throw Error(file.name() + ": names of classes", "letters", std::to_string(letter));
    if (const char c = static_cast<char>(static_cast<unsigned char>(letter)); c == '\n')
      names.emplace_back();
    else
      names.back() += c;
  }
  return names;
}

}  // namespace

Segmenter::Segmenter(const UNetPlan& sizes, std::vector<std::string> names, ColourScale colours,
                     const Random& random)
    : plan(sizes), class_names(std::move(names)), scale(std::move(colours)) {
  build_unet(network, plan, random);
}

std::map<std::string, Tensor<float>> Segmenter::preprocessing() const {
  std::string text;
  for (const auto& name : class_names) text += (text.empty() ? "" : "\n") + name;
  arma::fvec letters(text.size());
  for (std::size_t i = 0; i < text.size(); ++i)
    letters[i] = static_cast<float>(static_cast<unsigned char>(text[i]));
  const arma::fvec sizes = {static_cast<float>(plan.classes), static_cast<float>(plan.channels),
                            static_cast<float>(plan.levels),
                            static_cast<float>(plan.max_channels)};
  return {{"unet", row_of(sizes)},
          {"class_names", row_of(letters)},
          {"mean", row_of(scale.mean)},
          {"deviation", row_of(scale.deviation)}};
}

arma::uvec Segmenter::operator()(const Image8& image) const {
  Scene scene;
  scene.image = as_colour(image);
  return segment<float>(network, scene, scale, plan.multiple());
}

std::unique_ptr<Segmenter> read_segmenter(const std::filesystem::path& path) {
  SafetensorsFile file(path);
  if (!file.tensors().contains(stored + "unet"))
    throw Error(path.string(), "a checkpoint of chapter 20", "none with a U-Net's sizes");
  const arma::fvec sizes = read_row(file, "unet");
  if (sizes.n_elem != 4)
    throw Error(path.string() + ": sizes of the network", "4", std::to_string(sizes.n_elem));
  const UNetPlan plan{.classes = whole(file, sizes[0]),
                      .channels = whole(file, sizes[1]),
                      .levels = whole(file, sizes[2]),
                      .max_channels = whole(file, sizes[3])};
  const auto names = names_from(file, read_row(file, "class_names"));
  const ColourScale scale{read_row(file, "mean"), read_row(file, "deviation")};
  if (names.size() != plan.classes || plan.levels > 8 || scale.mean.n_elem != 3 ||
      scale.deviation.n_elem != 3)
    throw Error(path.string(), "a name a class, at most 8 levels and 3 colours",
                std::to_string(names.size()) + " names, " + std::to_string(plan.levels) +
                    " levels and " + std::to_string(scale.mean.n_elem) + " colours");
  auto segmenter = std::make_unique<Segmenter>(plan, names, scale, Random(1));
  load_weights<float>(path, segmenter->network.parameters(),
                      {.in_file = {}, .unused = {training_prefix}});
  return segmenter;
}

Image8 painted(const Image8& image, const arma::uvec& classes, double opacity) {
  using Colour = std::array<double, 3>;
  static constexpr std::array<Colour, 12> colours = {{{86, 180, 233},
                                                      {213, 94, 0},
                                                      {240, 228, 66},
                                                      {120, 120, 120},
                                                      {204, 121, 167},
                                                      {0, 158, 115},
                                                      {230, 159, 0},
                                                      {0, 0, 0},
                                                      {0, 114, 178},
                                                      {200, 30, 30},
                                                      {140, 80, 200},
                                                      {255, 255, 255}}};
  Image8 result = as_colour(image);
  const std::size_t pixels = image.height * image.width;
  if (classes.n_elem != pixels)
    throw Error("painted", std::to_string(pixels) + " classes", std::to_string(classes.n_elem));
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t i = 0; i < pixels; ++i) {
      auto& pixel = result.pixels[c * pixels + i];
      pixel = static_cast<std::uint8_t>((1 - opacity) * pixel +
                                        opacity * colours[classes[i] % colours.size()][c]);
    }
  return result;
}

}  // namespace dln::program
