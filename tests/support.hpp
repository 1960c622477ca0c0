/**
 * @file
 * What several test files use.
 */
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "dln/core/error.hpp"
#include "dln/core/random.hpp"
#include "dln/core/tensor.hpp"

namespace dln::test {

/** A tensor of Gaussian numbers. */
template <typename T>
Tensor<T> random_tensor(const Shape& shape, std::uint64_t seed) {
  Random random(seed);
  Tensor<T> tensor(shape);
  tensor.values().imbue([&] { return static_cast<T>(random.normal()); });
  return tensor;
}

/** Checks that a call throws an Error whose message holds every one of these texts. */
inline void expect_error(const std::function<void()>& call,
                         const std::vector<std::string>& texts) {
  try {
    call();
    BOOST_ERROR("no error was thrown");
  } catch (const Error& error) {
    for (const auto& text : texts)
      BOOST_TEST(std::string(error.what()).find(text) != std::string::npos,
                 "'" << error.what() << "' does not say '" << text << "'");
  }
}

/** Checks that a tensor's numbers are these, but for rounding. */
inline void expect_near(const Tensor<double>& found, const arma::vec& expected) {
  BOOST_TEST(arma::abs(found.values() - expected).max() < 1e-12,
             found.values().t() << " not " << expected.t());
}

/** A folder that disappears with the test. */
class TemporaryFolder {
 public:
  TemporaryFolder() {
    // mkdtemp replaces six of the letter at the end.
    std::string pattern =
        (std::filesystem::temp_directory_path() / "dln test ").string() + std::string(6, 'X');
    BOOST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return path_ / name;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/** What a file holds. */
inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/** Writes a text to a file. */
inline void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path) << text;
}

/** Writes bytes to a file. */
inline void write_bytes(const std::filesystem::path& path,
                        const std::vector<std::uint8_t>& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

/** The bytes of a well-formed IDX file. */
inline std::vector<std::uint8_t> idx_bytes(const std::vector<std::uint32_t>& sizes,
                                           std::size_t content) {
  std::vector<std::uint8_t> bytes = {0, 0, 8, static_cast<std::uint8_t>(sizes.size())};
  for (const std::uint32_t size : sizes)
    for (const unsigned shift : {24U, 16U, 8U, 0U})
      bytes.push_back(static_cast<std::uint8_t>(size >> shift));
  for (std::size_t i = 0; i < content; ++i) bytes.push_back(static_cast<std::uint8_t>(i % 10));
  return bytes;
}

}  // namespace dln::test
