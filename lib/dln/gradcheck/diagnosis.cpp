#include "dln/gradcheck/diagnosis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace dln::gradcheck {
namespace {

using Candidate = std::optional<Diagnosis>;

/** The entries of one comparison as plain columns: a (analytic) and n (numerical). */
struct Entries {
  const Comparison& comparison;
  arma::vec a;
  arma::vec n;

  // Whether two gradients are the same up to the tolerance, measured against the larger one.
  [[nodiscard]] bool same(const arma::vec& one, const arma::vec& other) const {
    const double size = std::max(arma::norm(one), arma::norm(other));
    return arma::norm(one - other) <= comparison.tolerance * size;
  }
};

Candidate find_all_zero(const Entries& e) {
  if (arma::any(e.a) || !arma::any(e.n)) return {};
  return Diagnosis{
      Cause::all_zero,
      "the gradient is zero everywhere, but the output does change: is it ever computed?"};
}

std::string name_factor(double factor, std::size_t batch) {
  const auto is = [&](double value) {
    return std::abs(factor - value) < 1e-3 * std::abs(value);
  };
  const auto n = static_cast<double>(batch);
  if (batch > 1 && is(n))
    return fmt::format("{} times too large, the batch size N: is the mean's 1/N missing?",
                       batch);
  if (batch > 1 && is(1 / n))
    return fmt::format(
        "{} times too small, the batch size N: was the mean's 1/N applied twice?", batch);
  if (is(2))
    return "2 times too large: is it the derivative of a square whose 1/2 is already in the "
           "formula?";
  if (is(0.5)) return "half of what it should be: was the 2 of a square's derivative lost?";
  if (factor < 0)
    return fmt::format("{:.4g} times what it should be: the sign is wrong, and a factor",
                       factor);
  return fmt::format("{:.4g} times what it should be: a constant factor is missing or too much",
                     factor);
}

Candidate find_constant_factor(const Entries& e) {
  const double factor = arma::dot(e.a, e.n) / arma::dot(e.n, e.n);
  if (e.n.n_elem < 2 || !std::isfinite(factor) || !e.same(e.a, factor * e.n)) return {};
  if (std::abs(factor + 1) < 1e-3)
    return Diagnosis{
        Cause::sign,
        "the gradient has the wrong sign: every entry is -1 times what it should be"};
  return Diagnosis{Cause::constant_factor,
                   "the gradient is " + name_factor(factor, e.comparison.batch)};
}

Candidate find_transposed(const Entries& e) {
  const Shape& shape = e.comparison.analytic.shape();
  if (shape.examples < 2 || shape.features() < 2) return {};
  const arma::mat matrix = e.comparison.analytic.columns();
  const arma::mat exchanged = arma::reshape(matrix, matrix.n_cols, matrix.n_rows).t();
  if (!e.same(arma::vec(arma::vectorise(exchanged).eval().elem(e.comparison.checked)), e.n))
    return {};
  return Diagnosis{Cause::transposed,
                   "the gradient is transposed: exchange the factors of its matrix product"};
}

Candidate find_missing_term(const Entries& e) {
  const arma::vec error = e.n - e.a;
  for (const Term& term : e.comparison.known_terms) {
    const arma::vec t = term.gradient.values().elem(e.comparison.checked);
    const double factor = arma::dot(error, t) / arma::dot(t, t);
    const double size = std::max(arma::norm(e.n), arma::norm(e.a));
    if (!std::isfinite(factor) ||
        arma::norm(error - factor * t) > e.comparison.tolerance * size)
      continue;
    if (std::abs(factor - 1) < 1e-3)
      return Diagnosis{Cause::missing_term,
                       fmt::format("a term is missing: the {} gradient", term.name)};
    return Diagnosis{
        Cause::missing_term,
        fmt::format("the {} gradient enters with a wrong factor: add {:.4g} times it",
                    term.name, factor)};
  }
  return {};
}

Candidate find_missing_factor(const Entries& e) {
  for (const Term& factor : e.comparison.factors) {
    const arma::vec z = factor.gradient.values().elem(e.comparison.checked);
    if (e.same(e.a % z, e.n))
      return Diagnosis{
          Cause::missing_factor,
          "a factor is missing: entry by entry, the gradient is yours times " + factor.name};
    if (e.same(e.n % z, e.a))
      return Diagnosis{
          Cause::missing_factor,
          "a factor is too much: entry by entry, yours is the gradient times " + factor.name};
  }
  return {};
}

Candidate find_known_slip(const Entries& e) {
  for (const Term& slip : e.comparison.slips)
    if (e.same(e.a, slip.gradient.values().elem(e.comparison.checked)))
      return Diagnosis{Cause::known_slip, slip.name};
  return {};
}

Candidate find_mask(const Entries& e) {
  const Comparison& c = e.comparison;
  const double tiny = 1e-9 * arma::abs(e.n).max();
  const auto is_mask_error = [&](arma::uword i) {
    return (std::abs(c.analytic[i]) <= tiny) != (std::abs(c.numerical[i]) <= tiny);
  };
  if (!std::ranges::all_of(c.wrong, is_mask_error)) return {};
  const auto blocked = std::ranges::count_if(
      c.wrong, [&](arma::uword i) { return std::abs(c.analytic[i]) <= tiny; });
  return Diagnosis{
      Cause::mask,
      fmt::format("a mask is wrong: {} entries are blocked that should pass, {} pass that "
                  "should be blocked; is it computed from the tensor that it should be?",
                  blocked, c.wrong.n_elem - static_cast<arma::uword>(blocked))};
}

Candidate find_edges_only(const Entries& e) {
  const Comparison& c = e.comparison;
  const Shape& shape = c.analytic.shape();
  const auto at_edge = [&](arma::uword i) {
    const std::size_t x = i % shape.width;
    const std::size_t y = i / shape.width % shape.height;
    const bool vertical = shape.height > 2 && (y == 0 || y + 1 == shape.height);
    return vertical || (shape.width > 2 && (x == 0 || x + 1 == shape.width));
  };
  const bool has_interior = !std::ranges::all_of(c.checked, at_edge);
  if (!has_interior || !std::ranges::all_of(c.wrong, at_edge)) return {};
  return Diagnosis{Cause::edges_only,
                   "only entries at the image's border are wrong: look at the padding"};
}

}  // namespace

Diagnosis diagnose(const Comparison& comparison) {
  if (comparison.wrong.is_empty()) return {};
  const Entries entries{comparison, comparison.analytic.values().elem(comparison.checked),
                        comparison.numerical.values().elem(comparison.checked)};
  if (!entries.a.is_finite())
    return {Cause::unknown,
            "the gradient has entries that are not numbers: a division by zero, or memory "
            "never set?"};
  // [Try the usual causes in turn]
  for (const auto find :
       {find_all_zero, find_missing_term, find_constant_factor, find_transposed,
        find_missing_factor, find_known_slip, find_edges_only, find_mask})
    if (const Candidate found = find(entries)) return *found;
  // [Try the usual causes in turn]
  return {Cause::unknown, fmt::format("{} of {} entries are wrong, and no usual cause fits",
                                      comparison.wrong.n_elem, comparison.checked.n_elem)};
}

}  // namespace dln::gradcheck
