// Chapter 11: layers for deep networks, up and past. The page is book/11-deep-layers.md.
#include "dln/data/generated_scenes.hpp"
#include "experiments.hpp"

namespace {

dln::program::Images few_of(const dln::program::Images& images, std::size_t train) {
  const auto head = [](const dln::Dataset<float>& data, std::size_t count) {
    return data.pick(arma::regspace<arma::uvec>(0, std::min(count, data.size()) - 1));
  };
  return {head(images.train, train), head(images.validation, 200), images.test, images.mean,
          images.preprocessor};
}

dln::Dataset<float> objects(std::size_t count, dln::Random random) {
  return dln::object_images<float>(count, 32, random);
}

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  using dln::program::load_images, dln::program::share;
  // Many small trainings take a part of very many images.
  const auto pictures = share(few_of(
      load_images(options, options.choose(600, 200), options.choose(20, 20), objects), 500));
  const auto digits = share(
      few_of(load_images(options, options.choose(1200, 400), options.choose(20, 20)), 1000));
  return {
      {"The pictures", [=] { return report(*pictures); }},
      {"A convolution turned round", [=] { return look_at_transposed(options); }},
      {"How many filters reach a pixel", [=] { return count_overlaps(options); }},
      {"One picture made larger", [=] { return enlarge(*pictures); }},
      {"With skips and without", [=] { return lose_and_keep(*pictures, options); }},
      {"Ways up", [=] { return compare_ways_up(*pictures, options); }},
      {"Fifty layers, before learning", [=] { return look_through_stacks(*digits, options); }},
      {"Ten to fifty layers, trained", [=] { return train_stacks(*digits, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"11-deep-layers", "Chapter 11: layers for deep networks, up and past.",
       "./dln exercise next, or ./dln run 11 --data FOLDER", experiments},
      argc, argv);
}
