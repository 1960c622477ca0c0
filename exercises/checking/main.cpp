// Runs exercises' checks. `--prove NAME` shows that an exercise's check bites; without it, the answer is checked.
#include <fmt/format.h>

#include <map>

#include "checking/checking.hpp"

namespace exercise {
namespace {

std::map<std::string, std::vector<Variant>>& exercises() {
  static std::map<std::string, std::vector<Variant>> all;
  return all;
}

// What the check says of an answer; empty if it is right.
std::string verdict(const Variant& variant) {
  try {
    variant.check();
    return "";
  } catch (const Wrong& wrong) {
    return wrong.text;
  } catch (const std::exception& error) {
    return fmt::format("The answer ended with an error: {}", error.what());
  }
}

// The solution must pass; the skeleton and every wrong answer must fail, and the check must say why.
int prove(const std::string& name) {
  int failures = 0;
  for (const Variant& variant : exercises().at(name)) {
    const std::string said = verdict(variant);
    const bool right = variant.name == "solution"
                           ? said.empty()
                           : !said.empty() && !variant.diagnosis.empty() && said.find(variant.diagnosis) != said.npos;
    fmt::print("{} {}: {}\n", right ? "ok  " : "FAIL", variant.name, said.empty() ? "passes" : said);
    if (!right && !variant.diagnosis.empty()) fmt::print("     (expected it to say '{}')\n", variant.diagnosis);
    failures += right ? 0 : 1;
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace

Exercise::Exercise(std::string name_, std::vector<Variant> variants_)
    : name(std::move(name_)), variants(std::move(variants_)) {
  exercises()[name] = variants;
}

}  // namespace exercise

int main(int argc, char** argv) {
  using namespace exercise;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 2 && arguments[0] == "--prove" && exercises().contains(arguments[1]))
    return prove(arguments[1]);
  if (!arguments.empty() || exercises().size() != 1) {
    fmt::print(stderr, "usage: exercises --prove NAME, with one of:\n");
    for (const auto& [name, variants] : exercises()) fmt::print(stderr, "  {}\n", name);
    return 2;
  }
  const std::string said = verdict(exercises().begin()->second.front());
  fmt::print("{}\n", said.empty() ? "Right." : said);
  return said.empty() ? 0 : 1;
}
