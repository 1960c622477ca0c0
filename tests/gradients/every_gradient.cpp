#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "config.hpp"
#include "gradients/checks.hpp"
#include "support.hpp"

#ifndef DLN_PORTABLE
#include "program/results.hpp"
#endif

namespace {

namespace fs = std::filesystem;
using dln::gradcheck::Report;
using dln::test::text_of;

constexpr std::uint64_t seeds = 3;

// Class and base, in pairs, as a header declares them; `using ClassLoss = Loss<T, arma::uvec>`
// is one, too.
std::multimap<std::string, std::string> bases_in(const std::string& header) {
  static const std::regex declaration(
      R"((?:class|struct)\s+(\w+)(?:\s+final)?\s*:\s*public\s+(?:\w+::)*(\w+)\s*<)");
  static const std::regex alias(R"(using\s+(\w+)\s*=\s*(?:\w+::)*(\w+)\s*<)");
  std::multimap<std::string, std::string> bases;
  for (const auto* pattern : {&declaration, &alias})
    for (std::sregex_iterator match(header.begin(), header.end(), *pattern), end; match != end;
         ++match)
      bases.emplace((*match)[1], (*match)[2]);
  return bases;
}

// The classes that must be checked: all that have a gradient by one of their bases, and that no
// other class is made of.
std::set<std::string> classes_with_gradients(
    const std::multimap<std::string, std::string>& bases) {
  std::set<std::string> found = {"Layer", "Loss", "Regularizer", "Objective"};
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (const auto& [name, base] : bases)
      if (found.contains(base)) found.insert(name);
  }
  for (const auto& [name, base] : bases) found.erase(base);
  return found;
}

// What the library's headers declare, in every folder; the wrong layers of gradcheck are wrong
// on purpose.
std::set<std::string> declared_classes() {
  std::multimap<std::string, std::string> bases;
  for (const auto& entry : fs::recursive_directory_iterator(dln::test::library_folder))
    if (entry.path().extension() == ".hpp" &&
        entry.path().parent_path().filename() != "gradcheck")
      bases.merge(bases_in(text_of(entry.path())));
  return classes_with_gradients(bases);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gradients)

BOOST_AUTO_TEST_CASE(every_class_with_a_gradient_has_a_check) {
  std::set<std::string> checked;
  for (const auto& check : dln::test::gradient_checks()) checked.insert(check.subject);
  const auto declared = declared_classes();
  for (const char* known :
       {"Conv2d", "Dense", "MaxPool2d", "ReLU", "Hinge", "SoftmaxCrossEntropy", "SmoothL1",
        "L1", "L2", "Sequential", "Sum", "Classification"})
    BOOST_TEST(declared.contains(known), "the search for classes no longer finds " << known);
  for (const auto& name : declared)
    BOOST_TEST(checked.contains(name), name << " has no gradient check");
}

BOOST_AUTO_TEST_CASE(indirect_bases_and_aliases_are_followed) {
  const auto bases = bases_in(R"(
class Between : public Layer<T> {
class Deep final
    : public dln::Between<T> {
template <typename T>
using NumberLoss = Loss<T, Tensor<T>>;
struct Squared : public NumberLoss<T> {
class Stranger : public Dataset<T> {
)");
  BOOST_TEST(classes_with_gradients(bases) ==
                 (std::set<std::string>{"Deep", "Regularizer", "Objective", "Squared"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_gradient_is_correct) {
#ifndef DLN_PORTABLE
  dln::program::Table table({{"what"},
                             {"setting"},
                             {"tensor"},
                             {"shape"},
                             {"checked"},
                             {"alive"},
                             {"at a kink"},
                             {"largest relative error", "{:.1e}"}});
  std::size_t entries = 0;
#endif
  for (const auto& check : dln::test::gradient_checks()) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const Report report = check.check(seed);
      BOOST_TEST(report.passed(), check.setting << ", seed " << seed << "\n" << report.table());
#ifndef DLN_PORTABLE
      for (const auto& tensor : report.tensors) entries += tensor.checked;
      if (seed > 1) continue;  // the appendix shows the first
      for (const auto& tensor : report.tensors)
        table.add({check.subject, check.setting, tensor.tensor, dln::to_string(tensor.shape),
                   tensor.checked, tensor.alive, tensor.at_kink,
                   tensor.largest_relative_error});
#endif
    }
  }
#ifndef DLN_PORTABLE
  dln::program::Results results(dln::test::gradient_results);
  results.write("every-gradient", table);
  results.note("checks", dln::test::gradient_checks().size());
  results.note("classes", declared_classes().size());
  results.note("entries", entries);
  results.note("seeds", seeds);
  results.save();
#endif
}

BOOST_AUTO_TEST_SUITE_END()
