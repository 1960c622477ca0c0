// Chapter 20: a class for every pixel. The page is book/20-segmentation.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  using dln::program::load_segmentation, dln::program::share;
  dln::program::Options without_data = options;
  without_data.data.clear();
  const auto drawn = share(figures_and_grounds(
      load_segmentation(without_data, {.train = options.choose<std::size_t>(240, 80),
                                       .test = options.choose<std::size_t>(60, 20),
                                       .generated = small_scenes()})));
  const auto whole =
      options.data.empty()
          ? drawn
          : share(load_segmentation(
                options, {.train = 24, .test = 8, .real_height = 180, .real_width = 240}));
  return {{"The scenes", [=] { return report(*whole); }},
          {"A classifier made convolutional", [=] { return make_convolutional(options); }},
          {"What the classes' places say alone", [=] { return measure_prior(*whole); }},
          {"Three strategies", [=] { return compare_strategies(*drawn, options); }},
          {"With skips and without", [=] { return compare_skips(*drawn, options); }},
          {"Weights for rare classes", [=] { return weigh_classes(*drawn, options); }},
          {"The network for use", [=] { return train_for_use(*whole, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"20-segmentation", "Chapter 20: a class for every pixel.",
       "./dln segment IMAGE --checkpoint FILE, or ./dln run 20 --data FOLDER", experiments,
       true},
      argc, argv);
}
