#include "checking/images.hpp"

namespace {

using Answer = arma::mat(const arma::mat&, const arma::mat&, arma::uword, arma::uword);
using Window = std::function<arma::mat(const arma::mat& pixels, double dy)>;

// dx when each window's part of it is made by `share`, and added; or put there, if it overwrites.
arma::mat pooled(const arma::mat& x, const arma::mat& dy, arma::uword size, arma::uword stride, const Window& share,
                 bool overwrite = false) {
  arma::mat dx(arma::size(x));
  for (arma::uword p = 0; p < dy.n_rows; ++p)
    for (arma::uword q = 0; q < dy.n_cols; ++q) {
      const auto window = arma::span(p * stride, p * stride + size - 1);
      const auto columns = arma::span(q * stride, q * stride + size - 1);
      const arma::mat part = share(x(window, columns), dy(p, q));
      arma::mat here = dx(window, columns);
      if (overwrite)
        here.elem(arma::find(part)) = part.elem(arma::find(part));
      else
        here += part;
      dx(window, columns) = here;
    }
  return dx;
}

// The whole dy at the first, or the last, of the greatest pixels, row by row.
arma::mat to_one(const arma::mat& pixels, double dy, bool last) {
  const arma::mat by_rows = pixels.t();
  const arma::uvec greatest = arma::find(by_rows == by_rows.max());
  arma::mat part(arma::size(by_rows));
  part(last ? greatest.back() : greatest.front()) = dy;
  return part.t();
}
arma::mat to_first(const arma::mat& pixels, double dy) { return to_one(pixels, dy, false); }
arma::mat to_last(const arma::mat& pixels, double dy) { return to_one(pixels, dy, true); }
arma::mat to_all(const arma::mat& pixels, double dy) {
  return dy * arma::conv_to<arma::mat>::from(pixels == pixels.max());
}
arma::mat to_all_in_parts(const arma::mat& pixels, double dy) {
  return to_all(pixels, dy / double(arma::accu(pixels == pixels.max())));
}
arma::mat evenly(const arma::mat& pixels, double dy) {
  return arma::mat(arma::size(pixels), arma::fill::value(dy / double(pixels.n_elem)));
}
arma::mat to_corner(const arma::mat& pixels, double dy) {
  arma::mat part(arma::size(pixels));
  part(0, 0) = dy;
  return part;
}
arma::mat to_everything(const arma::mat& pixels, double dy) {
  return arma::mat(arma::size(pixels), arma::fill::value(dy));
}
arma::mat times_pixel(const arma::mat& pixels, double dy) { return to_first(pixels, dy * pixels.max()); }
arma::mat to_smallest(const arma::mat& pixels, double dy) { return to_first(-pixels, dy); }

// dx when a pixel's place in its window is taken for its place in the image.
arma::mat at_window_places(const arma::mat& x, const arma::mat& dy, arma::uword size, arma::uword stride, bool linear) {
  arma::mat dx(arma::size(x));
  for (arma::uword p = 0; p < dy.n_rows; ++p)
    for (arma::uword q = 0; q < dy.n_cols; ++q) {
      const arma::uword best = x.submat(p * stride, q * stride, arma::size(size, size)).eval().index_max();
      (linear ? dx(best) : dx(best % size, best / size)) += dy(p, q);
    }
  return dx;
}

// dx when the windows' corners are taken to be at (p, q).
arma::mat stride_forgotten(const arma::mat& x, const arma::mat& dy, arma::uword size, arma::uword put_stride) {
  arma::mat dx(arma::size(x));
  for (arma::uword p = 0; p < dy.n_rows; ++p)
    for (arma::uword q = 0; q < dy.n_cols; ++q)
      dx.submat(p * put_stride, q * put_stride, arma::size(size, size)) +=
          to_first(x.submat(p, q, arma::size(size, size)), dy(p, q));
  return dx;
}

void ask(Answer* max_pool_backward, std::string what, const arma::mat& x, const arma::mat& dy, arma::uword size,
         arma::uword stride) {
  const auto from = [&](const Window& share, bool overwrite = false) {
    return pooled(x, dy, size, stride, share, overwrite);
  };
  what = "max_pool_backward of " + what;
  const arma::mat got = exercise::inside(
      what, [&] { return max_pool_backward(x, dy, size, stride); },
      "The last row of a window is p * stride + size - 1, and its last column q * stride + size - 1.");
  const std::string window_place =
      "The place of the greatest pixel counts from the window's corner; in dx it is that much below and to the right "
      "of\n"
      "(p * stride, q * stride).";
  exercise::compare(
      what, from(to_first), got,
      {{arma::mat(arma::size(x)),
        "Still nothing: for each window, look for its greatest pixel, and add dy(p, q) to dx there."},
       {from(evenly), "dy is spread evenly over the window: that is average pooling. Only the greatest pixel made y."},
       {from(to_everything),
        "The whole window gets dy. Only the greatest pixel made y; the others could change without it."},
       {from(to_first, true),
        "It is overwritten: a pixel can be the greatest of several windows, whose gradients add up."},
       {from(to_corner),
        "dy goes to the corner of each window: is all of the window searched, i < top + size? And with negative "
        "pixels: is "
        "the greatest started at 0?"},
       {at_window_places(x, dy, size, stride, false), window_place},
       {at_window_places(x, dy, size, stride, true), window_place},
       {stride_forgotten(x, dy, size, 1),
        "The windows lie one pixel apart: the corner is at (p * stride, q * stride)."},
       {stride_forgotten(x, dy, size, stride),
        "The windows that are searched lie one pixel apart: (p * stride, q * stride)."},
       {from(to_last),
        "Of several equal pixels the last one gets it, the first one should: compare with >, not with >=."},
       {from(to_all_in_parts),
        "Equal pixels share the gradient. Forward took one of them, the first; that one gets it all."},
       {from(to_all),
        "All pixels that equal the greatest get dy, so it is counted several times. Only the first one does."},
       {from(times_pixel),
        "dy is multiplied by the pixel. y is the pixel itself, with a slope of 1: dy passes as it is."},
       {from(to_smallest), "It goes to the smallest pixel of each window."},
       {from(to_first).t(), "It is transposed: is p * stride the row and q * stride the column of the corner?"}});
}

void check(Answer* max_pool_backward) {
  const arma::mat x = {{1, 5, 2, 0}, {3, 4, 8, 6}, {7, 2, 1, 3}, {0, 6, 5, 9}};
  ask(max_pool_backward, "4 x 4 pixels, 2 x 2 windows side by side:", x, {{1, 2}, {3, 4}}, 2, 2);
  ask(max_pool_backward, "4 x 4 negative pixels, 2 x 2 windows side by side:", x - 10, {{1, 2}, {3, 4}}, 2, 2);
  ask(max_pool_backward, "4 x 4 pixels, 3 x 3 windows that overlap (stride 1):", x, {{1, 2}, {3, 4}}, 3, 1);
  const arma::mat equal = {{4, 4, 0, 1}, {4, 4, 0, 1}, {2, 0, 3, 3}, {1, 2, 0, 0}};
  ask(max_pool_backward, "4 x 4 pixels, some of them equal, 2 x 2 windows side by side:", equal, {{1, 2}, {3, 4}}, 2,
      2);
  ask(max_pool_backward, "5 x 7 pixels, 3 x 3 windows, stride 2:", exercise::sample(5, 7, 1, 11).slice(0),
      {{1, 2, 3}, {4, 5, 6}}, 3, 2);
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("max-pooling-backward",
                                             {{"answer", [] { check(answer::max_pool_backward); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace spread {
#include "wrong-spread.cpp"
}
namespace all_ties {
#include "wrong-all-ties.cpp"
}
namespace overwritten {
#include "wrong-overwritten.cpp"
}
namespace last_tie {
#include "wrong-last-tie.cpp"
}
namespace window_place {
#include "wrong-window-place.cpp"
}
namespace zero {
#include "wrong-zero.cpp"
}
static const exercise::Exercise registration(
    "max-pooling-backward",
    {{"skeleton", [] { check(skeleton::max_pool_backward); }, "Still nothing"},
     {"solution", [] { check(solution::max_pool_backward); }},
     {"spread", [] { check(spread::max_pool_backward); }, "that is average pooling"},
     {"all-ties", [] { check(all_ties::max_pool_backward); }, "All pixels that equal the greatest get dy"},
     {"overwritten", [] { check(overwritten::max_pool_backward); }, "whose gradients add up"},
     {"last-tie", [] { check(last_tie::max_pool_backward); }, "compare with >, not with >="},
     {"window-place", [] { check(window_place::max_pool_backward); }, "counts from the window's corner"},
     {"zero", [] { check(zero::max_pool_backward); }, "is the greatest started at 0?"}});
#endif
