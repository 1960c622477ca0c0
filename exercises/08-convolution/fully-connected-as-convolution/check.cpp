#include "checking/images.hpp"

namespace {

using exercise::Filters;
using Answer = Filters(const arma::mat&, arma::uword, arma::uword, arma::uword);
using Place = arma::uword(arma::uword c, arma::uword r, arma::uword s);

constexpr arma::uword C = 2, H = 2, W = 3, K = 4;

// Filter k when its weight at (s, r, c) is taken from the given place of the matrix's memory.
arma::cube filled(const arma::mat& weight, arma::uword k, Place* place) {
  arma::cube filter(W, H, C);
  for (arma::uword c = 0; c < C; ++c)
    for (arma::uword r = 0; r < H; ++r)
      for (arma::uword s = 0; s < W; ++s) filter(s, r, c) = weight(place(c, r, s), k);
  return filter;
}

void check(Answer* as_filters) {
  arma::mat weight(C * H * W, K);
  for (arma::uword k = 0; k < K; ++k) weight.col(k) = 100.0 * double(k + 1) + arma::regspace(0, C * H * W - 1);
  const std::string what =
      "as_filters of 4 neurons on images of 2 x 2 x 3, neuron k's weights being 100 (k + 1) + 0, 1, ... 11:\n  ";
  const Filters filters = exercise::inside(what, [&] { return as_filters(weight, C, H, W); });
  if (filters.size() != K)
    exercise::wrong(what + "expected 4 filters, one a neuron, got " + std::to_string(filters.size()) +
                    (filters.empty() ? "\nStill nothing: begin with one cube for each column of weight."
                     : filters.size() == weight.n_rows ? "\nA neuron is a column of weight, not a row."
                                                       : ""));
  const arma::mat exchanged = weight.t();
  for (arma::uword k = 0; k < K; ++k) {
    const arma::cube right(weight.colptr(k), W, H, C);
    exercise::compare_images(
        what + "filter " + std::to_string(k), right, filters[k],
        {{arma::cube(W, H, C), "The sizes are right, and everything is zero: copy column k of weight."},
         {filled(weight, k, [](arma::uword c, arma::uword r, arma::uword s) { return (c * H + r) * H + s; }),
          "A row is W pixels long: (c * H + r) * W + s."},
         {arma::cube(weight.colptr(k), H, W, C),
          "Height and width are exchanged: a cube is indexed (x, y, channel), so the width comes first."},
         {arma::cube(weight.colptr(k), C, H, W),
          "The sizes run from the slowest to the fastest; Armadillo's cubes begin with the fastest, the width."},
         {exercise::transposed(right),
          "Rows and columns are exchanged: filters[k](s, r, c) is the weight of column s, row r."},
         {filled(weight, k, [](arma::uword c, arma::uword r, arma::uword s) { return (c * W + s) * H + r; }),
          "Within a channel the weights run down the columns; in this memory they run along the rows, width fastest."},
         {filled(weight, k, [](arma::uword c, arma::uword r, arma::uword s) { return (r * W + s) * C + c; }),
          "That takes the channels of a pixel as neighbours. Here each channel is a whole plane of its own: channels "
          "last,\n"
          "(c * H + r) * W + s."},
         {filled(weight, k, [](arma::uword c, arma::uword r, arma::uword s) { return (s * H + r) * C + c; }),
          "The order is backwards: the width runs fastest and the channel slowest, (c * H + r) * W + s."},
         {arma::cube(exchanged.memptr() + k * right.n_elem, W, H, C),
          "The matrix is read across its columns, so a filter mixes several neurons: neuron k is column k."},
         {arma::cube(arma::reverse(weight.col(k)).eval().memptr(), W, H, C),
          "The filter is flipped. A convolution layer lays it on the image as it is, so the weights keep their order."},
         {exercise::turned(right),
          "The filter is flipped. A convolution layer lays it on the image as it is, so the weights keep their order."},
         {filled(weight, 0, [](arma::uword c, arma::uword r, arma::uword s) { return (c * H + r) * W + s; }),
          "Every filter is the first neuron's: take column k."}});
  }
  // The filters are right; so is the map, or the book is wrong.
  const arma::cube x = exercise::sample(6, 5, C, 1);
  const arma::cube map = exercise::convolution(x, filters, arma::vec(K), 1, 0);
  for (arma::uword p = 0; p < map.n_cols; ++p)
    for (arma::uword q = 0; q < map.n_rows; ++q) {
      const arma::cube crop = x.subcube(q, p, 0, arma::size(W, H, C));
      exercise::compare("the map of scores of an image 6 wide and 5 high", weight.t() * arma::vectorise(crop),
                        arma::vec(map.tube(q, p)));
    }
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("fully-connected-as-convolution",
                                             {{"answer", [] { check(answer::as_filters); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace height_width {
#include "wrong-height-width.cpp"
}
namespace order {
#include "wrong-order.cpp"
}
namespace channel_last {
#include "wrong-channel-last.cpp"
}
namespace rows {
#include "wrong-rows.cpp"
}
namespace flipped {
#include "wrong-flipped.cpp"
}
static const exercise::Exercise registration(
    "fully-connected-as-convolution",
    {{"skeleton", [] { check(skeleton::as_filters); }, "expected 4 filters, one a neuron"},
     {"solution", [] { check(solution::as_filters); }},
     {"height-width", [] { check(height_width::as_filters); }, "Height and width are exchanged"},
     {"order", [] { check(order::as_filters); }, "run down the columns"},
     {"channel-last", [] { check(channel_last::as_filters); }, "takes the channels of a pixel as neighbours"},
     {"rows", [] { check(rows::as_filters); }, "a filter mixes several neurons"},
     {"flipped", [] { check(flipped::as_filters); }, "The filter is flipped"}});
#endif
