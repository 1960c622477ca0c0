// Holds the live figure of chapter 20 to the library: correct pixels near boundaries and far from them, network by network.
'use strict';
module.exports = ({module, data, near}) => {
  const {names, scenes} = data['20/live-skips'];
  const bytes = (map) => Array.from(Buffer.from(map.bytes, 'base64'));
  scenes.forEach(({labels, answers}, n) => {
    const truth = bytes(labels), distance = module.distance(truth, labels.height, labels.width);
    answers.forEach((answer, k) => {
      const counts = module.counted(bytes(answer.map), truth, distance);
      for (const which of ['near', 'near_correct', 'far', 'far_correct'])
        near(`${which} of ${names[k]} in scene ${n + 1}`, counts[which], answer[which], 0);
    });
  });
};
