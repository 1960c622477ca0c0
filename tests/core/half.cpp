#include "dln/core/half.hpp"

#include <bit>
#include <cmath>
#include <limits>

#include "support.hpp"

BOOST_AUTO_TEST_SUITE(core)

namespace {

/** A format of 16 bits and its conversions. */
struct Format {
  const char* name;
  int exponent_bits;
  int fraction_bits;
  std::uint16_t (*round)(float);
  float (*widen)(std::uint16_t);
  void (*round_many)(const float*, std::uint16_t*, std::size_t);
  void (*widen_many)(const std::uint16_t*, float*, std::size_t);
};

const std::vector<Format> formats = {
    {"float16", 5, 10, dln::to_float16, dln::from_float16, dln::to_float16, dln::from_float16},
    {"bfloat16", 8, 7, dln::to_bfloat16, dln::from_bfloat16, dln::to_bfloat16,
     dln::from_bfloat16}};

/** What the bits mean, by the standard's definition. */
double meaning(const Format& format, std::uint16_t bits) {
  const int fraction = bits & ((1 << format.fraction_bits) - 1);
  const int exponent = (bits >> format.fraction_bits) & ((1 << format.exponent_bits) - 1);
  const int bias = (1 << (format.exponent_bits - 1)) - 1;
  const double sign = (bits & 0x8000) != 0 ? -1 : 1;
  if (exponent == (1 << format.exponent_bits) - 1)
    return fraction == 0 ? sign * std::numeric_limits<double>::infinity()
                         : std::numeric_limits<double>::quiet_NaN();
  const double one = std::ldexp(1.0, format.fraction_bits);
  return exponent == 0 ? sign * std::ldexp(fraction / one, 1 - bias)
                       : sign * std::ldexp(1 + fraction / one, exponent - bias);
}

std::uint16_t infinity_of(const Format& format) {
  return static_cast<std::uint16_t>(0x7fff >> format.fraction_bits << format.fraction_bits);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_half_means_what_the_standard_says_and_comes_back) {
  for (const Format& format : formats) {
    std::size_t wrong = 0, changed = 0;
    for (std::uint32_t pattern = 0; pattern <= 0xffff; ++pattern) {
      const auto bits = static_cast<std::uint16_t>(pattern);
      const float x = format.widen(bits);
      const double expected = meaning(format, bits);
      const bool same = std::isnan(expected) ? std::isnan(x) : x == expected;
      wrong += same && std::signbit(x) == ((bits & 0x8000) != 0) ? 0 : 1;
      changed += format.round(x) == bits ? 0 : 1;  // NaNs too, with their payload
    }
    BOOST_TEST(wrong == 0U, format.name << ": " << wrong << " patterns mean something else");
    BOOST_TEST(changed == 0U, format.name << ": " << changed << " patterns do not come back");
  }
}

BOOST_AUTO_TEST_CASE(
    what_lies_between_two_halves_is_rounded_to_the_nearest_and_a_tie_to_the_even_one) {
  for (const Format& format : formats) {
    const double largest = meaning(format, static_cast<std::uint16_t>(infinity_of(format) - 1));
    const double next =
        2 * largest - meaning(format, static_cast<std::uint16_t>(infinity_of(format) - 2));
    std::size_t wrong = 0;
    for (std::uint16_t low = 0; low < infinity_of(format); ++low) {
      const auto high = static_cast<std::uint16_t>(low + 1);
      // Infinity begins where the next number would be, were there one.
      const double above = high == infinity_of(format) ? next : meaning(format, high);
      const auto middle = static_cast<float>((meaning(format, low) + above) / 2);  // exact
      const auto even = static_cast<std::uint16_t>(low % 2 == 0 ? low : high);
      for (const std::uint16_t sign : {0, 0x8000}) {
        const auto round = [&](float x) { return format.round(sign == 0 ? x : -x) ^ sign; };
        wrong += round(middle) == even ? 0 : 1;
        wrong += round(std::nextafter(middle, 0.0F)) == low ? 0 : 1;
        wrong += round(std::nextafter(middle, std::numeric_limits<float>::infinity())) == high
                     ? 0
                     : 1;
      }
    }
    BOOST_TEST(wrong == 0U, format.name << ": " << wrong << " of " << 6 * infinity_of(format));
  }
}

BOOST_AUTO_TEST_CASE(floats_beyond_the_halves_and_nans_of_every_payload) {
  using Limits = std::numeric_limits<float>;
  for (const Format& format : formats) {
    BOOST_TEST(format.round(Limits::infinity()) == infinity_of(format));
    BOOST_TEST(format.round(-Limits::infinity()) == (infinity_of(format) | 0x8000));
    BOOST_TEST(format.round(Limits::max()) == infinity_of(format));
    BOOST_TEST(format.round(Limits::denorm_min()) == 0);
    BOOST_TEST(format.round(-Limits::denorm_min()) == 0x8000);
    BOOST_TEST(std::signbit(format.widen(0x8000)));
    for (unsigned bit = 0; bit < 23;
         ++bit)  // a NaN that is told from infinity by one bit alone
      for (const std::uint32_t sign : {0U, 0x80000000U}) {
        const std::uint16_t bits =
            format.round(std::bit_cast<float>(sign | 0x7f800000U | (1U << bit)));
        BOOST_TEST(std::isnan(meaning(format, bits)), format.name << ", bit " << bit);
        BOOST_TEST((bits & 0x8000U) == sign >> 16U);
      }
  }
  BOOST_TEST(dln::to_float16(65519.996F) == dln::to_float16(65504.0F));
  BOOST_TEST(dln::to_float16(65520.0F) == 0x7c00);
  BOOST_TEST(dln::to_float16(1e10F) == 0x7c00);
}

BOOST_AUTO_TEST_CASE(many_numbers_at_once_are_converted_as_each_by_itself) {
  dln::Random random(7);
  for (const Format& format : formats) {
    for (const std::size_t count : {0, 1, 7, 31, 64, 5003}) {  // whole vectors and rests
      std::vector<float> floats(count);
      for (float& x : floats)
        x = std::bit_cast<float>(
            static_cast<std::uint32_t>(random.below(std::size_t{1} << 32U)));
      std::vector<std::uint16_t> halves(count + 1, 0xabcd);
      format.round_many(floats.data(), halves.data(), count);
      BOOST_TEST(halves[count] == 0xabcd);
      std::vector<float> widened(count + 1, 42.0F);
      format.widen_many(halves.data(), widened.data(), count);
      BOOST_TEST(widened[count] == 42.0F);
      std::size_t wrong = 0;
      for (std::size_t i = 0; i < count; ++i) {
        wrong += halves[i] == format.round(floats[i]) ? 0 : 1;
        wrong += std::bit_cast<std::uint32_t>(widened[i]) ==
                         std::bit_cast<std::uint32_t>(format.widen(halves[i]))
                     ? 0
                     : 1;
      }
      BOOST_TEST(wrong == 0U, format.name << ", " << count << " numbers");
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
