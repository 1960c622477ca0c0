// Chapter 06: how to learn less by heart. The page is book/06-regularization.md.
#include "experiments.hpp"

namespace {

// Few to learn from, so that a network can learn them by heart, and enough others to see that
// it did.
dln::program::Images few_images(const dln::program::Options& options) {
  auto images =
      dln::program::load_images(options, options.choose(3200, 1200), options.choose(300, 100));
  const arma::uword count =
      std::min<arma::uword>(options.choose(300, 150), images.train.size());
  images.train = images.train.pick(arma::regspace<arma::uvec>(0, count - 1));
  return images;
}

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto images = dln::program::share(few_images(options));
  return {{"The images", [=] { return report(*images); }},
          {"Penalties, and a clamp", [=] { return compare_penalties(*images, options); }},
          {"Plain and inverted dropout", [=] { return compare_scalings(options); }},
          {"All sub-networks", [=] { return enumerate_sub_networks(*images, options); }},
          {"How much to keep", [=] { return try_probabilities(*images, options); }},
          {"Where to drop", [=] { return try_places(*images, options); }},
          {"Taking units away", [=] { return knock_out(*images, options); }},
          {"Ensembles", [=] { return compare_ensembles(*images, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"06-regularization", "Chapter 06: how to learn less by heart.",
       "./dln exercise next, or ./dln run 06 --seed 2", experiments},
      argc, argv);
}
