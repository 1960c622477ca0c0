/**
 * @file
 * What an answer, compiled together with its exercise's check and typical mistakes, tells the
 * judge.
 */
#pragma once

namespace exercise {

/** One way to answer an exercise. The list of them ends with one that has no name. */
struct Variant {
  const char* name;      ///< `answer`, `skeleton`, `solution`, or that of a mistake or a mutant
  const char* sentence;  ///< for mistakes and the skeleton: what to tell who answers like this
  void (*check)();       ///< asks the exercise's questions
};

}  // namespace exercise
