#include "experiments.hpp"

namespace chapter {

using dln::Augmentation;
using dln::Tensor;
using dln::program::Images;
using dln::program::Options;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Variant;

namespace {

/** A change, and what it is called. */
struct Change {
  std::string name;
  std::optional<Augmentation> augmentation;
};

const std::vector<Change>& all_changes() {
  static const std::vector<Change> changes = {
      {"none", {}},
      {"shift by a fifth", Augmentation{.max_shift = 0.2}},
      {"crop to 80 %", Augmentation{.min_crop = 0.8}},
      {"scale by 1.2", Augmentation{.max_scale = 1.2}},
      {"turn by 5 degrees", Augmentation{.max_turn = 5}},
      {"turn by 90 degrees", Augmentation{.max_turn = 90}},
      {"flip", Augmentation{.flip = true}},
      {"colour by a fifth", Augmentation{.colour = 0.2}},
      {"noise of 20", Augmentation{.max_noise = 20}},
      {"blur", Augmentation{.max_blur = 2}},
      {"drop a tenth", Augmentation{.max_dropped = 0.1}}};
  return changes;
}

}  // namespace

Report try_augmentation(const Images& images, const Options& options) {
  const Images few = first_of(images, options.choose<std::size_t>(240, 120));
  std::vector<Variant> variants;
  for (const auto& [name, augmentation] : all_changes())
    variants.push_back(variant(
        name, {.epochs = options.choose<std::size_t>(20, 3), .augmentation = augmentation},
        few));
  const auto found =
      dln::program::compare("augmentation", variants, options, options.choose(3, 1));

  // One rising and one falling patch, and what each change makes of them.
  Tensor<float> patches =
      few.train.images.examples(arma::uvec{arma::uvec(arma::find(few.train.labels == 2))[0],
                                           arma::uvec(arma::find(few.train.labels == 0))[0]});
  patches.columns().each_col() += few.mean.values();
  const std::size_t pixels = patches.shape().features();
  Tensor<float> shown({2 * all_changes().size(), patches.shape().channels,
                       patches.shape().height, patches.shape().width});
  std::vector<std::string> names;
  for (std::size_t c = 0; c < all_changes().size(); ++c) {
    const auto how = all_changes()[c].augmentation.value_or(Augmentation{});
    const Tensor<float> changed =
        dln::augmented(patches, how, dln::Random(options.seed).split(3));
    for (std::size_t n = 0; n < 2; ++n) {
      std::copy_n(changed.data() + n * pixels, pixels, shown.data() + (2 * c + n) * pixels);
      names.push_back(all_changes()[c].name);
    }
  }
  Report report;
  report.say("Few patches, changed at random in every epoch:");
  report.append(found.report(
      "augmentation", {{"loss", "{:.3f}"}, {"validation accuracy", "{:.1%}", Spread::range}}));
  report.pictures("changed", shown, names);
  return report;
}

}  // namespace chapter
