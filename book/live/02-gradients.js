// data: 02/errors.csv 02/by-hand.csv
'use strict';

// What the library computes, in a few lines: book/live/checks/02-gradients.js holds the two together.
const gradients = {
  // The loss (w x - t)^2 of two gates, and its slope.
  gates(w, x = 2, t = 4) { return {loss: (w * x - t) ** 2, slope: 2 * (w * x - t) * x}; },
  // A walk down a function of two numbers; stops where it has left the map for good.
  walk(start, rate, steps, slope) {
    const path = [start];
    for (let i = 0; i < steps && Math.hypot(...path.at(-1)) < 1e3; ++i) {
      const gradient = slope(path.at(-1));
      path.push(path.at(-1).map((place, k) => place - rate * gradient[k]));
    }
    return path;
  },
  f(x) { return Math.exp(x) * Math.sin(x); },
  // The relative error of a numerical derivative of e^x sin x at 1.3; `round` is Math.fround for float.
  error(h, centred, round = (number) => number) {
    const x = round(1.3), slope = Math.exp(x) * (Math.sin(x) + Math.cos(x));
    const f = (place) => round(round(Math.exp(round(place))) * round(Math.sin(round(place))));
    const step = round(h);
    const found = centred ? (f(x + step) - f(x - step)) / (2 * step) : (f(x + step) - f(x)) / step;
    return Math.abs(round(found) - slope) / Math.abs(slope);
  },
};

live('walk', (figure) => {
  const rate = figure.slider({label: 'step size', min: 0.01, max: 0.3, value: 0.12, log: true});
  const steepness = figure.slider({label: 'steepness across the valley', min: 1, max: 10, value: 8, step: 0.5});
  const view = figure.view({label: 'A valley from above: touch to choose where the walk begins', width: 380, height: 300, focus: true});
  const start = [-1.7, 0.8];
  let axes;
  view.pointer((x, y) => { [start[0], start[1]] = axes.from(x, y); figure.redraw(); });
  view.keys((dx, dy) => { start[0] += dx / 10; start[1] -= dy / 10; figure.redraw(); });
  figure.draw(() => {
    const k = steepness.value, {colours} = figure;
    const path = gradients.walk(start, rate.value, 40, ([x, y]) => [x, k * y]);
    const loss = ([x, y]) => (x * x + k * y * y) / 2;
    axes = figure.axes(view, {x: [-2, 2], y: [-1.5, 1.5], xlabel: 'one weight', ylabel: 'another'});
    for (const level of [0.1, 0.4, 0.9, 1.6, 2.5, 3.6, 6]) {
      const ring = Array.from({length: 65}, (_, i) => [Math.sqrt(2 * level) * Math.cos(i * Math.PI / 32),
        Math.sqrt(2 * level / k) * Math.sin(i * Math.PI / 32)]);
      axes.line(ring, colours.line, {width: 1.5});
    }
    axes.line(path, colours.blue);
    for (const place of path.slice(0, 12)) if (Math.abs(place[0]) < 2 && Math.abs(place[1]) < 1.5) axes.dot(place, colours.orange, 3);
    const [first, last] = [loss(path[0]), loss(path.at(-1))];
    figure.say(`Loss ${first.toFixed(2)} at the start, ${last < 1e4 ? last.toPrecision(2) : 'out of sight'} after ${path.length - 1} steps. ` +
      (rate.value * k > 2 ? 'Every step lands higher on the other side.' : rate.value * k > 1 ? 'It jumps across the valley and still comes down.'
        : 'It never crosses the valley.'));
  });
});

live('difference', (figure) => {
  const h = figure.slider({label: 'h', min: 1e-12, max: 0.3, value: 1e-3, log: true, show: (number) => number.toExponential(1)});
  const kind = figure.choice('numbers', ['double', 'float'], 0);
  const view = figure.view({label: 'The relative error against h', width: 380, height: 270});
  figure.draw(() => {
    const round = kind.value ? Math.fround : (number) => number, {colours} = figure;
    const axes = figure.axes(view, {x: [1e-12, 0.3], y: [1e-13, 10], logx: true, logy: true, xlabel: 'h', ylabel: 'relative error'});
    const curve = (centred) => Array.from({length: 120}, (_, i) => 10 ** (-12 + i * 11.4 / 119))
      .map((step) => [step, Math.max(1e-13, gradients.error(step, centred, round))]);
    axes.line(curve(false), colours.orange);
    axes.line(curve(true), colours.blue);
    const [forward, centred] = [false, true].map((way) => gradients.error(h.value, way, round));
    axes.dot([h.value, Math.max(1e-13, forward)], colours.orange);
    axes.dot([h.value, Math.max(1e-13, centred)], colours.blue);
    axes.text('forward', [1e-11, 2e-11], colours.orange);
    axes.text('centred', [1e-11, 1e-12], colours.blue);
    figure.say(`h = ${h.value.toExponential(1)}: forward is wrong by ${forward.toExponential(1)}, centred by ${centred.toExponential(1)}.`);
  });
});

if (typeof module !== 'undefined') module.exports = gradients;
