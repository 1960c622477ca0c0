// data: 05/live-layers.js 05/live-sizes.csv
'use strict';

// What the library computes, in a few lines: book/live/checks/05-initialization.js holds the two together.
const initialization = {
  size(values) { return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length); },
  // The outputs of all layers, one after the other, for weights times scale / sqrt(units); examples of so many units in a row.
  forward({units, x, weights}, scale, tanh) {
    const factor = scale / Math.sqrt(units), outputs = [];
    for (let signal = x; outputs.length < weights.length; signal = outputs.at(-1)) {
      const weight = weights[outputs.length], y = new Float64Array(x.length);
      for (let from = 0; from < x.length; from += units)
        for (let m = 0; m < units; ++m) {
          let sum = 0;
          for (let d = 0; d < units; ++d) sum += weight[m * units + d] * signal[from + d];
          sum *= factor;
          y[from + m] = tanh ? Math.tanh(sum) : Math.max(0, sum);
        }
      outputs.push(y);
    }
    return outputs;
  },
  // The gradients by each layer's input, for dy at the last layer's output.
  backward({units, dy, weights}, scale, tanh, outputs) {
    const factor = scale / Math.sqrt(units), gradients = [];
    for (let l = weights.length - 1, gradient = dy; l >= 0; --l, gradient = gradients[0]) {
      const weight = weights[l], y = outputs[l], dx = new Float64Array(dy.length);
      for (let from = 0; from < dy.length; from += units)
        for (let m = 0; m < units; ++m) {
          const slope = tanh ? 1 - y[from + m] ** 2 : y[from + m] > 0 ? 1 : 0, dsum = factor * slope * gradient[from + m];
          if (dsum !== 0) for (let d = 0; d < units; ++d) dx[from + d] += dsum * weight[m * units + d];
        }
      gradients.unshift(dx);
    }
    return gradients;
  },
};

live('layers', (figure) => {
  const layers = figure.data('05/live-layers'), depth = layers.weights.length;
  const scale = figure.slider({label: 'spread of the weights, × 1/√n', min: 0.1, max: 10, value: 1, log: true});
  const bend = figure.choice('units', ['tanh', 'ReLU']);
  figure.button('1 / n (LeCun)', () => scale.set(1));
  figure.button('2 / n (He)', () => scale.set(Math.SQRT2));
  const ridges = figure.view({label: 'What the units of each layer give', width: 370, height: 350});
  const chart = figure.view({label: 'Their size, and a gradient’s on its way down', width: 360, height: 350});
  figure.draw(() => {
    const tanh = bend.value === 0, {colours} = figure;
    const outputs = initialization.forward(layers, scale.value, tanh);
    const gradients = initialization.backward(layers, scale.value, tanh, outputs);
    const sizes = outputs.map((values) => initialization.size(values)), back = gradients.map((values) => initialization.size(values));
    const flat = outputs.map((values) => values.reduce((sum, value) => sum + (Math.abs(value) > 0.97), 0) / values.length);
    const faded = (l) => sizes[l] < 0.05, driven = (l) => (tanh ? flat[l] > 0.25 : sizes[l] > 10);
    liveRidges(ridges, outputs, {range: tanh ? [-1, 1] : [0, 4], name: (l) => `layer ${l + 1}`,
      colour: (l) => (sizes[l] < 0.15 ? liveParts.mix(colours.blue, colours.soft, Math.log(0.15 / sizes[l]) / Math.log(3))
        : liveParts.mix(colours.blue, colours.red, tanh ? flat[l] / 0.3 - 0.33 : Math.log10(sizes[l]) - 0.3))});
    const axes = figure.axes(chart, {x: [1, depth], y: [1e-6, 1e6], logy: true, xlabel: 'layer', ylabel: 'root mean square'});
    axes.line([[1, 1], [depth, 1]], colours.soft, {width: 1, dash: [4, 4]});
    axes.line(sizes.map((size, l) => [l + 1, size]), colours.blue, {width: 2.5});
    axes.line(back.map((size, l) => [l + 1, size]), colours.orange, {width: 2.5});
    sizes.forEach((size, l) => axes.dot([l + 1, Math.min(1e6, Math.max(1e-6, size))], colours.blue, 3));
    back.forEach((size, l) => axes.dot([l + 1, Math.min(1e6, Math.max(1e-6, size))], colours.orange, 3));
    chart.context.textAlign = 'left';
    chart.context.fillStyle = colours.blue;
    chart.context.fillText('activations, upwards', axes.left + 10, axes.top + 18);
    chart.context.fillStyle = colours.orange;
    chart.context.fillText('gradient, downwards', axes.left + 10, axes.top + 36);
    const state = faded(depth - 1) ? 'the signal has faded' : driven(depth - 1)
      ? (tanh ? `${Math.round(100 * flat[depth - 1])} % of the units are driven to an end` : 'the signal explodes') : 'the signal is alive';
    figure.say(`At layer ${depth}, ${state}: its size is ${liveParts.round(sizes[depth - 1], 2)}; of a gradient of size 1 at the top, ` +
      `${liveParts.round(back[0], 2)} arrives at the bottom.`);
  });
});

if (typeof module !== 'undefined') module.exports = initialization;
