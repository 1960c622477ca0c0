#include "checking/images.hpp"

namespace {

using exercise::patches;
using exercise::sample;
using Answer = arma::mat(const arma::cube&, arma::uword, arma::uword, arma::uword, arma::uword);

/** Rows of a matrix in another order: row (a * n1 + b) * n2 + c becomes row (c', b', a') as `to` counts them. */
template <typename To>
arma::mat reordered(const arma::mat& columns, arma::uword n0, arma::uword n1, arma::uword n2, const To& to) {
  arma::mat result(arma::size(columns));
  for (arma::uword a = 0; a < n0; ++a)
    for (arma::uword b = 0; b < n1; ++b)
      for (arma::uword c = 0; c < n2; ++c) result.row(to(a, b, c)) = columns.row((a * n1 + b) * n2 + c);
  return result;
}

// Patches that lie one pixel apart, though there are as few of them as the stride says.
arma::mat stride_forgotten(const arma::cube& x, arma::uword R, arma::uword S, arma::uword P, arma::uword Q,
                           arma::uword padding) {
  const arma::mat all = patches(x, R, S, 1, padding);
  const arma::uword width = x.n_rows + 2 * padding - S + 1;
  arma::mat result(all.n_rows, P * Q);
  for (arma::uword p = 0; p < P; ++p)
    for (arma::uword q = 0; q < Q; ++q) result.col(p * Q + q) = all.col(p * width + q);
  return result;
}

// As many patches as there are steps between them.
arma::mat one_place_short(const arma::mat& right, arma::uword P, arma::uword Q) {
  if (P == 1 || Q == 1) return {};
  arma::mat result(right.n_rows, (P - 1) * (Q - 1));
  for (arma::uword p = 0; p + 1 < P; ++p)
    for (arma::uword q = 0; q + 1 < Q; ++q) result.col(p * (Q - 1) + q) = right.col(p * Q + q);
  return result;
}

// The image with its last row and column not seen.
arma::cube border_unseen(arma::cube x) {
  x.row(x.n_rows - 1).zeros();
  x.col(x.n_cols - 1).zeros();
  return x;
}

void ask(Answer* im2col, std::string what, const arma::cube& x, arma::uword R, arma::uword S, arma::uword stride,
         arma::uword padding) {
  what = "im2col of " + what;
  const arma::mat right = patches(x, R, S, stride, padding);
  const arma::uword C = x.n_slices;
  const arma::uword P = (x.n_cols - R + 2 * padding) / stride + 1, Q = (x.n_rows - S + 2 * padding) / stride + 1;
  const arma::mat taps = reordered(right, C, R, S, [&](auto c, auto r, auto s) { return (c * S + s) * R + r; });
  const arma::mat channels = reordered(right, C, R, S, [&](auto c, auto r, auto s) { return (r * S + s) * C + c; });
  const arma::mat places = reordered(right.t(), 1, P, Q, [&](auto, auto p, auto q) { return q * P + p; }).t();
  const std::string rows_and_columns = "It is transposed: one output pixel a column, one place of the kernel a row.";
  std::vector<exercise::Known> known = {
      {arma::mat(), "Still nothing: begin with the size of the result, arma::mat columns(C * R * S, P * Q)."},
      {right.t(), rows_and_columns},
      {arma::reshape(right, right.n_cols, right.n_rows), rows_and_columns},
      {taps,
       "The rows are in another order: within a channel the kernel is read along its rows, s fastest: (c * R + r) * S "
       "+ s."},
      {channels,
       "The rows are in another order: the channel runs slowest, (c * R + r) * S + s, as in the memory of the "
       "filters."},
      {places, "The columns are in another order: the outputs are counted along their rows, p * Q + q."},
      {arma::reverse(right),
       "The kernel is flipped: row (c * R + r) * S + s holds the pixel s to the right and r below."}};
  known.push_back(
      {reordered(right, C, R, S, [&](auto c, auto r, auto s) { return (c * R + R - 1 - r) * S + S - 1 - s; }),
       "The kernel is flipped: row (c * R + r) * S + s holds the pixel s to the right and r below."});
  known.push_back({one_place_short(right, P, Q),
                   "There is one place more than there are steps: (W - S + 2 * padding) / stride + 1."});
  known.push_back({patches(border_unseen(x), R, S, stride, padding),
                   "The last row and column of the image are left out: their numbers are H - 1 and W - 1."});
  if (x.n_rows == x.n_cols)
    known.push_back({patches(exercise::transposed(x), R, S, stride, padding),
                     "Rows and columns of the image are exchanged: cubes are indexed (x, y, channel), so the pixel in "
                     "row i\nand column j is x(j, i, c)."});
  if (padding > 0) {
    const std::string one_axis = "The padding shifts the patches along one axis only: subtract it from both places.";
    known.push_back({patches(exercise::padded(x, padding, 0, padding, 2 * padding), R, S, stride, 0), one_axis});
    known.push_back({patches(exercise::padded(x, 0, padding, 2 * padding, padding), R, S, stride, 0), one_axis});
    known.push_back({patches(x, R, S, stride, 0), "The padding is ignored: the image grows by it on all four sides."});
    known.push_back(
        {patches(exercise::padded(x, 0, 0, 2 * padding, 2 * padding), R, S, stride, 0),
         "The first patch begins at the image's corner; it begins `padding` pixels to the left of it and above."});
    known.push_back({patches(exercise::padded(x, 0, 0, padding, padding), R, S, stride, 0),
                     "The padding is counted once; it is on both sides."});
  }
  if (stride > 1) {
    known.push_back(
        {stride_forgotten(x, R, S, P, Q, padding), "The patches lie side by side; they are `stride` pixels apart."});
    known.push_back({patches(x, R, S, 1, padding), "The stride is ignored: patches are `stride` pixels apart."});
  }
  exercise::compare(what, right, exercise::inside(what, [&] { return im2col(x, R, S, stride, padding); }), known);
}

void check(Answer* im2col) {
  arma::cube counted(3, 3, 1), two(3, 3, 2);
  counted.slice(0) = arma::reshape(arma::regspace(1, 9), 3, 3);
  two.slice(0) = counted.slice(0);
  two.slice(1) = 10 * counted.slice(0);
  ask(im2col, "the pixels 1 2 3 / 4 5 6 / 7 8 9, a kernel of 2 x 2:", counted, 2, 2, 1, 0);
  ask(im2col, "the same pixels, a kernel 1 high and 2 wide:", counted, 1, 2, 1, 0);
  ask(im2col, "two channels, 1 ... 9 and 10 ... 90, a kernel of 2 x 2:", two, 2, 2, 1, 0);
  ask(im2col, "the pixels 1 ... 9, a kernel of 2 x 2, padding 1:", counted, 2, 2, 1, 1);
  ask(im2col, "one channel, 6 wide and 5 high, a kernel of 2 x 2, stride 2:", sample(6, 5, 1, 3), 2, 2, 2, 0);
  ask(im2col, "two channels, 5 wide and 4 high, a kernel 3 high and 2 wide, stride 2, padding 1:", sample(5, 4, 2, 4),
      3, 2, 2, 1);
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("im2col", {{"answer", [] { check(answer::im2col); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace transposed {
#include "wrong-transposed.cpp"
}
namespace channel_last {
#include "wrong-channel-last.cpp"
}
namespace taps {
#include "wrong-taps.cpp"
}
namespace places {
#include "wrong-places.cpp"
}
namespace padding {
#include "wrong-padding.cpp"
}
namespace no_padding {
#include "wrong-no-padding.cpp"
}
namespace stride {
#include "wrong-stride.cpp"
}
namespace exchanged {
#include "wrong-exchanged.cpp"
}
namespace border {
#include "wrong-border.cpp"
}
namespace steps {
#include "wrong-steps.cpp"
}
static const exercise::Exercise registration(
    "im2col", {{"skeleton", [] { check(skeleton::im2col); }, "Still nothing"},
               {"solution", [] { check(solution::im2col); }},
               {"transposed", [] { check(transposed::im2col); }, "It is transposed"},
               {"channel-last", [] { check(channel_last::im2col); }, "the channel runs slowest"},
               {"taps", [] { check(taps::im2col); }, "s fastest"},
               {"places", [] { check(places::im2col); }, "The columns are in another order"},
               {"padding", [] { check(padding::im2col); }, "The first patch begins at the image's corner"},
               {"no-padding", [] { check(no_padding::im2col); }, "The padding is ignored"},
               {"stride", [] { check(stride::im2col); }, "pixels apart"},
               {"exchanged", [] { check(exchanged::im2col); }, "Rows and columns of the image are exchanged"},
               {"border", [] { check(border::im2col); }, "The last row and column of the image are left out"},
               {"steps", [] { check(steps::im2col); }, "one place more than there are steps"}});
#endif
