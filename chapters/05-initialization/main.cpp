// Chapter 05: what weights should start as. The page is book/05-initialization.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto images = dln::program::share(
      dln::program::load_images(options, options.choose(3000, 800), options.choose(500, 200)));
  return {
      {"The images", [=] { return report(*images); }},
      {"Zeros, equal weights, random ones", [=] { return break_symmetry(*images, options); }},
      {"The variance of a sum", [=] { return measure_variance(options); }},
      {"Through thirty layers", [=] { return follow_depth(options); }},
      {"Training from each", [=] { return train_from_schemes(*images, options); }},
      {"Biases to begin with", [=] { return try_biases(*images, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"05-initialization", "Chapter 05: what weights should start as.",
       "./dln exercise next, or ./dln run 05 --seed 2", experiments},
      argc, argv);
}
