// Judges an answer: runs the check on it and, if it is wrong, on the typical mistakes to find
// the one that it is like.
//   judge LIBRARY answer SECONDS   tells the verdict in words, and exits with 0 if the answer
//   is right judge LIBRARY prove SECONDS    tells, of every variant in the library, whether it
//   is right and which sentence it is told
#include "checking/judge.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "checking/record.hpp"

namespace exercise {
namespace {

/** Every variant with a sentence, and what it answers. */
struct Mistake {
  std::string name;
  std::string sentence;
  Record record;
};

/** The mistake that explains an answer best, if any: the one that explains most of what is
 * wrong. */
struct Explanation {
  const Mistake* mistake = nullptr;
  Likeness likeness = Likeness::none;
};

Explanation explain(const Record& answer, const std::vector<Mistake>& mistakes) {
  Explanation best;
  std::ptrdiff_t most = 0;
  for (const Mistake& mistake : mistakes) {
    const Likeness found = likeness(answer, mistake.record);
    const auto explained = std::ranges::count(mistake.record.entries, false, &Entry::right);
    if (found < best.likeness || found == Likeness::none) continue;
    if (found == best.likeness && explained <= most) continue;
    best = {&mistake, found};
    most = explained;
  }
  return best;
}

std::vector<Mistake> run_mistakes(const Variant* variants, unsigned seconds) {
  std::vector<Mistake> mistakes;
  for (const Variant* variant = variants; variant->name != nullptr; ++variant)
    if (variant->sentence[0] != '\0')
      mistakes.push_back({variant->name, variant->sentence, record(variant->check, seconds)});
  return mistakes;
}

// What is said of a wrong answer: the question, expected and got, and the cause.
std::string verdict(const Record& answer, const Explanation& explanation) {
  if (answer.entries.empty()) return "The check asked nothing.";
  const Entry& first = answer.entries[answer.first_wrong()];
  const std::string& cause =
      explanation.mistake != nullptr ? explanation.mistake->sentence : first.remark;
  return first.report + (cause.empty() ? "" : "\n" + cause);
}

int tell(const Variant* variants, unsigned seconds) {
  const Record answer = record(variants->check, seconds);
  if (!answer.printed.empty())
    fmt::print("It printed:\n{}{}", answer.printed, answer.printed.ends_with('\n') ? "" : "\n");
  if (answer.right()) {
    fmt::print("Right.\n");
    for (const std::string& comment : answer.comments) fmt::print("{}\n", comment);
    return 0;
  }
  const std::vector<Mistake> mistakes = run_mistakes(variants + 1, seconds);
  fmt::print("{}\n", verdict(answer, explain(answer, mistakes)));
  return 1;
}

int prove(const Variant* variants, unsigned seconds) {
  const std::vector<Mistake> mistakes = run_mistakes(variants, seconds);
  std::map<std::string, const Record*> known;
  for (const Mistake& mistake : mistakes) known[mistake.name] = &mistake.record;
  for (const Variant* variant = variants; variant->name != nullptr; ++variant) {
    const auto found = known.find(variant->name);
    const Record answer =
        found != known.end() ? *found->second : record(variant->check, seconds);
    const Explanation explanation = answer.right() ? Explanation{} : explain(answer, mistakes);
    // Fields end with a unit separator, records with a record separator: no text has those.
    fmt::print("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1e", variant->name,
               answer.right() ? "right" : "wrong",
               explanation.mistake != nullptr ? explanation.mistake->sentence : "",
               explanation.likeness == Likeness::exact ? "exact" : "partial",
               answer.right() ? "" : verdict(answer, explanation));
  }
  return 0;
}

}  // namespace
}  // namespace exercise

int main(int argc, char** argv) {
  const std::string usage = "usage: judge LIBRARY answer|prove SECONDS\n";
  if (argc != 4) return fmt::print(stderr, "{}", usage), 2;
  void* const library = dlopen(argv[1], RTLD_NOW);
  if (library == nullptr) return fmt::print(stderr, "{}\n", dlerror()), 3;
  const auto variants =
      reinterpret_cast<const exercise::Variant* (*)()>(dlsym(library, "exercise_variants"));
  if (variants == nullptr) return fmt::print(stderr, "{}\n", dlerror()), 3;
  const auto seconds = static_cast<unsigned>(std::stoul(argv[3]));
  if (argv[2] == std::string("answer")) return exercise::tell(variants(), seconds);
  if (argv[2] == std::string("prove")) return exercise::prove(variants(), seconds);
  return fmt::print(stderr, "{}", usage), 2;
}
