#include "program/consultation.hpp"

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <utility>

#include "dln/train/diagnosis.hpp"
#include "program/interrupt.hpp"
#include "program/report.hpp"

namespace dln::program {
namespace {

struct Case {
  std::string name;
  std::vector<Finding> findings;
};

std::mutex mutex;
std::vector<Case> cases;
thread_local std::string patient;

std::string about_one(const Case& one) {
  Report report;
  report.say(fmt::format("The training doctor: {}.", verdict(one.findings)));
  for (const auto& finding : one.findings)
    report.say(fmt::format("{}: {}.", name_of(finding.illness), finding.says));
  return report.text();
}

std::string about_many(const std::vector<Case>& all) {
  // In the order of names, for trainings side by side end in any.
  std::map<std::string, std::map<std::string, std::size_t>> ill;
  std::map<std::string, std::size_t> of_name;
  std::size_t sound = 0;
  for (const auto& [name, findings] : all) {
    ++of_name[name];
    if (findings.empty())
      ++sound;
    else
      ++ill[name][verdict(findings)];
  }
  std::string text = fmt::format("The training doctor on {} trainings: {} sound{}\n",
                                 all.size(), sound, sound == all.size() ? "." : ";");
  for (const auto& [name, verdicts] : ill)
    for (const auto& [what, times] : verdicts)
      text += fmt::format(
          "  {}{}: {}\n", name.empty() ? "a training" : name,
          of_name[name] > 1 ? fmt::format(" ({} of {})", times, of_name[name]) : "", what);
  return text;
}

}  // namespace

void consult(const History& history) {
  if (interrupted()) return;
  std::vector<Finding> findings = diagnose(history);
  const std::lock_guard lock(mutex);
  cases.push_back({patient, std::move(findings)});
}

template <typename T>
History train(Objective<T>& objective, Optimizer<T>& optimizer,
              const TrainingOptions& options) {
  try {
    History history = dln::train(objective, optimizer, options);
    consult(history);
    return history;
  } catch (const Diverged& diverged) {
    consult(diverged.history());
    throw;
  }
}

Patient::Patient(const std::string& name) { patient = name; }
Patient::~Patient() { patient.clear(); }

std::string take_verdicts() {
  const std::lock_guard lock(mutex);
  const std::vector<Case> taken = std::exchange(cases, {});
  if (taken.empty()) return "";
  return taken.size() == 1 ? about_one(taken.front()) : about_many(taken);
}

template History train(Objective<float>&, Optimizer<float>&, const TrainingOptions&);
template History train(Objective<double>&, Optimizer<double>&, const TrainingOptions&);

}  // namespace dln::program
