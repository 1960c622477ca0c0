#include <filesystem>
#include <fstream>
#include <map>
#include <regex>

#include "config.hpp"
#include "support.hpp"

namespace fs = std::filesystem;

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

BOOST_AUTO_TEST_SUITE_END()
