// Names what images show, by a network whose weights are published. `./dln classify` runs it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "dln/data/image_file.hpp"
#include "dln/train/prediction.hpp"
#include "program/command.hpp"
#include "program/config.hpp"
#include "program/pretrained.hpp"

namespace {

struct Request {
  std::vector<std::filesystem::path> images;
  std::filesystem::path weights, class_names;
  std::string network = "resnet18";
};

void describe(CLI::App& app, Request& request) {
  std::vector<std::string> names;
  for (const auto& network : dln::published_networks()) names.emplace_back(network.name);
  app.add_option("IMAGE", request.images, "PNG or JPEG files")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--network", request.network, "Whose weights they are")
      ->check(CLI::IsMember(names))
      ->capture_default_str();
  app.add_option("--weights", request.weights, "A safetensors file with torchvision's names")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--classes", request.class_names,
                 "A file of class names, a line each (left out, ImageNet's for 1000 classes)")
      ->check(CLI::ExistingFile);
}

void classify(const Request& request) {
  const dln::Published& published = dln::published_network(request.network);
  const auto network = dln::program::load_published(published, request.weights);
  const std::size_t classes =
      network->output_shape({1, 3, published.side, published.side}).channels;
  std::vector<std::string> names;
  if (!request.class_names.empty())
    names = dln::program::read_class_names(request.class_names, classes);
  else if (classes == 1000)
    names = dln::program::read_class_names(dln::program::imagenet_classes, classes);
  dln::Predictor<float> predictor(*network);
  for (const auto& path : request.images) {
    const auto image = dln::program::prepare(dln::read_image(path), published);
    fmt::print("{}\n", path.string());
    for (const auto& [label, probability] : dln::program::best_guesses(predictor(image), 5))
      fmt::print("  {:5.1f} %  {}\n", 100 * probability,
                 names.empty() ? fmt::format("class {}", label) : names[label]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Request request;
  CLI::App app("Names what images show, by a network with published weights.",
               "./dln classify");
  describe(app, request);
  return dln::program::run_command(app, argc, argv, [&] { classify(request); });
}
