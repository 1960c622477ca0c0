#!/usr/bin/env python3
"""Records what scikit-image segments, for segmentation.cpp: /usr/bin/python3 tests/reference/record_segmentation.py

Needs Debian's python3-skimage and nothing else; the test reads the file and needs no Python. The images are drawn here:
discs and bars of random colours under noise. Of a case the file holds `case.image` (1 x 3 x H x W, multiples of 1/255),
`case.settings` (scale, sigma, smallest size) and `case.labels` (1 x 1 x H x W), numbered as they first occur.
"""
import json
import pathlib
import struct

import numpy
import skimage
from skimage.segmentation import felzenszwalb

FILE = pathlib.Path(__file__).parent / "scikit-image.safetensors"


def draw(stream, height, width):
    """An image of 8-bit numbers, height x width x 3."""
    rows, columns = numpy.mgrid[:height, :width]
    image = numpy.full((height, width, 3), stream.integers(256, size=3), dtype=float)
    for _ in range(5):
        y, x, size = stream.integers(height), stream.integers(width), stream.integers(6, 16)
        disc = (rows - y) ** 2 + (columns - x) ** 2 < size ** 2
        bar = (abs(rows - y) < size) & (abs(columns - x) < 5)
        image[disc if stream.random() < 0.6 else bar] = stream.integers(256, size=3)
    image += stream.normal(0, 8, image.shape)
    return image.round().clip(0, 255).astype(numpy.uint8)


def numbered(labels):
    """The labels 0, 1, ... in the order in which they first occur."""
    _, first, places = numpy.unique(labels, return_index=True, return_inverse=True)
    return numpy.argsort(numpy.argsort(first))[places].reshape(labels.shape)


tensors = {}
for case, (height, width, scale, sigma, min_size) in enumerate(
        [(40, 52, 100, 0.8, 20), (40, 52, 30, 0.8, 10), (33, 47, 300, 1.2, 30), (48, 40, 50, 0, 1)]):
    image = draw(numpy.random.default_rng(case), height, width)
    labels = felzenszwalb(image, scale=scale, sigma=sigma, min_size=min_size, channel_axis=-1)
    tensors[f"{case}.image"] = image.transpose(2, 0, 1)[None] / 255
    tensors[f"{case}.settings"] = numpy.array([scale, sigma, min_size], dtype=float).reshape(1, 3, 1, 1)
    tensors[f"{case}.labels"] = numbered(labels)[None, None]

header = {"__metadata__": {"made_by": f"record_segmentation.py, scikit-image {skimage.__version__}"}}
content = b""
for name, tensor in tensors.items():
    begin = len(content)
    content += tensor.astype("<f8" if name.endswith("settings") or name.endswith("image") else "<f4").tobytes()
    header[name] = {"dtype": "F32" if name.endswith("labels") else "F64", "shape": tensor.shape,
                    "data_offsets": [begin, len(content)]}
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
FILE.write_bytes(struct.pack("<Q", len(text)) + text + content)
print(f"{FILE.name}: {len(tensors)} tensors, {FILE.stat().st_size} bytes")
