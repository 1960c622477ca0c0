// Chapter 15: what is in the image, and where. The page is book/15-localization.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto singles = dln::program::share(load_singles(options));
  const auto base = std::make_shared<Base>();
  const auto network = std::make_shared<Network>();
  std::vector<dln::program::Experiment> list = {
      {"The images", [=] { return report(singles->scenes); }},
      {"Pixels and areas", [] { return compare_measures(); }}};
  if (singles->classes() >
      1) {  // where there is one class, there is nothing to classify, and no time to lose
    list.push_back(
        {"A classifier", [=] { return train_classifier(*base, *singles, options); }});
    list.push_back(
        {"Where the head is attached", [=] { return try_places(*base, *singles, options); }});
    list.push_back({"Which loss", [=] { return try_losses(*base, *singles, options); }});
    list.push_back({"How many numbers", [=] { return try_numbers(*base, *singles, options); }});
    list.push_back({"What learns", [=] { return try_ways(*base, *singles, options); }});
  }
  list.push_back(
      {"Both heads, all images", [=] { return train_whole(*network, *singles, options); }});
  list.push_back({"What it looks at", [=] { return look(*network, *singles, options); }});
  return list;
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"15-localization", "Chapter 15: what is in the image, and where.",
       "./dln exercise next, or ./dln run 15 --data FOLDER", experiments, true},
      argc, argv);
}
