// Chapter 21: every object with its own pixels. The page is book/21-instance-segmentation.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto scenes = dln::program::share(load(options));
  return {{"The images", [=] { return report(*scenes); }},
          {"Boxes that agree, and masks that do not", [=] { return compare_masks(*scenes); }},
          {"What a small mask can show", [=] { return limit_masks(*scenes); }},
          {"Regions first", [=] { return run_proposals(*scenes, options); }},
          {"Boxes first", [=] { return run_cascade(*scenes, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"21-instance-segmentation", "Chapter 21: every object with its own pixels.",
       "./dln exercise next", experiments, true},
      argc, argv);
}
