#include "program/own_files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "dln/core/error.hpp"
#include "dln/data/file.hpp"

namespace dln::program {
namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

constexpr const char* first_line =
    "# Written by dln, which replaces or removes only the files in this list:";

bool is_there(const fs::path& path) { return fs::exists(fs::symlink_status(path)); }

bool is_file(const fs::path& path) { return fs::is_regular_file(fs::symlink_status(path)); }

/** A list may name files of its own folder, and nothing else. */
bool is_plain(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos;
}

Names read_list(const fs::path& path) {
  Names names;
  if (!is_there(path)) return names;
  std::ifstream file(path);
  std::string line;
  if (!is_file(path) || !std::getline(file, line) || line != first_line)
    throw Error(path.string(), "a list that an earlier run wrote",
                "something else of that name");
  while (std::getline(file, line))
    if (is_plain(line)) names.insert(line);
  return names;
}

fs::path beside(const fs::path& path) { return path.string() + ".part"; }

void write_beside(const fs::path& path, const std::string& content) {
  std::ofstream file(beside(path), std::ios::binary);
  file << content;
  file.close();
  if (file.fail())
    throw Error(path.string(), "a file that can be written",
                "one that cannot (place, rights, space?)");
}

void write_list(const fs::path& path, const Names& names) {
  std::string text = std::string(first_line) + "\n";
  for (const auto& name : names) text += name + "\n";
  write_file(path, text);
}

void check(const fs::path& folder, const std::string& name, const Names& ours) {
  if (!is_plain(name))
    throw Error(folder.string(), "a file's name without folders", "'" + name + "'");
  const fs::path path = folder / name;
  const bool listed = ours.contains(name);
  for (const fs::path& taken : {path, beside(path)})
    if (is_there(taken) && !(listed && is_file(taken)))
      throw Error(taken.string(), "a free name, or a file that an earlier run wrote",
                  is_file(taken) ? "a file that is not in " + folder.string() +
                                       "'s list (move it, or name another folder)"
                                 : "a folder or a link (move it, or name another folder)");
}

/** While it lives, no other program replaces files in this folder. */
class Lock {
 public:
  explicit Lock(const fs::path& folder)
      : descriptor_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ >= 0) flock(descriptor_, LOCK_EX);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() {
    if (descriptor_ >= 0) close(descriptor_);
  }

 private:
  int descriptor_;
};

}  // namespace

fs::path OwnFiles::list() const { return folder_ / "written-by-dln.txt"; }

void OwnFiles::prepare() const {
  std::error_code failure;
  fs::create_directories(folder_, failure);
  if (failure) throw Error(folder_.string(), "a folder that can be made", failure.message());
  if (access(folder_.c_str(), W_OK | X_OK) != 0)
    throw Error(folder_.string(), "a folder to write to", "one without the right to");
  read_list(list());
}

void OwnFiles::check_ours(const std::string& name) const {
  check(folder_, name, read_list(list()));
}

void OwnFiles::replace_all(const std::map<std::string, std::string>& contents) const {
  prepare();
  const Lock lock(folder_);
  const Names earlier = read_list(list());
  Names names;
  for (const auto& [name, content] : contents) {
    check(folder_, name, earlier);
    names.insert(name);
  }
  try {
    // The list comes first: should this be killed half-way, the next run knows all that is
    // ours.
    Names all = earlier;
    all.insert(names.begin(), names.end());
    write_list(list(), all);
    for (const auto& [name, content] : contents) write_beside(folder_ / name, content);
  } catch (...) {
    std::error_code ignored;
    for (const auto& name : names) fs::remove(beside(folder_ / name), ignored);
    throw;
  }
  for (const auto& name : names) fs::rename(beside(folder_ / name), folder_ / name);
  for (const auto& name : earlier)
    if (!names.contains(name) && is_file(folder_ / name)) fs::remove(folder_ / name);
  if (names.empty())
    fs::remove(list());
  else
    write_list(list(), names);
}

}  // namespace dln::program
