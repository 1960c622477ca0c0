#!/usr/bin/env python3
"""Records what torchvision computes, for the tests of this folder: /usr/bin/python3 tests/vision/record.py

Needs torchvision (Debian's python3-torchvision, 0.14.1); the tests read the file and need no Python. Everything is
computed in double, from numbers that a float holds exactly. The file is in the safetensors format; see
tests/reference/record.py, whose tensors are called in the same way. Running this again gives the same file.
"""
import json
import pathlib
import struct
import sys

import torch
import torchvision
from torchvision.models.detection._utils import BoxCoder, Matcher
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.image_list import ImageList
from torchvision.ops import batched_nms, box_iou, generalized_box_iou, nms, roi_align, roi_pool

FILE = pathlib.Path(__file__).parent / "torchvision.safetensors"
recorded = {}
stream = torch.Generator().manual_seed(1)


def keep(name, tensor):
    """Records a tensor under its own sizes, whole numbers as doubles."""
    recorded[name] = tensor.detach().double()
    return tensor


def uniform(low, high, *shape):
    """Numbers between low and high that a float holds exactly."""
    return (low + (high - low) * torch.rand(shape, generator=stream)).float().double()


def boxes(count, side):
    """Boxes of all sizes in a square."""
    corner, size = uniform(0, 0.8 * side, count, 2), uniform(2, 0.6 * side, count, 2)
    return torch.cat([corner, corner + size], 1)


def overlap():
    a, b = keep("iou.a", boxes(30, 100)), keep("iou.b", boxes(20, 100))
    keep("iou.iou", box_iou(a, b))
    keep("iou.generalized", generalized_box_iou(a, b))


def suppression():
    all_boxes, scores = keep("nms.boxes", boxes(120, 100)), keep("nms.scores", uniform(0, 1, 120))
    labels = keep("nms.labels", torch.randint(0, 3, (120,), generator=stream))
    keep("nms.kept", nms(all_boxes, scores, 0.4))
    keep("nms.kept_by_class", batched_nms(all_boxes, scores, labels, 0.4))


def coding():
    coder = BoxCoder((10.0, 9.0, 5.0, 4.0))
    targets, references = keep("coding.boxes", boxes(25, 100)), keep("coding.references", boxes(25, 100))
    keep("coding.offsets", coder.encode_single(targets, references))
    offsets = keep("coding.any", uniform(-30, 30, 25, 4))
    keep("coding.decoded", coder.decode_single(offsets, references))


def matching():
    overlaps = (uniform(0, 1, 4, 40) ** 4 * 9).round() / 10  # objects x boxes; many are equal
    keep("matching.overlaps", overlaps.T.contiguous())
    keep("matching.plain", Matcher(0.7, 0.3, False)(overlaps))
    keep("matching.best", Matcher(0.95, 0.3, True)(overlaps))


def anchors():
    # torchvision rounds an anchor's sides and puts it at the upper left corner of its square; sides are even here.
    generator = AnchorGenerator(((16, 32),), ((1.0, 4.0),))
    images = ImageList(torch.zeros(1, 3, 48, 80), [(48, 80)])
    keep("anchors.boxes", generator(images, [torch.zeros(1, 1, 3, 5)])[0])


def regions():
    features = keep("roi.x", uniform(-2, 2, 2, 3, 9, 11)).requires_grad_()
    count = 7
    where = boxes(count, 10) * 4 - 6  # in pixels, a place every 4; some reach outside
    images = torch.arange(count) % 2
    keep("roi.boxes", where)
    keep("roi.images", images)
    dy = keep("roi.dy", uniform(-1, 1, count, 3, 3, 2))
    for samples in (1, 2, 3):
        rois = torch.cat([images[:, None].double(), where], 1)
        y = roi_align(features, rois, (3, 2), 1 / 4, samples, aligned=True)
        keep(f"roi.align_{samples}", y)
        keep(f"roi.align_{samples}_dx", torch.autograd.grad(y, features, dy)[0])
    # The last place is part of torchvision's region for max pooling: a box's end is its last place, not the next.
    inclusive = torch.cat([images[:, None].double(), where / 4 - torch.tensor([0.0, 0, 1, 1])], 1)
    y = roi_pool(features, inclusive, (3, 2), 1.0)
    keep("roi.max", y)
    keep("roi.max_dx", torch.autograd.grad(y, features, dy)[0])


def write():
    header, data = {}, b""
    for name in sorted(recorded):
        numbers = recorded[name].flatten().tolist()
        encoded = struct.pack(f"<{len(numbers)}d", *numbers)
        header[name] = {"dtype": "F64", "shape": list(recorded[name].shape),
                        "data_offsets": [len(data), len(data) + len(encoded)]}
        data += encoded
    header["__metadata__"] = {"made_by": "tests/vision/record.py",
                              "torchvision": torchvision.__version__, "torch": torch.__version__}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    FILE.write_bytes(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    overlap(), suppression(), coding(), matching(), anchors(), regions()
    write()
    sys.stdout.write(f"{FILE.name}: {len(recorded)} tensors, {FILE.stat().st_size} bytes\n")
