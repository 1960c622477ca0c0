/**
 * @file
 * Bytes of safetensors files.
 */
#pragma once

#include "support.hpp"

namespace dln::test {

using Bytes = std::vector<std::uint8_t>;

/** A file of this header and content; the length is the header's unless another is given. */
inline Bytes file_of(const std::string& header, const Bytes& content, std::uint64_t length) {
  Bytes bytes;
  for (unsigned shift = 0; shift < 64; shift += 8)
    bytes.push_back(static_cast<std::uint8_t>(length >> shift));
  bytes.insert(bytes.end(), header.begin(), header.end());
  bytes.insert(bytes.end(), content.begin(), content.end());
  return bytes;
}

inline Bytes file_of(const std::string& header, const Bytes& content) {
  return file_of(header, content, header.size());
}

/** What the format's own Python package writes for a text, four float32, two float16 and three
 * bfloat16 numbers. */
inline const Bytes published =
    file_of(R"({"__metadata__":{"format":"pt"},)"
            R"("0.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},)"
            R"("1.bias":{"dtype":"BF16","shape":[3],"data_offsets":[16,22]},)"
            R"("0.bias":{"dtype":"F16","shape":[2],"data_offsets":[22,26]}}    )",
            {0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x00, 0xc0,
             0x00, 0x00, 0x00, 0x3f, 0x00, 0x00, 0xc0, 0x7f,  // 1 -2 0.5 NaN
             0x80, 0x3f, 0x00, 0xc0, 0x80, 0x7f,              // 1 -2 infinity
             0x00, 0x3c, 0x00, 0xc0});                        // 1 -2

}  // namespace dln::test
