// Chapter 17: Fast R-CNN. The page is book/17-fast-r-cnn.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto data = dln::program::share(load(options));
  std::vector<dln::program::Experiment> list = {
      {"The scenes",
       [=] {
         return report(Scenes{data->train.scenes, data->validation.scenes, data->test.scenes});
       }},
      {"The proposals", [=] { return measure_recall(*data); }},
      {"Rounded or aligned", compare_poolings},
      {"Once, or for every region", [=] { return time_both_ways(*data, options); }}};
  if (options.data.empty())  // photographs take the time for one training
    list.push_back({"Variants", [=] { return compare_variants(*data, options); }});
  list.push_back({"All scenes", [=] { return train_whole(*data, options); }});
  return list;
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"17-fast-r-cnn", "Chapter 17: Fast R-CNN, which sees the image once.",
       "./dln exercise next, or ./dln run 17 --data FOLDER", experiments, true},
      argc, argv);
}
