#include "bench/pytorch.hpp"

#ifdef HAVE_PYTORCH

#include <ATen/Parallel.h>
#include <ATen/ops/convolution.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <memory>

#include "dln/core/threads.hpp"

namespace dln::bench {
namespace {

using conv::Direction;

std::int64_t dim(std::size_t size) { return static_cast<std::int64_t>(size); }

/** The case in PyTorch's words. */
struct Job {
  at::Tensor x, weight, dy;
  std::vector<std::int64_t> stride, padding, dilation;
  std::int64_t groups;
  at::Tensor result{};

  explicit Job(Case& job) : Job(job, job.layer.geometry) {}

  void forward() {
    result = at::convolution(x, weight, {}, stride, padding, dilation, false, {0, 0}, groups);
  }
  void backward_data() {
    result = std::get<0>(at::convolution_backward(dy, x, weight, {}, stride, padding, dilation,
                                                  false, {0, 0}, groups, {true, false, false}));
  }
  void backward_weights() {
    result = std::get<1>(at::convolution_backward(dy, x, weight, {}, stride, padding, dilation,
                                                  false, {0, 0}, groups, {false, true, false}));
  }

 private:
  Job(Case& job, const conv::Geometry& g)
      : x(at::from_blob(job.x.data(),
                        {dim(job.batch), dim(g.channels), dim(g.height), dim(g.width)})),
        weight(at::from_blob(job.weight.data(), {dim(g.filters), dim(g.channels / g.groups),
                                                 dim(g.kernel_height), dim(g.kernel_width)})),
        dy(at::from_blob(job.dy.data(),
                         {dim(job.batch), dim(g.filters), dim(conv::output_height(g)),
                          dim(conv::output_width(g))})),
        stride{dim(g.stride_height), dim(g.stride_width)},
        padding{dim(g.padding_top),
                dim(g.padding_left)},  // PyTorch has no other below and to the right
        dilation{dim(g.dilation_height), dim(g.dilation_width)},
        groups(dim(g.groups)) {}
};

}  // namespace

bool has_pytorch() { return true; }

std::vector<Path> pytorch_paths(Case& job) {
  at::set_num_threads(static_cast<int>(thread_count()));
  const c10::InferenceMode no_gradients;
  const auto its = std::make_shared<Job>(job);
  Path path{"pytorch", "", [its, pass = job.pass] {
              const c10::InferenceMode no_gradients_here;
              if (pass == Direction::forward) its->forward();
              if (pass == Direction::backward_data) its->backward_data();
              if (pass == Direction::backward_weights) its->backward_weights();
            }};
  path.deliver = [its, &job] {
    const c10::InferenceMode no_gradients_here;
    const at::Tensor plain = its->result.contiguous();
    std::copy_n(plain.data_ptr<float>(), job.result.size(), job.result.data());
  };
  return {path};
}

}  // namespace dln::bench

#else

namespace dln::bench {

bool has_pytorch() { return false; }

std::vector<Path> pytorch_paths(Case&) { return {}; }

}  // namespace dln::bench

#endif
