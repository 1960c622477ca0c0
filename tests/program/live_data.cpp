#include "program/live_data.hpp"

#include "support.hpp"

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(images_become_text_as_scripts_unpack_it) {
  const auto bytes_of = [](std::vector<std::uint8_t> pixels) {
    dln::Image8 image(1, 1, pixels.size());
    image.pixels = std::move(pixels);
    return dln::program::live_image(image)["bytes"].get<std::string>();
  };
  // The examples of RFC 4648, and the largest bytes.
  BOOST_TEST(bytes_of({}) == "");
  BOOST_TEST(bytes_of({'f'}) == "Zg==");
  BOOST_TEST(bytes_of({'f', 'o'}) == "Zm8=");
  BOOST_TEST(bytes_of({'f', 'o', 'o'}) == "Zm9v");
  BOOST_TEST(bytes_of({'f', 'o', 'o', 'b', 'a', 'r'}) == "Zm9vYmFy");
  BOOST_TEST(bytes_of({255, 255, 254, 0}) == "///+AA==");
}

BOOST_AUTO_TEST_CASE(images_and_boxes_for_scripts_keep_their_sizes) {
  const nlohmann::json image = dln::program::live_image(dln::Image8(3, 4, 5, 7));
  BOOST_TEST(image["channels"] == 3U);
  BOOST_TEST(image["height"] == 4U);
  BOOST_TEST(image["width"] == 5U);
  BOOST_TEST(image["bytes"].get<std::string>().size() == 80U);
  BOOST_TEST(dln::program::live_box({1, 2.5, 3, 4}).dump() == "[1.0,2.5,3.0,4.0]");
}

BOOST_AUTO_TEST_SUITE_END()
