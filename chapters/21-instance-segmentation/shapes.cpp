#include <fmt/format.h>

#include "dln/vision/region_masks.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Image8;
using dln::program::Report;
using dln::program::Table;

namespace {

/** A shape in a square of 40 pixels, by whether a place in -1 ... 1 is in it. */
Image8 drawn(const std::function<bool(double, double)>& in) {
  Image8 mask(1, 40, 40);
  for (std::size_t y = 0; y < 40; ++y)
    for (std::size_t x = 0; x < 40; ++x)
      mask(x, y) =
          in((static_cast<double>(x) - 19.5) / 20, (static_cast<double>(y) - 19.5) / 20) ? 1
                                                                                         : 0;
  return mask;
}

}  // namespace

Report compare_masks(const dln::program::Scenes& scenes) {
  const std::vector<std::pair<std::string, Image8>> shapes = {
      {"square", drawn([](double, double) { return true; })},
      {"disc", drawn([](double x, double y) { return x * x + y * y < 1; })},
      {"ring", drawn([](double x, double y) {
         const double r = x * x + y * y;
         return r < 1 && r > 0.5;
       })},
      {"cross",
       drawn([](double x, double y) { return std::min(std::abs(x), std::abs(y)) < 0.25; })}};
  Table table({{"mask"}, {"of boxes", "{:.2f}"}, {"of masks", "{:.2f}"}, {"runs"}, {"pixels"}});
  const dln::RunLengths square = dln::encoded(shapes.front().second);
  for (const auto& [name, mask] : shapes) {
    const dln::RunLengths runs = dln::encoded(mask);
    table.add({name, dln::iou(*dln::box_of(mask, 1), *dln::box_of(shapes.front().second, 1)),
               dln::mask_iou(runs, square), runs.runs.size(), mask.pixels.size()});
  }
  Report report;
  report.say("IoU with a square of the same 40 x 40 pixels, and what a mask takes as runs:");
  report.table("shapes", table);
  double pixels = 0, runs = 0, share = 0, count = 0;
  const std::vector<Masks> all = masks_of(scenes.train);
  for (std::size_t n = 0; n < all.size(); ++n)
    for (std::size_t k = 0; k < all[n].size(); ++k) {
      pixels += static_cast<double>(all[n][k].height * all[n][k].width);
      runs += static_cast<double>(all[n][k].runs.size());
      share +=
          static_cast<double>(all[n][k].area()) / scenes.train.scenes[n].objects[k].box.area();
      ++count;
    }
  report.say(
      fmt::format("The scenes' objects fill {:.0f} % of their boxes; a mask takes {:.0f} "
                  "numbers instead of "
                  "{:.0f}.",
                  100 * share / count, runs / count, pixels / count));
  report.note("mask_share_of_box", share / count);
  report.note("numbers_a_mask", runs / count);
  return report;
}

Report limit_masks(const dln::program::Scenes& scenes) {
  Table table({{"cells"}, {"mean IoU at best", "{:.3f}"}, {"the worst", "{:.3f}"}});
  for (const std::size_t side : {4U, 8U, 16U, 28U}) {
    double sum = 0, worst = 1, count = 0;
    for (const dln::Scene& scene : scenes.train.scenes)
      for (std::size_t k = 0; k < scene.objects.size(); ++k) {
        // [Write an object's mask into cells, and read it back]
        const Image8 mask = dln::mask_of(scene, k);
        const dln::Box& box = scene.objects[k].box;
        arma::fvec cells(side * side);
        dln::mask_within(mask, box, side, cells.memptr());
        cells = 2 * cells - 1;  // logits: above 0 is in
        const dln::RunLengths back =
            dln::pasted(cells.memptr(), side, box, mask.height, mask.width);
        const double iou = dln::mask_iou(back, dln::encoded(mask));
        // [Write an object's mask into cells, and read it back]
        sum += iou;
        worst = std::min(worst, iou);
        ++count;
      }
    table.add({fmt::format("{} x {}", side, side), sum / count, worst});
  }
  Report report;
  report.say(
      "True masks, written into as many cells and read back into the image: nothing that is "
      "learnt in these cells can do better.");
  report.table("limits", table);
  return report;
}

}  // namespace chapter
