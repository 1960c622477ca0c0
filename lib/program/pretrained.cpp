#include "program/pretrained.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "dln/core/error.hpp"
#include "dln/data/warp.hpp"

namespace dln::program {

std::unique_ptr<Sequential<float>> load_published(const Published& published,
                                                  const std::filesystem::path& weights) {
  const std::size_t classes = SafetensorsFile(weights).shape(published.last_bias).size();
  auto network = published.make(classes, {constant<float>(0), Random(1)});
  // [Read another library's weights]
  const auto parameters = network->parameters();
  load_weights(weights, parameters, torchvision_names(parameters));
  // [Read another library's weights]
  return network;
}

Tensor<float> prepare(const Image8& image, const Published& published) {
  const std::size_t side = published.side, shorter = std::min(image.height, image.width);
  Image8 colour = as_colour(image);
  if (image.height != side || image.width != side) {
    const std::size_t enlarged = side * 8 / 7;  // 256 for 224
    const auto scaled = [&](std::size_t length) {
      return (length * enlarged + shorter / 2) / shorter;
    };
    Scene scene;
    scene.image = std::move(colour);
    colour = resized(scene, scaled(image.height), scaled(image.width)).image;
  }
  const std::size_t left = (colour.width - side) / 2, top = (colour.height - side) / 2;
  Tensor<float> x({1, 3, side, side});
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t i = 0; i < side; ++i)
      for (std::size_t j = 0; j < side; ++j) {
        const float pixel = static_cast<float>(colour(left + j, top + i, c)) / 255.0F;
        x.image(0)(j, i, c) = (pixel - published.mean[c]) / published.scale[c];
      }
  return x;
}

std::vector<Guess> best_guesses(const Tensor<float>& scores, std::size_t count) {
  const arma::vec logits = arma::conv_to<arma::vec>::from(scores.values());
  const arma::vec powers = arma::exp(logits - logits.max());
  const arma::vec probabilities = powers / arma::accu(powers);
  const arma::uvec order = arma::stable_sort_index(probabilities, "descend");
  std::vector<Guess> guesses;
  for (std::size_t k = 0; k < std::min<std::size_t>(count, order.n_elem); ++k)
    guesses.push_back({order[k], probabilities[order[k]]});
  return guesses;
}

std::vector<std::string> read_class_names(const std::filesystem::path& path,
                                          std::size_t classes) {
  std::ifstream file(path);
  if (!file) throw Error(path.string(), "a file of class names that can be read", "none");
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) names.push_back(line);
  if (names.size() != classes)
    throw Error(path.string(), std::to_string(classes) + " names, a line each",
                std::to_string(names.size()));
  return names;
}

}  // namespace dln::program
