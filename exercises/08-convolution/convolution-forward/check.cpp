#include "checking/images.hpp"

namespace {

using exercise::convolution;
using exercise::each;
using exercise::Filters;
using exercise::sample;
using exercise::transposed;
using exercise::turned;
using Answer = arma::cube(const arma::cube&, const Filters&, const arma::vec&, arma::uword, arma::uword);

// Keeps the first or the last channel of an image.
arma::cube first_channel(const arma::cube& image) { return image.slices(0, 0); }
arma::cube last_channel(const arma::cube& image) { return image.slices(image.n_slices - 1, image.n_slices - 1); }

// A convolution that moves one pixel a step, cut to the size that it should have.
arma::cube stride_forgotten(const arma::cube& x, const Filters& filters, const arma::vec& bias, const arma::cube& y,
                            arma::uword padding) {
  return convolution(x, filters, bias, 1, padding).subcube(0, 0, 0, arma::size(y));
}

void ask(Answer* convolve, const std::string& what, const arma::cube& x, const Filters& filters, const arma::vec& bias,
         arma::uword stride, arma::uword padding) {
  const arma::cube y = convolution(x, filters, bias, stride, padding);
  const arma::vec zero(bias.n_elem), taps = bias * double(filters[0].n_elem), channels = bias * double(x.n_slices);
  std::vector<exercise::KnownImage> known = {
      {arma::cube(), "Still nothing: begin with the size of the result, arma::cube y(Q, P, K)."},
      {convolution(x, each(filters, turned), bias, stride, padding),
       "The filter is flipped. That is what mathematics calls a convolution; a convolution layer lays the filter on "
       "the\n"
       "image as it is: filter(s, r) meets the pixel s to the right and r below."},
      {transposed(y), "It is transposed: the result is indexed (x, y, filter), so y(q, p, k)."},
      {convolution(x, filters, zero, stride, padding),
       "The bias is missing: each filter adds its own, once an output."},
      {convolution(x, filters, -bias, stride, padding), "The bias is added, not taken away."}};
  if (y.n_rows > 1 && y.n_cols > 1)
    known.push_back({y.subcube(0, 0, 0, arma::size(y.n_rows - 1, y.n_cols - 1, y.n_slices)),
                     "A row and a column are missing: the first place counts, too, so + 1 in both sizes."});
  if (bias.n_elem > 1)
    known.push_back({convolution(x, filters, arma::vec(bias.n_elem, arma::fill::value(bias(0))), stride, padding),
                     "Every filter adds the first one's bias: bias(k)."});
  if (x.n_slices > 1) {
    const std::string sentence =
        "Only one channel counts: a filter is as deep as the image, and its sum runs over all channels.";
    known.push_back({convolution(first_channel(x), each(filters, first_channel), bias, stride, padding), sentence});
    known.push_back({convolution(last_channel(x), each(filters, last_channel), bias, stride, padding), sentence});
    known.push_back({convolution(x, filters, channels, stride, padding),
                     "The bias is added once a channel; once an output is enough."});
  }
  known.push_back({convolution(x, filters, taps, stride, padding),
                   "The bias is added with every product; once an output is enough."});
  if (padding > 0) {
    const std::string one_axis =
        "The padding shifts the image along one of its axes only: subtract it from both places.";
    known.push_back(
        {convolution(exercise::padded(x, padding, 0, padding, 2 * padding), filters, bias, stride, 0), one_axis});
    known.push_back(
        {convolution(exercise::padded(x, 0, padding, 2 * padding, padding), filters, bias, stride, 0), one_axis});
    known.push_back(
        {convolution(x, filters, bias, stride, 0), "The padding is ignored: the image grows by it on all four sides."});
    known.push_back(
        {convolution(exercise::padded(x, 0, 0, 2 * padding, 2 * padding), filters, bias, stride, 0),
         "The size is right, but the first window begins at the image's corner: it begins `padding` pixels to the\n"
         "left of it and above, so subtract the padding from both places."});
  }
  if (stride > 1)
    known.push_back({stride_forgotten(x, filters, bias, y, padding),
                     "The size is right, but the windows lie side by side: they are `stride` pixels apart."});
  if (filters[0].n_rows == filters[0].n_cols)
    known.push_back(
        {convolution(x, each(filters, transposed), bias, stride, padding),
         "Rows and columns are exchanged: filters and image are both indexed (x, y), so s goes with q and r with p."});
  exercise::compare_images(what, y, exercise::inside(what, [&] { return convolve(x, filters, bias, stride, padding); }),
                           known);
}

// Each question asks for one thing more than the one before it, so that a mistake shows where it is made.
void check(Answer* convolve) {
  const arma::cube x = sample(5, 4, 1, 1), deep = sample(5, 4, 2, 2);
  const Filters one = {sample(3, 3, 1, 3)}, deep_ones = {sample(3, 3, 2, 4), sample(3, 3, 2, 5)};
  ask(convolve, "convolve: an image 5 wide and 4 high, one channel, a filter of 3 x 3, no bias:", x, one, {0}, 1, 0);
  ask(convolve, "convolve: the same with a bias of 100:", x, one, {100}, 1, 0);
  ask(convolve, "convolve: an image of two channels, one filter:", deep, {deep_ones[0]}, {10}, 1, 0);
  ask(convolve, "convolve: an image of two channels, two filters:", deep, deep_ones, {10, 20}, 1, 0);
  ask(convolve, "convolve: one channel, a filter of 3 x 3, padding 1:", x, one, {10}, 1, 1);
  ask(convolve, "convolve: an image 7 wide and 5 high, a filter of 3 x 3, stride 2:", sample(7, 5, 1, 6), one, {10}, 2,
      0);
  ask(convolve, "convolve: three channels, two filters 3 wide and 2 high, stride 2, padding 1:", sample(6, 5, 3, 7),
      {sample(3, 2, 3, 8), sample(3, 2, 3, 9)}, {1, -1}, 2, 1);
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("convolution-forward", {{"answer", [] { check(answer::convolve); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace flipped {
#include "wrong-flipped.cpp"
}
namespace no_padding {
#include "wrong-no-padding.cpp"
}
namespace shifted {
#include "wrong-shifted.cpp"
}
namespace no_bias {
#include "wrong-no-bias.cpp"
}
namespace transposed {
#include "wrong-transposed.cpp"
}
namespace one_channel {
#include "wrong-one-channel.cpp"
}
namespace stride {
#include "wrong-stride.cpp"
}
static const exercise::Exercise registration(
    "convolution-forward", {{"skeleton", [] { check(skeleton::convolve); }, "Still nothing"},
                            {"solution", [] { check(solution::convolve); }},
                            {"flipped", [] { check(flipped::convolve); }, "The filter is flipped"},
                            {"no-padding", [] { check(no_padding::convolve); }, "The padding is ignored"},
                            {"shifted", [] { check(shifted::convolve); }, "subtract the padding from both places"},
                            {"no-bias", [] { check(no_bias::convolve); }, "The bias is missing"},
                            {"transposed", [] { check(transposed::convolve); }, "It is transposed"},
                            {"one-channel", [] { check(one_channel::convolve); }, "Only one channel counts"},
                            {"stride", [] { check(stride::convolve); }, "pixels apart"}});
#endif
