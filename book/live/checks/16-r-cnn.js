// Holds the live figure of chapter 16 to the library: what suppression keeps at several thresholds, and how many objects that finds.
'use strict';
module.exports = ({module, data, near}) => {
  data['16/live-suppression'].forEach(({boxes, objects, kept}, n) => kept.forEach((expected) => {
    const where = `scene ${n + 1} at ${expected.threshold}`;
    const got = module.kept(module.suppress(boxes, expected.threshold));
    near(`what is kept in ${where}`, got, expected.kept, 0);
    near(`what is found in ${where}`, module.found(got.map((i) => boxes[i]), objects), expected.found, 0);
  }));
};
