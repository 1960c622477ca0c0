// Chapter 10: normalizing what layers hand on. The page is book/10-batch-normalization.md.
#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "experiments.hpp"

namespace {

constexpr std::size_t batch = 64;

/** The first images, in whole batches: none of 2 ... 64 is left with one, which has no
 * variance. */
dln::program::Images few_of(const dln::program::Images& images) {
  if (images.train.size() < batch || images.validation.size() < 8)
    throw dln::Error(images.train.name,
                     fmt::format("at least {} images to learn from, and 8 to choose on", batch),
                     fmt::format("{} and {}", images.train.size(), images.validation.size()));
  const auto head = [](const dln::Dataset<float>& data, std::size_t count) {
    count = std::min(count, data.size());
    return data.pick(
        arma::regspace<arma::uvec>(0, count - count % (count < batch ? 8 : batch) - 1));
  };
  dln::program::Images few = images;
  few.train = head(images.train, 2624);
  few.validation = head(images.validation, 384);
  return few;
}

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto images = dln::program::share(
      dln::program::load_images(options, options.choose(3008, 800), options.choose(500, 200)));
  // Many small trainings take a part of very many images.
  const auto few = dln::program::share(few_of(*images));
  return {{"The images", [=] { return report(*images); }},
          {"Numbers through a normalization", [=] { return look_at_numbers(options); }},
          {"What is survived", [=] { return survive(*few, options); }},
          {"What goes into a layer", [=] { return watch_inputs(*few, options); }},
          {"How much goes into a tanh", [=] { return try_tanh(*few, options); }},
          {"Before or after", [=] { return try_places(*few, options); }},
          {"One image, many batches", [=] { return meet_companions(*few, options); }},
          {"Noise from the others", [=] { return vary_noise(*few, options); }},
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
