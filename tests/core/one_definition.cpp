#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "config.hpp"
#include "support.hpp"

namespace fs = std::filesystem;

namespace {

/** The functions of a file's own, in namespaces without names. */
std::vector<std::string> own_functions(const fs::path& path) {
  static const std::regex function(R"(^[A-Za-z\[][\w:<>,&* \[\]]*[ &*](\w+)\()");
  std::istringstream lines(dln::test::text_of(path));
  std::vector<std::string> names;
  bool within = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "namespace {") within = true;
    if (line == "}  // namespace") within = false;
    std::smatch match;
    if (within && std::regex_search(line, match, function)) names.push_back(match[1]);
  }
  return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(core)

// Two classes of one name in one namespace compile where no file includes both, and then one's
// destructor may be called for the other.
BOOST_AUTO_TEST_CASE(a_name_in_a_namespace_is_one_class) {
  static const std::regex space(R"(^namespace ([\w:]+) \{)"),
      definition(R"(^(?:struct|class) (\w+)(?: final)?(?: :.*)? \{)");
  std::map<std::string, std::string> defined;  // by whole name: in which header
  for (const auto& entry : fs::recursive_directory_iterator(dln::test::library_folder)) {
    if (entry.path().extension() != ".hpp") continue;
    std::ifstream header(entry.path());
    std::string around;
    for (std::string line; std::getline(header, line);) {
      std::smatch match;
      if (std::regex_search(line, match, space)) around = match[1];
      if (!std::regex_search(line, match, definition)) continue;
      const std::string name = around + "::" + match[1].str();
      const auto [first, is_new] = defined.emplace(name, entry.path().string());
      BOOST_TEST(is_new, name << " is defined in " << first->second << " and in "
                              << entry.path().string());
    }
  }
  BOOST_TEST(defined.size() > 100U);
}

// Files are compiled several as one: a call may find a function of the same name in another
// file that fits better. Overloads within one file are meant.
BOOST_AUTO_TEST_CASE(functions_of_files_that_are_compiled_together_have_names_of_their_own) {
  const fs::path root = fs::path(dln::test::library_folder).parent_path().parent_path();
  std::vector<fs::path> programs = {root / "lib/dln", root / "lib/program", root / "tests",
                                    root / "plots/figure", root / "exercises/checking"};
  for (const auto& chapter : fs::directory_iterator(root / "chapters"))
    if (chapter.is_directory()) programs.push_back(chapter.path());
  const std::set<fs::path> apart = {root / "lib/dln/conv",
                                    root / "lib/program/classify.cpp",
                                    root / "lib/program/segment.cpp",
                                    root / "tests/bench",
                                    root / "tests/figures",
                                    root / "tests/script"};
  std::size_t functions = 0;
  for (const fs::path& program : programs) {
    std::map<std::string, fs::path> defined;
    for (const auto& entry : fs::recursive_directory_iterator(program)) {
      if (entry.path().extension() != ".cpp" || apart.contains(entry.path()) ||
          apart.contains(entry.path().parent_path()))
        continue;
      for (const std::string& name : own_functions(entry.path())) {
        const auto [first, is_new] = defined.emplace(name, entry.path());
        BOOST_TEST((is_new || first->second == entry.path()),
                   name << " is defined in " << first->second << " and in " << entry.path());
        functions += 1;
      }
    }
  }
  BOOST_TEST(functions > 500U);
}

BOOST_AUTO_TEST_SUITE_END()
