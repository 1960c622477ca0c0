// Chapter 19: YOLO. The page is book/19-yolo.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  using dln::program::share;
  const auto needs = dln::program::detector_needs(options.choose<std::size_t>(500, 60),
                                                  options.choose<std::size_t>(200, 24));
  const auto scenes = share(dln::program::load_detection(options, needs));
  const auto detector = share(Detector());
  return {
      {"The scenes", [=] { return report(*scenes); }},
      {"Objects as numbers", [=] { return show_numbers(*scenes, plan_for(*scenes, options)); }},
      {"Roots of sizes", compare_roots},
      {"Cells that are taken", [=] { return count_shared_cells(*scenes); }},
      {"Learning to look once",
       [=] {
         auto [trained, told] = train_detector(*scenes, options);
         *detector = std::move(trained);
         return told;
       }},
      {"Thresholds", [=] { return choose(*detector, *scenes); }},
      {"The test scenes", [=] { return test_detector(*detector, *scenes); }},
      {"The time of one image", [=] { return time_detector(*detector, *scenes, options); }},
      {"Five detectors on the same scenes",
       [=] { return compare_detectors(*detector, *scenes, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"19-yolo", "Chapter 19: detection by one look, YOLO.",
       "./dln exercise next, or ./dln run 19 --data FOLDER", experiments, true},
      argc, argv);
}
