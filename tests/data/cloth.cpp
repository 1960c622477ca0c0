#include "dln/data/cloth.hpp"

#include <boost/crc.hpp>

#include "support.hpp"

namespace {

template <typename T>
std::uint32_t checksum_of_cloth(const dln::Dataset<T>& data) {
  boost::crc_32_type crc;
  for (std::size_t i = 0; i < data.images.size(); ++i)
    crc.process_byte(static_cast<std::uint8_t>(std::lround(255 * data.images[i])));
  for (const arma::uword label : data.labels)
    crc.process_byte(static_cast<std::uint8_t>(label));
  return crc.checksum();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(cloth_has_the_same_bits_everywhere) {
  BOOST_TEST(checksum_of_cloth(dln::cloth<float>(200, dln::Random(1))) == 2109325688U);
  BOOST_TEST(checksum_of_cloth(dln::cloth<double>(200, dln::Random(1))) == 2109325688U);
}

BOOST_AUTO_TEST_CASE(cloth_is_varied_and_its_classes_take_turns) {
  const auto data = dln::cloth<double>(400, dln::Random(2));
  BOOST_TEST(data.classes() == 8U);
  for (std::size_t c = 0; c < 8; ++c) BOOST_TEST(arma::accu(data.labels == c) == 50U);
  BOOST_TEST(data.images.values().min() >= 0);
  BOOST_TEST(data.images.values().max() <= 1);
  const arma::rowvec light = arma::mean(data.images.columns(), 0);
  BOOST_TEST(arma::stddev(light) > 0.05);
  // The first patches do not depend on how many are drawn.
  BOOST_TEST(arma::all(dln::cloth<double>(3, dln::Random(2)).images.values() ==
                       data.images.values().head(3 * 400)));
}

BOOST_AUTO_TEST_CASE(a_mean_patch_says_nothing_about_a_weave) {
  // Place and greys are each patch's own: what a linear classifier sees is the same for all.
  const auto data = dln::cloth<double>(4000, dln::Random(3));
  const arma::mat x = data.images.columns();
  const arma::vec all = arma::mean(x, 1);
  for (std::size_t c = 0; c < 8; ++c) {
    const arma::vec own = arma::mean(x.cols(arma::find(data.labels == c)), 1);
    BOOST_TEST(arma::abs(own - all).max() < 0.06);
  }
}

BOOST_AUTO_TEST_SUITE_END()
