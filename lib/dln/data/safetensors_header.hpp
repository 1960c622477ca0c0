/**
 * @file
 * The header of a safetensors file: which tensors it holds, and where.
 */
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dln {

/** What a stored number is, in the format's order, by size. */
enum class NumberType {
  boolean,      ///< `BOOL`, one byte
  uint8,        ///< `U8`
  int8,         ///< `I8`
  float8_e5m2,  ///< `F8_E5M2`, 5 bits of exponent and 2 of fraction
  float8_e4m3,  ///< `F8_E4M3`, 4 bits of exponent and 3 of fraction
  int16,        ///< `I16`
  uint16,       ///< `U16`
  float16,      ///< `F16`
  bfloat16,     ///< `BF16`, the upper half of a float
  int32,        ///< `I32`
  uint32,       ///< `U32`
  float32,      ///< `F32`
  float64,      ///< `F64`
  int64,        ///< `I64`
  uint64        ///< `U64`
};

/** Its name in the header: `F32`. */
std::string to_string(NumberType type);

/** Its size in bytes. */
std::size_t bytes_of(NumberType type);

/** A shape of any number of sizes as text, `64x3x3`, short enough for a message. */
std::string sizes_text(const std::vector<std::size_t>& sizes);

/** One tensor of a file. */
struct StoredTensor {
  NumberType type = NumberType::float32;  ///< of its numbers
  std::vector<std::size_t>
      shape;              ///< its sizes, the last one fastest; none for a single number
  std::size_t begin = 0;  ///< of its bytes, counted from the end of the header
  std::size_t end = 0;    ///< one past its last byte
};

/** What a header says. */
struct SafetensorsHeader {
  std::map<std::string, StoredTensor> tensors;  ///< by name
  std::map<std::string, std::string> metadata;  ///< texts by name, free for any use
};

/**
 * The JSON of a header, as the format's own writer would put it: tensors in the order of their
 * bytes, padded with spaces to a multiple of 8.
 * @throws Error if a name is not UTF-8
 */
std::string format_header(const SafetensorsHeader& header);

/**
 * Reads the JSON of a header and believes nothing: names stand once, types are known, every
 * tensor has as many bytes as its shape and type say, and together they cover the content
 * without overlap, hole or rest.
 * @param file its name, for messages
 * @param text the header
 * @param content how many bytes follow the header in the file
 * @throws Error that names the file and the tensor
 */
SafetensorsHeader parse_header(const std::string& file, std::string_view text,
                               std::size_t content);

}  // namespace dln
