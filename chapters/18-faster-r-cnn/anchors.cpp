#include <fmt/format.h>

#include "dln/vision/box.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Box;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** Sets of anchors from one shape to nine. */
std::vector<std::pair<std::string, dln::AnchorShapes>> sets_of(const dln::AnchorShapes& all) {
  const double middle = all.sizes[all.sizes.size() / 2];
  return {{"one shape", {{middle}, {1}}},
          {"three ratios", {{middle}, all.ratios}},
          {"three sizes", {all.sizes, {1}}},
          {"nine shapes", all}};
}

std::vector<Box> grid_for(const dln::AnchorShapes& shapes, const dln::SceneSet& scenes,
                          double stride) {
  const dln::Image8& image = scenes.scenes.front().image;
  return dln::anchor_grid(shapes, image.height / std::size_t(stride),
                          image.width / std::size_t(stride), stride);
}

}  // namespace

Report cover(const dln::program::Scenes& scenes, const Options& options) {
  const dln::TwoStageRules rules =
      dln::two_stage_rules(scenes.train.class_names.size(), !options.data.empty());
  Table table({{"anchors"},
               {"boxes an image"},
               {"mean best IoU", "{:.2f}"},
               {"objects covered", "{:.1%}"},
               {"anchors that learn an object, an image", "{:.1f}"},
               {"left out, an image", "{:.1f}"}});
  for (const auto& [name, shapes] : sets_of(rules.proposals.anchors)) {
    const std::vector<Box> anchors = grid_for(shapes, scenes.train, rules.proposals.stride);
    double best = 0, covered = 0, objects = 0, learn = 0, ignored = 0;
    for (const dln::Scene& scene : scenes.train.scenes) {
      std::vector<Box> truth;
      for (const dln::SceneObject& object : scene.objects) truth.push_back(object.box);
      const arma::mat ious = dln::overlaps(anchors, truth);
      for (std::size_t o = 0; o < truth.size(); ++o) {
        const double highest = ious.col(o).max();
        best += highest;
        covered += highest >= 0.5 ? 1 : 0;
        ++objects;
      }
      const dln::Matching matching = dln::matched(ious, rules.proposals.match);
      const arma::uvec ignored_ones = arma::find(matching.object == dln::matched_ignored);
      const arma::uvec background = arma::find(matching.object == dln::matched_background);
      ignored += static_cast<double>(ignored_ones.n_elem);
      learn += static_cast<double>(anchors.size() - ignored_ones.n_elem - background.n_elem);
    }
    const auto images = static_cast<double>(scenes.train.size());
    table.add({name, anchors.size(), best / objects, covered / objects, learn / images,
               ignored / images});
  }
  Report report;
  report.say(
      "Before anything is learnt: the best anchor of every object (covered: an IoU of at least "
      "0.5), and what the rules make of all anchors.");
  report.table("anchors", table);
  const dln::Image8& image = scenes.train.scenes.front().image;
  report.note("image_height", image.height);
  report.note("image_width", image.width);
  Table one({{"size"}, {"ratio"}, {"x_min"}, {"y_min"}, {"x_max"}, {"y_max"}});
  const auto middle = [&](std::size_t side) { return static_cast<double>(side) / 2; };
  const std::vector<Box> shapes = dln::anchors_of_a_place(rules.proposals.anchors);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const auto& [sizes, ratios] = rules.proposals.anchors;
    const double x = middle(image.width), y = middle(image.height);
    one.add({sizes[i / ratios.size()], ratios[i % ratios.size()], shapes[i].x_min + x,
             shapes[i].y_min + y, shapes[i].x_max + x, shapes[i].y_max + y});
  }
  report.data("anchors-of-a-place", one);
  report.append(anchors_to_touch(scenes, rules.proposals));
  return report;
}

Report move_along(const dln::program::Scenes& scenes, const Options& options) {
  const dln::TwoStageRules rules =
      dln::two_stage_rules(scenes.train.class_names.size(), !options.data.empty());
  Network network;
  dln::build_two_stage(network, rules, dln::Random(options.seed).split(50));
  // Twice as large as the scenes, so that most places lie further inside than the network sees.
  dln::Random random = dln::Random(options.seed).split(51);
  dln::Tensor<float> x({1, 3, 160, 160});
  x.values().imbue([&] { return static_cast<float>(random.uniform()); });
  const auto stride = static_cast<std::size_t>(rules.proposals.stride);
  // [Move an image, and compare every answer with the one next door]
  const auto answers = [&](std::size_t shift) {
    dln::Tensor<float> moved(x.shape());  // (column, row, channel) an image
    moved.image(0).rows(shift, x.shape().width - 1) =
        x.image(0).rows(0, x.shape().width - 1 - shift);
    dln::Pass<float> pass(dln::Mode::test, dln::Random(1), dln::Keep::nothing);
    return network.objectness.forward(
        network.neighbourhood.forward(network.trunk.forward(moved, pass), pass), pass);
  };
  const dln::Tensor<float> before = answers(0);
  const dln::Shape& shape = before.shape();
  Table table(
      {{"moved by"}, {"largest difference", "{:.2g}"}, {"of the largest score", "{:.1%}"}});
  for (const std::size_t shift : {stride, 2 * stride, stride / 2}) {
    const dln::Tensor<float> after = answers(shift);
    constexpr std::size_t border = 4;
    const std::size_t places = (shift + stride / 2) / stride;
    const auto inside = [&](const dln::Tensor<float>& scores, std::size_t moved) {
      const arma::fcube all = scores.image(0);
      return arma::fcube(all.tube(border + moved, border,
                                  shape.width - border - places + moved - 1,
                                  shape.height - border - 1));
    };
    const arma::fcube old = inside(before, 0), found = inside(after, places);
    const double largest = arma::abs(old).max(), difference = arma::abs(found - old).max();
    table.add({fmt::format("{} pixels", shift), difference, difference / largest});
  }
  // [Move an image, and compare every answer with the one next door]
  Report report;
  report.say(
      "The scores of all anchors away from the border, in an image of noise and in the same "
      "image moved "
      "to the right, each beside that of the anchor as many pixels further left:");
  report.table("moved", table);
  return report;
}

}  // namespace chapter
