#include "checking/images.hpp"

namespace {

using exercise::Filters;
using exercise::sample;

/** What can go wrong in the loops. */
struct Slip {
  arma::uword stride = 1;   ///< as it is used
  arma::uword padding = 0;  ///< as it is used
  bool overwrites = false;  ///< = where += is meant
  bool turns = false;       ///< the filter runs backwards
  bool same = false;        ///< the gradient is made of the factor itself rather than of the other one
  arma::uword first = 0;    ///< the first row and column that count as inside
  bool one_filter = false;  ///< every output is spread with the first filter
  arma::uword beyond = 0;   ///< the last rows and columns that count as outside
  bool exchanged = false;   ///< a filter, a square one, is indexed row first
};

struct Case {
  std::string name;
  arma::cube x;
  Filters filters;
  arma::uword stride, padding;
};

/** dx and the dfilters with a slip. */
std::pair<arma::cube, Filters> slipped(const Case& at, const arma::cube& dy, const Slip& slip) {
  const arma::cube& x = at.x;
  const Filters filters = slip.turns ? exercise::each(at.filters, exercise::turned) : at.filters;
  std::pair<arma::cube, Filters> result(arma::cube(arma::size(x)), {});
  const auto put = [&](double& into, double term) { into = slip.overwrites ? term : into + term; };
  for (arma::uword k = 0; k < filters.size(); ++k) {
    arma::cube dfilter(arma::size(filters[k]));
    for (arma::uword p = 0; p < dy.n_cols; ++p)
      for (arma::uword q = 0; q < dy.n_rows; ++q)
        for (arma::uword c = 0; c < x.n_slices; ++c)
          for (arma::uword r = 0; r < dfilter.n_cols; ++r)
            for (arma::uword s = 0; s < dfilter.n_rows; ++s) {
              // A place above or to the left of the image wraps to a huge number, which is not in it either.
              const arma::uword i = p * slip.stride + r - slip.padding, j = q * slip.stride + s - slip.padding;
              if (i >= x.n_cols || j >= x.n_rows || i < slip.first || j < slip.first) continue;
              if (i + slip.beyond >= x.n_cols || j + slip.beyond >= x.n_rows) continue;
              const arma::uword column = slip.exchanged ? r : s, row = slip.exchanged ? s : r;
              const double weight = filters[slip.one_filter ? 0 : k](column, row, c), pixel = x(j, i, c);
              put(result.first(j, i, c), (slip.same ? pixel : weight) * dy(q, p, k));
              put(dfilter(column, row, c), (slip.same ? weight : pixel) * dy(q, p, k));
            }
    result.second.push_back(slip.turns ? exercise::turned(dfilter) : dfilter);
  }
  return result;
}

template <typename Answer>
void ask(Answer* convolve_backward, const Case& at) {
  const arma::vec zero(at.filters.size());
  const auto forward = [&](const arma::cube& x, const Filters& filters, const arma::vec& bias) {
    return exercise::convolution(x, filters, bias, at.stride, at.padding);
  };
  const arma::cube y = forward(at.x, at.filters, zero);
  const arma::cube dy = sample(y.n_rows, y.n_cols, y.n_slices, 20);
  const auto loss = [&](const arma::cube& outputs) { return arma::accu(dy % outputs); };
  const auto gradients = exercise::inside(
      "convolve_backward: " + at.name, [&] { return convolve_backward(dy, at.x, at.filters, at.stride, at.padding); });

  const std::string dbias = "dbias: " + at.name;
  arma::vec last(zero), mean(zero), all(zero);
  for (arma::uword k = 0; k < zero.n_elem; ++k) {
    last(k) = dy(y.n_rows - 1, y.n_cols - 1, k);
    all(k) = double(at.x.n_slices) * arma::accu(dy.slice(k));
    mean(k) = arma::mean(arma::vectorise(dy.slice(k)));
  }
  const auto as_cube = [](const arma::vec& v) { return arma::cube(v.memptr(), v.n_elem, 1, 1); };
  exercise::recognise(
      dbias, as_cube(gradients.dbias),
      {{as_cube(last), "Only the last place is left: every output's gradient is added, += rather than =."},
       {as_cube(mean),
        "That is the mean over the places. The bias is added at each of them, so the gradients add up."}});
  if (at.x.n_slices > 1)
    exercise::recognise(
        dbias, as_cube(gradients.dbias),
        {{as_cube(all), "It is added once a channel; an output has its bias once, so out of the loop over c."}});
  exercise::compare_gradient(
      dbias, [&](const arma::mat& bias) { return loss(forward(at.x, at.filters, bias)); }, zero, gradients.dbias);

  // Of the other two, name the cause if it is known; else let differences judge.
  const auto causes = [&](const std::string& of) {
    std::vector<std::pair<Slip, std::string>> list = {
        {{.stride = at.stride, .padding = at.padding, .overwrites = true},
         of == "dx"
             ? "dx is overwritten: a pixel is seen by several windows and filters, and what they say adds up, += "
               "rather than =."
             : "It is overwritten: a weight is used at every place, and what they say adds up, += rather than =."},
        {{.stride = at.stride, .padding = at.padding, .turns = true},
         "The filter is flipped the wrong way. The weight that met a pixel forward meets it backward, with the same s "
         "and\n"
         "r: write the forward loops again and exchange what is read and what is added to. (Written as sliding a "
         "filter over dy, it\n"
         "is the turned filter; written as spreading dy, it is the filter as it is.)"}};
    list.push_back(
        {{.stride = at.stride, .padding = at.padding, .same = true},
         "Each factor of a product is the other one's gradient: a weight's is made of pixels, a pixel's of weights."});
    list.push_back({{.stride = at.stride, .padding = at.padding, .first = 1},
                    "The first row and column of the image get nothing: place 0 is inside."});
    list.push_back({{.stride = at.stride, .padding = at.padding, .beyond = 1},
                    "The last row and column of the image get nothing: their numbers are H - 1 and W - 1."});
    if (at.filters[0].n_rows == at.filters[0].n_cols)
      list.push_back({{.stride = at.stride, .padding = at.padding, .exchanged = true},
                      "Rows and columns of the filter are exchanged: its weight in row r and column s is "
                      "filters[k](s, r, c)."});
    if (of == "dx" && at.filters.size() > 1)
      list.push_back({{.stride = at.stride, .padding = at.padding, .one_filter = true},
                      "Every output is spread with the first filter; output (q, p, k) was made by filter k."});
    if (at.stride > 1)
      list.push_back({{.stride = 1, .padding = at.padding},
                      "The stride is forgotten: output (q, p) saw the pixels from (q * stride - padding, p * stride - "
                      "padding) on."});
    if (at.padding > 0)
      list.push_back({{.stride = at.stride, .padding = 0},
                      "The padding is forgotten: output (q, p) saw the pixels from (q * stride - padding, p * stride - "
                      "padding) on."});
    return list;
  };
  std::vector<exercise::KnownImage> known;
  for (arma::uword k = 0; k < at.filters.size(); ++k) {
    const std::string what = "dfilters[" + std::to_string(k) + "]: " + at.name;
    if (gradients.dfilters.size() != at.filters.size())
      exercise::wrong(what + "\n  expected as many gradients as filters, got " +
                      std::to_string(gradients.dfilters.size()));
    const arma::cube& got = gradients.dfilters[k];
    if (arma::size(got) != arma::size(at.filters[k])) exercise::compare_images(what, at.filters[k], got);
    known.clear();
    for (const auto& [slip, sentence] : causes("dfilters"))
      known.push_back({slipped(at, dy, slip).second[k], sentence});
    exercise::recognise(what, got, known);
    for (arma::uword c = 0; c < got.n_slices; ++c) {
      const auto nudged = [&](const arma::mat& channel) {
        Filters filters = at.filters;
        filters[k].slice(c) = channel;
        return loss(forward(at.x, filters, zero));
      };
      exercise::compare_gradient(what + ", channel " + std::to_string(c), nudged, at.filters[k].slice(c), got.slice(c));
    }
  }

  const std::string what = "dx: " + at.name;
  if (arma::size(gradients.dx) != arma::size(at.x)) exercise::compare_images(what, at.x, gradients.dx);
  known.clear();
  for (const auto& [slip, sentence] : causes("dx")) known.push_back({slipped(at, dy, slip).first, sentence});
  exercise::recognise(what, gradients.dx, known);
  for (arma::uword c = 0; c < at.x.n_slices; ++c) {
    const auto nudged = [&](const arma::mat& channel) {
      arma::cube x = at.x;
      x.slice(c) = channel;
      return loss(forward(x, at.filters, zero));
    };
    exercise::compare_gradient(what + ", channel " + std::to_string(c), nudged, at.x.slice(c), gradients.dx.slice(c));
  }
}

template <typename Answer>
void check(Answer* convolve_backward) {
  ask(convolve_backward, {"one channel of 5 x 4, a filter of 3 x 3", sample(5, 4, 1, 1), {sample(3, 3, 1, 3)}, 1, 0});
  ask(convolve_backward, {"the same with padding 1", sample(5, 4, 1, 1), {sample(3, 3, 1, 3)}, 1, 1});
  ask(convolve_backward, {"one channel of 7 x 5, stride 2", sample(7, 5, 1, 6), {sample(3, 3, 1, 3)}, 2, 0});
  ask(convolve_backward, {"two channels of 5 x 4, three filters 3 wide and 2 high, stride 2, padding 1",
                          sample(5, 4, 2, 2),
                          {sample(3, 2, 2, 4), sample(3, 2, 2, 5), sample(3, 2, 2, 7)},
                          2,
                          1});
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("convolution-backward",
                                             {{"answer", [] { check(answer::convolve_backward); }}});
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
namespace flipped {
#include "wrong-flipped.cpp"
}
namespace stride {
#include "wrong-stride.cpp"
}
namespace padding {
#include "wrong-padding.cpp"
}
namespace exchanged {
#include "wrong-exchanged.cpp"
}
namespace border {
#include "wrong-border.cpp"
}
namespace bias {
#include "wrong-bias.cpp"
}
namespace filters_overwritten {
#include "wrong-filters-overwritten.cpp"
}
static const exercise::Exercise registration(
    "convolution-backward",
    {{"skeleton", [] { check(skeleton::convolve_backward); }, "is it ever computed?"},
     {"solution", [] { check(solution::convolve_backward); }},
     {"overwritten", [] { check(overwritten::convolve_backward); }, "dx is overwritten"},
     {"flipped", [] { check(flipped::convolve_backward); }, "The filter is flipped the wrong way"},
     {"stride", [] { check(stride::convolve_backward); }, "The stride is forgotten"},
     {"padding", [] { check(padding::convolve_backward); }, "The padding is forgotten"},
     {"exchanged", [] { check(exchanged::convolve_backward); }, "Rows and columns of the filter are exchanged"},
     {"border", [] { check(border::convolve_backward); }, "The last row and column of the image get nothing"},
     {"bias", [] { check(bias::convolve_backward); }, "Only the last place is left"},
     {"filters-overwritten", [] { check(filters_overwritten::convolve_backward); },
      "a weight is used at every place"}});
#endif
