#include <fmt/format.h>

#include "experiments.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;
using dln::program::Table;
using dln::program::Variant;

namespace {

constexpr std::size_t few = 50;  // images a class
constexpr std::size_t all = 1000000;

std::string size_name(std::size_t per_class) {
  return per_class == all ? "all" : std::to_string(per_class);
}

/** One of the things compared, on one task with so many images. */
std::string job_name(const std::string& what, const std::string& task, std::size_t size) {
  return fmt::format("{}: {}, {}", what, task, size_name(size));
}

std::vector<std::size_t> sizes(const Options& options) {
  return options.choose<std::vector<std::size_t>>({10, few, all}, {5, few});
}

}  // namespace

Report compare_stages(const Tasks& tasks, const std::shared_ptr<Network>& base,
                      const Options& options) {
  const auto row = [](std::size_t stage, bool is_svm) {
    return fmt::format("stage {}, {}", stage, is_svm ? "SVM" : "softmax");
  };
  std::vector<Variant> jobs;
  for (std::size_t stage = 1; stage <= 3; ++stage)
    for (const bool is_svm : {false, true})
      for (const Task& task : tasks.next)
        jobs.push_back(
            {job_name(row(stage, is_svm), task.name, few), [=, &task](const Start& start) {
               const auto train = few_of(task.train, few, start.random.split(1));
               const double accuracy =
                   classify_codes(after_stages(base, stage, train.images), train.labels,
                                  after_stages(base, stage, task.test.images), task.test,
                                  is_svm, epochs_for(train.size(), options), start);
               return Outcome{.numbers = {{"accuracy", accuracy}}};
             }});
  const auto compared = dln::program::compare("codes", jobs, options, options.choose(3, 2));
  Table table({{"codes of"}, {"near", "{:.1%}"}, {"far", "{:.1%}"}});
  for (std::size_t stage = 1; stage <= 3; ++stage)
    for (const bool is_svm : {false, true})
      table.add({row(stage, is_svm),
                 compared.of(job_name(row(stage, is_svm), "near", few), "accuracy").mean,
                 compared.of(job_name(row(stage, is_svm), "far", few), "accuracy").mean});
  Report report;
  report.say(fmt::format(
      "Linear classifiers on the averaged channels of each stage, from {} images a class:",
      few));
  report.table("stages", table);
  return report;
}

Report compare_cases(const Tasks& tasks, const std::shared_ptr<Network>& base,
                     const Options& options) {
  const std::vector<std::pair<std::string, Method>> methods = {
      {"from scratch", Method::scratch},     {"linear on codes", Method::linear},
      {"SVM on earlier codes", Method::svm}, {"fine-tuned above a cut", Method::above},
      {"fine-tuned slowly", Method::slowly}, {"fine-tuned", Method::whole}};
  std::vector<Variant> jobs;
  for (const auto& method : methods)
    for (const Task& task : tasks.next)
      for (const std::size_t size : sizes(options))
        jobs.push_back(
            {job_name(method.first, task.name, size), [=, &tasks, &task](const Start& start) {
               const auto train = few_of(task.train, size, start.random.split(1));
               const double accuracy =
                   accuracy_of(method.second, base, tasks, task, train, options, start);
               return Outcome{.numbers = {{"accuracy", accuracy}}};
             }});
  const auto compared = dln::program::compare("cases", jobs, options, 2);
  std::vector<dln::program::Column> columns = {{"method"}};
  for (const Task& task : tasks.next)
    for (const std::size_t size : sizes(options))
      columns.push_back({fmt::format("{}, {}", task.name, size_name(size)), "{:.1%}"});
  Table table(columns);
  Table curves({{"task"},
                {"method"},
                {"images a class"},
                {"accuracy"},
                {"accuracy lowest"},
                {"accuracy highest"}});
  for (const auto& [name, method] : methods) {
    std::vector<dln::program::Cell> row = {name};
    for (const Task& task : tasks.next)
      for (const std::size_t size : sizes(options)) {
        const auto found = compared.of(job_name(name, task.name, size), "accuracy");
        const std::size_t images = std::min(size, task.train.size() / task.train.classes());
        row.emplace_back(found.mean);
        curves.add({task.name, name, images, found.mean, found.lowest, found.highest});
      }
    table.add(row);
  }
  const auto gain = [&](const std::string& task) {
    return compared.of(job_name("fine-tuned", task, few), "accuracy").mean -
           compared.of(job_name("from scratch", task, few), "accuracy").mean;
  };
  Report report;
  report.say("The share of new images that is correct, by the images a class to learn from:");
  report.table("cases", table);
  report.data("amounts", curves);
  report.note("transfer_gain_small_near", gain("near"));
  report.note("transfer_gain_small_far", gain("far"));
  return report;
}

}  // namespace chapter
