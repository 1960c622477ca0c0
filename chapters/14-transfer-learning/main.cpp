// Chapter 14: transfer learning. The page is book/14-transfer-learning.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto tasks = dln::program::share(load_tasks(options));
  const auto base = dln::program::share(std::shared_ptr<Network>());
  return {{"The tasks", [=] { return report(*tasks); }},
          {"Learnt first", [=] { return pretrain(*tasks, options, *base); }},
          {"Codes of each stage", [=] { return compare_stages(*tasks, *base, options); }},
          {"Few or many, near or far", [=] { return compare_cases(*tasks, *base, options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"14-transfer-learning", "Chapter 14: transfer learning.",
       "./dln exercise next, or with real images ./dln run 14 --data FOLDER", experiments},
      argc, argv);
}
