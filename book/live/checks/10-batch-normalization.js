// Holds the live figure of chapter 10 to the library: what goes into the last layer's ReLUs, with normalization and without.
'use strict';
module.exports = ({module, data, near}) => {
  const layers = data['10/live-layers'];
  for (const [batch, scale, gamma, beta, mean, size, first, other] of data['10/live-sizes']) {
    const last = module.inputs(layers, scale, batch, gamma, beta).at(-1), name = `batches of ${batch}, weights of ${scale}`;
    near(`the mean of ${name}`, last.reduce((sum, value) => sum + value, 0) / last.length, mean, 1e-4);
    near(`the size of ${name}`, module.size(last), size, 1e-4);
    near(`single numbers of ${name}`, [last[0], last[40 * layers.units + 5]], [first, other], 1e-4);
  }
};
