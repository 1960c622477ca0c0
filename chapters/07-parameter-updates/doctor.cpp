#include "dln/train/planted.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Illness;
using dln::program::Cell;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;
using dln::program::Table;
using dln::program::Variant;

namespace {

double last_of(const dln::History& history,
               const std::vector<dln::NamedNumber> dln::Epoch::*numbers) {
  return history.epochs.empty() ? arma::datum::nan
                                : dln::value_of(history.epochs.back().*numbers, "accuracy");
}

}  // namespace

Report read_curves(const Options& options) {
  Table curves({{"training"}, {"step"}, {"loss"}});
  Table table({{"training"},
               {"first loss", "{:.2f}"},
               {"last epoch's", "{:.2f}"},
               {"correct, learning", "{:.0%}"},
               {"validation", "{:.0%}"},
               {"the doctor says"}});
  const auto add = [&](const std::string& name, const dln::History& history) {
    dln::program::stop_if_interrupted();
    for (std::size_t s = 0; s < history.steps.size(); ++s)
      curves.add({name, s + 1, history.steps[s].batch.loss});
    table.add({name, history.steps.front().batch.loss,
               history.epochs.empty() ? arma::datum::nan : history.epochs.back().loss,
               last_of(history, &dln::Epoch::metrics),
               last_of(history, &dln::Epoch::validation),
               dln::verdict(dln::diagnose(history))});
  };
  add("sound", dln::planted::train_soundly(dln::planted::Sound::momentum, options.seed));
  for (const Illness illness :
       {Illness::rate_too_high, Illness::rate_too_low, Illness::over_fitting,
        Illness::unshuffled_data, Illness::foreign_labels})
    add(dln::name_of(illness), dln::planted::train_ill(illness, options.seed));
  Report report;
  report.say("The same small network, once sound and five times with one thing wrong:");
  report.table("curves", table);
  report.data("losses", curves);
  return report;
}

Report try_doctor(const Options& options) {
  const std::size_t starts = options.choose(6, 2);
  std::vector<Variant> ill, sound;
  // [Plant an illness and see what the doctor says]
  for (const Illness illness : dln::all_illnesses())
    ill.push_back(
        {dln::name_of(illness), [=](const Start& start) {
           const auto findings =
               dln::diagnose(dln::planted::train_ill(illness, 1000 * start.seed));
           double named = 0;
           for (const auto& finding : findings) named += finding.illness == illness ? 1 : 0;
           const bool first = !findings.empty() && findings.front().illness == illness;
           const auto others = static_cast<double>(findings.size()) - named;
           return Outcome{
               {{"named first", first ? 1 : 0}, {"named", named}, {"other findings", others}}};
         }});
  // [Plant an illness and see what the doctor says]
  for (const auto kind : dln::planted::all_sound())
    sound.push_back({dln::planted::name_of(kind), [=](const Start& start) {
                       const auto findings =
                           dln::diagnose(dln::planted::train_soundly(kind, 1000 * start.seed));
                       return Outcome{{{"silent", findings.empty() ? 1 : 0},
                                       {"false alarms", static_cast<double>(findings.size())}}};
                     }});
  const auto of_ill = dln::program::compare("the ill", ill, options, starts);
  const auto of_sound = dln::program::compare("the sound", sound, options, starts);
  double named = 0, silent = 0;
  for (const auto& name : of_ill.variants())
    named +=
        of_ill.of(name, "named first").mean / static_cast<double>(of_ill.variants().size());
  for (const auto& name : of_sound.variants())
    silent +=
        of_sound.of(name, "silent").mean / static_cast<double>(of_sound.variants().size());
  Report report;
  report.say("Each illness planted in several trainings: how often the doctor names it.");
  report.table("doctor", of_ill.table({{"named first", "{:.0%}"},
                                       {"named", "{:.0%}"},
                                       {"other findings", "{:.2f}"}}));
  report.say("Sound trainings: how often it says nothing.");
  report.table("doctor-sound",
               of_sound.table({{"silent", "{:.0%}"}, {"false alarms", "{:.2f}"}}));
  report.note("doctor_trainings",
              starts * (of_ill.variants().size() + of_sound.variants().size()));
  report.note("doctor_named_first", named);
  report.note("doctor_silent", silent);
  return report;
}

}  // namespace chapter
