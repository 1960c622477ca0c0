// Chapter 10: normalizing what layers hand on. The page is book/10-batch-normalization.md.
#include "experiments.hpp"

namespace {

dln::program::Images few_of(const dln::program::Images& images) {
  const auto head = [](const dln::Dataset<float>& data, std::size_t count) {
    return data.pick(arma::regspace<arma::uvec>(0, std::min(count, data.size()) - 1));
  };
  return {head(images.train, 2624), head(images.validation, 375), images.test, images.mean};
}

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto images = dln::program::share(
      dln::program::load_images(options, options.choose(3008, 800), options.choose(500, 200)));
  // Many small trainings take a part of very many images; no batch of 2 ... 64 is left with
  // one, which has no variance.
  const auto few = dln::program::share(few_of(*images));
  return {{"The images", [=] { return report(*images); }},
          {"Numbers through a normalization", [=] { return look_at_numbers(options); }},
          {"What is survived", [=] { return survive(*few, options); }},
          {"What goes into a layer", [=] { return watch_inputs(*few, options); }},
          {"Before or after", [=] { return try_places(*few, options); }},
          {"Small batches", [=] { return try_batches(*few, options); }},
          {"Folded away", [=] { return fold_layers(*few, options); }},
          {"What it costs", [=] { return measure_cost(*few, options); }},
          {"Two hidden layers, all images", [=] { return train_whole(*images, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"10-batch-normalization", "Chapter 10: normalizing what layers hand on.",
       "./dln exercise next, or ./dln run 10 --data FOLDER", experiments},
      argc, argv);
}
