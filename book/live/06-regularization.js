// data: 06/live-crowd.js
'use strict';

// What the library computes, in a few lines: book/live/checks/06-regularization.js holds the two together.
const regularization = {
  // The scores of a network whose hidden units give `hidden`, of which the mask keeps some; weights class by class.
  scores({weight, bias}, hidden, mask, keep) {
    return bias.map((sum, c) => hidden.reduce((score, y, u) => score + (mask[u] ? y / keep * weight[c * hidden.length + u] : 0), sum));
  },
  softmax(scores) {
    const most = Math.max(...scores), powers = scores.map((score) => Math.exp(score - most));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((power) => power / sum);
  },
  // All masks, each with its probability: what they answer on average, as probabilities and by their geometric mean.
  crowd(network, hidden, keep) {
    const mean = network.bias.map(() => 0), logarithms = network.bias.map(() => 0);
    for (let number = 0; number < 2 ** hidden.length; ++number) {
      const mask = hidden.map((_, u) => (number >> u) % 2 === 1), kept = mask.filter(Boolean).length;
      const share = keep ** kept * (1 - keep) ** (hidden.length - kept);
      this.softmax(this.scores(network, hidden, mask, keep)).forEach((p, c) => {
        mean[c] += share * p;
        logarithms[c] += share * Math.log(p);
      });
    }
    return {mean, geometric: this.softmax(logarithms)};
  },
};

live('masks', (figure) => {
  const network = figure.data('06/live-crowd'), {side, bias, labels} = network, units = network.hidden.length / labels.length;
  const all = Array.from({length: units}, () => true);
  let image = 0, mask, mean, drawn, random = 20;
  const hidden = () => network.hidden.slice(image * units, (image + 1) * units);
  const keep = figure.slider({label: 'p, the probability to keep', min: 0.1, max: 1, step: 0.05, value: 0.5, change: () => begin()});
  const net = figure.view({label: 'The sub-network: touch a unit to silence it', width: 370, height: 350, focus: true});
  const answers = figure.view({label: 'Its ten scores', width: 340, height: 350});
  const draw = () => {
    mask = all.map(() => {
      random = (random * 1664525 + 1013904223) % 2 ** 32;
      return random / 2 ** 32 < keep.value;
    });
    drawn += 1;
    regularization.scores(network, hidden(), mask, keep.value).forEach((score, c) => { mean[c] += (score - mean[c]) / drawn; });
  };
  const begin = () => {
    figure.stop();
    [mean, drawn] = [bias.map(() => 0), 0];
    draw();
  };
  figure.button('Draw a mask', () => { figure.stop(); draw(); });
  figure.button('Draw 200', () => {
    const end = drawn + 200;
    let due = drawn;
    figure.animate((seconds) => {
      for (due += 50 * seconds; drawn < Math.min(end, due); draw());
      return drawn < end;
    });
  });
  figure.button('Another image', () => { image = (image + 1) % labels.length; begin(); });
  begin();

  const unitAt = (u) => [168, 26 + u * 42], scoreAt = (c) => [330, 20 + c * 34.4];
  let chosen = 0;
  const silence = (u) => { figure.stop(); mask[u] = !mask[u]; figure.redraw(); };
  net.pointer((x, y, kind) => {
    if (kind !== 'down') return;
    chosen = Math.min(units - 1, Math.max(0, Math.round((y - 26) / 42)));
    silence(chosen);
  });
  net.keys((dx, dy) => {
    if (dx === 0 && dy === 0) silence(chosen);
    chosen = (chosen + dx + dy + units) % units;
    figure.redraw();
  });

  figure.draw(() => {
    const {colours} = figure, outputs = hidden(), now = regularization.scores(network, outputs, mask, keep.value);
    const whole = regularization.scores(network, outputs, all, 1), signed = (number) => (number < 0 ? colours.red : colours.blue);
    const context = net.clear(), strongest = Math.max(...outputs, 1e-9);
    if (side) {
      const pixels = network.pixels.slice(image * side * side, (image + 1) * side * side);
      net.picture(pixels, side, {most: 1, x: 8, y: 128, width: 90, height: 90});
    }
    const most = Math.max(1e-9, ...network.weight.map((weight, i) => Math.abs(weight * outputs[i % units])));
    outputs.forEach((y, u) => {
      const at = unitAt(u);
      if (mask[u]) net.lines([[[100, 173], [at[0] - 15, at[1]]]], colours.line, {width: 1.5});
      if (mask[u] && y > 0)
        bias.forEach((_, c) => {
          const part = network.weight[c * units + u] * y / most;
          context.globalAlpha = Math.min(1, 0.12 + Math.abs(part));
          net.lines([[[at[0] + 15, at[1]], scoreAt(c)]], signed(part), {width: 0.5 + 4 * Math.abs(part)});
          context.globalAlpha = 1;
        });
    });
    outputs.forEach((y, u) => {
      const at = unitAt(u);
      net.disc(at, 15, colours.paper, mask[u] ? colours.soft : colours.line);
      if (mask[u]) {
        context.globalAlpha = 0.15 + 0.85 * y / strongest;
        net.disc(at, 12, y > 0 ? colours.blue : colours.line);
        context.globalAlpha = 1;
      } else net.lines([[[at[0] - 6, at[1] - 6], [at[0] + 6, at[1] + 6]], [[at[0] - 6, at[1] + 6], [at[0] + 6, at[1] - 6]]], colours.soft);
      if (document.activeElement === net.canvas && chosen === u) net.disc(at, 18, null, colours.orange);
    });
    context.textAlign = 'left';
    bias.forEach((_, c) => {
      net.disc(scoreAt(c), 11, colours.paper, colours.soft);
      context.fillStyle = colours.ink;
      context.textAlign = 'center';
      context.fillText(String(c), scoreAt(c)[0], scoreAt(c)[1] + 4.5);
    });

    const board = answers.clear(), reach = 1.8 * Math.max(...whole.map(Math.abs), 0.1), middle = 180;
    const toX = (score) => middle + Math.max(-1, Math.min(1, score / reach)) * 150;
    answers.lines([[[middle, 4], [middle, 328]]], colours.line, {width: 1});
    bias.forEach((_, c) => {
      const y = 20 + c * 31;
      Object.assign(board, {fillStyle: colours.soft, textAlign: 'left'});
      board.fillText(String(c), 6, y + 4.5);
      board.globalAlpha = 0.4;
      board.fillStyle = signed(now[c]);
      board.fillRect(Math.min(middle, toX(now[c])), y - 8, Math.abs(toX(now[c]) - middle), 16);
      board.globalAlpha = 1;
      answers.lines([[[toX(whole[c]), y - 11], [toX(whole[c]), y + 11]]], colours.ink, {width: 2.5});
      answers.disc([toX(mean[c]), y], 5, colours.orange, colours.paper);
    });
    board.textAlign = 'left';
    board.fillStyle = signed(1);
    board.fillRect(6, 336, 12, 10);
    answers.disc([118, 341], 5, colours.orange);
    answers.lines([[[222, 335], [222, 347]]], colours.ink, {width: 2.5});
    board.fillStyle = colours.soft;
    ['this mask', 'mean so far', 'whole network'].forEach((words, i) => board.fillText(words, [23, 128, 230][i], 345.5));
    const off = Math.max(...whole.map((score, c) => Math.abs(score - mean[c]))), best = (scores) => scores.indexOf(Math.max(...scores));
    figure.say(`The image’s class is ${labels[image]}. This sub-network of ${mask.filter(Boolean).length} units says ${best(now)}, the whole network ` +
      `${best(whole)}. The mean of ${drawn} ${drawn === 1 ? 'mask' : 'masks'} is off the whole network’s scores by at most ${off.toFixed(2)}.`);
  });
});

if (typeof module !== 'undefined') module.exports = regularization;
