/**
 * @file
 * What a check asked of an answer and what came back, question by question.
 */
#pragma once

#include <string>
#include <vector>

#include "checking/result.hpp"

namespace exercise {

/** One question, and what the answer gave. */
struct Entry {
  std::string question = {};  ///< what was asked, inputs and all
  Result got = {};            ///< what the answer gave; a text if it ended with an error
  bool right = false;         ///< whether that was right
  bool failed = false;        ///< whether it ended with an error instead of a result
  std::string report = {};    ///< expected and got, in words
  std::string remark = {};    ///< what is known of the cause without knowing the exercise
};

/** Everything that was asked of one answer. */
struct Record {
  std::vector<Entry> entries;         ///< in the order of the questions
  std::vector<std::string> comments;  ///< what the check has to say when all is right
  std::string open_question =
      {};                    ///< what was asked last, if the answer never came back from it
  std::string printed = {};  ///< what the answer printed, the beginning of it
  /**
   * The first question that was answered wrongly. @return its number, or that of the questions
   */
  [[nodiscard]] std::size_t first_wrong() const;
  /** Whether something was asked, and all of it answered rightly. @return true if so */
  [[nodiscard]] bool right() const;
};

/** Notes what is asked next. @param question inputs and all */
void asking(const std::string& question);

/** Notes an answer. @param entry the question, the answer, and whether it is right */
void answered(Entry entry);

/** Says something when everything was right: what the experiment showed, say. @param text a
 * sentence or more */
void comment(const std::string& text);

/**
 * Runs a check in a process of its own, with limits on time and memory.
 * @param check asks the questions
 * @param seconds how much processor time it may take
 * @return what was asked and answered, as far as it came
 */
Record record(void (*check)(), unsigned seconds);

/** How an answer relates to one with a known mistake. */
enum class Likeness {
  none,     ///< it is something else
  partial,  ///< wrong in the same way wherever the mistake shows, and elsewhere too
  exact     ///< the same answer to every question
};

/**
 * Whether a mistake explains an answer.
 * @param answer the answer's record @param mistake the mistake's
 * @return how well
 */
Likeness likeness(const Record& answer, const Record& mistake);

}  // namespace exercise
