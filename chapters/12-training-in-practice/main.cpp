// Chapter 12: training in practice. The page is book/12-training-in-practice.md.
#include "dln/data/cloth.hpp"
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto images = dln::program::share(dln::program::load_images(
      options, options.choose(1600, 480), options.choose(800, 100), dln::cloth<float>));
  const auto few =
      dln::program::share(first_of(*images, options.choose<std::size_t>(600, 240)));
  return {
      {"The images", [=] { return report(*images); }},
      {"The list", [=] { return try_list(*few, options); }},
      {"Gradients", [=] { return try_gradients(*few, options); }},
      {"Augmentation", [=] { return try_augmentation(*images, options); }},
      {"Ensembles", [=] { return try_ensemble(*few, options); }},
      {"Sixteen, thirty-two, sixty-four bits", [=] { return try_precision(*few, options); }},
      {"The recipe", [=] { return follow_recipe(*images, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"12-training-in-practice", "Chapter 12: training in practice.",
       "./dln exercise next, or ./dln run 12 --data FOLDER", experiments},
      argc, argv);
}
