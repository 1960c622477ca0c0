#include <algorithm>
#include <cmath>

#include "dln/initializers/bilinear.hpp"
#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/bilinear_upsample2d.hpp"
#include "dln/layers/conv_transpose2d.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/max_unpool2d.hpp"
#include "dln/layers/nearest_upsample2d.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;
using dln::program::Report;

namespace {

/** The means of the channels, one channel. */
Tensor<float> grey(const Tensor<float>& image) {
  Tensor<float> mean({1, 1, image.shape().height, image.shape().width});
  const arma::fcube channels = image.image(0);
  mean.image(0).slice(0) = arma::mean(channels, 2);
  return mean;
}

/** Numbers in hundredths, which a page's script can read exactly. */
void round_off(Tensor<float>& numbers) {
  numbers.values().transform([](float value) { return std::round(100 * value) / 100; });
}

/** As few digits as will do. */
std::vector<double> written(const Tensor<float>& numbers) {
  std::vector<double> digits;
  for (const float value : numbers.values())
    digits.push_back(std::round(1e5 * static_cast<double>(value)) / 1e5);
  return digits;
}

/** A small picture and filters for the page, and what the layers make of them, which its script
 * is held to. */
void add_touchable(Report& report, const Tensor<float>& x) {
  const std::size_t window = std::max<std::size_t>(1, x.shape().width / 8);
  Tensor<float> small =
      dln::predict(dln::AvgPool2d<float>(dln::Pooling::square(window, window)), x);
  round_off(small);
  Tensor<float> free({1, 1, 6, 6});
  dln::Random draw = dln::Random(1).split(11);
  free.values().imbue([&] { return static_cast<float>(draw.uniform()); });
  round_off(free);
  nlohmann::json larger = nlohmann::json::array();
  const auto add = [&](const char* way, std::size_t kernel, std::size_t stride,
                       const Tensor<float>& y) {
    larger.push_back({{"way", way},
                      {"kernel", kernel},
                      {"stride", stride},
                      {"side", y.shape().width},
                      {"pixels", written(y)}});
  };
  for (const std::size_t factor : {2, 3}) {
    add("nearest", factor, factor, dln::predict(dln::NearestUpsample2d<float>(factor), small));
    add("bilinear", factor, factor,
        dln::predict(dln::BilinearUpsample2d<float>(factor), small));
  }
  for (const auto& [kernel, stride] : std::vector<std::pair<std::size_t, std::size_t>>{
           {2, 3}, {3, 2}, {4, 2}, {5, 3}, {6, 4}, {5, 1}}) {
    const std::size_t padding = kernel > stride ? (kernel - stride) / 2 : 0;
    const auto turned = dln::conv::square(1, 1, 0, kernel, stride, padding);
    add("equal", kernel, stride,
        dln::predict(
            dln::ConvTranspose2d<float>(turned, dln::constant<float>(1), dln::Random(1)),
            small));
    add("pyramid", kernel, stride,
        dln::predict(
            dln::ConvTranspose2d<float>(turned, dln::bilinear<float>(), dln::Random(1)),
            small));
    dln::ConvTranspose2d<float> layer(turned, dln::constant<float>(0), dln::Random(1));
    layer.weight().value.image(0).slice(0) =
        arma::fmat(free.image(0).slice(0)).submat(0, 0, kernel - 1, kernel - 1);
    add("random", kernel, stride, dln::predict(layer, small));
  }
  report.live("live-larger", {{"side", small.shape().width},
                              {"small", written(small)},
                              {"free", written(free)},
                              {"larger", larger}});
}

}  // namespace

Report enlarge(const dln::program::Images& images) {
  Tensor<float> whole = images.validation.images.examples(1, 1);
  whole.values() += images.mean.values();
  const Tensor<float> x = grey(whole);
  const Tensor<float> pooled = dln::predict(dln::MaxPool2d<float>(), x);
  const std::vector<std::pair<std::string, Tensor<float>>> ways = {
      {"given", x},
      {"pooled, then nearest", dln::predict(dln::NearestUpsample2d<float>(2), pooled)},
      {"pooled, then bilinear", dln::predict(dln::BilinearUpsample2d<float>(2), pooled)},
      {"pooled, then unpooled", dln::predict(dln::MaxUnpool2d<float>(), x)}};
  Tensor<float> all({ways.size(), 1, x.shape().height, x.shape().width});
  std::vector<std::string> names;
  dln::program::Table table(
      {{"way back"}, {"kept exactly", "{:.1%}"}, {"distance (root mean square)", "{:.3f}"}});
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const auto& [name, image] = ways[i];
    names.push_back(name);
    all.image(i) = image.image(0);
    if (i == 0) continue;
    const arma::fvec difference = image.values() - x.values();
    const double size = static_cast<double>(difference.n_elem);
    table.add({name, static_cast<double>(arma::accu(difference == 0)) / size,
               static_cast<double>(arma::norm(difference)) / std::sqrt(size)});
  }
  Report report;
  report.say("A picture pooled to half its sides, and made as large as before:");
  report.table("enlarged", table);
  report.pictures("enlarged-seen", all, names);
  add_touchable(report, x);
  return report;
}

}  // namespace chapter
