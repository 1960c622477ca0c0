// Holds the live figures of chapter 03 to the library: networks on their way down the slope, and the gates' gradients.
'use strict';
module.exports = ({module, data, near}) => {
  const table = data['03/lines-points'];
  const points = table.x.map((x, i) => [x, table.y[i], table.class[i] === 'disc' ? 1 : 0]);
  let network, steps;
  for (const [count, shown, loss, ...numbers] of data['03/live-lines-ways']) {
    if (shown === 0) {
      const start = data['03/live-lines-starts'].find((row) => row[0] === count && row[1] === 0);
      network = module.network(count, start.slice(2));
      steps = 0;
    }
    for (; steps < shown; ++steps) network = module.step(network, points, 1, true);
    near(`the loss of ${count} neurons after ${shown} steps`, module.loss(network, points, true), loss, 1e-5);
    near(`the weights of ${count} neurons after ${shown} steps`, module.numbers(network),
      [...numbers.slice(0, 4 * count), numbers.at(-1)], 1e-4);
  }
  const gates = data['03/gates'];
  const {values, gradients} = module.gates(...gates.value.slice(0, 3));
  near('the values of the gates', Object.values(values), gates.value, 1e-5);
  near('the gradients of the gates', 'abcpmsgy'.split('').map((name) => gradients[name]), gates.gradient, 1e-5);
  // And where c is the larger one.
  const h = 1e-6, at = [1, 0.5, 2], y = (place) => module.gates(...place).values.y;
  at.forEach((_, i) => {
    const moved = (by) => y(at.map((number, k) => number + (k === i ? by : 0)));
    near(`the gradient by input ${i + 1}`, module.gates(...at).gradients['abc'[i]], (moved(h) - moved(-h)) / (2 * h), 1e-6);
  });
};
