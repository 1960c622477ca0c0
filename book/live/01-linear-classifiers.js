// data: 01/live-classifier.csv 01/live-mean.csv 01/live-examples.csv 01/confusion.csv 01/losses.csv
'use strict';

// What the library computes, in a few lines: test_live.js holds the two together.
const linearClassifiers = {
  // One score a class: the class's weights times the pixels less the mean image, and its bias, the last number of its row.
  scores(classifier, mean, pixels) {
    return classifier.map((row) => mean.reduce((sum, middle, i) => sum + row[i] * (pixels[i] - middle), row.at(-1)));
  },
  contributions(row, mean, pixels) { return mean.map((middle, i) => row[i] * (pixels[i] - middle)); },
  softmax(scores) {
    const most = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - most));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((power) => power / sum);
  },
  // The loss and its gradient by the scores.
  softmaxLoss(scores, right) {
    const p = this.softmax(scores);
    const most = Math.max(...scores);
    const loss = Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0)) + most - scores[right];
    return {loss, gradient: p.map((probability, c) => probability - (c === right ? 1 : 0))};
  },
  hingeLoss(scores, right, margin = 1) {
    const intrusions = scores.map((score, c) => (c === right ? 0 : Math.max(0, score - scores[right] + margin)));
    const gradient = intrusions.map((intrusion) => (intrusion > 0 ? 1 : 0));
    gradient[right] = -gradient.reduce((a, b) => a + b);
    return {loss: intrusions.reduce((a, b) => a + b), gradient};
  },
  // Ink of a pen of this radius at a distance from its stroke, as the glyph digits have it.
  ink(distance, radius) { return Math.min(1, Math.max(0, radius + 0.5 - distance)); },
  // Adds a stroke from one place to another to square pixels; places are in pixels.
  stroke(pixels, side, [x0, y0], [x1, y1], radius) {
    const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
    for (let i = 0; i < pixels.length; ++i) {
      const x = i % side, y = Math.floor(i / side);
      const along = length > 0 ? Math.min(1, Math.max(0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length)) : 0;
      const distance = Math.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0));
      pixels[i] = Math.max(pixels[i], this.ink(distance, radius));
    }
  },
};

live('draw-digit', (figure) => {
  const classifier = figure.data('01/live-classifier');
  const mean = figure.data('01/live-mean')[0];
  const names = figure.data('01/confusion').is.map(String);
  const examples = figure.data('01/live-examples');
  const side = Math.round(Math.sqrt(mean.length));
  if (side * side !== mean.length) return false;  // pictures in colour: nothing to draw with a pen
  const size = 252, scale = size / side;
  let pixels = examples[0].slice(0, mean.length);
  let chosen = -1;  // the class whose contributions are shown; -1: the one with the highest score
  let last = null, shown = 0;
  const pen = [side / 2, side / 2];

  const paper = figure.view({label: 'Draw a digit here', width: size, height: size, focus: true});
  paper.pointer((x, y, kind) => {
    const place = [x / scale - 0.5, y / scale - 0.5];
    if (kind === 'down') { last = place; chosen = -1; if (shown >= 0) { pixels = mean.map(() => 0); shown = -1; } }
    linearClassifiers.stroke(pixels, side, last, place, 1.1);
    last = place;
    figure.redraw();
  });
  paper.keys((dx, dy, event) => {
    const from = [...pen];
    pen[0] = Math.min(side - 1, Math.max(0, pen[0] + dx));
    pen[1] = Math.min(side - 1, Math.max(0, pen[1] + dy));
    if (event.shiftKey || (dx === 0 && dy === 0)) linearClassifiers.stroke(pixels, side, from, pen, 1.1);
    figure.redraw();
  });

  const list = liveParts.element('div', {class: 'scores', role: 'group', 'aria-label': 'Scores: choose a class'});
  figure.stage.append(liveParts.element('div', {class: 'panel'}, liveParts.element('p', {class: 'title'}, 'Ten scores'), list));
  const bars = names.map((name, c) => {
    const bar = liveParts.element('i'), number = liveParts.element('span', {class: 'value'});
    const button = liveParts.element('button', {type: 'button', onclick: () => { chosen = c; figure.redraw(); }},
      liveParts.element('b', {}, name), liveParts.element('span', {class: 'track'}, bar), number);
    list.append(button);
    return {button, bar, number};
  });
  const view = figure.view({label: 'What each pixel adds', width: size, height: size});

  figure.button('Clear', () => { pixels = mean.map(() => 0); shown = -1; chosen = -1; });
  figure.button('A test image', () => {
    shown = (Math.max(shown, -1) + 1) % examples.length;
    pixels = examples[shown].slice(0, mean.length);
    chosen = -1;
  });

  figure.draw(() => {
    const scores = linearClassifiers.scores(classifier, mean, pixels);
    const best = scores.indexOf(Math.max(...scores));
    const c = chosen < 0 ? best : chosen;
    const reach = Math.max(1e-9, ...scores.map(Math.abs));
    bars.forEach(({button, bar, number}, k) => {
      bar.style.width = `${50 * Math.abs(scores[k]) / reach}%`;
      bar.style.left = scores[k] < 0 ? `${50 - 50 * Math.abs(scores[k]) / reach}%` : '50%';
      bar.style.background = scores[k] < 0 ? figure.colours.red : figure.colours.blue;
      number.textContent = scores[k].toFixed(1);
      button.setAttribute('aria-pressed', String(k === c));
      button.classList.toggle('best', k === best);
    });
    paper.clear();
    paper.picture(pixels, side, {most: 1});
    if (document.activeElement === paper.canvas) {
      paper.context.strokeStyle = figure.colours.orange;
      paper.context.strokeRect(pen[0] * scale, pen[1] * scale, scale, scale);
    }
    view.clear();
    view.picture(linearClassifiers.contributions(classifier[c], mean, pixels), side, {signed: true});
    const sum = scores[c] - classifier[c].at(-1);
    figure.say(`The classifier says ${names[best]}. The pixels add up to ${sum.toFixed(1)} for ${names[c]}; with its bias, ` +
      `${classifier[c].at(-1).toFixed(1)}, that is its score, ${scores[c].toFixed(1)}. Blue speaks for it, red against.`);
  });
});

live('losses', (figure) => {
  const classes = ['cat', 'car', 'frog'];
  const right = figure.choice('correct class', classes, 0);
  const sliders = [['cat', 3.2], ['car', 5.1], ['frog', -1.7]].map(([name, value]) => figure.slider({
    label: `score of ${name}`, min: -8, max: 8, step: 0.1, value, show: (score) => score.toFixed(1)}));
  const view = figure.view({label: 'Loss as the correct class’s score moves', width: 380, height: 250});
  const table = liveParts.element('table', {});
  figure.stage.append(liveParts.element('div', {class: 'panel'}, liveParts.element('p', {class: 'title'}, 'Losses and gradients'), table));

  figure.draw(() => {
    const scores = sliders.map((slider) => slider.value);
    const hinge = linearClassifiers.hingeLoss(scores, right.value);
    const softmax = linearClassifiers.softmaxLoss(scores, right.value);
    const {colours} = figure;
    const axes = figure.axes(view, {x: [-8, 8], y: [0, 16], xlabel: `score of ${classes[right.value]}`, ylabel: 'loss'});
    const curve = (loss) => Array.from({length: 161}, (_, i) => {
      const moved = scores.slice();
      moved[right.value] = -8 + i / 10;
      return [moved[right.value], loss(moved)];
    });
    axes.line(curve((moved) => linearClassifiers.hingeLoss(moved, right.value).loss), colours.orange);
    axes.line(curve((moved) => linearClassifiers.softmaxLoss(moved, right.value).loss), colours.blue);
    axes.dot([scores[right.value], hinge.loss], colours.orange);
    axes.dot([scores[right.value], softmax.loss], colours.blue);
    axes.text('hinge', [4.6, 14.6], colours.orange);
    axes.text('softmax', [4.6, 13.2], colours.blue);
    const cell = (tag, words, attributes = {}) => liveParts.element(tag, attributes, words);
    const row = (cells) => liveParts.element('tr', {}, ...cells);
    const signed = (number) => (Math.abs(number) < 5e-3 ? '0.00' : `${number > 0 ? '+' : '−'}${Math.abs(number).toFixed(2)}`);
    const probabilities = linearClassifiers.softmax(scores);
    table.replaceChildren(
      row([cell('th', 'class', {scope: 'col'}), cell('th', 'p', {scope: 'col', class: 'number'}),
        cell('th', 'd softmax', {scope: 'col', class: 'number'}), cell('th', 'd hinge', {scope: 'col', class: 'number'})]),
      ...classes.map((name, c) => row([cell('th', name + (c === right.value ? ' ✓' : ''), {scope: 'row'}),
        cell('td', probabilities[c].toFixed(2), {class: 'number'}), cell('td', signed(softmax.gradient[c]), {class: 'number'}),
        cell('td', signed(hinge.gradient[c]), {class: 'number'})])),
      row([cell('th', 'loss', {scope: 'row'}), cell('td', ''), cell('td', softmax.loss.toFixed(2), {class: 'number'}),
        cell('td', hinge.loss.toFixed(2), {class: 'number'})]));
    figure.say(`Hinge loss ${hinge.loss.toFixed(2)}, softmax loss ${softmax.loss.toFixed(2)}.`);
  });
});

if (typeof module !== 'undefined') module.exports = linearClassifiers;
