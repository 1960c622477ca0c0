#include "program/live_data.hpp"

namespace dln::program {
namespace {

/** Three bytes become four letters of six bits each; what is missing at the end is told by `=`.
 */
std::string base64(const std::vector<std::uint8_t>& bytes) {
  constexpr const char* letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = i; k < i + 3; ++k)
      three = three << 8U | (k < bytes.size() ? bytes[k] : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      text += i + k > bytes.size() ? '=' : letters[three >> (18 - 6 * k) & 63U];
  }
  return text;
}

}  // namespace

nlohmann::json live_image(const Image8& image) {
  return {{"channels", image.channels},
          {"height", image.height},
          {"width", image.width},
          {"bytes", base64(image.pixels)}};
}

nlohmann::json live_box(const Box& box) { return {box.x_min, box.y_min, box.x_max, box.y_max}; }

}  // namespace dln::program
