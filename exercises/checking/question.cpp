#include "checking/question.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/random.hpp"
#include "dln/gradcheck/check.hpp"

namespace exercise {
namespace {

Result transposed(const Result& matrix) {
  return result(arma::mat(arma::reshape(matrix.numbers, matrix.sizes[0], matrix.sizes[1]).t()));
}

// A line with a name, or the name above a matrix.
std::string line(const std::string& name, const std::string& shown) {
  return shown.starts_with('\n') ? "\n  " + name + shown
                                 : fmt::format("\n  {:<14}{}", name, shown);
}

// What can be seen in the numbers alone.
std::string remark(const Result& expected, const Result& got) {
  if (!got.numbers.is_finite())
    return "Some results are not finite numbers: something overflowed, or was divided by zero.";
  if (got.sizes.size() == 2 && expected.sizes.size() == 2 && same(transposed(got), expected))
    return "It is transposed.";
  if (got.sizes != expected.sizes || got.numbers.n_elem < 2 || !arma::any(expected.numbers))
    return "";
  const double factor =
      arma::dot(got.numbers, expected.numbers) / arma::dot(expected.numbers, expected.numbers);
  if (factor == 0 || !same({got.sizes, factor * expected.numbers}, got)) return "";
  return factor == -1 ? "The sign is wrong, everywhere."
                      : fmt::format("Everything is {:.4g} times what it should be.", factor);
}

}  // namespace

Verdict compare(const Result& expected, const Result& got) {
  if (same(expected, got)) return {.right = true};
  if (expected.sizes != got.sizes && expected.text.empty() && got.text.empty())
    return {
        false,
        fmt::format("\n  expected      {}\n  got           {}", sizes(expected), sizes(got)),
        remark(expected, got)};
  return {false, line("expected", show(expected, &got)) + line("got", show(got, &expected)),
          got.text.empty() ? remark(expected, got) : ""};
}

Verdict compare_gradient(const std::function<double(const arma::vec&)>& f, const Result& x,
                         const Result& gradient, std::size_t batch) {
  if (gradient.sizes != x.sizes)
    return {
        false,
        fmt::format(
            "\n  expected      a gradient of {}, like its argument\n  got           one of {}",
            sizes(x), sizes(gradient))};
  using Tensor = dln::Tensor<double>;
  // A matrix has an example a column; of an image the first two axes are its sides.
  const bool image = x.sizes.size() > 2;
  const dln::Shape shape = image ? dln::Shape{1, x.sizes[2], x.sizes[1], x.sizes[0]}
                                 : dln::Shape{x.sizes[1], x.sizes[0], 1, 1};
  Tensor value(shape), analytic(shape);
  value.values() = x.numbers;
  analytic.values() = gradient.numbers;
  const auto outputs = [&] { return Tensor({1, 1, 1, 1}, f(value.values())); };
  const auto found = dln::gradcheck::check_tensor(
      {"gradient", value, analytic, outputs, Tensor({1, 1, 1, 1}, 1.0), batch, {}},
      {.max_kinks = 1, .min_alive = 0});
  if (found.passed()) return {.right = true};
  const arma::uword row = found.worst_entry % x.sizes[0], rest = found.worst_entry / x.sizes[0];
  std::string place = fmt::format("{}, {}", row, rest % x.sizes[1]);
  if (image) place += fmt::format(", {}", rest / x.sizes[1]);
  return {false,
          fmt::format("\n  {} of {} numbers are wrong; the worst is ({}): yours {:.6g}, by "
                      "differences {:.6g}{}",
                      found.wrong, found.checked, place, found.analytic, found.numerical,
                      line("yours", show(gradient))),
          fmt::format("Diagnosis: {}{}", found.diagnosis,
                      found.diagnosis.ends_with('?') ? "" : ".")};
}

std::string explained(const std::string& error) {
  if (error.find("out of bounds") != error.npos || error.find("out-of-bounds") != error.npos)
    return error +
           "\nA place was used that is not there. Rows come first, then columns, then "
           "channels; with padding, leave out what is outside the image: an unsigned number "
           "below 0 is huge.";
  if (error.find("incompatible") != error.npos)
    return error +
           "\nThe sizes do not fit (rows x columns): is the order right, and is one of them to "
           "be transposed?";
  if (error == "std::bad_alloc")
    return "there was not enough memory: is a size huge, an unsigned number below 0 say?";
  return error;
}

arma::mat random_matrix(arma::uword rows, arma::uword columns, std::uint64_t seed) {
  arma::mat matrix(rows, columns);
  dln::Random random(seed);
  matrix.imbue([&] { return std::round(15 * random.normal()) / 10 + 0.0; });
  return matrix;
}

}  // namespace exercise
