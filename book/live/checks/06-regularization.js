// Holds the live figure of chapter 06 to the library's network: the answers of the whole, and of all sub-networks on average.
'use strict';
module.exports = ({module, data, near}) => {
  const network = data['06/live-crowd'], classes = network.bias.length, units = network.hidden.length / network.labels.length;
  network.labels.forEach((_, i) => {
    const hidden = network.hidden.slice(i * units, (i + 1) * units), own = (numbers) => numbers.slice(i * classes, (i + 1) * classes);
    const whole = module.scores(network, hidden, hidden.map(() => true), 1), crowd = module.crowd(network, hidden, 0.5);
    near(`the whole network's answer to image ${i}`, module.softmax(whole), own(network.whole), 1e-4);
    near(`the mean of all answers to image ${i}`, crowd.mean, own(network.mean), 1e-4);
    near(`their geometric mean for image ${i}`, crowd.geometric, own(network.geometric), 1e-4);
  });
};
