// Chapter 08: convolution. The page is book/08-convolution.md.
#include "experiments.hpp"

namespace {

using dln::program::share;

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto images = share(
      dln::program::load_images(options, options.choose(4000, 800), options.choose(1000, 300)));
  const auto net = share(ConvNet());
  return {
      {"The images", [=] { return report(*images); }},
      {"Three filters by hand", [=] { return slide_by_hand(*images); }},
      {"Sizes that fit, and sizes that do not", compute_sizes},
      {"What sharing saves, and what a layer costs", count_weights},
      {"How far a stack sees", [=] { return measure_receptive_fields(options); }},
      {"A fully connected layer that slides", [=] { return slide_dense_layer(options); }},
      {"ReLU before or after max pooling", [=] { return swap_relu_and_pooling(options); }},
      {"Kinds of pooling", [=] { return compare_pooling(*images, options); }},
      {"Three small filters or a large one", [=] { return compare_filters(*images, options); }},
      {"A convolutional network",
       [=] {
         *net = train_network(*images, options);
         return test_network(*net, *images);
       }},
      {"Shifts, turns and sizes", [=] { return move_images(*net, *images); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"08-convolution", "Chapter 08: convolution, from its definition to a network.",
       "./dln run 08 --data DIR, with MNIST or CIFAR-10", experiments, true},
      argc, argv);
}
