// Holds the live figure of chapter 05 to the library: the sizes of activations and gradients, layer by layer.
'use strict';
module.exports = ({module, data, near}) => {
  const layers = data['05/live-layers'];
  const rows = data['05/live-sizes'];
  for (let first = 0; first < rows.length; first += layers.weights.length) {
    const some = rows.slice(first, first + layers.weights.length), tanh = some[0][0] === 0;
    const scale = [0.3, 1, Math.SQRT2, 3].find((exact) => Math.abs(exact - some[0][1]) < 1e-5);
    const outputs = module.forward(layers, scale, tanh), gradients = module.backward(layers, scale, tanh, outputs);
    const name = `${tanh ? 'tanh' : 'ReLU'} with weights of ${scale}`;
    some.forEach(([, , layer, size, gradient], l) => {
      near(`activations of ${name}, layer ${layer}`, module.size(outputs[l]) / size, 1, 1e-4);
      near(`gradients of ${name}, layer ${layer}`, module.size(gradients[l]) / gradient, 1, 1e-4);
    });
  }
};
