// Holds the live figure of chapter 21 to the library: the IoU of every instance with every object, of masks as runs and of boxes.
'use strict';
module.exports = ({module, data, near}) => {
  const scenes = data['21/live-scenes'];
  for (const name of ['21/live-cascade', '21/live-regions'])
    data[name].forEach((found, n) => found.forEach((one, k) => {
      const {objects} = scenes[n], which = `instance ${k + 1} of image ${n + 1} in ${name}`;
      near(`the masks of ${which}`, objects.map((object) => module.maskIou(one.runs, object.runs)), one.of_masks, 1e-12);
      near(`the boxes of ${which}`, objects.map((object) => module.boxIou(one.box, object.box)), one.of_boxes, 1e-9);
    }));
  scenes.forEach(({image, objects}) => objects.forEach((object) =>
    near('the pixels of an unpacked mask', module.unpacked(object.runs).length, image.height * image.width, 0)));
};
