// What the exercises' checks share, on answers that are right and wrong in known ways.
#define BOOST_TEST_MODULE checking
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <stdexcept>

#include "checking/checking.hpp"

using exercise::Likeness;
using exercise::question;
using exercise::Record;
using exercise::record;

namespace {

constexpr unsigned seconds = 5;

double twice(double x) { return 2 * x; }
double thrice(double x) { return 3 * x; }
double fails(double) { throw std::runtime_error("index out of bounds"); }
arma::mat wide(double at) {
  arma::mat m(2, 40);
  m(1, 35) = at;
  return m;
}

template <double (*function)(double)>
void ask() {
  for (const double x : {0.0, 1.0, 2.0}) question("twice(x)", function)(x).is(2 * x);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_question_prints_its_inputs_and_goes_on_after_an_error) {
  const Record right = record(ask<twice>, seconds), wrong = record(ask<thrice>, seconds),
               failed = record(ask<fails>, seconds);
  BOOST_TEST(right.right());
  BOOST_TEST(wrong.first_wrong() == 1U);
  BOOST_TEST(contains(wrong.entries[1].report, "x             1"));
  BOOST_TEST(contains(wrong.entries[1].report, "expected      2"));
  BOOST_TEST(contains(wrong.entries[1].report, "got           3"));
  BOOST_TEST(failed.entries.size() == 3U);
  BOOST_TEST(contains(failed.entries[0].report, "A place was used that is not there"));
}

BOOST_AUTO_TEST_CASE(near_and_texts_and_tensors_are_compared) {
  const Record near = record(
      [] {
        question("twice(x)", twice)(1).is_near(2.1, 0.1);
        question("twice(x)", twice)(1).is_near(3, 0.1);
        exercise::answer_to("a word", std::string("yes")).is(std::string("no"));
        dln::Tensor<double> tensor({2, 1, 2, 3});
        tensor[1] = 5;  // row 0, column 1 of the first image
        exercise::answer_to("a tensor", tensor).is(dln::Tensor<double>({2, 1, 2, 3}));
      },
      seconds);
  BOOST_TEST(near.entries[0].right);
  BOOST_TEST(contains(near.entries[1].report, "expected      about 3"));
  BOOST_TEST(contains(near.entries[2].report, "yes"));
  BOOST_TEST(near.entries[3].got.numbers[2] == 5);  // rows run fastest
}

BOOST_AUTO_TEST_CASE(a_wide_matrix_is_shown_where_it_differs) {
  const Record all =
      record([] { question("wide(at)", wide)(7).is(arma::mat(2, 40)); }, seconds);
  BOOST_TEST(contains(all.entries[0].report, "of 2 x 40"));
  BOOST_TEST(contains(all.entries[0].report, "7"));
}

BOOST_AUTO_TEST_CASE(an_answer_is_like_a_mistake_only_if_it_answers_as_the_mistake_does) {
  const Record wrong = record(ask<thrice>, seconds), failed = record(ask<fails>, seconds);
  const Record last = record(
      [] {
        for (const double x : {0.0, 1.0}) question("twice(x)", twice)(x).is(2 * x);
        question("twice(x)", thrice)(2).is(4.0);
      },
      seconds);
  BOOST_TEST((likeness(wrong, wrong) == Likeness::exact));
  BOOST_TEST((likeness(failed, wrong) == Likeness::none));
  BOOST_TEST((likeness(wrong, last) ==
              Likeness::none));  // the mistake does not show where the answer fails first
  BOOST_TEST((likeness(last, wrong) == Likeness::none));
  BOOST_TEST((likeness(record(ask<twice>, seconds), wrong) == Likeness::none));
}

BOOST_AUTO_TEST_CASE(what_runs_away_is_stopped) {
  const auto reason = [](void (*check)()) { return record(check, 1).entries.back().got.text; };
  BOOST_TEST(contains(reason([] { std::abort(); }), "it crashed"));
  BOOST_TEST(contains(reason([] { std::_Exit(0); }), "it ended the program"));
  BOOST_TEST(contains(reason([] {
                        volatile double sum = 0;
                        while (true) sum = sum + 1;
                      }),
                      "more than 1 seconds and was stopped"));
  BOOST_TEST(contains(reason([] {
                        while (true) std::printf("more and more ");
                      }),
                      "more than a megabyte"));
}

BOOST_AUTO_TEST_CASE(predictions_are_compared_with_what_happened) {
  const auto predicted = [](const char* choice) {
    static std::string said;
    said = choice;
    return record(
        [] {
          exercise::predicted("it", said, {"rises", "falls"}, "falls", "1, then 0.");
        },
        seconds);
  };
  BOOST_TEST(predicted("falls").right());
  BOOST_TEST(predicted("falls").comments.at(0) == "1, then 0.");
  BOOST_TEST(contains(predicted("rises").entries[0].report,
                      "the experiment says otherwise: 1, then 0."));
  BOOST_TEST(contains(predicted("").entries[0].report, "one of \"rises\", \"falls\""));
  const Record number = record(
      [] {
        exercise::predicted("it", 9, 10, 1.5, "10.");
        exercise::predicted("it", 20, 10, 1.5, "10.");
      },
      seconds);
  BOOST_TEST(number.entries[0].right);
  BOOST_TEST(!number.entries[1].right);
}

BOOST_AUTO_TEST_CASE(small_data_is_there_to_learn_from) {
  const auto digits = exercise::digits(20, 1), spiral = exercise::spiral(5, 1);
  BOOST_TEST(digits.x.n_rows == 196U);
  BOOST_TEST(digits.x.max() <= 0.5);
  BOOST_TEST(digits.classes == 10U);
  BOOST_TEST(spiral.x.n_cols == 15U);
  BOOST_TEST(exercise::accuracy({{1, 0, 3}, {0, 1, 2}}, {0, 1, 1}) == 2.0 / 3);
}
