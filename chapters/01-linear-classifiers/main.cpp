// Chapter 01: nearest neighbours against linear classifiers. The page is book/01-linear-classifiers.md.
#include <fmt/format.h>

#include "experiments.hpp"

namespace {

void run(const dln::program::Options& options, dln::program::Results& results) {
  using namespace chapter;
  const Images images = load_images(options);
  results.note("data_set", images.train.name);
  results.note("training_images", images.train.size());
  results.note("validation_images", images.validation.size());
  results.note("test_images", images.test.size());
  results.note("image_numbers", images.train.images.shape().features());

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
