// Chapter 01: nearest neighbours against linear classifiers. The page is book/01-linear-classifiers.md.
#include <fmt/format.h>

#include "experiments.hpp"

namespace {

void run(const dln::program::Options& options, dln::program::Results& results) {
  using namespace chapter;
  const Images images =
      dln::program::load_images(options, options.choose(5000, 3000), options.choose(1000, 600), results);

  dln::program::heading("The two losses, by the textbook");
  show_losses(results);
  dln::program::heading("The bias trick");
  show_bias_trick(images, options, results);
  dln::program::heading("Nearest neighbours");
  show_neighbors(images, options, results);
  dln::program::heading("A linear classifier with each loss");
  const Classifier hinge = train_classifier("hinge", images, options, results);
  dln::program::heading("and with the other");
  const Classifier softmax = train_classifier("softmax", images, options, results);
  dln::program::heading("The better one on the test images");
  show_classifier(hinge.validation_accuracy > softmax.validation_accuracy ? hinge : softmax, images, results);
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"01-linear-classifiers", "Chapter 01: nearest neighbours against linear classifiers.",
       "./dln run 01 --seed 2, or with real images: ./dln run 01 --data DIR", run},
      argc, argv);
}
