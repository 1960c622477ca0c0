#include "dln/data/safetensors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

#include "dln/core/error.hpp"
#include "dln/core/half.hpp"
#include "dln/data/file.hpp"

namespace dln {
namespace {

constexpr std::size_t length_bytes = 8;
constexpr std::size_t max_header = 100'000'000;  // bytes, the format's own bound
constexpr std::size_t piece = 4096;  // numbers that are converted at a time, in a cache

/** A number of a file and its bytes, the lowest first on every machine. */
template <typename Bits>
Bits take_bits(const std::uint8_t* bytes) {
  Bits bits = 0;
  for (std::size_t i = 0; i < sizeof(Bits); ++i)
    bits = static_cast<Bits>(bits | Bits{bytes[i]} << 8U * i);
  return bits;
}

template <typename Bits>
void put_bits(Bits bits, std::uint8_t* bytes) {
  for (std::size_t i = 0; i < sizeof(Bits); ++i)
    bytes[i] = static_cast<std::uint8_t>(bits >> 8U * i);
}

/** Converts `count` numbers, at most `piece`, from a file's bytes. */
template <typename T>
void decode(NumberType type, const std::uint8_t* bytes, std::size_t count, T* numbers) {
  if (type == NumberType::float64) {
    for (std::size_t i = 0; i < count; ++i)
      numbers[i] =
          static_cast<T>(std::bit_cast<double>(take_bits<std::uint64_t>(bytes + 8 * i)));
  } else if (type == NumberType::float32) {
    for (std::size_t i = 0; i < count; ++i)
      numbers[i] =
          static_cast<T>(std::bit_cast<float>(take_bits<std::uint32_t>(bytes + 4 * i)));
  } else {
    std::array<std::uint16_t, piece> halves{};
    std::array<float, piece> floats{};
    for (std::size_t i = 0; i < count; ++i) halves[i] = take_bits<std::uint16_t>(bytes + 2 * i);
    if (type == NumberType::float16)
      from_float16(halves.data(), floats.data(), count);
    else
      from_bfloat16(halves.data(), floats.data(), count);
    std::copy_n(floats.data(), count, numbers);
  }
}

/** Converts `count` numbers, at most `piece`, to a file's bytes. */
template <typename T>
void encode(NumberType type, const T* numbers, std::size_t count, std::uint8_t* bytes) {
  if (type == NumberType::float64) {
    for (std::size_t i = 0; i < count; ++i)
      put_bits(std::bit_cast<std::uint64_t>(static_cast<double>(numbers[i])), bytes + 8 * i);
    return;
  }
  std::array<float, piece> floats{};
  for (std::size_t i = 0; i < count; ++i) floats[i] = static_cast<float>(numbers[i]);
  if (type == NumberType::float32) {
    for (std::size_t i = 0; i < count; ++i)
      put_bits(std::bit_cast<std::uint32_t>(floats[i]), bytes + 4 * i);
  } else {
    std::array<std::uint16_t, piece> halves{};
    if (type == NumberType::float16)
      to_float16(floats.data(), halves.data(), count);
    else
      to_bfloat16(floats.data(), halves.data(), count);
    for (std::size_t i = 0; i < count; ++i) put_bits(halves[i], bytes + 2 * i);
  }
}

bool is_readable(NumberType type) {
  return type == NumberType::float16 || type == NumberType::bfloat16 ||
         type == NumberType::float32 || type == NumberType::float64;
}

std::vector<std::size_t> without_ones(std::vector<std::size_t> sizes) {
  std::erase(sizes, 1);
  return sizes;
}

std::vector<std::size_t> sizes_of(const Shape& shape) {
  return {shape.examples, shape.channels, shape.height, shape.width};
}

}  // namespace

SafetensorsFile::SafetensorsFile(std::filesystem::path path)
    : path_(std::move(path)), file_(open_file(path_)) {
  const std::size_t size = std::filesystem::file_size(path_);
  std::array<std::uint8_t, length_bytes> bytes{};
  file_.read(reinterpret_cast<char*>(bytes.data()), length_bytes);
  if (file_.gcount() != length_bytes)
    throw Error(
        name(),
        fmt::format("a safetensors file, which begins with {} bytes of length", length_bytes),
        fmt::format("{} bytes", file_.gcount()));
  const auto length = take_bits<std::uint64_t>(bytes.data());
  if (length > max_header)
    throw Error(name(),
                fmt::format("a safetensors file, its header at most {} bytes long", max_header),
                fmt::format("{} bytes", length));
  if (length > size - length_bytes)
    throw Error(name(), fmt::format("a header of {} bytes, as it begins", length),
                fmt::format("{} bytes behind the length", size - length_bytes));
  std::string text(length, ' ');
  file_.read(text.data(), static_cast<std::streamsize>(length));
  content_begin_ = length_bytes + length;
  header_ = parse_header(name(), text, size - content_begin_);
}

const StoredTensor& SafetensorsFile::tensor(const std::string& name) const {
  const auto found = tensors().find(name);
  if (found == tensors().end())
    throw Error(this->name(), "a tensor '" + name + "'", "none of that name");
  return found->second;
}

const std::string& SafetensorsFile::text(const std::string& name) const {
  const auto found = metadata().find(name);
  if (found == metadata().end())
    throw Error(this->name(), "a text '" + name + "'", "none of that name");
  return found->second;
}

Shape SafetensorsFile::shape(const std::string& name) const {
  std::vector<std::size_t> sizes = tensor(name).shape;
  if (sizes.size() > 4)
    throw Error(this->name() + ", tensor '" + name + "'", "at most four sizes",
                sizes_text(sizes));
  sizes.resize(4, 1);
  return {sizes[0], sizes[1], sizes[2], sizes[3]};
}

void SafetensorsFile::check(const std::string& name, const Shape& shape) const {
  const StoredTensor& stored = tensor(name);
  const std::string thing = this->name() + ", tensor '" + name + "'";
  if (!is_readable(stored.type))
    throw Error(thing, "numbers of type F32, F16, BF16 or F64", to_string(stored.type));
  const auto expected = without_ones(sizes_of(shape));
  if (without_ones(stored.shape) != expected)
    throw Error(thing, "the shape " + sizes_text(expected), sizes_text(stored.shape));
}

template <typename T>
Tensor<T> SafetensorsFile::read(const std::string& name, const Shape& shape) {
  check(name, shape);
  const StoredTensor& stored = tensor(name);
  const std::size_t bytes_each = bytes_of(stored.type);
  Tensor<T> result(shape);
  std::vector<std::uint8_t> bytes(std::min(piece, result.size()) * bytes_each);
  file_.clear();
  file_.seekg(static_cast<std::streamoff>(content_begin_ + stored.begin));
  for (std::size_t first = 0; first < result.size(); first += piece) {
    const std::size_t count = std::min(piece, result.size() - first);
    const auto wanted = static_cast<std::streamsize>(count * bytes_each);
    file_.read(reinterpret_cast<char*>(bytes.data()), wanted);
    if (file_.gcount() != wanted)
      throw Error(this->name() + ", tensor '" + name + "'",
                  "a file as long as it was when it was opened", "less");
    decode(stored.type, bytes.data(), count, result.data() + first);
  }
  return result;
}

template <typename T>
void SafetensorsWriter::add(const std::string& name, const Tensor<T>& tensor, NumberType type) {
  if (!is_readable(type))
    throw Error("tensor '" + name + "'", "a type F32, F16, BF16 or F64 to write",
                to_string(type));
  const bool is_new =
      header_.tensors.insert({name, {type, sizes_of(tensor.shape()), 0, 0}}).second;
  if (!is_new) throw Error("tensor '" + name + "'", "a name of its own", "one that is taken");
  contents_[name] = [&tensor, type](std::ostream& file) {
    std::vector<std::uint8_t> bytes(std::min(piece, tensor.size()) * bytes_of(type));
    for (std::size_t first = 0; first < tensor.size(); first += piece) {
      const std::size_t count = std::min(piece, tensor.size() - first);
      encode(type, tensor.data() + first, count, bytes.data());
      file.write(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::streamsize>(count * bytes_of(type)));
    }
  };
}

void SafetensorsWriter::write(const std::filesystem::path& path) {
  std::vector<std::string>
      order;  // larger types first, so that every number stands at a multiple of its size
  for (const auto& [name, tensor] : header_.tensors) order.push_back(name);
  std::stable_sort(order.begin(), order.end(), [&](const std::string& a, const std::string& b) {
    return header_.tensors[a].type > header_.tensors[b].type;
  });
  std::size_t end = 0;
  for (const std::string& name : order) {
    StoredTensor& tensor = header_.tensors[name];
    tensor.begin = end;
    end = tensor.end = std::accumulate(tensor.shape.begin(), tensor.shape.end(),
                                       bytes_of(tensor.type), std::multiplies()) +
                       end;
  }
  const std::string header = format_header(header_);
  write_file(path, [&](std::ostream& file) {
    std::array<std::uint8_t, length_bytes> length{};
    put_bits<std::uint64_t>(header.size(), length.data());
    file.write(reinterpret_cast<const char*>(length.data()), length_bytes);
    file << header;
    for (const std::string& name : order) contents_[name](file);
  });
}

template Tensor<float> SafetensorsFile::read(const std::string&, const Shape&);
template Tensor<double> SafetensorsFile::read(const std::string&, const Shape&);
template void SafetensorsWriter::add(const std::string&, const Tensor<float>&, NumberType);
template void SafetensorsWriter::add(const std::string&, const Tensor<double>&, NumberType);

}  // namespace dln
