// Chapter 08: convolution. The page is book/08-convolution.md.
#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/data/folder.hpp"
#include "dln/data/generated.hpp"
#include "experiments.hpp"

namespace chapter {

Images load_images(const dln::program::Options& options) {
  const dln::Random random(options.seed);
  dln::TrainTest<float> data;
  if (options.data.empty()) {
    data.train = dln::glyph_digits<float>(options.choose(4000, 800), random.split(1));
    data.test = dln::glyph_digits<float>(options.choose(1000, 300), random.split(2));
  } else {
    data = dln::read_folder<float>(options.data);
    if (options.quick && data.train.size() > 800)
      data.train = data.train.pick(random.split(3).permutation(data.train.size()).head(800));
  }
  if (data.train.size() < 20 || data.test.size() == 0)
    throw dln::Error(data.train.name, "at least 20 training images and a test image",
                     fmt::format("{} and {}", data.train.size(), data.test.size()));
  auto [train, validation] = dln::split(data.train, data.train.size() / 10, random.split(4));
  const dln::Tensor<float> mean = dln::mean_image(train.images);
  for (auto* images : {&train.images, &validation.images, &data.test.images}) dln::subtract_mean(*images, mean);
  fmt::print("{}: {} images to learn from, {} to choose on, {} to test on\n", train.name, train.size(),
             validation.size(), data.test.size());
  return {std::move(train), std::move(validation), std::move(data.test)};
}

}  // namespace chapter

namespace {

void run(const dln::program::Options& options, dln::program::Results& results) {
  using namespace chapter;
  const Images images = load_images(options);
  results.note("data_set", images.train.name);
  results.note("training_images", images.train.size());
  results.note("validation_images", images.validation.size());
  results.note("test_images", images.test.size());

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
