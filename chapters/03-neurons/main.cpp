// Chapter 03: neurons, what they compute and how gradients flow back through them. The page is
// book/03-neurons.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto images = dln::program::share(
      dln::program::load_images(options, options.choose(4000, 800), options.choose(600, 200)));
  return {
      {"The images", [=] { return report(*images); }},
      {"Gradients through gates", flow_through_gates},
      {"A spiral, and networks of growing width", [=] { return grow_width(options); }},
      {"A ring, and the lines around it", [=] { return draw_lines(options); }},
      {"Ten starts", [=] { return repeat_spiral(options); }},
      {"Depth without a bend between", [=] { return collapse_depth(options); }},
      {"Saturation", [=] { return measure_saturation(*images, options); }},
      {"Inputs that are all positive", [=] { return walk_zigzag(options); }},
      {"Dead units", [=] { return count_dead_units(options); }},
      {"Before or after pooling", [=] { return swap_with_pooling(options); }},
      {"All activations on one task", [=] { return compare_activations(*images, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"03-neurons", "Chapter 03: neurons, and gradients that flow back through them.",
       "./dln exercise next, or ./dln run 03 --seed 2", experiments},
      argc, argv);
}
