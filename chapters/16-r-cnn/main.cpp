// Chapter 16: R-CNN. The page is book/16-r-cnn.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  using dln::program::share;
  const auto needs = dln::program::detector_needs(options.choose<std::size_t>(300, 60),
                                                  options.choose<std::size_t>(200, 24));
  const auto scenes = share(dln::program::load_detection(options, needs));
  const auto plan = share(dln::program::rcnn_plan_for(*scenes, options));
  const auto proposals = share(Proposals());
  const auto network = share(CodeNetwork());
  const auto post_hoc = share(PostHoc());
  return {{"The scenes", [=] { return report(*scenes); }},
          {"Merge by merge", [=] { return watch_merges(*scenes, *plan); }},
          {"How many objects are among the boxes",
           [=] {
             *proposals = dln::program::search_all(*scenes, plan->search, options);
             return measure_recall(*scenes, *proposals, *plan, options);
           }},
          {"Strategies", [=] { return try_strategies(*scenes, *plan, options); }},
          {"Beside another implementation", compare_with_recorded},
          {"A network for codes",
           [=] {
             auto [trained, told] =
                 dln::program::train_codes(*scenes, *proposals, *plan, options);
             *network = std::move(trained);
             return told;
           }},
          {"What is fitted afterwards",
           [=] {
             auto [fitted, told] =
                 dln::program::fit_post_hoc(*scenes, *proposals, *network, *plan, options);
             *post_hoc = std::move(fitted);
             return told;
           }},
          {"What each part adds",
           [=] { return compare_parts(*scenes, *proposals, *network, *post_hoc, *plan); }},
          {"The test scenes",
           [=] { return test_detector(*scenes, *proposals, *network, *post_hoc, *plan); }},
          {"The time of one image",
           [=] { return time_parts(*scenes, *network, *post_hoc, *plan); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"16-r-cnn", "Chapter 16: regions with features of convolutional networks, R-CNN.",
       "./dln exercise next, or ./dln run 16 --data FOLDER", experiments},
      argc, argv);
}
