// Chapter 13: architectures. The page is book/13-architectures.md.
#include "dln/data/generated_scenes.hpp"
#include "experiments.hpp"

namespace {

using dln::program::Images;

/** So many images of the first five classes: enough for networks that learn for seconds. */
Images few_of(const Images& images, std::size_t train, std::size_t validation) {
  constexpr std::size_t classes = 5;
  const auto few = [](const dln::Dataset<float>& data, std::size_t count) {
    const arma::uvec among = arma::find(data.labels < classes);
    dln::Dataset<float> picked =
        data.pick(among.head(std::min<arma::uword>(count, among.n_elem)));
    picked.class_names.resize(classes);
    return picked;
  };
  return {few(images.train, train), few(images.validation, validation), images.test,
          images.mean, images.preprocessor};
}

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto draw = [](std::size_t count, dln::Random random) {
    return dln::object_images<float>(count, 32, random);
  };
  const auto images = dln::program::share(dln::program::load_images(
      options, options.choose(3456, 320), options.choose(500, 100), draw));
  const auto few =
      dln::program::share(few_of(*images, options.choose(768, 96), options.choose(300, 30)));
  return {{"The images", [=] { return report(*images); }},
          {"The networks, counted", [=] { return count_networks(options); }},
          {"AlexNet's means", [=] { return leave_out(*few, options); }},
          {"Small windows in a stack", [=] { return stack_windows(*few, options); }},
          {"Widths", [=] { return vary_widths(*few, options); }},
          {"After the last convolution", [=] { return vary_heads(*few, options); }},
          {"Blocks, counted", [=] { return count_blocks(options); }},
          {"Blocks", [=] { return vary_blocks(*few, options); }},
          {"The gradient's path", [=] { return follow_gradient(*few, options); }},
          {"Plain and residual", [=] { return grow_deep(*few, options); }},
          {"A network for all images", [=] { return train_whole(*images, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"13-architectures", "Chapter 13: architectures, from AlexNet to ResNet.",
       "./dln exercise next, or with real images ./dln run 13 --data FOLDER", experiments,
       true},
      argc, argv);
}
