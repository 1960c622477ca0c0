#include "bench/case.hpp"

#include "dln/core/random.hpp"

namespace dln::bench {
namespace {

using conv::square;

Numbers random_numbers(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  Numbers numbers(count);
  for (float& number : numbers) number = static_cast<float>(random.uniform(-1, 1));
  return numbers;
}

}  // namespace

const std::vector<Layer>& layers() {
  static const std::vector<Layer> list = {{"vgg3_3x3", square(128, 256, 56, 3, 1, 1)},
                                          {"vgg4_3x3", square(256, 512, 28, 3, 1, 1)},
                                          {"res2_3x3", square(64, 64, 56, 3, 1, 1)},
                                          {"res3_3x3", square(128, 128, 28, 3, 1, 1)},
                                          {"res4_3x3", square(256, 256, 14, 3, 1, 1)},
                                          {"res5_3x3", square(512, 512, 7, 3, 1, 1)},
                                          {"stem_7x7s2", square(3, 64, 224, 7, 2, 3)},
                                          {"reduce_1x1", square(256, 64, 56, 1)},
                                          {"expand_1x1", square(64, 256, 56, 1)},
                                          {"down_3x3s2", square(128, 128, 56, 3, 2, 1)},
                                          {"dilated_3x3d2", square(64, 64, 56, 3, 1, 2, 2)},
                                          {"alex_5x5", square(96, 256, 27, 5, 1, 2)},
                                          {"lenet_5x5", square(1, 6, 28, 5, 1, 2)}};
  return list;
}

const char* name(conv::Direction pass) {
  if (pass == conv::Direction::forward) return "forward";
  return pass == conv::Direction::backward_data ? "backward_data" : "backward_weights";
}

Case::Case(const Layer& which, conv::Direction how, std::size_t images)
    : layer(which),
      pass(how),
      batch(images),
      x(random_numbers(images * conv::input_size(which.geometry), 1)),
      weight(random_numbers(conv::weight_count(which.geometry), 2)),
      dy(random_numbers(images * conv::output_size(which.geometry), 3)) {
  if (pass == conv::Direction::forward) result.resize(dy.size());
  if (pass == conv::Direction::backward_data) result.resize(x.size());
  if (pass == conv::Direction::backward_weights) result.resize(weight.size());
}

}  // namespace dln::bench
