#!/usr/bin/env python3
"""Records what PyTorch computes, for the tests of this folder: /usr/bin/python3 tests/reference/record.py

Needs PyTorch (Debian's python3-torch) and nothing else; the tests read the file and need no Python. Everything is
computed in double. Inputs are drawn as floats, so a test in float starts from the same numbers. Each case draws from a
stream of its own, seeded by its name: running this again gives the same file, and a new case changes no other.

The file is in the safetensors format. Of a case it holds `case.x`, the parameters and `case.dy`, which are drawn, and
`case.y`, `case.dx` and the parameters' gradients, which are PyTorch's. All tensors have four sizes, as ours do.
"""
import json
import math
import pathlib
import struct
import sys
import zlib

import torch
import torch.nn.functional as F

FILE = pathlib.Path(__file__).parent / "pytorch.safetensors"
recorded = {}


class Case:
    """One case: draws inputs and records tensors under its name."""

    def __init__(self, name):
        self.name = name
        self.stream = torch.Generator().manual_seed(zlib.crc32(name.encode()))

    def keep(self, what, tensor, shape=None, kind="F64"):
        """Records a tensor, under four sizes; as F32 if floats hold it exactly."""
        sizes = list(shape or tensor.shape)
        sizes += [1] * (4 - len(sizes))
        assert math.prod(sizes) == tensor.numel()
        recorded[f"{self.name}.{what}"] = (kind, sizes, tensor.detach().reshape(-1).tolist())

    def draw(self, what, *shape):
        """Records Gaussian numbers that a float holds exactly."""
        numbers = torch.randn(shape, generator=self.stream, dtype=torch.float32).double()
        self.keep(what, numbers, kind="F32")
        return numbers

    def uniform(self, what, *shape):
        """Records numbers between 0 and 1 that a float holds exactly."""
        numbers = torch.rand(shape, generator=self.stream, dtype=torch.float32).double()
        self.keep(what, numbers, kind="F32")
        return numbers


def layer(name, function, x, **parameters):
    """Records a layer: function(x, parameter, ...), and the gradients of sum(y dy)."""
    case = Case(name)
    inputs = {"x": case.draw("x", *x).requires_grad_()}
    for what, shape in parameters.items():
        inputs[what] = case.draw(what, *shape).requires_grad_()
    y = function(*inputs.values())
    case.keep("y", y)
    y.backward(case.draw("dy", *y.shape))
    for what, tensor in inputs.items():
        case.keep("d" + what, tensor.grad)


def convolution(name, x, weight, padding=(0, 0, 0, 0), **settings):
    """Records a convolution; padding is left, right, top, bottom."""
    layer(name, lambda x, w, b: F.conv2d(F.pad(x, padding), w, b.reshape(-1), **settings), x,
          weight=weight, bias=(1, weight[0], 1, 1))


def loss(case, scores, losses, weights):
    """Records the losses, their weighted mean and its gradient; `weights` add up to what the mean divides by."""
    case.keep("y", losses)
    mean = losses.sum() / weights.sum()
    case.keep("mean", mean, [1])
    mean.backward()
    case.keep("dscores", scores.grad)


def class_loss(name, function, scores, ignores, class_weights=False):
    """Records a loss against classes; the label -1 is the one that is ignored."""
    case = Case(name)
    s = case.draw("scores", *scores).requires_grad_()
    n, c, h, w = scores
    labels = torch.randint(-1 if ignores else 0, c, (n, h, w), generator=case.stream)
    case.keep("labels", labels.double(), (n, 1, h, w))
    by_class = case.uniform("class_weights", c) if class_weights else torch.ones(c).double()
    counted = torch.where(labels < 0, torch.zeros(()).double(), by_class[labels.clamp(min=0)])
    y = function(s, labels, by_class)
    loss(case, s, y.reshape(n, 1, h, w), counted)


def number_loss(name, function, values, weighted):
    """Records a loss against numbers."""
    case = Case(name)
    shape = (3, 4, 2, 2)
    s = case.draw("scores", *shape).requires_grad_()
    t = getattr(case, values)("values", *shape)
    w = case.uniform("weights", *shape) if weighted else torch.ones(shape).double()
    loss(case, s, w * function(s, t), w)


def optimizer(name, rule, **settings):
    """Records ten steps with gradients that are drawn: the weights after each of them."""
    case = Case(name)
    w = torch.nn.Parameter(case.draw("w", 1, 3, 4, 2))
    update = rule([w], **settings)
    for t in range(1, 11):
        w.grad = case.draw(f"dw{t}", 1, 3, 4, 2)
        update.step()
        case.keep(f"w{t}", w)


def record_layers():
    image = (2, 6, 4, 5)
    layer("relu", F.relu, image)
    layer("sigmoid", torch.sigmoid, image)
    layer("tanh", torch.tanh, image)
    layer("leaky_relu", lambda x: F.leaky_relu(x, 0.01), image)
    layer("elu", F.elu, image)
    layer("gelu", F.gelu, image)
    layer("prelu_one", lambda x, a: F.prelu(x, a.reshape(-1)), image, slope=(1, 1, 1, 1))
    layer("prelu_channels", lambda x, a: F.prelu(x, a.reshape(-1)), image, slope=(1, 6, 1, 1))
    layer("rrelu_test", lambda x: F.rrelu(x, 1 / 8, 1 / 3, training=False), image)
    layer("maxout", lambda x: x.reshape(2, 2, 3, 4, 5).max(2).values, image)
    layer("dense", lambda x, w, b: F.linear(x.flatten(1), w.flatten(1), b.reshape(-1))[:, :, None, None],
          (5, 3, 2, 4), weight=(7, 24, 1, 1), bias=(1, 7, 1, 1))

    convolution("conv_pointwise", (2, 5, 4, 3), (4, 5, 1, 1))
    convolution("conv_3x3", (2, 8, 10, 9), (6, 8, 3, 3), (1, 1, 1, 1))
    convolution("conv_stride", (2, 3, 9, 11), (4, 3, 5, 5), (2, 2, 2, 2), stride=2)
    convolution("conv_dilation", (2, 3, 9, 8), (4, 3, 3, 3), (2, 2, 2, 2), dilation=2)
    convolution("conv_groups", (2, 6, 7, 6), (4, 3, 3, 3), (1, 1, 1, 1), groups=2)
    convolution("conv_depthwise", (2, 6, 7, 6), (6, 1, 3, 3), (1, 1, 1, 1), groups=6)
    convolution("conv_uneven", (2, 4, 9, 10), (6, 2, 3, 2), (0, 3, 2, 1), stride=(2, 3), dilation=(1, 2), groups=2)

    layer("max_pool", lambda x: F.max_pool2d(x, 2, 2), (2, 3, 6, 8))
    layer("max_pool_overlapping", lambda x: F.max_pool2d(x, (3, 2), (2, 1), (1, 0)), (2, 3, 7, 8))
    layer("avg_pool", lambda x: F.avg_pool2d(x, 2, 2), (2, 3, 6, 8))
    layer("avg_pool_overlapping",
          lambda x: F.avg_pool2d(x, (3, 2), (2, 1), (1, 1), count_include_pad=False), (2, 3, 7, 8))
    layer("global_average_pool", lambda x: F.adaptive_avg_pool2d(x, 1), (2, 3, 5, 4))
    # PyTorch divides alpha by the size; ours, as its source does, multiplies the sum.
    layer("local_response_norm", lambda x: F.local_response_norm(x, 5, 5e-4, 0.75, 2), (2, 7, 3, 4))
    layer("local_response_norm_strong", lambda x: F.local_response_norm(x, 3, 3 * 0.5, 0.6, 1), (2, 7, 3, 4))
    layer("nearest_upsample", lambda x: F.interpolate(x, scale_factor=3, mode="nearest"), (2, 3, 3, 2))


def batch_normalization(name, x, training):
    """Records batch normalization; while training, the running values that it leaves, too."""
    case = Case(name)
    channels = (1, x[1], 1, 1)
    inputs = {"x": case.draw("x", *x).requires_grad_()}
    for what in "gamma", "beta":
        inputs[what] = case.draw(what, *channels).requires_grad_()
    mean, variance = case.draw("mean", *channels).reshape(-1), case.uniform("variance", *channels).reshape(-1)
    y = F.batch_norm(inputs["x"], mean, variance, inputs["gamma"].reshape(-1), inputs["beta"].reshape(-1), training)
    case.keep("y", y)
    y.backward(case.draw("dy", *x))
    for what, tensor in inputs.items():
        case.keep("d" + what, tensor.grad)
    if training:
        case.keep("next_mean", mean, channels)
        case.keep("next_variance", variance, channels)


def record_normalizations():
    batch_normalization("batch_norm_dense", (8, 5, 1, 1), True)
    batch_normalization("batch_norm_images", (3, 4, 3, 5), True)
    batch_normalization("batch_norm_test", (3, 4, 3, 5), False)
    for name, groups, x in (("layer_norm", 1, (4, 7, 1, 1)), ("group_norm", 2, (3, 6, 4, 3))):
        layer(name, lambda x, a, b, groups=groups: F.group_norm(x, groups, a.reshape(-1), b.reshape(-1)), x,
              gamma=(1, x[1], 1, 1), beta=(1, x[1], 1, 1))
    # Whatever mask PyTorch draws: where the output is 0, a number was left out.
    torch.manual_seed(1)
    case = Case("dropout")
    x = case.draw("x", 4, 6, 2, 3).requires_grad_()
    y = F.dropout(x, 0.25)
    case.keep("mask", (y != 0).double())
    case.keep("y", y)
    y.backward(case.draw("dy", *x.shape))
    case.keep("dx", x.grad)


def record_losses():
    def cross_entropy(s, labels, weights):
        return F.cross_entropy(s, labels, weight=weights, ignore_index=-1, reduction="none")

    def hinge(s, labels, _):
        # PyTorch divides by the number of classes.
        return 5 * F.multi_margin_loss(s.flatten(1), labels.flatten(), margin=1.5, reduction="none")

    class_loss("softmax", cross_entropy, (6, 5, 1, 1), ignores=False)
    class_loss("softmax_ignored", cross_entropy, (3, 4, 3, 2), ignores=True)
    class_loss("softmax_weighted", cross_entropy, (3, 4, 3, 2), ignores=True, class_weights=True)
    class_loss("hinge", hinge, (6, 5, 1, 1), ignores=False)
    for weighted in False, True:
        end = "_weighted" if weighted else ""
        number_loss("squared_error" + end, lambda s, t: F.mse_loss(s, t, reduction="none"), "draw", weighted)
        number_loss("smooth_l1" + end, lambda s, t: F.smooth_l1_loss(s, t, reduction="none", beta=0.75), "draw",
                    weighted)
        number_loss("binary_cross_entropy" + end,
                    lambda s, t: F.binary_cross_entropy_with_logits(s, t, reduction="none"), "uniform", weighted)


def record_optimizers():
    optimizer("gradient_descent", torch.optim.SGD, lr=0.1)
    optimizer("gradient_descent_decay", torch.optim.SGD, lr=0.1, weight_decay=0.05)
    optimizer("momentum", torch.optim.SGD, lr=0.1, momentum=0.9)
    optimizer("momentum_decay", torch.optim.SGD, lr=0.1, momentum=0.9, weight_decay=0.05)
    optimizer("nesterov", torch.optim.SGD, lr=0.1, momentum=0.9, nesterov=True)
    optimizer("adagrad", torch.optim.Adagrad, lr=0.1, eps=1e-8)
    optimizer("rmsprop", torch.optim.RMSprop, lr=0.01, alpha=0.9, eps=1e-8)
    optimizer("adam", torch.optim.Adam, lr=0.01)
    optimizer("adam_coupled", torch.optim.Adam, lr=0.01, weight_decay=0.05)
    optimizer("adam_decoupled", torch.optim.AdamW, lr=0.01, weight_decay=0.05)


def write(file=FILE):
    """Writes what was recorded: the length of the header, the header, the numbers, larger types first."""
    by = f"tests/reference/{pathlib.Path(sys.argv[0]).name}, PyTorch {torch.__version__}"
    header = {"__metadata__": {"made_by": by}}
    content = b""
    for name, (kind, shape, numbers) in sorted(recorded.items(), key=lambda item: (item[1][0] != "F64", item[0])):
        begin = len(content)
        content += struct.pack(f"<{len(numbers)}{'d' if kind == 'F64' else 'f'}", *numbers)
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [begin, len(content)]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    file.write_bytes(struct.pack("<Q", len(text)) + text + content)
    print(f"{file.name}: {len(recorded)} tensors, {file.stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    record_layers()
    record_normalizations()
    record_losses()
    record_optimizers()
    write()
