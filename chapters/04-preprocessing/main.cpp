// Chapter 04: what is done to data before a network sees them. The page is
// book/04-preprocessing.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto images = dln::program::share(
      dln::program::load_images(options, options.choose(3000, 800), options.choose(1000, 300)));
  return {{"The images", [=] { return report(*images); }},
          {"A cloud of points", [=] { return transform_cloud(options); }},
          {"Images from few components", [=] { return rebuild_images(*images); }},
          {"The constant under the root", [=] { return sweep_epsilon(*images, options); }},
          {"Whose statistics?", [=] { return leak_statistics(options); }},
          {"When is it worth it?", [=] { return compare_kinds(*images, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"04-preprocessing", "Chapter 04: what is done to data before a network sees them.",
       "./dln exercise next, or ./dln run 04 --seed 2", experiments},
      argc, argv);
}
