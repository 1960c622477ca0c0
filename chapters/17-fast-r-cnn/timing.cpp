#include <fmt/format.h>

#include "dln/data/warp.hpp"
#include "dln/train/prediction.hpp"
#include "dln/vision/roi_max_pool.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** The first regions of an image, each warped to a square: as R-CNN sees them. */
Tensor<float> warped(const dln::Scene& scene, const std::vector<dln::Region>& regions,
                     std::size_t side) {
  std::vector<dln::Image8> crops;
  for (const dln::Region& region : regions)
    crops.push_back(
        dln::warped_image(scene.image, dln::crop(region.box, side, side), side, side));
  return dln::to_tensor<float>(std::span<const dln::Image8>(crops));
}

}  // namespace

Report time_both_ways(const Data& data, const Options& options) {
  Detector detector;
  build(detector, data, dln::Random(options.seed).split(40));
  const dln::RegionNetwork<float> network = detector.network();
  const dln::Scene& scene = data.validation.scenes.scenes.front();
  const Tensor<float> image = dln::to_tensor<float>(std::span(&scene, 1));
  constexpr std::size_t side = 32;  // of a warped region, in pixels
  Table table({{"regions"},
               {"each alone, ms", "{:.2f}"},
               {"image once, ms", "{:.2f}"},
               {"ratio", "{:.1f}"},
               {"a step of training, each alone, ms", "{:.2f}"},
               {"image once", "{:.2f}"}});
  double last_ratio = 0;
  for (const std::size_t count : {16U, 64U, 256U, 1024U}) {
    std::vector<dln::Region> regions;
    for (std::size_t i = 0; i < count; ++i)
      regions.push_back(
          {0, data.validation.proposals[0][i * data.validation.proposals[0].size() / count]});
    const std::size_t samples = options.choose<std::size_t>(7, 3);
    std::vector<dln::Region> crops;  // each the whole of its own little image
    for (std::size_t i = 0; i < count; ++i) crops.push_back({i, {0, 0, side, side}});
    // [Run the trunk for every region, or once]
    const auto each_alone = [&] {
      const auto features = dln::predict(detector.trunk, warped(scene, regions, side));
      return dln::answers(network, features, crops).scores;
    };
    const auto image_once = [&] {
      const auto features = dln::predict(detector.trunk, image);
      return dln::answers(network, features, regions).scores;
    };
    // [Run the trunk for every region, or once]
    const auto step = [&](const Tensor<float>& x, const std::vector<dln::Region>& pooled) {
      dln::Pass<float> pass(dln::Mode::train, dln::Random(1));
      const dln::RoiMaxPool<float> pooling(pooled, network.grid);
      Tensor<float> seen = detector.trunk.forward(x, pass);
      seen = detector.body.forward(pooling.forward(std::move(seen), pass), pass);
      Tensor<float> dfeatures = pooling.backward(detector.body.backward(seen, pass), pass);
      detector.trunk.backward(std::move(dfeatures), pass);
    };
    const double alone = dln::program::median_seconds(samples, each_alone);
    const double once = dln::program::median_seconds(samples, image_once);
    const double alone_step = dln::program::median_seconds(
        samples, [&] { step(warped(scene, regions, side), crops); });
    const double once_step =
        dln::program::median_seconds(samples, [&] { step(image, regions); });
    table.add(
        {count, 1e3 * alone, 1e3 * once, alone / once, 1e3 * alone_step, 1e3 * once_step});
    last_ratio = alone / once;
  }
  Report report;
  report.say(
      fmt::format("The same trunk on each region, warped to {} x {} pixels, and on the image "
                  "once; one image:",
                  side, side));
  report.table("times", table);
  report.note("ratio_at_1024", last_ratio);
  return report;
}

}  // namespace chapter
