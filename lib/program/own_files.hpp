/**
 * @file
 * Files of ours in a folder that may hold other people's too.
 */
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace dln::program {

/**
 * What programs wrote in one folder, as a list beside it says: `written-by-dln.txt`, a name a
 * line.
 *
 * Only a regular file whose name stands in the list is ever replaced or removed. Whatever else
 * is in the folder stays as it is: files of the same name that are not in the list, folders,
 * and links.
 */
class OwnFiles {
 public:
  /** The files in a folder. @param folder where; it need not exist */
  explicit OwnFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /**
   * Makes the folder where it is missing, and checks what can be checked before anything is
   * computed.
   * @throws Error if files cannot be made in the folder, or if its list is not one of ours
   */
  void prepare() const;

  /**
   * Checks that a file may be written.
   * @param name of the file, without folders
   * @throws Error if something of that name is there which an earlier run did not write
   */
  void check_ours(const std::string& name) const;

  /**
   * Puts new files in the place of all earlier ones. Until every byte is on the disk the
   * earlier ones stay whole; then each is replaced by a rename, and those that have no
   * successor are removed.
   * @param contents each file's name and what it holds
   * @throws Error if a name is taken by what is not ours, or if a file cannot be written: then
   * nothing has changed
   */
  void replace_all(const std::map<std::string, std::string>& contents) const;

 private:
  [[nodiscard]] std::filesystem::path list() const;

  std::filesystem::path folder_;
};

}  // namespace dln::program
