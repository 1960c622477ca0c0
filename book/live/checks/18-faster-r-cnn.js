// Holds the live figure of chapter 18 to the library: what every anchor of two scenes learns, by three pairs of thresholds.
'use strict';
module.exports = ({module, data, near}) => {
  const {scenes, ...rules} = data['18/live-anchors'], anchors = module.anchors(rules);
  scenes.forEach(({objects, learnt}, n) => learnt.forEach(({object, background, learns}) => {
    const overlaps = module.overlaps(anchors, objects.map((one) => one.box));
    near(`what the anchors of scene ${n + 1} learn at ${object} and ${background}`, module.matched(overlaps, object, background), learns, 0);
  }));
};
