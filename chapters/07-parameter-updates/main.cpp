// Chapter 07: how gradients change weights. The page is book/07-parameter-updates.md.
#include "experiments.hpp"

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto images = dln::program::share(
      dln::program::load_images(options, options.choose(1500, 500), options.choose(300, 100)));
  return {{"The images", [=] { return report(*images); }},
          {"Two steps by hand", [=] { return step_by_hand(); }},
          {"Nesterov's momentum in two forms", [=] { return show_nesterov(); }},
          {"Adam's first steps", [=] { return start_adam(); }},
          {"Weight decay beside Adam", [=] { return decay_beside_adam(); }},
          {"The race", [=] { return race(options); }},
          {"A network by every rule", [=] { return train_by_rules(*images, options); }},
          {"How much momentum", [=] { return try_momenta(*images, options); }},
          {"Schedules", [=] { return try_schedules(*images, options); }},
          {"Updates against weights", [=] { return watch_ratios(*images, options); }},
          {"Rates and batches", [=] { return vary_batches(*images, options); }},
          {"Grid or random", [=] { return search_settings(*images, options); }},
          {"Curves to read", [=] { return read_curves(options); }},
          {"How often the doctor is right", [=] { return try_doctor(options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"07-parameter-updates", "Chapter 07: how gradients change weights.",
       "./dln exercise next, or ./dln run 07 --seed 2", experiments},
      argc, argv);
}
