#include "dln/data/safetensors_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/algorithm/string/join.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "dln/core/error.hpp"

namespace dln {
namespace {

using nlohmann::json;

struct TypeName {
  const char* name;
  std::size_t bytes;
};

/** In the order of NumberType. */
constexpr std::array<TypeName, 15> types = {{{"BOOL", 1},
                                             {"U8", 1},
                                             {"I8", 1},
                                             {"F8_E5M2", 1},
                                             {"F8_E4M3", 1},
                                             {"I16", 2},
                                             {"U16", 2},
                                             {"F16", 2},
                                             {"BF16", 2},
                                             {"I32", 4},
                                             {"U32", 4},
                                             {"F32", 4},
                                             {"F64", 8},
                                             {"I64", 8},
                                             {"U64", 8}}};

constexpr const char* metadata_name = "__metadata__";

/** A name from a file, short enough for a message. */
std::string in_quotes(const std::string& name) {
  constexpr std::size_t most = 80;
  return name.size() <= most
             ? "'" + name + "'"
             : fmt::format("'{}...' ({} bytes)", name.substr(0, most), name.size());
}

/**
 * Takes the JSON piece by piece and keeps only what a header may have, so that no header,
 * however deep or long, takes more memory than a few times its size.
 */
class HeaderReader final : public json::json_sax_t {
 public:
  explicit HeaderReader(std::string file) : file_(std::move(file)) {}

  SafetensorsHeader header;

  bool start_object(std::size_t) override {
    if (depth_ == 2)
      refuse(in_metadata() ? "a text" : "a type, a shape and offsets", "an object");
    ++depth_;
    fields_.clear();
    tensor_ = {};
    offsets_.clear();
    return true;
  }

  bool key(std::string& name) override {
    (depth_ == 1 ? name_ : field_) = name;
    if (depth_ == 1) {
      field_.clear();
      if (in_metadata() ? std::exchange(has_metadata_, true) : header.tensors.contains(name))
        refuse("a name of its own", "one that stands twice");
    } else if (in_metadata()) {
      if (header.metadata.contains(name)) refuse("a name of its own", "one that stands twice");
    } else {
      if (name != "dtype" && name != "shape" && name != "data_offsets")
        refuse("dtype, shape and data_offsets", in_quotes(name));
      if (std::find(fields_.begin(), fields_.end(), name) != fields_.end())
        refuse("one " + name, "two");
      fields_.push_back(name);
    }
    return true;
  }

  bool string(std::string& text) override {
    if (depth_ == 2 && in_metadata()) {
      header.metadata[field_] = text;
    } else if (depth_ == 2 && field_ == "dtype") {
      const auto* type = std::find_if(types.begin(), types.end(),
                                      [&](const TypeName& t) { return t.name == text; });
      if (type == types.end())
        refuse("a type of the format (F32, F16, BF16, ...)", in_quotes(text));
      tensor_.type = static_cast<NumberType>(type - types.begin());
    } else {
      refuse_value("a text");
    }
    return true;
  }

  bool start_array(std::size_t) override {
    if (depth_ != 2 || in_metadata() || (field_ != "shape" && field_ != "data_offsets") ||
        in_array_)
      refuse_value("a list");
    in_array_ = true;
    return true;
  }

  bool number_unsigned(number_unsigned_t number) override {
    if (!in_array_) refuse_value(std::to_string(number));
    (field_ == "shape" ? tensor_.shape : offsets_).push_back(number);
    return true;
  }

  bool end_array() override {
    in_array_ = false;
    return true;
  }

  bool end_object() override {
    if (--depth_ == 1 && !in_metadata()) {
      if (fields_.size() != 3)
        refuse("dtype, shape and data_offsets", boost::algorithm::join(fields_, ", "));
      if (offsets_.size() != 2) refuse("two data_offsets", std::to_string(offsets_.size()));
      tensor_.begin = offsets_[0];
      tensor_.end = offsets_[1];
      check_size();
      header.tensors[name_] = std::move(tensor_);
    }
    return true;
  }

  bool null() override { return refuse_value("null"); }
  bool boolean(bool value) override { return refuse_value(value ? "true" : "false"); }
  bool number_integer(number_integer_t number) override {
    return refuse_value(std::to_string(number));
  }
  bool number_float(number_float_t, const std::string& text) override {
    return refuse_value(text);
  }
  bool binary(binary_t&) override { return refuse_value("bytes"); }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    throw Error(file_ + ", header", "JSON",
                fmt::format("something else at its byte {}", position));
  }

 private:
  [[nodiscard]] bool in_metadata() const { return name_ == metadata_name; }

  [[noreturn]] void refuse(const std::string& expected, const std::string& got) const {
    std::string thing = file_ + ", header";
    if (depth_ > 0 && in_metadata())
      thing +=
          depth_ == 2 && !field_.empty() ? ", metadata " + in_quotes(field_) : ", metadata";
    else if (depth_ > 0)
      thing += ", tensor " + in_quotes(name_);
    throw Error(thing, expected, got);
  }

  [[noreturn]] bool refuse_value(const std::string& got) const {
    if (depth_ == 0) refuse("an object", got);
    if (in_metadata()) refuse(depth_ == 1 ? "an object of texts" : "a text", got);
    if (depth_ == 1) refuse("an object of dtype, shape and data_offsets", got);
    if (field_ == "dtype") refuse("the name of a type", got);
    refuse(in_array_ ? "whole numbers in " + field_ : "a list of whole numbers as " + field_,
           got);
  }

  void check_size() const {
    std::size_t bytes = bytes_of(tensor_.type);
    bool fits = true;
    for (const std::size_t size : tensor_.shape) {
      fits = fits && (size == 0 || bytes <= std::numeric_limits<std::size_t>::max() / size);
      bytes *= size;
    }
    if (!fits || tensor_.end < tensor_.begin || tensor_.end - tensor_.begin != bytes)
      refuse(fmt::format("{} bytes for the shape {} of type {}",
                         fits ? std::to_string(bytes) : "more than 2^64",
                         sizes_text(tensor_.shape), to_string(tensor_.type)),
             fmt::format("offsets from {} to {}", tensor_.begin, tensor_.end));
  }

  std::string file_;
  int depth_ = 0;                     ///< 1 in the header, 2 in a tensor or in the metadata
  bool in_array_ = false;             ///< in a tensor's shape or offsets
  bool has_metadata_ = false;         ///< whether metadata were seen
  std::string name_;                  ///< of the tensor
  std::string field_;                 ///< dtype, shape, data_offsets or the name of a text
  std::vector<std::string> fields_;   ///< of the tensor, as seen so far
  StoredTensor tensor_;               ///< the tensor as seen so far
  std::vector<std::size_t> offsets_;  ///< its data_offsets
};

using Named = std::pair<const std::string, StoredTensor>;

std::vector<const Named*> in_order_of_bytes(const SafetensorsHeader& header) {
  std::vector<const Named*> order;
  for (const auto& named : header.tensors) order.push_back(&named);
  std::stable_sort(order.begin(), order.end(), [](const Named* a, const Named* b) {
    return std::pair(a->second.begin, a->second.end) <
           std::pair(b->second.begin, b->second.end);
  });
  return order;
}

}  // namespace

std::string to_string(NumberType type) { return types.at(static_cast<std::size_t>(type)).name; }

std::size_t bytes_of(NumberType type) { return types.at(static_cast<std::size_t>(type)).bytes; }

std::string sizes_text(const std::vector<std::size_t>& sizes) {
  if (sizes.size() > 8) return fmt::format("of {} sizes", sizes.size());
  std::string text;
  for (const std::size_t size : sizes)
    text += fmt::format("{}{}", text.empty() ? "" : "x", size);
  return text.empty() ? "of one number" : text;
}

std::string format_header(const SafetensorsHeader& header) {
  nlohmann::ordered_json fields = nlohmann::ordered_json::object();
  if (!header.metadata.empty()) fields[metadata_name] = header.metadata;
  for (const Named* named : in_order_of_bytes(header)) {
    const auto& [name, tensor] = *named;
    if (name == metadata_name)
      throw Error("safetensors", "a tensor's name",
                  "'" + name + "', which the format keeps for itself");
    fields[name] = {{"dtype", to_string(tensor.type)},
                    {"shape", tensor.shape},
                    {"data_offsets", {tensor.begin, tensor.end}}};
  }
  try {
    std::string text = fields.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
  } catch (const json::type_error&) {
    throw Error("safetensors", "names and texts in UTF-8", "something else");
  }
}

SafetensorsHeader parse_header(const std::string& file, std::string_view text,
                               std::size_t content) {
  if (!text.starts_with('{'))
    throw Error(file + ", header", "JSON that begins with {", "something else");
  HeaderReader reader(file);
  json::sax_parse(text.begin(), text.end(), &reader);
  std::size_t covered = 0;
  for (const Named* named : in_order_of_bytes(reader.header)) {
    const auto& [name, tensor] = *named;
    if (tensor.begin != covered)
      throw Error(file + ", header, tensor " + in_quotes(name),
                  fmt::format("bytes from {} on, where the one before ends", covered),
                  fmt::format("bytes from {} on, {}", tensor.begin,
                              tensor.begin < covered ? "an overlap" : "a hole"));
    covered = tensor.end;
  }
  if (covered != content)
    throw Error(file, fmt::format("{} bytes behind the header, as it says", covered),
                fmt::format("{} bytes", content));
  return std::move(reader.header);
}

}  // namespace dln
