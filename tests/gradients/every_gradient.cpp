#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "gradients/checks.hpp"
#include "support.hpp"

#ifndef DLN_PORTABLE
#include "program/results.hpp"
#endif

namespace {

namespace fs = std::filesystem;
using dln::gradcheck::Report;

constexpr std::uint64_t seeds = 3;

// The classes that must be checked, as the library's headers declare them.
std::set<std::string> declared_classes() {
  const std::regex declaration(R"(class (\w+)( final)? : public (Layer|Join|Loss|Regularizer)<T>)");
  std::set<std::string> names;
  for (const char* folder : {"layers", "losses", "regularizers", "train", "models"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(LIBRARY_FOLDER) / folder)) {
      if (entry.path().extension() != ".hpp") continue;
      std::ifstream file(entry.path());
      const std::string text((std::istreambuf_iterator<char>(file)), {});
      for (std::sregex_iterator match(text.begin(), text.end(), declaration), end; match != end; ++match)
        names.insert((*match)[1]);
    }
  }
  return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gradients)

BOOST_AUTO_TEST_CASE(every_layer_loss_and_regularizer_has_a_check) {
  std::set<std::string> checked;
  for (const auto& check : dln::test::gradient_checks()) checked.insert(check.subject);
  const auto declared = declared_classes();
  for (const char* known :
       {"Conv2d", "Dense", "MaxPool2d", "ReLU", "Hinge", "SoftmaxCrossEntropy", "L1", "L2", "Sequential"})
    BOOST_TEST(declared.contains(known), "the search for classes no longer finds " << known);
  for (const auto& name : declared) BOOST_TEST(checked.contains(name), name << " has no gradient check");
}

BOOST_AUTO_TEST_CASE(every_gradient_is_right) {
#ifndef DLN_PORTABLE
  dln::program::Table table(
      {{"what"}, {"setting"}, {"tensor"}, {"shape"}, {"checked"}, {"at a kink"}, {"largest relative error", "{:.1e}"}});
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
        table.add({check.subject, check.setting, tensor.tensor, dln::to_string(tensor.shape), tensor.checked,
                   tensor.at_kink, tensor.largest_relative_error});
#endif
    }
  }
#ifndef DLN_PORTABLE
  dln::program::Results results(GRADIENT_RESULTS);
  results.write("every-gradient", table);
  results.note("checks", dln::test::gradient_checks().size());
  results.note("classes", declared_classes().size());
  results.note("entries", entries);
  results.note("seeds", seeds);
  results.write_summary();
#endif
}

BOOST_AUTO_TEST_SUITE_END()
