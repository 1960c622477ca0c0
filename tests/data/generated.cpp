#include "dln/data/generated.hpp"

#include <boost/crc.hpp>

#include "support.hpp"

namespace {

// A checksum of the numbers as whole multiples of a step, so that it does not depend on their
// type.
template <typename T>
std::uint32_t checksum(const dln::Dataset<T>& data, double step) {
  boost::crc_32_type crc;
  for (std::size_t i = 0; i < data.images.size(); ++i) {
    const auto whole =
        static_cast<std::int32_t>(std::lround(static_cast<double>(data.images[i]) / step));
    for (unsigned shift = 0; shift < 32; shift += 8)
      crc.process_byte(static_cast<std::uint8_t>(whole >> shift));
  }
  for (const arma::uword label : data.labels)
    crc.process_byte(static_cast<std::uint8_t>(label));
  return crc.checksum();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(glyph_digits_have_the_same_bits_everywhere) {
  BOOST_TEST(checksum(dln::glyph_digits<float>(200, dln::Random(1)), 1.0 / 255) == 2316246802U);
  BOOST_TEST(checksum(dln::glyph_digits<double>(200, dln::Random(1)), 1.0 / 255) ==
             2316246802U);
}

BOOST_AUTO_TEST_CASE(spirals_have_the_same_bits_everywhere) {
  BOOST_TEST(checksum(dln::spiral<double>(100, dln::Random(1)), 1.0 / 65536) == 3873269692U);
}

BOOST_AUTO_TEST_CASE(glyph_digits_are_varied_pictures) {
  const auto data = dln::glyph_digits<double>(500, dln::Random(2));
  BOOST_TEST(arma::all(arma::hist(arma::conv_to<arma::vec>::from(data.labels), 10) == 50));
  BOOST_TEST(data.images.values().min() >= 0);
  BOOST_TEST(data.images.values().max() <= 1);
  const arma::rowvec darkness = arma::mean(data.images.columns(), 0);
  BOOST_TEST(darkness.min() > 0.02);
  BOOST_TEST(darkness.max() < 0.5);
  BOOST_TEST(arma::stddev(darkness) > 0.01);
  // The first images do not depend on how many are drawn.
  BOOST_TEST(arma::all(dln::glyph_digits<double>(3, dln::Random(2)).images.values() ==
                       data.images.values().head(3 * 28 * 28)));
}

BOOST_AUTO_TEST_CASE(the_spiral_has_three_arms_of_equal_size) {
  const auto data = dln::spiral<double>(100, dln::Random(5));
  BOOST_TEST(data.size() == 300U);
  BOOST_TEST(arma::accu(data.labels == 1) == 100U);
  BOOST_TEST(arma::abs(data.images.values()).max() <= 1);
}

BOOST_AUTO_TEST_SUITE_END()
