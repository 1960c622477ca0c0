#include <fmt/format.h>

#include "dln/vision/roi_align.hpp"
#include "dln/vision/roi_max_pool.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;
using dln::program::Report;
using dln::program::Table;

namespace {

constexpr std::size_t places = 24;

/** A row of features each of which says where its middle is, in pixels. */
Tensor<double> ruler(double pixels) {
  Tensor<double> x({1, 1, 1, places});
  for (std::size_t i = 0; i < places; ++i) x[i] = (static_cast<double>(i) + 0.5) * pixels;
  return x;
}

double read(const dln::Layer<double>& layer, const Tensor<double>& x) {
  dln::Pass<double> pass(dln::Mode::test, dln::Random(1), dln::Keep::nothing);
  return layer.forward(x, pass)[0];
}

}  // namespace

Report compare_poolings() {
  // A window of four places moves over a ruler, a pixel at a time. Where does each pooling see
  // its right end?
  Table table({{"stride"},
               {"rounded: error", "{:.2f}"},
               {"largest", "{:.2f}"},
               {"aligned: error", "{:.2f}"},
               {"largest error", "{:.2f}"}});
  Table curves({{"pooling"}, {"moved"}, {"read"}});
  for (const double pixels : {4.0, 8.0, 16.0}) {
    const Tensor<double> x = ruler(pixels);
    double rounded = 0, most_rounded = 0, aligned = 0, most_aligned = 0, count = 0;
    for (double by = 0; by <= 4 * pixels; by += 1, count += 1) {
      const dln::Box box = {4 * pixels + by, 0, 8 * pixels + by, pixels};
      const std::vector<dln::Region> region = {{0, box}};
      const dln::RegionGrid grid{1, 1, pixels};
      // The greatest number of a rounded region is the middle of its last place; the mean of an
      // aligned one its centre.
      const double by_max =
          read(dln::RoiMaxPool<double>(region, grid), x) + pixels / 2 - box.width() / 2;
      const double by_mean = read(dln::RoiAlign<double>(region, grid), x);
      rounded += std::abs(by_max - box.x_center());
      aligned += std::abs(by_mean - box.x_center());
      most_rounded = std::max(most_rounded, std::abs(by_max - box.x_center()));
      most_aligned = std::max(most_aligned, std::abs(by_mean - box.x_center()));
      if (pixels == 8) {
        curves.add({std::string("where it is"), by, box.x_center()});
        curves.add({std::string("RoI max pooling"), by, by_max});
        curves.add({std::string("RoI align"), by, by_mean});
      }
    }
    table.add({fmt::format("{}", pixels), rounded / count, most_rounded, aligned / count,
               most_aligned});
  }
  Report report;
  report.say(
      "A region moves over features that say where they are; how many pixels off is it read?");
  report.table("rounding", table);
  report.data("ruler", curves);
  return report;
}

}  // namespace chapter
