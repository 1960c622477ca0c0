#include "checking/images.hpp"
#include "dln/core/random.hpp"

namespace {

using Answer = arma::cube(const arma::mat&, arma::uword, arma::uword, arma::uword, arma::uword, arma::uword,
                          arma::uword, arma::uword);

struct Case {
  std::string name;
  arma::uword width, height, channels, R, S, stride, padding;
};

/** What can go wrong on the way. */
struct Slip {
  arma::uword stride, padding;   ///< as they are used
  bool overwrites = false;       ///< = where += is meant
  bool averages = false;         ///< divided by how many patches saw the pixel
  bool flips = false;            ///< the kernel runs backwards
  bool taps = false;             ///< a column is read down the kernel's columns
  bool channel_fastest = false;  ///< a column is read channel by channel of a pixel
  bool places = false;           ///< the outputs are counted down their columns
  bool taps_outside = false;     ///< the loops over c, r and s stand outside of those over p and q
};

arma::cube slipped(const Case& at, const arma::mat& columns, const Slip& slip) {
  const arma::uword C = at.channels, R = at.R, S = at.S;
  const arma::uword P = (at.height - R + 2 * at.padding) / at.stride + 1,
                    Q = (at.width - S + 2 * at.padding) / at.stride + 1;
  arma::cube dx(at.width, at.height, C), seen(at.width, at.height, C);
  const arma::uword places = P * Q, taps = C * R * S;
  for (arma::uword outside = 0; outside < (slip.taps_outside ? taps : places); ++outside)
    for (arma::uword inside = 0; inside < (slip.taps_outside ? places : taps); ++inside) {
      const arma::uword place = slip.taps_outside ? inside : outside, tap = slip.taps_outside ? outside : inside;
      const arma::uword p = place / Q, q = place % Q, c = tap / (R * S), r = tap / S % R, s = tap % S;
      // A place above or to the left of the image wraps to a huge number, which is not in it either.
      const arma::uword i = p * slip.stride + (slip.flips ? R - 1 - r : r) - slip.padding;
      const arma::uword j = q * slip.stride + (slip.flips ? S - 1 - s : s) - slip.padding;
      if (i >= at.height || j >= at.width) continue;
      const arma::uword row = slip.taps              ? (c * S + s) * R + r
                              : slip.channel_fastest ? (r * S + s) * C + c
                                                     : (c * R + r) * S + s;
      const double number = columns(row, slip.places ? q * P + p : p * Q + q);
      dx(j, i, c) = slip.overwrites ? number : dx(j, i, c) + number;
      seen(j, i, c) += 1;
    }
  seen.transform([](double count) { return std::max(count, 1.0); });
  return slip.averages ? arma::cube(dx / seen) : dx;
}

void ask(Answer* col2im, const Case& at, bool ones) {
  const std::string what = "col2im, " + at.name;
  const arma::cube x = exercise::sample(at.width, at.height, at.channels, 1);
  const arma::mat patches = exercise::patches(x, at.R, at.S, at.stride, at.padding);
  arma::mat columns(arma::size(patches), arma::fill::ones);
  dln::Random random(2);
  if (!ones) columns.imbue([&] { return std::round(4 * random.normal()) + 0.0; });
  const arma::cube dx = exercise::inside(
      what, [&] { return col2im(columns, at.width, at.height, at.channels, at.R, at.S, at.stride, at.padding); });
  const arma::uword stride = at.stride, padding = at.padding;
  const arma::cube right = slipped(at, columns, {stride, padding});
  if (arma::size(dx) != arma::size(right)) exercise::compare_images(what, right, dx);
  if (ones) {  // Here each pixel of dx counts the patches that it is in, which is easy to see.
    // All ones: overwritten or averaged. The next question tells which.
    if (arma::approx_equal(dx, arma::cube(arma::size(dx), arma::fill::ones), "absdiff", 1e-12)) return;
    exercise::compare_images(
        what, right, dx,
        {{arma::cube(arma::size(right)), "Still nothing: write im2col's loops, and add where it copied."}});
    return;
  }
  std::vector<exercise::KnownImage> known = {
      {slipped(at, columns, {.stride = stride, .padding = padding, .overwrites = true}),
       "Overwritten: the last patch wins. Where patches overlap, their numbers add up, += rather than =."},
      {slipped(at, columns, {.stride = stride, .padding = padding, .overwrites = true, .taps_outside = true}),
       "Overwritten: the last tap wins. Where patches overlap, their numbers add up, += rather than =."},
      {slipped(at, columns, {.stride = stride, .padding = padding, .averages = true}),
       "Averaged: where patches overlap, their numbers add up; nothing is divided."},
      {slipped(at, columns, {.stride = stride, .padding = padding, .flips = true}),
       "The kernel is flipped: im2col copied row (c * R + r) * S + s from s to the right and r below; put it back "
       "there."},
      {slipped(at, columns, {.stride = stride, .padding = padding, .taps = true}),
       "The rows are read in another order: within a channel s runs fastest, (c * R + r) * S + s."},
      {slipped(at, columns, {.stride = stride, .padding = padding, .channel_fastest = true}),
       "The rows are read in another order: the channel runs slowest, (c * R + r) * S + s."},
      {slipped(at, columns, {.stride = stride, .padding = padding, .places = true}),
       "The columns are read in another order: the outputs are counted along their rows, p * Q + q."}};
  if (stride > 1)
    known.push_back({slipped(at, columns, {.stride = 1, .padding = padding}),
                     "The stride is forgotten: patch (q, p) begins at (q * stride - padding, p * stride - padding)."});
  if (padding > 0)
    known.push_back({slipped(at, columns, {.stride = stride, .padding = 0}),
                     "The padding is forgotten: patch (q, p) begins at (q * stride - padding, p * stride - padding)."});
  // With one channel, say, some slips change nothing.
  std::erase_if(known, [&](const auto& one) { return arma::approx_equal(one.value, right, "absdiff", 1e-12); });
  exercise::recognise(what, dx, known);
  exercise::compare(
      what + "\ncol2im is im2col transposed if <im2col(x), c> = <x, col2im(c)>; with random x and c, the second is",
      arma::accu(patches % columns), arma::accu(x % dx));
  exercise::compare_images(what, right, dx);
}

void check(Answer* col2im) {
  ask(col2im, {"columns full of ones, an image 4 wide and 3 high, a kernel of 2 x 2", 4, 3, 1, 2, 2, 1, 0}, true);
  ask(col2im, {"an image 4 wide and 3 high, a kernel of 2 x 2", 4, 3, 1, 2, 2, 1, 0}, false);
  ask(col2im, {"two channels, 4 wide and 5 high, a kernel 3 high and 2 wide", 4, 5, 2, 3, 2, 1, 0}, false);
  ask(col2im, {"one channel, 4 wide and 5 high, a kernel of 3 x 3, padding 1", 4, 5, 1, 3, 3, 1, 1}, false);
  ask(col2im, {"one channel, 7 wide and 5 high, a kernel of 3 x 3, stride 2", 7, 5, 1, 3, 3, 2, 0}, false);
  ask(col2im, {"two channels, 6 wide and 5 high, a kernel 3 high and 2 wide, stride 2, padding 1", 6, 5, 2, 3, 2, 2, 1},
      false);
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("col2im", {{"answer", [] { check(answer::col2im); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace overwritten {
#include "wrong-overwritten.cpp"
}
namespace taps_overwritten {
#include "wrong-taps-overwritten.cpp"
}
namespace average {
#include "wrong-average.cpp"
}
namespace padding {
#include "wrong-padding.cpp"
}
namespace stride {
#include "wrong-stride.cpp"
}
namespace taps {
#include "wrong-taps.cpp"
}
static const exercise::Exercise registration(
    "col2im", {{"skeleton", [] { check(skeleton::col2im); }, "Still nothing"},
               {"solution", [] { check(solution::col2im); }},
               {"overwritten", [] { check(overwritten::col2im); }, "Overwritten: the last patch wins"},
               {"taps-overwritten", [] { check(taps_overwritten::col2im); }, "Overwritten: the last tap wins"},
               {"average", [] { check(average::col2im); }, "Averaged: where patches overlap"},
               {"padding", [] { check(padding::col2im); }, "The padding is forgotten"},
               {"stride", [] { check(stride::col2im); }, "The stride is forgotten"},
               {"taps", [] { check(taps::col2im); }, "within a channel s runs fastest"}});
#endif
