// Chapter 02: gradients, numerical and analytic. The page is book/02-gradients.md.
#include <fmt/format.h>

#include "dln/data/folder.hpp"
#include "dln/data/generated.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;

Landscape::Landscape(const dln::Dataset<double>& digits, std::size_t features,
                     dln::Random random)
    : x_({digits.size(), features, 1, 1}), labels_(digits.labels) {
  // Random mixtures of the pixels: as many or as few numbers an example as an experiment asks
  // for.
  arma::mat mixture(digits.images.shape().features(), features);
  mixture.imbue(
      [&] { return random.normal() / std::sqrt(static_cast<double>(mixture.n_rows)); });
  x_.columns() = mixture.t() * digits.images.columns();
}

Tensor<double> Landscape::scores(const Tensor<double>& weight /* C x D */) const {
  Tensor<double> s({labels_.n_elem, weight.shape().examples, 1, 1});
  s.columns() = weight.columns().t() * x_.columns();
  return s;
}

double Landscape::loss(const Tensor<double>& weight) const {
  return loss_.value(scores(weight), labels_).mean();
}

Tensor<double> Landscape::gradient(const Tensor<double>& weight) const {
  const Tensor<double> dscores =
      loss_.backward(scores(weight), labels_, 1.0 / static_cast<double>(labels_.n_elem));
  Tensor<double> dweight(weight.shape());
  dweight.columns() = x_.columns() * dscores.columns().t();
  return dweight;
}

double Landscape::accuracy(const Tensor<double>& weight) const {
  return dln::accuracy(dln::classify(scores(weight)), labels_);
}

Tensor<double> Landscape::start(dln::Random random, double spread) const {
  Tensor<double> weight({labels_.max() + 1, x_.shape().features(), 1, 1});
  weight.values().imbue([&] { return spread * random.normal(); });
  return weight;
}

dln::Dataset<double> load_digits(const dln::program::Options& options) {
  const dln::Random random(options.seed);
  constexpr std::size_t enough = 500;
  dln::Dataset<double> digits = options.data.empty()
                                    ? dln::glyph_digits<double>(enough, random.split(1))
                                    : dln::read_folder<double>(options.data).train;
  if (digits.size() > enough)
    digits = digits.pick(random.split(2).permutation(digits.size()).head(enough));
  dln::subtract_mean(digits.images, dln::mean_image(digits.images));
  return digits;
}

dln::program::Report describe(const dln::Dataset<double>& digits) {
  dln::program::Report report;
  report.say(fmt::format("{}: {} images of {} numbers.", digits.name, digits.size(),
                         digits.images.shape().features()));
  report.note("data_set", digits.name);
  report.note("images", digits.size());
  return report;
}

}  // namespace chapter

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto digits = dln::program::share(load_digits(options));
  const auto landscape =
      std::make_shared<const Landscape>(*digits, 40, dln::Random(options.seed).split(3));
  return {
      {"The digits", [=] { return describe(*digits); }},
      {"Two gates by hand", walk_by_hand},
      {"Three ways down", [=] { return search_downhill(*landscape, options); }},
      {"No direction is steeper", [=] { return try_directions(*landscape, options); }},
      {"How far to step", [=] { return sweep_step_size(*landscape, options); }},
      {"What the numerical gradient costs", [=] { return compare_costs(*digits, options); }},
      {"How wrong it is", measure_errors},
      {"A kink", walk_up_to_kink},
      {"The gradient check on chapter 01", [=] { return check_chapter_01(options); }},
      {"and on planted mistakes", [=] { return plant_mistakes(options); }},
      {"Sanity checks before training", [=] { return check_sanity(*digits, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"02-gradients", "Chapter 02: gradients, numerical against analytic.",
       "./dln check FILE, the gradient check on a layer of your own", experiments},
      argc, argv);
}
