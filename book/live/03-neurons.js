// data: 03/live-lines-starts.csv 03/live-lines-ways.csv 03/lines-points.csv 03/gates.csv
'use strict';

// What the library computes, in a few lines: book/live/checks/03-neurons.js holds the two together.
const neurons = {
  // A network from a row of numbers: two weights, a bias and the score's weight of each neuron; the score's bias is the last.
  network(count, numbers) {
    return {hidden: Array.from({length: count}, (_, j) => numbers.slice(4 * j, 4 * j + 4)), bias: numbers.at(-1)};
  },
  numbers({hidden, bias}) { return [...hidden.flat(), bias]; },
  sum([w1, w2, b], [x, y]) { return w1 * x + w2 * y + b; },
  // What a neuron adds to the score at a place.
  share(neuron, place, bends) {
    const sum = this.sum(neuron, place);
    return neuron[3] * (bends ? Math.max(0, sum) : sum);
  },
  score({hidden, bias}, place, bends) { return hidden.reduce((sum, neuron) => sum + this.share(neuron, place, bends), bias); },
  // The mean loss of points [x, y, is it inside?].
  loss(network, points, bends) {
    return points.reduce((sum, [x, y, inside]) => {
      const score = this.score(network, [x, y], bends);
      return sum + Math.max(score, 0) - score * inside + Math.log1p(Math.exp(-Math.abs(score)));
    }, 0) / points.length;
  },
  correct(network, points, bends) {
    return points.filter(([x, y, inside]) => (this.score(network, [x, y], bends) > 0) === (inside > 0.5)).length;
  },
  // The network after a step down the slope of the mean loss.
  step(network, points, rate, bends) {
    const slopes = network.hidden.map(() => [0, 0, 0, 0]);
    let slope = 0;
    for (const [x, y, inside] of points) {
      const dscore = (1 / (1 + Math.exp(-this.score(network, [x, y], bends))) - inside) / points.length;
      slope += dscore;
      network.hidden.forEach((neuron, j) => {
        const sum = this.sum(neuron, [x, y]), passes = !bends || sum > 0;
        if (!passes) return;
        const dsum = dscore * neuron[3];
        [dsum * x, dsum * y, dsum, dscore * sum].forEach((part, i) => { slopes[j][i] += part; });
      });
    }
    return {hidden: network.hidden.map((neuron, j) => neuron.map((number, i) => number - rate * slopes[j][i])),
      bias: network.bias - rate * slope};
  },
  // y = max(a b, c) sigmoid(a + c), gate by gate; then the gradient of y by each, from the end.
  gates(a, b, c) {
    const p = a * b, m = Math.max(p, c), s = a + c, g = 1 / (1 + Math.exp(-s)), y = m * g;
    const dy = 1, dm = dy * g, dg = dy * m, ds = dg * g * (1 - g), dp = p >= c ? dm : 0;
    const throughMax = p >= c ? 0 : dm;
    return {values: {a, b, c, p, m, s, g, y},
      gradients: {a: dp * b + ds, b: dp * a, c: throughMax + ds, p: dp, m: dm, s: ds, g: dg, y: dy},
      // What goes back along each connection.
      flows: {'y-m': dm, 'y-g': dg, 'm-p': dp, 'm-c': throughMax, 'p-a': dp * b, 'p-b': dp * a, 'g-s': ds, 's-a': ds, 's-c': ds}};
  },
};

live('lines', (figure) => {
  const starts = figure.data('03/live-lines-starts'), table = figure.data('03/lines-points');
  const points = table.x.map((x, i) => [x, table.y[i], table.class[i] === 'disc' ? 1 : 0]);
  const reach = 1.3, size = 340, most = 6, rate = 1, nodes = 53;
  const map = figure.view({label: 'Drag a line by its dot, turn it by its arrow', width: size, height: size, focus: true});
  const parts = figure.view({label: 'What each neuron adds', width: 330, height: size});
  const toView = ([x, y]) => [(x + reach) * size / (2 * reach), (reach - y) * size / (2 * reach)];
  const fromView = (x, y) => [x * 2 * reach / size - reach, reach - y * 2 * reach / size];

  let network, anchors, start = 0, steps = 0, chosen = 0;
  const begin = () => {
    figure.stop();
    const row = starts.find((numbers) => numbers[0] === Math.round(count.value) && numbers[1] === start);
    network = neurons.network(row[0], row.slice(2));
    anchors = network.hidden.map(([w1, w2]) => [-w2, w1].map((part) => 0.72 * part / Math.max(1e-9, Math.hypot(w1, w2))));
    steps = 0;
    chosen = 0;
  };
  const count = figure.slider({label: 'neurons', min: 1, max: most, step: 1, value: 4, show: (number) => String(Math.round(number)),
    change: () => begin()});
  const bend = figure.choice('behind each neuron', ['ReLU', 'nothing']);
  figure.button('Learn', () => {
    const end = steps + 400;
    let due = steps;
    figure.animate((seconds) => {
      for (due += 100 * seconds; steps < Math.min(end, due); ++steps) network = neurons.step(network, points, rate, bend.value === 0);
      return steps < end;
    });
  });
  figure.button('Anew', () => { start = (start + 1) % 5; begin(); });
  begin();

  // A neuron's line is held at the place nearest to its anchor; its arrow grows with the logarithm of its weights.
  const inside = (number) => Math.min(reach - 0.06, Math.max(0.06 - reach, number));
  const foot = (j) => {
    const neuron = network.hidden[j], square = Math.max(1e-9, neuron[0] ** 2 + neuron[1] ** 2);
    const off = neurons.sum(neuron, anchors[j]) / square;
    return [anchors[j][0] - off * neuron[0], anchors[j][1] - off * neuron[1]];
  };
  const strength = ([w1, w2, , v]) => Math.hypot(w1, w2) * Math.abs(v);
  const handles = (j) => {
    const [w1, w2] = network.hidden[j], at = foot(j).map(inside);
    const length = (0.16 + 0.14 * Math.log2(1 + strength(network.hidden[j]))) / Math.max(1e-9, Math.hypot(w1, w2));
    return [at, [at[0] + length * w1, at[1] + length * w2].map(inside)];
  };
  const move = (handle, [x, y]) => {
    figure.stop();
    steps = 0;
    const j = handle >> 1, neuron = network.hidden[j], place = [inside(x), inside(y)];
    if (handle % 2 === 0) {
      anchors[j] = place;
      neuron[2] = -(neuron[0] * place[0] + neuron[1] * place[1]);
    } else {
      const at = foot(j).map(inside), away = [place[0] - at[0], place[1] - at[1]], length = Math.hypot(...away);
      if (length < 0.02) return;
      const strong = Math.max(0.05, 2 ** ((length - 0.16) / 0.14) - 1), own = strong / Math.max(0.05, Math.abs(neuron[3]));
      anchors[j] = at;
      [neuron[0], neuron[1]] = [away[0] / length * own, away[1] / length * own];
      neuron[2] = -(neuron[0] * at[0] + neuron[1] * at[1]);
    }
    figure.redraw();
  };
  map.pointer((x, y, kind) => {
    const place = fromView(x, y);
    if (kind === 'down') {
      const far = network.hidden.flatMap((_, j) => handles(j)).map((at) => Math.hypot(at[0] - place[0], at[1] - place[1]));
      chosen = far.indexOf(Math.min(...far));
    }
    if (kind !== 'up') move(chosen, place);
  });
  map.keys((dx, dy) => {
    if (dx === 0 && dy === 0) chosen = (chosen + 1) % (2 * network.hidden.length);
    else move(chosen, handles(chosen >> 1)[chosen % 2].map((at, i) => at + 0.06 * [dx, -dy][i]));
    figure.redraw();
  });

  const grid = Array.from({length: nodes * nodes}, (_, i) =>
    [-reach + 2 * reach * (i % nodes) / (nodes - 1), reach - 2 * reach * Math.floor(i / nodes) / (nodes - 1)]);
  figure.draw(() => {
    const bends = bend.value === 0, {colours, dark} = figure;
    const pale = liveParts.shades(dark, 0.5), strong = liveParts.shades(dark);
    const shares = network.hidden.map((neuron) => Float64Array.from(grid, (place) => neurons.share(neuron, place, bends)));
    const scores = grid.map(() => network.bias);
    for (const share of shares) for (let i = 0; i < scores.length; ++i) scores[i] += share[i];
    map.clear();
    map.ground(scores.map((score) => pale(Math.tanh(score))), nodes);
    const step = size / (nodes - 1);
    map.lines(liveParts.contour(scores, nodes).map((pair) => pair.map(([x, y]) => [x * step, y * step])), colours.ink, {width: 3});
    for (const [x, y, in_disc] of points) map.disc(toView([x, y]), 3.2, in_disc ? colours.blue : colours.paper, in_disc ? colours.blue : colours.red);
    network.hidden.forEach((neuron, j) => {
      const [at, tip] = handles(j), hold = foot(j), length = Math.max(1e-9, Math.hypot(neuron[0], neuron[1]));
      const along = [-neuron[1] / length * 4, neuron[0] / length * 4];
      map.lines([[toView([hold[0] - along[0], hold[1] - along[1]]), toView([hold[0] + along[0], hold[1] + along[1]])]], colours.soft,
        {width: 1.5, dash: [6, 5]});
      map.arrow(toView(at), toView(tip), neuron[3] > 0 ? colours.blue : colours.red, {width: 2.5, head: 10});
      map.disc(toView(at), 9, colours.paper, colours.soft);
      map.context.fillStyle = colours.ink;
      map.context.textAlign = 'center';
      map.context.fillText(String(j + 1), toView(at)[0], toView(at)[1] + 4.5);
      if (document.activeElement === map.canvas && chosen >> 1 === j) map.disc(toView(chosen % 2 ? tip : at), 12, null, colours.orange);
    });
    parts.clear();
    const across = network.hidden.length > 4 ? 3 : 2, cell = (330 - 14 * (across - 1)) / across;
    const limit = shares.reduce((top, share) => share.reduce((so_far, value) => Math.max(so_far, Math.abs(value)), top), 3) / 1.5;
    shares.forEach((share, j) => {
      const x = (j % across) * (cell + 14), y = Math.floor(j / across) * (cell + 14);
      parts.ground(Array.from(share, (value) => strong(value / limit)), nodes, {x, y, width: cell, height: cell});
      parts.disc([x + 14, y + 14], 9, colours.paper, colours.soft);
      parts.context.fillStyle = colours.ink;
      parts.context.textAlign = 'center';
      parts.context.fillText(String(j + 1), x + 14, y + 18.5);
    });
    const dead = network.hidden.filter((neuron) => bends && points.every(([x, y]) => neurons.sum(neuron, [x, y]) <= 0)).length;
    const silent = dead ? ` ${dead === 1 ? 'One neuron is' : `${dead} neurons are`} silent at every point: dead, unless you bring ` +
      `${dead === 1 ? 'it' : 'them'} back.` : '';
    figure.say(`${neurons.correct(network, points, bends)} of ${points.length} points are on their side of the border; loss ` +
      `${neurons.loss(network, points, bends).toFixed(3)}${steps ? ` after ${steps} steps` : ''}.${silent}` +
      (bends ? '' : ' Without a bend the border is one straight line, however many neurons there are.'));
  });
});

live('gates', (figure) => {
  let moved = 0;
  const inputs = [['a', 3], ['b', 2], ['c', -3]].map(([label, value], i) => figure.slider({label, min: -4, max: 4, step: 0.1, value,
    show: (number) => number.toFixed(1).replace('-', '−'), change: () => { moved = i; }}));
  const view = figure.view({label: 'Values, and below them gradients', width: 380, height: 350});
  const chart = figure.view({label: 'y by the input moved last, and its slope there', width: 350, height: 350});
  const places = {b: [46, 52], a: [46, 152], c: [46, 300], p: [146, 92], s: [146, 312], m: [246, 132], g: [246, 312], y: [338, 222]};
  const names = {a: 'a', b: 'b', c: 'c', p: 'a × b', m: 'max', s: 'a + c', g: 'sigmoid', y: '×'};
  figure.draw(() => {
    const [a, b, c] = inputs.map((slider) => slider.value), {colours} = figure, context = view.clear();
    const {values, gradients, flows} = neurons.gates(a, b, c);
    const written = (number) => (Math.abs(number) < 5e-3 ? '0' : number.toFixed(2).replace('-', '−'));
    const signed = (number) => (Math.abs(number) < 5e-3 ? colours.soft : number > 0 ? colours.blue : colours.red);
    for (const [name, flow] of Object.entries(flows)) {
      const [from, to] = name.split('-').map((node) => [...places[node]]);
      // From the border of one box to that of the other.
      const way = [to[0] - from[0], to[1] - from[1]], share = Math.min(36 / Math.abs(way[0]), 31 / Math.abs(way[1]));
      const near = Math.min(43 / Math.abs(way[0]), 38 / Math.abs(way[1])), end = [0, 1].map((i) => to[i] - near * way[i]);
      for (const i of [0, 1]) from[i] += share * way[i];
      if (Math.abs(flow) < 5e-3) view.lines([[from, to]], colours.line, {width: 1.5, dash: [5, 5]});
      else view.arrow(from, end, signed(flow), {width: 1 + 2 * Math.log2(1 + Math.abs(flow)), head: 9 + 2 * Math.log2(1 + Math.abs(flow))});
    }
    context.textAlign = 'center';
    for (const [name, [x, y]] of Object.entries(places)) {
      context.beginPath();
      context.roundRect(x - 36, y - 31, 72, 62, 9);
      Object.assign(context, {fillStyle: colours.paper, strokeStyle: colours.line, lineWidth: 1.5});
      context.fill();
      context.stroke();
      context.fillStyle = colours.soft;
      context.fillText(names[name], x, y - 14);
      context.fillStyle = colours.ink;
      context.fillText(written(values[name]), x, y + 4);
      context.fillStyle = signed(gradients[name]);
      context.fillText(written(gradients[name]), x, y + 22);
    }
    const at = [a, b, c], name = 'abc'[moved], slope = gradients[name];
    const curve = Array.from({length: 161}, (_, i) => {
      const place = at.map((number, k) => (k === moved ? -4 + i / 20 : number));
      return [place[moved], neurons.gates(...place).values.y];
    });
    const heights = curve.map(([, y]) => y), low = Math.min(...heights), high = Math.max(...heights), room = 0.12 * Math.max(1, high - low);
    const axes = figure.axes(chart, {x: [-4, 4], y: [low - room, high + room], xlabel: name, ylabel: 'y'});
    axes.line(curve, colours.ink);
    const reach = 1.4;
    axes.line([-reach, reach].map((by) => [at[moved] + by, values.y + by * slope]), signed(slope), {width: 3});
    axes.dot([at[moved], values.y], signed(slope), 5);
    const larger = values.p >= c ? 'the product is the larger one, and c gets nothing from the max' : 'c is the larger one, and b gets nothing';
    figure.say(`y = ${written(values.y)}. Raise ${name} by 0.1, and y moves by about ${written(slope)} × 0.1. ` +
      `At the max gate ${larger}.`);
  });
});

if (typeof module !== 'undefined') module.exports = neurons;
