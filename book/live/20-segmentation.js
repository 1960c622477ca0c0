// data: 20/live-skips.js
'use strict';

// What the library computes, in a few lines: book/live/checks/20-segmentation.js holds the two together. Maps are classes, row by row.
const segmenting = {
  ignored: 255,
  // Steps of each pixel to the next one beside which another class begins.
  distance(labels, height, width) {
    const divided = (a, b) => a !== b && a !== this.ignored && b !== this.ignored;
    const beside = (at) => [at >= width ? at - width : at, at + width < height * width ? at + width : at, at % width > 0 ? at - 1 : at,
      at % width + 1 < width ? at + 1 : at];
    const found = Array(height * width).fill(height + width);
    let front = found.map((_, at) => at).filter((at) => beside(at).some((other) => divided(labels[at], labels[other])));
    front.forEach((at) => { found[at] = 0; });
    for (let steps = 1; front.length > 0; ++steps) {
      const next = [];
      for (const at of front)
        for (let row = Math.max(0, Math.floor(at / width) - 1); row <= Math.min(height - 1, Math.floor(at / width) + 1); ++row)
          for (let column = Math.max(0, at % width - 1); column <= Math.min(width - 1, at % width + 1); ++column)
            if (found[row * width + column] === height + width) {
              found[row * width + column] = steps;
              next.push(row * width + column);
            }
      front = next;
    }
    return found;
  },
  // Pixels, and correct ones, at most one step from a boundary and further from it.
  counted(map, labels, distance) {
    const counts = {near: 0, near_correct: 0, far: 0, far_correct: 0};
    labels.forEach((label, i) => {
      if (label === this.ignored) return;
      const where = distance[i] <= 1 ? 'near' : 'far';
      counts[where] += 1;
      if (map[i] === label) counts[`${where}_correct`] += 1;
    });
    return counts;
  },
};

live('skips', (figure) => {
  const {names, scenes: all} = figure.data('20/live-skips');
  const {height, width} = all[0].image, scale = 336 / Math.max(height, width), {over} = liveParts;
  const channels = (colour, opacity) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).concat(255 * opacity);
  const clear = [0, 0, 0, 0];
  const scenes = all.map((scene) => {
    const labels = Array.from(liveParts.bytes(scene.labels)), distance = segmenting.distance(labels, height, width);
    const shade = (map, colour) => liveParts.image(map, (label) => (label > 0 && label !== segmenting.ignored ? channels(colour, 0.8) : clear));
    return {
      picture: liveParts.image(scene.image),
      truth: shade(scene.labels, over.green),
      labels,
      answers: scene.answers.map(({map}) => {
        const found = Array.from(liveParts.bytes(map));
        return {
          shade: shade(map, over.blue),
          errors: liveParts.image(map, (label, i) => (labels[i] === segmenting.ignored || label === labels[i] ? clear
            : channels(label > 0 ? over.orange : over.red, 1))),
          ...segmenting.counted(found, labels, distance),
        };
      }),
    };
  });
  const stages = ['image', 'truth', 'prediction', 'errors'];
  const skip = figure.slider({label: 'skips', min: 0, max: names.length - 1, step: 1, value: 0, show: (number) => `${number} (${names[number]})`});
  const stage = figure.slider({label: 'see', min: 0, max: stages.length - 1, step: 0.05, value: 2, show: (number) => stages[Math.round(number)]});
  let shown = 0;
  figure.button('Another scene', () => { shown = (shown + 1) % scenes.length; });
  const view = figure.view({label: 'Drag sideways to see more or less', width: width * scale, height: height * scale,
    focus: true});
  const plot = figure.view({label: 'Correct pixels by the number of skips', width: 350, height: 336});
  view.pointer((x) => stage.set(Math.min(stages.length - 1, Math.max(0, (x / view.width - 0.08) / 0.84 * (stages.length - 1)))));
  view.keys((dx, dy) => stage.set(Math.min(stages.length - 1, Math.max(0, stage.value + (dx - dy) / 4))));

  figure.draw(() => {
    const {colours} = figure, {picture, truth, labels, answers} = scenes[shown], k = Math.round(skip.value), at = stage.value;
    const held = (value) => Math.min(1, Math.max(0, value));
    const context = view.clear();
    context.fillStyle = '#5c6570';
    context.fillRect(0, 0, view.width, view.height);
    view.image(picture, {opacity: 1 - 0.45 * held(at) - 0.25 * held(at - 2)});
    view.image(truth, {opacity: held(1 - Math.abs(at - 1))});
    view.image(answers[k].shade, {opacity: held(1 - Math.abs(at - 2))});
    view.image(answers[k].errors, {opacity: held(at - 2)});
    // Where the object ends: a line between pixels of two classes.
    context.strokeStyle = over.green;
    context.lineWidth = 2;
    context.globalAlpha = held(at);
    context.beginPath();
    labels.forEach((label, i) => {
      const x = i % width, y = Math.floor(i / width);
      if (x + 1 < width && label !== labels[i + 1]) { context.moveTo((x + 1) * scale, y * scale); context.lineTo((x + 1) * scale, (y + 1) * scale); }
      if (y + 1 < height && label !== labels[i + width]) { context.moveTo(x * scale, (y + 1) * scale); context.lineTo((x + 1) * scale, (y + 1) * scale); }
    });
    context.stroke();
    context.globalAlpha = 1;
    view.tag(at >= 1.5 ? `${stages[Math.round(at)]}, ${names[k]}` : stages[Math.round(at)], 6, 6, over.white);

    const near = answers.map((one) => one.near_correct / one.near), far = answers.map((one) => one.far_correct / one.far);
    const low = Math.max(0, Math.floor(Math.min(...near, ...far) * 10 - 1) / 10);
    const axes = figure.axes(plot, {x: [-0.3, names.length - 0.7], y: [low, 1], xlabel: 'skips', ylabel: 'share of pixels that are correct'});
    for (const [shares, colour, words, lift] of [[far, colours.blue, 'further away', 28], [near, colours.orange, 'at most a pixel from a boundary', 10]]) {
      axes.line(shares.map((share, i) => [i, share]), colour);
      shares.forEach((share, i) => axes.dot([i, share], colour, i === k ? 7 : 3.5));
      Object.assign(plot.context, {fillStyle: colour, textAlign: 'left'});
      plot.context.fillText(words, axes.left + 8, axes.bottom - lift);
    }
    const percent = (share) => `${(100 * share).toFixed(0)} %`;
    const wrong = answers[k].near + answers[k].far - answers[k].near_correct - answers[k].far_correct;
    figure.say(`${names[k]}, with ${k === 0 ? 'no skip' : k === 1 ? 'one skip' : `${k} skips`}: ${wrong} pixels wrong. Near a boundary ` +
      `${percent(near[k])} are correct, further away ${percent(far[k])}.`);
  });
});

if (typeof module !== 'undefined') module.exports = segmenting;
