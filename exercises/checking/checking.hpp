/**
 * @file
 * What the exercises' checks share: comparisons that explain themselves, and the proof that every check bites.
 */
#pragma once

#include <armadillo>
#include <functional>
#include <string>
#include <vector>

#include "dln/gradcheck/check.hpp"

namespace exercise {

/** An answer is wrong: what was asked, expected and given, and the likely cause. */
struct Wrong {
  std::string text;
};

/** A wrong result that people often get, and what to tell them. */
struct Known {
  arma::mat value;
  std::string sentence;
};

/**
 * Compares an answer's result with the right one.
 * @param what the question, as in `hinge_loss of 13, -7, 11`
 * @param expected the right result
 * @param got the answer's
 * @param known results that have a known cause
 * @throws Wrong if they differ
 */
void compare(const std::string& what, const arma::mat& expected, const arma::mat& got,
             const std::vector<Known>& known = {});

/** A wrong image that people often get, and what to tell them. */
struct KnownImage {
  arma::cube value;
  std::string sentence;
};

/**
 * Compares an answer's image, a cube indexed (x, y, channel), with the right one, and shows both as one sees them.
 * @param what the question
 * @param expected the right image
 * @param got the answer's
 * @param known images that have a known cause
 * @throws Wrong if they differ
 */
void compare_images(const std::string& what, const arma::cube& expected, const arma::cube& got,
                    const std::vector<KnownImage>& known = {});

/** Throws Wrong if an image is one of those that have a known cause, whatever the right one is. */
void recognise(const std::string& what, const arma::cube& got, const std::vector<KnownImage>& known);

/** Compares one number. */
void compare(const std::string& what, double expected, double got, const std::vector<Known>& known = {});

/**
 * Checks a gradient by differences.
 * @param what the question
 * @param f the function
 * @param x where
 * @param gradient the answer's gradient there
 * @param batch how many examples f is a mean over, for the diagnosis
 * @throws Wrong with the gradient check's report and diagnosis
 */
void compare_gradient(const std::string& what, const std::function<double(const arma::mat&)>& f, const arma::mat& x,
                      const arma::mat& gradient, std::size_t batch = 1);

/** Throws Wrong if a source file has a loop in it. */
void expect_no_loop(const std::string& file);

/** Throws Wrong with a text. */
[[noreturn]] void wrong(const std::string& text);

/** One answer to an exercise. */
struct Variant {
  std::string name;             ///< `skeleton`, `solution`, a wrong answer's name, or `answer`
  std::function<void()> check;  ///< throws Wrong, or anything else, if the answer is not right
  std::string diagnosis = {};   ///< for wrong answers: a text that the check must say
};

/** An exercise's answers; a global of this type makes them known to main. */
struct Exercise {
  Exercise(std::string name, std::vector<Variant> variants);
  std::string name;
  std::vector<Variant> variants;
};

}  // namespace exercise
