// Holds the live figure of chapter 15 to the library: overlaps and shares of pairs of boxes, near, apart and without area.
'use strict';
module.exports = ({module, data, near}) => {
  data['15/live-boxes'].forEach(({image, pairs}, n) => pairs.forEach(({a, b, iou, generalized, shares}, i) => {
    const pair = `pair ${i + 1} of image ${n + 1}`;
    near(`the IoU of ${pair}`, module.iou(a, b), iou, 1e-9);
    near(`the generalized IoU of ${pair}`, module.generalized(a, b), generalized, 1e-9);
    near(`the shares of ${pair}`, module.shares(b, image.width, image.height), shares, 1e-9);
  }));
  // A box that is led out of the image stops at its border, and no corner goes past another.
  near('a box led away', module.moved([2, 3, 8, 9], 'box', 100, -100, 48, 48), [42, 0, 48, 6], 0);
  near('a corner led past another', module.moved([2, 3, 8, 9], [2, 3], -100, -100, 48, 48), [2, 3, 4, 5], 0);
};
