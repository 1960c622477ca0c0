#!/usr/bin/env python3
"""Records what torchvision's networks compute, for the tests of this folder:

    /usr/bin/python3 tests/reference/record_networks.py

Needs torchvision (Debian's python3-torchvision) and nothing else; the tests read the file and need no Python. Weights
and images are not recorded, but made on both sides by the same formula from a tensor's name and a number's place in
it (`numbers` here, `fill` in networks.cpp). Of a network the file holds `name.y`, its outputs, computed in double, and
`name.multiply_adds` of its convolutions and dense layers for one image of the size that it was made for.
"""
import math
import sys
import warnings
import zlib

import numpy
import torch
import torch.nn.functional as F
import torchvision
from torch import nn

import record

FILE = record.FILE.parent / "networks.safetensors"


def numbers(name, shape):
    """Numbers from 0 to 1: the place of each, hashed with the tensor's name (the mixer is Chris Wellons' lowbias32)."""
    with numpy.errstate(over="ignore"):
        h = numpy.arange(math.prod(shape), dtype=numpy.uint32) * numpy.uint32(0x9E3779B9)
        h += numpy.uint32(zlib.crc32(name.encode()))
        for shift, factor in (16, 0x7FEB352D), (15, 0x846CA68B), (16, 1):
            h ^= h >> numpy.uint32(shift)
            h *= numpy.uint32(factor)
    return torch.from_numpy(h.astype(numpy.float64) / 2.0**32).reshape(shape)


def value(name, shape):
    """A parameter: weights even within He's bound, scales and variances around 1, shifts and means around 0."""
    u = numbers(name, shape)
    if name.endswith("running_var") or (name.endswith("weight") and len(shape) == 1):
        u = 0.5 + u
    elif name.endswith("weight"):
        u = (2 * u - 1) * math.sqrt(6 / math.prod(shape[1:]))
    else:
        u = 0.2 * (2 * u - 1)
    return u.float().double()


class Block(nn.Module):
    """A block of the residual networks for small images, whose shortcut has no weights."""

    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.stride, self.zeros = stride, (filters - channels) // 2

    def forward(self, x):
        delta = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(delta + F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.zeros, self.zeros)))


class ResNet20(nn.Module):
    """He and others 2016, section 4.2, with the names that are usual for its parts."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(Block(16, 16, 1), Block(16, 16, 1), Block(16, 16, 1))
        self.layer2 = nn.Sequential(Block(16, 32, 2), Block(32, 32, 1), Block(32, 32, 1))
        self.layer3 = nn.Sequential(Block(32, 64, 2), Block(64, 64, 1), Block(64, 64, 1))
        self.linear = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        return self.linear(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))


def multiply_adds(network, side):
    """Products of convolutions and dense layers for one image of so many pixels a side."""
    total = 0

    def count(layer, _, y):
        nonlocal total
        total += y.numel() * layer.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in network.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    network(torch.zeros(1, 3, side, side).double())
    for hook in hooks:
        hook.remove()
    return total


def record_network(name, network, side, images, made_for=224):
    """Records what a network makes of so many images of side x side pixels."""
    network.double().eval()
    state = network.state_dict()
    for parameter, tensor in state.items():
        if not parameter.endswith("num_batches_tracked"):
            tensor.copy_(value(parameter, tuple(tensor.shape)))
    case = record.Case(name)
    x = (2 * numbers("images", (images, 3, side, side)) - 1).float().double()
    case.keep("y", network(x))
    case.keep("multiply_adds", torch.tensor([multiply_adds(network, made_for)]).double())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    warnings.simplefilter("ignore")
    models = torchvision.models
    record_network("alexnet", models.alexnet(), 224, 1)
    record_network("vgg11", models.vgg11(init_weights=False), 224, 1)
    record_network("vgg16", models.vgg16(init_weights=False), 224, 1)
    record_network("googlenet", models.googlenet(init_weights=False, aux_logits=False), 75, 2)
    record_network("resnet18", models.resnet18(), 75, 2)
    record_network("resnet20", ResNet20(), 32, 2, made_for=32)
    record_network("resnet50", models.resnet50(), 75, 2)
    record_network("squeezenet1_0", models.squeezenet1_0(), 75, 2)
    record_network("squeezenet1_1", models.squeezenet1_1(), 75, 2)
    record.write(FILE)
