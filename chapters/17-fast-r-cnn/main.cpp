// Chapter 17: Fast R-CNN. The page is book/17-fast-r-cnn.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto data = dln::program::share(load(options));
  const auto detector = std::make_shared<Detector>();
  std::vector<dln::program::Experiment> list = {
      {"The scenes", [=] { return report(data->scenes); }},
      {"The proposals", [=] { return propose(*data, options); }},
      {"Rounded or aligned", compare_poolings}};
  if (options.data.empty())  // photographs take the time for one training
    list.push_back({"Variants", [=] { return compare_variants(*data, options); }});
  list.push_back({"All scenes", [=] { return train_whole(*detector, *data, options); }});
  list.push_back(
      {"Once, or for every region", [=] { return time_both_ways(*detector, *data, options); }});
  list.push_back({"Part by part", [=] { return time_parts(*detector, *data, options); }});
  return list;
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"17-fast-r-cnn", "Chapter 17: Fast R-CNN, which sees the image once.",
       "./dln exercise next, or ./dln run 17 --data FOLDER", experiments, true},
      argc, argv);
}
