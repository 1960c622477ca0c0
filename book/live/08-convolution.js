// data: 08/edges.csv 08/sizes.csv
'use strict';

// What the library computes, in a few lines: book/live/checks/08-convolution.js holds the two together.
const convolution = {
  // The pixels under a filter of three by three around a place; outside the image there are zeros.
  window(pixels, side, row, column) {
    const found = [];
    for (let r = row - 1; r <= row + 1; ++r)
      for (let c = column - 1; c <= column + 1; ++c)
        found.push(r < 0 || c < 0 || r >= side || c >= side ? 0 : pixels[r * side + c]);
    return found;
  },
  products(weights, window) { return weights.map((weight, i) => weight * window[i]); },
  slide(weights, pixels, side) {
    return pixels.map((_, i) =>
      this.products(weights, this.window(pixels, side, Math.floor(i / side), i % side)).reduce((sum, product) => sum + product, 0));
  },
  // Places of a filter with gaps on a row of padded pixels; 0 where there is room for none.
  places(pixels, filter, padding, stride, dilation = 1) {
    const reach = (filter - 1) * dilation + 1, room = pixels + 2 * padding - reach;
    return room < 0 ? 0 : Math.floor(room / stride) + 1;
  },
};

live('nine-weights', (figure) => {
  const edges = figure.data('08/edges');
  const side = edges.height[0], size = 252, scale = size / side;
  const pixels = Array.from({length: side * side}, (_, i) => edges[i][0]);
  const filters = {'brighter to the right': [-1, 0, 1, -2, 0, 2, -1, 0, 1], 'brighter below': [-1, -2, -1, 0, 0, 0, 1, 2, 1],
    'sum of nine': Array(9).fill(1), 'the pixel itself': [0, 0, 0, 0, 1, 0, 0, 0, 0]};
  let weights = filters['brighter to the right'].slice();
  const place = [Math.floor(side / 2), Math.floor(side / 2)];
  let chosen = 4;

  const image = figure.view({label: 'The image: touch a place', width: size, height: size, focus: true});
  const grid = figure.view({label: 'Nine weights: touch the upper half for more, the lower for less', width: 189, height: 189, focus: true});
  const map = figure.view({label: 'The feature map', width: size, height: size});
  const look = (x, y) => {
    place[0] = Math.min(side - 1, Math.max(0, Math.floor(x / scale)));
    place[1] = Math.min(side - 1, Math.max(0, Math.floor(y / scale)));
    figure.redraw();
  };
  image.pointer(look);
  image.keys((dx, dy) => look((place[0] + dx + 0.5) * scale, (place[1] + dy + 0.5) * scale));
  grid.pointer((x, y, kind) => {
    if (kind !== 'down') return;
    chosen = 3 * Math.min(2, Math.floor(y / 63)) + Math.min(2, Math.floor(x / 63));
    weights[chosen] += y % 63 < 31 ? 1 : -1;
    figure.redraw();
  });
  grid.keys((dx, dy, event) => {
    if (dx === 0 && dy === 0) weights[chosen] += event.shiftKey ? -1 : 1;
    chosen = 3 * Math.min(2, Math.max(0, Math.floor(chosen / 3) + dy)) + Math.min(2, Math.max(0, chosen % 3 + dx));
    figure.redraw();
  });
  for (const [name, values] of Object.entries(filters)) figure.button(name, () => { weights = values.slice(); });

  figure.draw(() => {
    const results = convolution.slide(weights, pixels, side);
    for (const [view, numbers] of [[image, pixels], [map, results]]) {
      view.clear();
      view.picture(numbers, side, {signed: true});
      view.context.strokeStyle = figure.colours.orange;
      view.context.lineWidth = 2;
      const reach = view === image ? 1 : 0;
      view.context.strokeRect((place[0] - reach) * scale, (place[1] - reach) * scale, (1 + 2 * reach) * scale, (1 + 2 * reach) * scale);
    }
    grid.clear();
    grid.picture(weights, 3, {signed: true});
    grid.context.textAlign = 'center';
    weights.forEach((weight, i) => {
      grid.context.fillStyle = figure.colours.ink;
      grid.context.fillText(String(weight), (i % 3) * 63 + 31, Math.floor(i / 3) * 63 + 36);
    });
    if (document.activeElement === grid.canvas) {
      grid.context.strokeStyle = figure.colours.orange;
      grid.context.strokeRect((chosen % 3) * 63 + 1, Math.floor(chosen / 3) * 63 + 1, 61, 61);
    }
    const window = convolution.window(pixels, side, place[1], place[0]);
    const terms = window.map((pixel, i) => `${weights[i]} × ${pixel.toFixed(2)}`);
    figure.say(`Row ${place[1] + 1}, column ${place[0] + 1}: ${terms.join(' + ')} = ${results[place[1] * side + place[0]].toFixed(2)}.`);
  });
});

live('places', (figure) => {
  const whole = (number) => String(Math.round(number));
  const slider = (label, min, max, value) => figure.slider({label, min, max, step: 1, value, show: whole});
  const width = slider('pixels W', 3, 16, 7), filter = slider('filter F', 1, 7, 3);
  const padding = slider('padding P', 0, 3, 0), stride = slider('stride S', 1, 4, 2), dilation = slider('dilation D', 1, 3, 1);
  const view = figure.view({label: 'Where the filter stands', width: 380, height: 250});
  figure.draw(() => {
    const [W, F, P, S, D] = [width, filter, padding, stride, dilation].map((from) => Math.round(from.value));
    const count = convolution.places(W, F, P, S, D), {colours} = figure, context = view.clear();
    const cell = Math.min(24, 360 / (W + 2 * P)), left = 10, height = Math.min(18, 190 / Math.max(1, count));
    const seen = new Set(Array.from({length: count}, (_, q) => Array.from({length: F}, (_, s) => q * S + s * D)).flat());
    for (let i = 0; i < W + 2 * P; ++i) {
      const outside = i < P || i >= P + W;
      context.fillStyle = outside ? colours.line : seen.has(i) ? colours.blue : colours.orange;
      context.fillRect(left + i * cell, 12, cell - 2, 22);
    }
    context.fillStyle = colours.green;
    for (let q = 0; q < count; ++q)
      for (let s = 0; s < F; ++s) context.fillRect(left + (q * S + s * D) * cell, 46 + q * height, cell - 2, Math.max(2, height - 3));
    const unseen = Array.from({length: W}, (_, i) => i + P).filter((i) => !seen.has(i)).length;
    const reach = D === 1 ? `${F}` : `${(F - 1) * D + 1}`;
    figure.say(count === 0 ? `A filter that reaches over ${reach} pixels finds no room on ${W + 2 * P}.`
      : `(${W} − ${reach} + 2 × ${P}) / ${S} + 1 = ${Number(((W - reach + 2 * P) / S + 1).toFixed(2))}: ${count} places, ` +
        `${unseen} of ${W} pixels unseen.`);
  });
});

if (typeof module !== 'undefined') module.exports = convolution;
