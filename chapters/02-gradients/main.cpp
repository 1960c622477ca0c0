// Chapter 02: gradients, numerical and analytic. The page is book/02-gradients.md.
#include <fmt/format.h>

#include "dln/data/folder.hpp"
#include "dln/data/generated.hpp"
#include "dln/train/training.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;

Landscape::Landscape(const dln::Dataset<double>& digits, std::size_t features, dln::Random random)
    : x_({digits.size(), features, 1, 1}), labels_(digits.labels) {
  // Random mixtures of the pixels: as many or as few numbers an example as an experiment asks for.
  arma::mat mixture(digits.images.shape().features(), features);
  mixture.imbue([&] { return random.normal() / std::sqrt(static_cast<double>(mixture.n_rows)); });
  x_.columns() = mixture.t() * digits.images.columns();
}

Tensor<double> Landscape::scores(const Tensor<double>& weight /* C x D */) const {
  Tensor<double> s({labels_.n_elem, weight.shape().examples, 1, 1});
  s.columns() = weight.columns().t() * x_.columns();
  return s;
}

double Landscape::loss(const Tensor<double>& weight) const {
  return arma::mean(loss_.forward(scores(weight), labels_));
}

Tensor<double> Landscape::gradient(const Tensor<double>& weight) const {
  Tensor<double> dweight(weight.shape());
  dweight.columns() = x_.columns() * loss_.backward(scores(weight), labels_).columns().t();
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
  dln::Dataset<double> digits = options.data.empty() ? dln::glyph_digits<double>(enough, random.split(1))
                                                     : dln::read_folder<double>(options.data).train;
  if (digits.size() > enough) digits = digits.pick(random.split(2).permutation(digits.size()).head(enough));
  dln::subtract_mean(digits.images, dln::mean_image(digits.images));
  fmt::print("{}: {} images of {} numbers\n", digits.name, digits.size(), digits.images.shape().features());
  return digits;
}

}  // namespace chapter

namespace {

void run(const dln::program::Options& options, dln::program::Results& results) {
  using namespace chapter;
  const auto digits = load_digits(options);
  results.note("data_set", digits.name);
  results.note("images", digits.size());
  const Landscape landscape(digits, 40, dln::Random(options.seed).split(3));

  dln::program::heading("Three ways down");
  show_searches(landscape, options, results);
  dln::program::heading("No direction is steeper");
  show_directions(landscape, options, results);
  dln::program::heading("How far to step");
  show_step_sizes(landscape, options, results);
  dln::program::heading("What the numerical gradient costs");
  show_cost(digits, options, results);
  dln::program::heading("How wrong it is");
  show_errors(options, results);
  dln::program::heading("A kink");
  show_kink(results);
  dln::program::heading("The gradient check on chapter 01");
  show_checks(options, results);
  dln::program::heading("and on planted mistakes");
  show_mistakes(options, results);
  dln::program::heading("Sanity checks before training");
  show_sanity(digits, options, results);
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter({"02-gradients", "Chapter 02: gradients, numerical against analytic.",
                                    "./dln check FILE, the gradient check on a layer of your own", run},
                                   argc, argv);
}
