#include "checking/prediction.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checking/record.hpp"
#include "dln/core/error.hpp"

namespace exercise {
namespace {

void note(const std::string& question, const Result& got, bool right, bool begun,
          const std::string& expected, const std::string& shown) {
  const std::string report =
      question + "\n  predicted     " + show(got) +
      (begun ? "\n  the experiment says otherwise: " + shown : "\n  expected      " + expected);
  answered({.question = question, .got = got, .right = right, .report = report});
  if (right) comment(shown);
}

}  // namespace

void predicted(const std::string& question, const std::string& predicted,
               const std::vector<std::string>& choices, const std::string& outcome,
               const std::string& shown) {
  const std::string all = fmt::format("one of \"{}\"", fmt::join(choices, "\", \""));
  const auto among = [&](const std::string& choice) {
    return std::ranges::find(choices, choice) != choices.end();
  };
  if (!among(outcome))
    throw dln::Error("outcome of \"" + question + "\"", all, "\"" + outcome + "\"");
  note(question, result(predicted.empty() ? std::string("nothing yet") : predicted),
       predicted == outcome, among(predicted), all, shown);
}

void predicted(const std::string& question, double predicted, double outcome, double factor,
               const std::string& shown) {
  note(question, result(predicted),
       predicted > outcome / factor && predicted < outcome * factor, predicted != 0,
       fmt::format(
           "a number that is not 0, up to a factor of {} (1 / 4 of whole numbers is 0 in "
           "C++: write 0.25)",
           show(factor)),
       shown);
}

}  // namespace exercise
