/**
 * @file
 * Tensors in files: the safetensors format.
 *
 * A file is the length of its header (8 bytes, the lowest first), the header (JSON: name, type,
 * shape and place of every tensor, and texts), and the numbers (lowest byte first, the last
 * size fastest, which is our order too). So a file can be checked before a single number is
 * read, and it holds nothing that could run.
 *
 * Source: https://github.com/huggingface/safetensors, "Format".
 */
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>

#include "dln/core/tensor.hpp"
#include "dln/data/safetensors_header.hpp"

namespace dln {

/**
 * A safetensors file, its header read and checked; numbers are read when they are asked for.
 */
class SafetensorsFile {
 public:
  /**
   * Opens a file and checks everything but the values of the numbers: NaN and infinity are
   * values like others.
   * @throws Error that names the file and the tensor if it is missing, cut short, too long or
   * contradicts itself
   */
  explicit SafetensorsFile(std::filesystem::path path);

  /** The tensors by name. */
  [[nodiscard]] const std::map<std::string, StoredTensor>& tensors() const {
    return header_.tensors;
  }
  /** The texts by name. */
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const {
    return header_.metadata;
  }
  /** Its name, for messages. */
  [[nodiscard]] std::string name() const { return path_.string(); }

  /** One of the tensors. @throws Error if there is none of that name */
  [[nodiscard]] const StoredTensor& tensor(const std::string& name) const;

  /** One of the texts. @throws Error if there is none of that name */
  [[nodiscard]] const std::string& text(const std::string& name) const;

  /** A tensor's sizes as those of one of ours, ones behind them. @throws Error if there are
   * more than four */
  [[nodiscard]] Shape shape(const std::string& name) const;

  /**
   * Checks that a tensor can be read as one of ours.
   *
   * Shapes are compared without their ones, which do not change where a number stands: a dense
   * layer's weight of M x D x 1 x 1 is a file's [M, D], a bias of 1 x M x 1 x 1 its [M], a
   * convolution's K x C x R x S its [K, C, R, S].
   * @throws Error unless it has the shape and float16, bfloat16, float32 or float64 numbers
   */
  void check(const std::string& name, const Shape& shape) const;

  /**
   * Reads a tensor, converting its numbers to T.
   * @throws Error as `check` does, or if the file has become shorter
   */
  template <typename T>
  Tensor<T> read(const std::string& name, const Shape& shape);

 private:
  std::filesystem::path path_;
  std::ifstream file_;
  std::size_t content_begin_ = 0;
  SafetensorsHeader header_;
};

/** What a safetensors file is to hold. */
class SafetensorsWriter {
 public:
  /**
   * Adds a tensor, which must stand where it is until it is written.
   * @param name not yet taken
   * @param tensor T is float or double
   * @param type float16, bfloat16, float32 or float64; to 16 bits a double is first rounded to
   * a float
   * @throws Error for a name that is taken or another type
   */
  template <typename T>
  void add(const std::string& name, const Tensor<T>& tensor, NumberType type);

  /** Adds a text. */
  void add(const std::string& name, const std::string& text) { header_.metadata[name] = text; }

  /**
   * Writes the file beside its place and renames it there. The same content has the same bytes:
   * those that the format's own writer makes, larger types first, then by name.
   * @throws Error if it cannot be written
   */
  void write(const std::filesystem::path& path);

 private:
  SafetensorsHeader header_;
  std::map<std::string, std::function<void(std::ostream&)>> contents_;
};

/** The number type that keeps every bit of a T: float32 for float, float64 for double. */
template <typename T>
constexpr NumberType own_type = sizeof(T) == 4 ? NumberType::float32 : NumberType::float64;

}  // namespace dln
