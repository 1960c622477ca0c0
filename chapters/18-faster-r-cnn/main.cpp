// Chapter 18: the network proposes, too. The page is book/18-faster-r-cnn.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto scenes = dln::program::share(load(options));
  const auto network = std::make_shared<Network>();
  std::vector<dln::program::Experiment> list = {
      {"The images", [=] { return report(*scenes); }},
      {"What anchors cover", [=] { return cover(*scenes, options); }},
      {"An image that moves", [=] { return move_along(*scenes, options); }}};
  if (options.data.empty())  // a folder's time goes into the one network that is judged
    list.push_back({"Jointly or in turn", [=] { return try_ways(*scenes, options); }});
  list.push_back({"The detector", [=] { return train_whole(*network, *scenes, options); }});
  list.push_back({"Proposals", [=] { return compare_proposals(*network, *scenes, options); }});
  return list;
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"18-faster-r-cnn", "Chapter 18: the network proposes, too.",
       "./dln exercise next, or ./dln run 18 --data FOLDER", experiments, true},
      argc, argv);
}
