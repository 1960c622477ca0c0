// data: 10/live-layers.js 10/live-sizes.csv
'use strict';

// What the library computes, in a few lines: book/live/checks/10-batch-normalization.js holds the two together.
const normalization = {
  size(values) { return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length); },
  // gamma (x - mean) / deviation + beta, each unit over the examples of its batch; examples of so many units in a row.
  normalize(x, units, batch, gamma, beta) {
    const y = new Float64Array(x.length);
    for (let first = 0; first < x.length; first += batch * units)
      for (let unit = first; unit < first + units; ++unit) {
        let mean = 0, variance = 0;
        for (let n = 0; n < batch; ++n) mean += x[unit + n * units] / batch;
        for (let n = 0; n < batch; ++n) variance += (x[unit + n * units] - mean) ** 2 / batch;
        const factor = gamma / Math.sqrt(variance + 1e-5);
        for (let n = 0; n < batch; ++n) y[unit + n * units] = factor * (x[unit + n * units] - mean) + beta;
      }
    return y;
  },
  // What goes into the ReLU of each layer, for weights times scale / sqrt(units); a batch of 1 is for no normalization.
  inputs({units, x, weights}, scale, batch, gamma, beta) {
    const factor = scale / Math.sqrt(units), inputs = [];
    for (const weight of weights) {
      const before = inputs.at(-1) ?? x, bends = inputs.length > 0, sums = new Float64Array(x.length);
      for (let from = 0; from < x.length; from += units)
        for (let m = 0; m < units; ++m) {
          let sum = 0;
          for (let d = 0; d < units; ++d) sum += weight[m * units + d] * (bends ? Math.max(0, before[from + d]) : before[from + d]);
          sums[from + m] = factor * sum;
        }
      inputs.push(batch > 1 ? this.normalize(sums, units, batch, gamma, beta) : sums);
    }
    return inputs;
  },
};

live('layers', (figure) => {
  const layers = figure.data('10/live-layers'), depth = layers.weights.length, batches = [96, 32, 8, 4, 2];
  const scale = figure.slider({label: 'spread of the weights, × √(2/n)', min: 0.1, max: 10, value: 2, log: true});
  const gamma = figure.slider({label: 'γ, the scale', min: 0.1, max: 3, step: 0.1, value: 1});
  const beta = figure.slider({label: 'β, the shift', min: -2, max: 2, step: 0.1, value: 0});
  const batch = figure.choice('examples in a batch', batches.map(String));
  const normalizes = figure.choice('normalization', ['with', 'without']);
  const ridges = figure.view({label: 'What goes into each layer’s ReLUs', width: 370, height: 330});
  const chart = figure.view({label: 'Its size, with normalization and without', width: 360, height: 330});
  figure.draw(() => {
    const {colours} = figure, without = normalizes.value === 1;
    for (const control of [gamma, beta, batch]) control.enable(!without);
    const size = without ? 1 : batches[batch.value];
    const inputs = normalization.inputs(layers, scale.value * Math.SQRT2, size, gamma.value, beta.value);
    const sizes = inputs.map((values) => normalization.size(values));
    liveRidges(ridges, inputs, {range: [-4, 4], name: (l) => `layer ${l + 1}`, from: 0,
      colour: (l) => (sizes[l] < 0.15 ? liveParts.mix(colours.blue, colours.soft, Math.log(0.15 / sizes[l]) / Math.log(3))
        : liveParts.mix(colours.blue, colours.red, Math.log10(sizes[l]) - 0.3))});
    const axes = figure.axes(chart, {x: [1, depth], y: [1e-6, 1e6], logy: true, xlabel: 'layer', ylabel: 'root mean square'});
    const other = normalization.inputs(layers, scale.value * Math.SQRT2, without ? batches[batch.value] : 1, gamma.value, beta.value)
      .map((values, l) => [l + 1, normalization.size(values)]);
    axes.line(other, colours.soft, {width: 2, dash: [6, 5]});
    axes.line(sizes.map((number, l) => [l + 1, number]), colours.blue, {width: 2.5});
    chart.context.textAlign = 'left';
    for (const [i, [words, colour]] of [[without ? 'without' : 'with', colours.blue], [without ? 'with (dashed)' : 'without (dashed)', colours.soft]].entries()) {
      chart.context.fillStyle = colour;
      chart.context.fillText(words, axes.left + 10, axes.top + 18 + 18 * i);
    }
    sizes.forEach((number, l) => axes.dot([l + 1, Math.min(1e6, Math.max(1e-6, number))], colours.blue, 3));
    const speaking = inputs[depth - 1].reduce((sum, value) => sum + (value > 0), 0) / inputs[depth - 1].length;
    figure.say(`At layer ${depth} the size is ${liveParts.round(sizes[depth - 1], 2)}, and ${Math.round(100 * speaking)} % of the ReLUs speak. ` +
      (without ? 'The weights decide: a factor a layer.' : size === 2 ? 'Of two numbers, one becomes γ above β and the other γ below, whatever they were.'
        : 'Whatever the weights, γ and β decide.'));
  });
});

if (typeof module !== 'undefined') module.exports = normalization;
