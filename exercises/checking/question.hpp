/**
 * @file
 * Questions to an answer: `question("softmax(scores)", softmax)(scores).is(expected)`.
 */
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <type_traits>

#include "checking/record.hpp"

namespace exercise {

/** What a result should have been, and whether it was. */
struct Verdict {
  bool right = false;       ///< whether the result was right
  std::string report = {};  ///< expected and got
  std::string remark = {};  ///< a likely cause, if one can be seen in the numbers alone
};

/** Compares two results. @param expected the right one @param got the answer's @return the
 * verdict */
Verdict compare(const Result& expected, const Result& got);

/**
 * Checks a gradient by differences.
 * @param f the function, of numbers in the order of `x`'s memory
 * @param x where
 * @param gradient the answer's
 * @param batch how many examples f is a mean over, for the diagnosis
 * @return the verdict, with the gradient check's own diagnosis
 */
Verdict compare_gradient(const std::function<double(const arma::vec&)>& f, const Result& x,
                         const Result& gradient, std::size_t batch);

/** What the errors of Armadillo mean to who meets them first. @param error the text @return it,
 * with advice */
std::string explained(const std::string& error);

/** Anything that can be compared and shown. */
template <typename T>
concept Comparable = requires(const T& value) {
  result(value);
};

/** A question that was asked, and the answer's result. */
template <typename R>
class Asked {
 public:
  /** The result. @param text the question @param value what came, or nothing @param error if
   * nothing came, why */
  Asked(std::string text, std::optional<R> value, std::string error)
      : text_(std::move(text)), value_(std::move(value)), error_(std::move(error)) {}

  /** The result should be this. @param expected of any comparable type @param remark said if it
   * is not */
  template <Comparable Expected>
  void is(const Expected& expected, const std::string& remark = "") const {
    note([&](const R& got) { return compare(result(expected), result(got)); }, remark);
  }

  /** The result, a number, should be close. @param expected about what @param share how far off
   * it may be */
  void is_near(double expected, double share) const {
    note([&](const R& got) {
      return Verdict{std::abs(got - expected) <= share * std::abs(expected),
                     "\n  expected      about " + show(expected) + "\n  got           " +
                         show(double(got))};
    });
  }

  /** Something should be true of the result. @param condition of a result @param text said if
   * it is not */
  void satisfies(const std::function<bool(const R&)>& condition,
                 const std::string& text) const {
    note([&](const R& got) {
      std::string shown;
      if constexpr (Comparable<R>) {
        const Result whole = result(got);
        shown = "\n  got           " + show(whole);
      }
      return Verdict{condition(got), shown, text};
    });
  }

  /**
   * The result should be the gradient of f at x.
   * @param f any function of one matrix or image @param x where @param batch how many examples
   * f is a mean over
   */
  template <typename X>
  void is_gradient_of(const std::function<double(const X&)>& f, const X& x,
                      std::size_t batch = 1) const {
    const auto flat = [&](const arma::vec& numbers) {
      X at = x;
      std::copy(numbers.begin(), numbers.end(), at.begin());
      return f(at);
    };
    note([&](const R& got) { return compare_gradient(flat, result(x), result(got), batch); });
  }

  /** A part of the result, asked about on its own. @param name its name @param take takes it
   * out @return it */
  template <typename Take>
  auto part(const std::string& name, const Take& take) const {
    using Part = std::decay_t<decltype(take(*value_))>;
    std::optional<Part> taken;
    if (value_) taken = take(*value_);
    return Asked<Part>(name + " of " + text_, std::move(taken), error_);
  }

  /** The result itself, for what the check computes from it. @return nothing if the answer
   * ended with an error */
  const std::optional<R>& value() const { return value_; }

 private:
  template <typename Judge>
  void note(const Judge& judge, const std::string& remark = "") const {
    Entry entry{.question = text_};
    if (value_) {
      const Verdict verdict = judge(*value_);
      entry.right = verdict.right;
      entry.report = text_ + verdict.report;
      entry.remark = remark.empty() ? verdict.remark : remark;
      if constexpr (Comparable<R>) entry.got = result(*value_);
    } else {
      entry.failed = true;
      entry.got = result(error_);
      entry.report = text_ + "\n  it ended with an error: " + explained(error_);
    }
    answered(entry);
  }

  std::string text_;
  std::optional<R> value_;
  std::string error_;
};

/** One of the answer's functions, ready to be asked. */
template <typename R, typename... Arguments>
class Question {
 public:
  /** A question. @param signature as in `softmax(scores)`, naming the inputs @param function
   * the answer's */
  Question(std::string signature, R (*function)(Arguments...))
      : signature_(std::move(signature)), function_(function) {}

  /** The same question with words for an input that cannot be printed. @param name the input's
   * @param text the words */
  [[nodiscard]] Question given(const std::string& name, const std::string& text) const {
    Question other = *this;
    other.words_[name] = text;
    return other;
  }

  /** Asks. @param arguments the inputs @return the result, to be compared */
  Asked<std::decay_t<R>> operator()(std::type_identity_t<Arguments>... arguments) const {
    std::string text = signature_, names = signature_.substr(signature_.find('(') + 1);
    (describe(text, names, arguments), ...);
    asking(text);
    try {
      return {text, function_(arguments...), ""};
    } catch (const std::exception& error) {
      return {text, std::nullopt, error.what()};
    }
  }

 private:
  // Takes the next name off the list and adds a line with its value.
  template <typename Value>
  void describe(std::string& text, std::string& names, const Value& value) const {
    const std::string name = names.substr(0, names.find_first_of(",)"));
    names.erase(0, std::min(names.size(), name.size() + 2));
    std::string words;
    if (const auto found = words_.find(name); found != words_.end())
      words = found->second;
    else if constexpr (Comparable<Value>)
      words = show(result(value));
    if (words.empty()) return;
    const bool below = words.front() == '\n';
    text += "\n  " + name +
            (below ? "" : std::string(name.size() < 13 ? 14 - name.size() : 1, ' ')) + words;
  }

  std::string signature_;
  R (*function_)(Arguments...);
  std::map<std::string, std::string> words_;
};

/** Makes a question. @param signature names the function and its inputs @param function the
 * answer's @return it */
template <typename R, typename... Arguments>
Question<R, Arguments...> question(const std::string& signature, R (*function)(Arguments...)) {
  return {signature, function};
}

/** Asks about something that is there already: a constant of the answer's. @param text the
 * question @param value it */
template <typename R>
Asked<R> answer_to(const std::string& text, const R& value) {
  return {text, value, ""};
}

/** Random numbers of one decimal, always the same for the same seed. @param rows, columns, seed
 * @return a matrix */
arma::mat random_matrix(arma::uword rows, arma::uword columns, std::uint64_t seed);

}  // namespace exercise
