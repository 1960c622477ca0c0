#include "program/images.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/data/folder.hpp"

namespace dln::program {

Images load_images(const Options& options, std::size_t train_count, std::size_t test_count,
                   const ImageGenerator& generate) {
  const Random random(options.seed);
  TrainTest<float> data;
  if (options.data.empty()) {
    data.train = generate(train_count, random.split(1));
    data.test = generate(test_count, random.split(2));
  } else {
    data = read_folder<float>(options.data);
    if (options.quick && data.train.size() > train_count)
      data.train =
          data.train.pick(random.split(3).permutation(data.train.size()).head(train_count));
  }
  if (data.train.size() < 20 || data.test.size() == 0)
    throw Error(data.train.name, "at least 20 training images and a test image",
                fmt::format("{} and {}", data.train.size(), data.test.size()));
  // [Keep an eighth for validation]
  auto [train, validation] = split(data.train, data.train.size() / 8, random.split(4));
  // [Keep an eighth for validation]
  // [Centre every image by the training images' mean]
  const auto preprocessor = Preprocessor<float>::centre(train.images);
  Tensor<float> mean = mean_image(train.images);  // kept, to show images as they were
  for (auto* images : {&train.images, &validation.images, &data.test.images})
    *images = preprocessor.apply(*images);
  // [Centre every image by the training images' mean]
  return {std::move(train), std::move(validation), std::move(data.test), std::move(mean),
          preprocessor};
}

Report report(const Images& images) {
  const auto& [train, validation, test, mean, preprocessor] = images;
  Report report;
  report.say(fmt::format(
      "{}: {} images to learn from, {} to choose on, {} to test on, {} numbers each.",
      train.name, train.size(), validation.size(), test.size(), mean.size()));
  report.note("data_set", train.name);
  report.note("training_images", train.size());
  report.note("validation_images", validation.size());
  report.note("test_images", test.size());
  report.note("image_numbers", mean.size());
  return report;
}

}  // namespace dln::program
