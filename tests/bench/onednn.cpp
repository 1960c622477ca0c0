#include "bench/onednn.hpp"

#ifdef HAVE_ONEDNN

#include <oneapi/dnnl/dnnl_version.h>

#include <algorithm>
#include <dnnl.hpp>
#include <tuple>

namespace dln::bench {
namespace {

using dnnl::algorithm;
using dnnl::memory;

struct Machine {
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
};

Machine& machine() {
  static Machine one;
  return one;
}

/** What the caller has in NCHW, and what the convolution wants it in. */
struct Argument {
  int name;
  memory plain;
  memory own;
  [[nodiscard]] bool differs() const { return plain.get_desc() != own.get_desc(); }
};

void copy(memory from, memory to) {
  dnnl::reorder(from, to).execute(machine().stream, from, to);
}

/** How much of bringing the tensors into oneDNN's layout is part of the job. */
enum class Layout { blocked, nchw_ready, nchw };

/** A path from the three arguments that one of oneDNN's convolutions has. */
Path path_of(dnnl::primitive convolution, Argument in, Argument weight_like, Argument out,
             Layout layout, bool second_is_weight) {
  copy(in.plain, in.own);
  copy(weight_like.plain, weight_like.own);
  machine().stream.wait();
  const bool converts = layout != Layout::blocked;
  const bool converts_second = layout == Layout::nchw || (converts && !second_is_weight);
  Path path;
  path.run = [=] {
    auto& stream = machine().stream;
    if (converts && in.differs()) copy(in.plain, in.own);
    if (converts_second && weight_like.differs()) copy(weight_like.plain, weight_like.own);
    convolution.execute(
        stream, {{in.name, in.own}, {weight_like.name, weight_like.own}, {out.name, out.own}});
    if (converts && out.differs()) copy(out.own, out.plain);
    stream.wait();
  };
  path.deliver = [=] {
    if (!converts) copy(out.own, out.plain);
    machine().stream.wait();
  };
  return path;
}

/** How to compute one of oneDNN's primitives: its details, then what a backward one must know
 * of the forward one. */
template <typename Primitive, typename... Forward, typename... Details>
typename Primitive::primitive_desc description(const std::tuple<Details...>& details,
                                               const Forward&... forward) {
  return std::apply(
      [&](const Details&... detail) {
#if DNNL_VERSION_MAJOR >= 3
        return typename Primitive::primitive_desc(machine().engine, detail..., forward...);
#else
        return typename Primitive::primitive_desc(typename Primitive::desc(detail...),
                                                  machine().engine, forward...);
#endif
      },
      details);
}

memory::dim dim(std::size_t size) { return static_cast<memory::dim>(size); }

/** A path, and the name of oneDNN's code for it: two algorithms that get the same code are one
 * path. */
struct Found {
  Path path;
  std::string code;
};

Found find(Case& job, algorithm how, Layout layout) {
  const conv::Geometry& g = job.layer.geometry;
  const conv::Direction pass = job.pass;
  const std::size_t batch = job.batch;
  float* x = pass == conv::Direction::backward_data ? job.result.data() : job.x.data();
  float* weight =
      pass == conv::Direction::backward_weights ? job.result.data() : job.weight.data();
  float* y = pass == conv::Direction::forward ? job.result.data() : job.dy.data();
  const memory::dims xs{dim(batch), dim(g.channels), dim(g.height), dim(g.width)};
  const memory::dims ws{dim(g.filters), dim(g.channels), dim(g.kernel_height),
                        dim(g.kernel_width)};
  const memory::dims ys{dim(batch), dim(g.filters), dim(conv::output_height(g)),
                        dim(conv::output_width(g))};
  const memory::dims stride{dim(g.stride_height), dim(g.stride_width)};
  const memory::dims dilation{dim(g.dilation_height - 1), dim(g.dilation_width - 1)};
  const memory::dims before{dim(g.padding_top), dim(g.padding_left)},
      after{dim(g.padding_bottom), dim(g.padding_right)};
  const auto any = [](const memory::dims& d) {
    return memory::desc(d, memory::data_type::f32, memory::format_tag::any);
  };
  const auto& engine = machine().engine;
  const auto argument = [&](int name, const memory::dims& d, float* data,
                            const memory::desc& own) {
    const memory::desc plain(d, memory::data_type::f32, memory::format_tag::abcd);
    const memory mine(plain, engine, data);
    return Argument{name, mine,
                    own == plain && layout != Layout::blocked ? mine : memory(own, engine)};
  };
  const auto kind = pass == conv::Direction::forward ? dnnl::prop_kind::forward_inference
                                                     : dnnl::prop_kind::forward_training;
  const std::tuple details(how, any(xs), any(ws), any(ys), stride, dilation, before, after);
  const auto forward =
      description<dnnl::convolution_forward>(std::tuple_cat(std::tuple(kind), details));

  if (pass == conv::Direction::forward)
    return {path_of(dnnl::convolution_forward(forward),
                    argument(DNNL_ARG_SRC, xs, x, forward.src_desc()),
                    argument(DNNL_ARG_WEIGHTS, ws, weight, forward.weights_desc()),
                    argument(DNNL_ARG_DST, ys, y, forward.dst_desc()), layout, true),
            forward.impl_info_str()};
  if (pass == conv::Direction::backward_data) {
    const auto back = description<dnnl::convolution_backward_data>(details, forward);
    return {path_of(dnnl::convolution_backward_data(back),
                    argument(DNNL_ARG_DIFF_DST, ys, y, back.diff_dst_desc()),
                    argument(DNNL_ARG_WEIGHTS, ws, weight, back.weights_desc()),
                    argument(DNNL_ARG_DIFF_SRC, xs, x, back.diff_src_desc()), layout, true),
            back.impl_info_str()};
  }
  const auto back = description<dnnl::convolution_backward_weights>(details, forward);
  return {path_of(dnnl::convolution_backward_weights(back),
                  argument(DNNL_ARG_SRC, xs, x, back.src_desc()),
                  argument(DNNL_ARG_DIFF_DST, ys, y, back.diff_dst_desc()),
                  argument(DNNL_ARG_DIFF_WEIGHTS, ws, weight, back.diff_weights_desc()), layout,
                  false),
          back.impl_info_str()};
}

}  // namespace

bool has_onednn() { return true; }

std::vector<Path> onednn_paths(Case& job) {
  const std::pair<const char*, Layout> layouts[] = {{"onednn_blocked", Layout::blocked},
                                                    {"onednn_nchw_ready", Layout::nchw_ready},
                                                    {"onednn_nchw", Layout::nchw}};
  const std::pair<const char*, algorithm> algorithms[] = {
      {"direct", algorithm::convolution_direct},
      {"winograd", algorithm::convolution_winograd},
      {"auto", algorithm::convolution_auto}};
  std::vector<Path> paths;
  for (const auto& [layout_name, layout] : layouts) {
    if (job.pass == conv::Direction::backward_weights && layout == Layout::nchw_ready)
      continue;  // nothing can be ready
    std::vector<std::string> codes;
    for (const auto& [algorithm_name, how] : algorithms) {
      try {
        auto [path, code] = find(job, how, layout);
        if (std::ranges::find(codes, code) != codes.end()) continue;
        codes.push_back(code);
        path.name = layout_name;
        path.algorithm = algorithm_name;
        paths.push_back(std::move(path));
      } catch (const dnnl::error&) {
        // oneDNN has no such algorithm for this shape.
      }
    }
  }
  return paths;
}

}  // namespace dln::bench

#else

namespace dln::bench {

bool has_onednn() { return false; }

std::vector<Path> onednn_paths(Case&) { return {}; }

}  // namespace dln::bench

#endif
