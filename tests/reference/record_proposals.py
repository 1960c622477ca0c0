#!/usr/bin/env python3
"""Records the boxes that OpenCV's selective search finds, for chapter 16 to compare its own with.

    ninja -C build tests/write-scenes && mkdir scenes && build/tests/write-scenes scenes
    /usr/bin/python3 tests/reference/record_proposals.py scenes

Needs Debian's python3-opencv, whose contributed modules have a selective search (the fast one: HSV and Lab, here with
k = 50 and 100, as the chapter's). The file holds a tensor a scene, its name the scene's number: N x 1 x 1 x 4, left, top,
right and bottom of each box, the first to be looked at in front.
"""
import json
import pathlib
import struct
import sys

import cv2
import numpy

FILE = pathlib.Path(__file__).parent / "opencv-proposals.safetensors"

header = {"__metadata__": {"made_by": f"record_proposals.py, OpenCV {cv2.__version__}"}}
content = b""
for image in sorted(pathlib.Path(sys.argv[1]).glob("*.ppm"), key=lambda path: int(path.stem)):
    search = cv2.ximgproc.segmentation.createSelectiveSearchSegmentation()
    search.setBaseImage(cv2.imread(str(image)))
    search.switchToSelectiveSearchFast(50, 50, 0.8)
    left, top, width, height = search.process().astype("<f4").T
    boxes = numpy.stack([left, top, left + width, top + height], axis=1)
    begin = len(content)
    content += boxes.tobytes()
    header[image.stem] = {"dtype": "F32", "shape": [len(boxes), 1, 1, 4], "data_offsets": [begin, len(content)]}
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
FILE.write_bytes(struct.pack("<Q", len(text)) + text + content)
print(f"{FILE.name}: {len(header) - 1} tensors, {FILE.stat().st_size} bytes")
