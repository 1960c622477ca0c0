#include "checking/checking.hpp"
#include "dln/conv/geometry.hpp"

namespace {

using Layers = std::vector<dln::conv::Window>;
using Answer = std::size_t(const Layers&);

arma::mat number(std::size_t value) { return arma::mat(1, 1, arma::fill::value(double(value))); }

std::size_t without(Layers layers, std::size_t dln::conv::Window::*what) {
  for (dln::conv::Window& layer : layers) layer.*what = 1;
  return dln::conv::receptive_field(layers);
}

// The formula with another way to widen the field and to move on the jump.
template <typename Widen, typename Jump>
std::size_t with(const Layers& layers, std::size_t begin, bool jump_first, const Widen& widen, const Jump& next) {
  std::size_t field = begin, jump = 1;
  for (const dln::conv::Window& layer : layers) {
    if (jump_first) jump = next(jump, layer.stride);
    field += widen(layer) * jump;
    if (!jump_first) jump = next(jump, layer.stride);
  }
  return field;
}

void ask(Answer* receptive_field, const std::string& what, const Layers& layers) {
  const std::size_t expected = dln::conv::receptive_field(layers);
  const auto steps = [](const dln::conv::Window& layer) { return (layer.kernel - 1) * layer.dilation; };
  const auto whole = [](const dln::conv::Window& layer) { return layer.kernel * layer.dilation; };
  const auto whole_less_one = [](const dln::conv::Window& layer) { return layer.kernel * layer.dilation - 1; };
  const auto times = [](std::size_t jump, std::size_t stride) { return jump * stride; };
  const auto plus = [](std::size_t jump, std::size_t stride) { return jump + stride - 1; };
  const auto more = [](std::size_t jump, std::size_t stride) { return jump + stride; };
  const auto last = [](std::size_t, std::size_t stride) { return stride; };
  std::size_t product = 1, outside_in = 1, dilated = 1, dilated_jump = 1;
  for (const dln::conv::Window& layer : layers) {
    product *= layer.kernel;
    outside_in = outside_in * layer.stride + steps(layer);
    dilated += steps(layer) * dilated_jump;
    dilated_jump *= layer.stride * layer.dilation;
  }
  exercise::compare(
      "receptive_field of " + what, double(expected), double(receptive_field(layers)),
      {{number(0),
        "Still nothing: start with the one pixel that an output sees of itself, and widen it layer by layer."},
       {number(expected - 1), "One too few: with no layer at all, an output sees one pixel. Begin with a field of 1."},
       {number(without(layers, &dln::conv::Window::stride)),
        "The strides are ignored. After a stride of 2, neighbours lie 2 input pixels apart, so the next kernel "
        "reaches\n"
        "twice as far: multiply by the jump."},
       {number(without(layers, &dln::conv::Window::dilation)),
        "The dilation is ignored: a kernel of 3 with its pixels 2 apart spans 5."},
       {number(with(layers, 1, true, steps, times)),
        "A layer's own stride counts already for itself. It moves its outputs apart, so it counts for the layers "
        "after\n"
        "it: widen the field first, then multiply the jump."},
       {number(with(layers, 0, false, whole, times)),
        "Whole kernels are added. They overlap: a kernel of 3 adds 2 pixels to what its middle sees, so kernel - 1."},
       {number(with(layers, 1, false, whole, times)),
        "Whole kernels are added. They overlap: a kernel of 3 adds 2 pixels to what its middle sees, so kernel - 1."},
       {number(with(layers, 1, false, whole_less_one, times)),
        "A dilated kernel spans (kernel - 1) * dilation + 1 pixels: there are gaps between its pixels only, not after "
        "the last."},
       {number(with(layers, 1, false, steps, plus)),
        "The jumps multiply: after two layers of stride 2, neighbours lie 4 pixels apart."},
       {number(with(layers, 1, false, steps, more)),
        "The jumps multiply: after two layers of stride 2, neighbours lie 4 pixels apart."},
       {number(with(layers, 1, false, steps, last)),
        "Only the last stride counts here; the jump is the product of all strides so far."},
       {number(dilated), "The dilation does not move a layer's outputs apart: the jump grows by the stride only."},
       {number(product), "Fields do not multiply: kernels overlap, and each layer adds kernel - 1 jumps."},
       {number(outside_in),
        "The field itself is not stretched by a stride, only the steps of the layers after it: keep the jump beside "
        "it."},
       {number(dln::conv::receptive_field(Layers(layers.rbegin(), layers.rend()))),
        "That would be right if the layers came from the output to the input; the first one is the input's."}});
}

void check(Answer* receptive_field) {
  ask(receptive_field, "one layer of 3:", {{3, 1, 1}});
  ask(receptive_field, "three layers of 3:", {{3, 1, 1}, {3, 1, 1}, {3, 1, 1}});
  ask(receptive_field, "a layer of 3 with dilation 2:", {{3, 1, 2}});
  ask(receptive_field, "a layer of 5 with stride 2, then one of 4 with stride 3:", {{5, 2, 1}, {4, 3, 1}});
  ask(receptive_field, "three layers of 3 with stride 2:", {{3, 2, 1}, {3, 2, 1}, {3, 2, 1}});
  ask(receptive_field, "7 with stride 2, 3 with stride 3, 3 with dilation 4, 3 with stride 2:",
      {{7, 2, 1}, {3, 3, 1}, {3, 1, 4}, {3, 2, 1}});
  ask(receptive_field, "no layer:", {});
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("receptive-field", {{"answer", [] { check(answer::receptive_field); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace stride {
#include "wrong-stride.cpp"
}
namespace dilation {
#include "wrong-dilation.cpp"
}
namespace jump_first {
#include "wrong-jump-first.cpp"
}
namespace sum {
#include "wrong-sum.cpp"
}
namespace jump_added {
#include "wrong-jump-added.cpp"
}
namespace dilated_jump {
#include "wrong-dilated-jump.cpp"
}
namespace backwards {
#include "wrong-backwards.cpp"
}
static const exercise::Exercise registration(
    "receptive-field",
    {{"skeleton", [] { check(skeleton::receptive_field); }, "Still nothing"},
     {"solution", [] { check(solution::receptive_field); }},
     {"stride", [] { check(stride::receptive_field); }, "The strides are ignored"},
     {"dilation", [] { check(dilation::receptive_field); }, "The dilation is ignored"},
     {"jump-first", [] { check(jump_first::receptive_field); }, "widen the field first, then multiply the jump"},
     {"sum", [] { check(sum::receptive_field); }, "so kernel - 1"},
     {"jump-added", [] { check(jump_added::receptive_field); }, "The jumps multiply"},
     {"dilated-jump", [] { check(dilated_jump::receptive_field); }, "the jump grows by the stride only"},
     {"backwards", [] { check(backwards::receptive_field); }, "the first one is the input's"}});
#endif
