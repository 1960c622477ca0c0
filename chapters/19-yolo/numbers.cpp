#include <fmt/format.h>

#include <cmath>
#include <set>

#include "experiments.hpp"

namespace chapter {

using dln::program::Table;

dln::YoloPlan plan_for(const Scenes& scenes, const Options& options) {
  const dln::Image8& image = scenes.train.scenes.front().image;
  dln::YoloPlan plan{
      .height = image.height, .width = image.width, .classes = scenes.train.class_names.size()};
  if (options.data.empty()) {
    plan.filters = options.choose<std::vector<std::size_t>>({12, 24, 48}, {8, 16, 24});
    plan.last_filters = options.choose<std::size_t>(96, 32);
  } else {
    plan.filters = {16, 32, 64};
    plan.last_filters = 128;
    plan.last_layers = 3;
  }
  return plan;
}

Report show_numbers(const Scenes& scenes, const dln::YoloPlan& plan) {
  const dln::Scene* scene = &scenes.validation.scenes.front();
  for (const dln::Scene& other : scenes.validation.scenes)
    if (other.objects.size() == 3) scene = &other;  // enough to see, and not too much
  const dln::YoloGrid grid = grid_of(plan);
  Table table({{"object"},
               {"row of its cell"},
               {"column"},
               {"x", "{:.2f}"},
               {"y", "{:.2f}"},
               {"root of width", "{:.2f}"},
               {"root of height", "{:.2f}"}});
  Table boxes({{"left"}, {"top"}, {"right"}, {"bottom"}, {"class"}, {"row"}, {"column"}});
  for (const dln::SceneObject& object : scene->objects) {
    const dln::YoloPlace cell = cell_of(object.box, grid);
    const auto numbers = yolo_numbers(object.box, cell, grid);
    const std::string& name = scenes.train.class_names[object.label];
    table.add({name, cell.row, cell.column, numbers[0], numbers[1], numbers[2], numbers[3]});
    boxes.add({object.box.x_min, object.box.y_min, object.box.x_max, object.box.y_max, name,
               cell.row, cell.column});
  }
  Report report;
  report.say(fmt::format("{} x {} cells of {} numbers: {} boxes of five, and {} classes.",
                         grid.rows, grid.columns, grid.channels(), grid.boxes, grid.classes));
  report.table("numbers", table);
  report.pictures("cells", dln::to_tensor<float>(std::span<const dln::Scene>(scene, 1)),
                  {"the image and its cells"});
  report.data("cells-boxes", boxes);
  report.note("grid_rows", grid.rows);
  report.note("grid_columns", grid.columns);
  report.note("numbers_a_cell", grid.channels());
  report.note("numbers_an_image", grid.shape(1).features());
  return report;
}

Report compare_roots() {
  Table table({{"true width, as a share"},
               {"predicted", "{:.2f}"},
               {"overlap", "{:.2f}"},
               {"squared error", "{:.4f}"},
               {"of the roots", "{:.4f}"}});
  for (const double width : {0.1, 0.2, 0.5, 0.9}) {
    const double predicted = width + 0.05, root = std::sqrt(predicted) - std::sqrt(width);
    table.add(
        {fmt::format("{:g}", width), predicted, width / predicted, 0.05 * 0.05, root * root});
  }
  Report report;
  report.say("Boxes that are too wide by a twentieth of the image:");
  report.table("roots", table);
  return report;
}

Report count_shared_cells(const Scenes& scenes) {
  Table table({{"cells"}, {"objects whose cell is taken", "{:.2%}"}});
  double objects = 0;
  for (const dln::Scene& scene : scenes.train.scenes)
    objects += static_cast<double>(scene.objects.size());
  for (const std::size_t side : {3, 5, 7, 12, 20, 40}) {
    double lost = 0;
    for (const dln::Scene& scene : scenes.train.scenes) {
      const dln::YoloGrid grid{.rows = side,
                               .columns = side,
                               .image_height = static_cast<double>(scene.image.height),
                               .image_width = static_cast<double>(scene.image.width)};
      std::set<std::size_t> taken;
      for (const dln::SceneObject& object : scene.objects) {
        const dln::YoloPlace cell = cell_of(object.box, grid);
        lost += taken.insert(cell.row * side + cell.column).second ? 0 : 1;
      }
    }
    table.add({fmt::format("{0} x {0}", side), lost / objects});
  }
  Report report;
  report.say(
      "Objects of the training scenes that share their cell with one before them, and cannot "
      "be learnt:");
  report.table("shared", table);
  return report;
}

}  // namespace chapter
