// Chapter 08: convolution. The page is book/08-convolution.md.
#include "experiments.hpp"

namespace {

void run(const dln::program::Options& options, dln::program::Results& results) {
  using namespace chapter;
  const Images images =
      dln::program::load_images(options, options.choose(4000, 800), options.choose(1000, 300), results);

  dln::program::heading("Three filters by hand");
  show_definition(images, results);
  dln::program::heading("Sizes that fit, and sizes that do not");
  show_sizes(results);
  dln::program::heading("What sharing saves, and what a layer costs");
  show_sharing(results);
  dln::program::heading("How far a stack sees");
  show_receptive_fields(options, results);
  dln::program::heading("A fully connected layer that slides");
  show_dense_as_convolution(options, results);
  dln::program::heading("ReLU before or after max pooling");
  show_relu_order(options, results);
  dln::program::heading("Kinds of pooling");
  show_pooling(images, options, results);
  dln::program::heading("Three small filters or a large one");
  show_small_filters(images, options, results);
  dln::program::heading("A convolutional network");
  const ConvNet net = train_network(images, options, results);
  show_network(net, images, results);
  dln::program::heading("Shifts, turns and sizes");
  show_shifts(net, images, results);
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter({"08-convolution", "Chapter 08: convolution, from its definition to a network.",
                                    "./dln run 08 --data DIR, with MNIST or CIFAR-10", run},
                                   argc, argv);
}
