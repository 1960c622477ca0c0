#include "checking/checking.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <regex>

namespace exercise {
namespace {

bool close(const arma::mat& a, const arma::mat& b) {
  if (arma::size(a) != arma::size(b) || !a.is_finite()) return false;
  if (a.is_empty()) return true;
  const double size = std::max({1e-12, arma::abs(a).max(), arma::abs(b).max()});
  return arma::abs(a - b).max() <= 1e-9 * size;
}

std::string shape(const arma::mat& m) { return fmt::format("{} x {}", m.n_rows, m.n_cols); }

std::string show(const arma::mat& m) {
  if (m.n_elem == 1) return fmt::format("{:.6g}", m(0, 0));
  std::string text;
  for (arma::uword r = 0; r < std::min<arma::uword>(m.n_rows, 6); ++r) {
    text += "\n     ";
    for (arma::uword c = 0; c < std::min<arma::uword>(m.n_cols, 6); ++c) text += fmt::format(" {:10.5g}", m(r, c));
    if (m.n_cols > 6) text += " ...";
  }
  return text + (m.n_rows > 6 ? "\n      ..." : "");
}

arma::mat flat(const arma::cube& image) { return arma::vectorise(image); }

bool close(const arma::cube& a, const arma::cube& b) {
  return arma::size(a) == arma::size(b) && close(flat(a), flat(b));
}

std::string show(const arma::cube& image) {
  std::string text;
  for (arma::uword c = 0; c < std::min<arma::uword>(image.n_slices, 3); ++c)
    text += (image.n_slices > 1 ? fmt::format("\n      channel {}:", c) : "") + show(arma::mat(image.slice(c).t()));
  return text + (image.n_slices > 3 ? "\n      ..." : "");
}

}  // namespace

void wrong(const std::string& text) { throw Wrong{text}; }

void compare(const std::string& what, const arma::mat& expected, const arma::mat& got,
             const std::vector<Known>& known) {
  if (close(got, expected)) return;
  std::string text = fmt::format("{}\n  expected {}\n  got      {}", what, show(expected), show(got));
  if (arma::size(got) != arma::size(expected))
    text = fmt::format("{}\n  expected a result of {}, got one of {}", what, shape(expected), shape(got));
  else if (!got.is_finite())
    text += "\nSome results are not finite numbers: something overflowed, or was divided by zero.";
  for (const Known& one : known) {
    if (!close(got, one.value)) continue;
    text += "\n" + one.sentence;
    break;
  }
  wrong(text);
}

void recognise(const std::string& what, const arma::cube& got, const std::vector<KnownImage>& known) {
  for (const KnownImage& one : known)
    if (close(got, one.value)) wrong(what + "\n" + one.sentence);
}

void compare_images(const std::string& what, const arma::cube& expected, const arma::cube& got,
                    const std::vector<KnownImage>& known) {
  if (close(got, expected)) return;
  const auto sizes = [](const arma::cube& image) {
    return fmt::format("{} wide, {} high, {} deep", image.n_rows, image.n_cols, image.n_slices);
  };
  if (arma::size(got) != arma::size(expected)) {
    const std::string text =
        fmt::format("{}\n  expected a result that is {}\n  got one that is     {}", what, sizes(expected), sizes(got));
    recognise(text, got, known);
    wrong(text);
  }
  const std::string text = fmt::format("{}\n  expected{}\n  got{}", what, show(expected), show(got));
  recognise(text, got, known);
  wrong(got.is_finite() ? text : text + "\nSome results are not finite numbers: was memory never set?");
}

void compare(const std::string& what, double expected, double got, const std::vector<Known>& known) {
  compare(what, arma::mat(1, 1, arma::fill::value(expected)), arma::mat(1, 1, arma::fill::value(got)), known);
}

void compare_gradient(const std::string& what, const std::function<double(const arma::mat&)>& f, const arma::mat& x,
                      const arma::mat& gradient, std::size_t batch) {
  if (arma::size(gradient) != arma::size(x))
    wrong(fmt::format("{}\n  expected a gradient of {}, like its argument, got one of {}", what, shape(x),
                      shape(gradient)));
  using Tensor = dln::Tensor<double>;
  Tensor value({x.n_cols, x.n_rows, 1, 1});
  value.columns() = x;
  Tensor analytic(value.shape());
  analytic.columns() = gradient;
  const auto outputs = [&] { return Tensor({1, 1, 1, 1}, f(value.columns())); };
  const auto report = dln::gradcheck::check_tensor(
      {"gradient", value, analytic, outputs, Tensor({1, 1, 1, 1}, 1.0), batch, {}}, {.most_kinks = 1});
  if (!report.passed()) {
    const arma::uword row = report.worst_entry % x.n_rows;
    const arma::uword column = report.worst_entry / x.n_rows;
    wrong(
        fmt::format("{}\n  {} of {} entries are wrong; the worst is ({}, {}): yours {:.6g}, by differences {:.6g}\n"
                    "Diagnosis: {}{}",
                    what, report.wrong, report.checked, row, column, report.analytic, report.numerical,
                    report.diagnosis, report.diagnosis.ends_with('?') ? "" : "."));
  }
}

void expect_no_loop(const std::string& file) {
  std::ifstream stream(file);
  std::string text((std::istreambuf_iterator<char>(stream)), {});
  text = std::regex_replace(text, std::regex(R"(//[^\n]*|/\*[\s\S]*?\*/)"), "");
  if (std::regex_search(text, std::regex(R"(\b(for|while|for_each)\b)")))
    wrong("The result is right, but there is a loop. Say it as matrices: Armadillo runs the loops for you.");
}

}  // namespace exercise
