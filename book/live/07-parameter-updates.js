// data: 07/live-steps.csv 07/live-noise.csv 07/race.csv
'use strict';

// What the library computes, in a few lines: book/live/checks/07-parameter-updates.js holds the two together.
const updates = {
  grounds: [
    {name: 'a long valley', height: (x, y) => (x * x / 50 + y * y) / 2, slope: (x, y) => [x / 50, y],
      noise: 0, start: [-8, 1.5], goal: 1e-3, goals: [[0, 0]], x: [-9, 3], y: [-3, 3]},
    {name: 'a saddle', height: (x, y) => x * x / 2 - y * y / 2 + y ** 4 / 4, slope: (x, y) => [x, y ** 3 - y],
      noise: 0, start: [-2, 1e-3], goal: -0.249, goals: [[0, 1]], x: [-2.5, 1], y: [-0.5, 1.7]},
    {name: 'a noisy bowl', height: (x, y) => (x * x + 4 * y * y) / 2, slope: (x, y) => [x, 4 * y],
      noise: 1, start: [-3, 2], goal: 0.05, goals: [[0, 0]], x: [-4, 2], y: [-2.5, 2.5]}],
  // One weight's step: its change, from its gradient and what the rule remembers of it. t counts from 1.
  rules: [
    {name: 'gradient descent', step: (m, d, rate) => -rate * d},
    {name: 'momentum', step: (m, d, rate) => (m.v = 0.9 * (m.v ?? 0) - rate * d)},
    {name: 'Nesterov', step(m, d, rate) {
      const before = m.v ?? 0;
      m.v = 0.9 * before - rate * d;
      return -0.9 * before + 1.9 * m.v;
    }},
    {name: 'Adagrad', step: (m, d, rate) => -rate * d / (Math.sqrt(m.s = (m.s ?? 0) + d * d) + 1e-8)},
    {name: 'RMSProp', step: (m, d, rate) => -rate * d / (Math.sqrt(m.s = 0.9 * (m.s ?? 0) + 0.1 * d * d) + 1e-8)},
    {name: 'Adam', step(m, d, rate, t) {
      m.m = 0.9 * (m.m ?? 0) + 0.1 * d;
      m.v = 0.999 * (m.v ?? 0) + 0.001 * d * d;
      return -rate * (m.m / (1 - 0.9 ** t)) / (Math.sqrt(m.v / (1 - 0.999 ** t)) + 1e-8);
    }}],
  // The places of so many steps; `noise` holds what is added to both slopes at each. It ends where the walker is out of sight.
  walk(ground, rule, rate, start, steps, noise) {
    const places = [start], memory = [{}, {}];
    for (let t = 1; t <= steps && Math.hypot(...places.at(-1)) < 1e3; ++t) {
      const place = places.at(-1), slope = ground.slope(...place);
      places.push(place.map((at, i) => at + rule.step(memory[i], slope[i] + ground.noise * noise[t - 1][i], rate, t)));
    }
    return places;
  },
};

live('walkers', (figure) => {
  const noise = figure.data('07/live-noise'), rates = figure.data('07/live-steps'), limit = noise.length;
  const bestRate = (g, r) => rates.find((row) => row[0] === g && row[1] === r)[2];
  const {grounds, rules} = updates, off = new Set();
  const choice = figure.choice('ground', grounds.map((ground) => ground.name));
  const factor = figure.slider({label: 'rate, × each rule’s best', min: 0.1, max: 10, value: 1, log: true, step: 0.05,
    show: (number) => liveParts.round(number, 2)});
  const view = figure.view({label: 'Touch the map: all six start there', width: 410, height: 300, focus: true});
  const list = liveParts.element('div', {class: 'legend', role: 'group', 'aria-label': 'The rules: touch one to leave it out'});
  figure.stage.append(liveParts.element('div', {class: 'panel'}, liveParts.element('p', {class: 'title'}, 'Steps to the goal'), list));
  const rows = rules.map(({name}, r) => {
    const swatch = liveParts.element('i'), number = liveParts.element('span', {class: 'value'});
    const button = liveParts.element('button', {type: 'button', 'aria-pressed': 'true',
      onclick: () => { if (!off.delete(r)) off.add(r); figure.redraw(); }}, swatch, liveParts.element('b', {}, name), number);
    list.append(button);
    return {button, swatch, number};
  });

  const starts = grounds.map((ground) => [...ground.start]);
  let shown = limit, ways = [], made = '', axes;
  const run = () => {
    shown = 0;
    figure.animate((seconds) => (shown = Math.min(limit, shown + 60 * seconds)) < limit);
  };
  figure.button('Go', run);
  figure.button('The table’s start', () => {
    starts[choice.value] = [...grounds[choice.value].start];
    run();
  });
  const start = (place, kind) => {
    const {x, y} = grounds[choice.value];
    figure.stop();
    starts[choice.value] = [Math.min(x[1], Math.max(x[0], place[0])), Math.min(y[1], Math.max(y[0], place[1]))];
    shown = limit;
    if (kind === 'up') run();
    figure.redraw();
  };
  view.pointer((x, y, kind) => start(axes.from(x, y), kind));
  view.keys((dx, dy) => {
    const {x, y} = grounds[choice.value], from = starts[choice.value];
    if (dx === 0 && dy === 0) run();
    else start([from[0] + dx * (x[1] - x[0]) / 30, from[1] - dy * (y[1] - y[0]) / 30]);
  });

  const columns = 64, rowsOfMap = 44;
  figure.draw(() => {
    const g = choice.value, ground = grounds[g], {colours, dark} = figure;
    const paint = [colours.ink, colours.blue, colours.violet, colours.green, colours.orange, colours.red];
    const wanted = JSON.stringify([g, factor.value, starts[g]]);
    if (wanted !== made) {
      ways = rules.map((rule, r) => updates.walk(ground, rule, factor.value * bestRate(g, r), starts[g], limit, noise));
      made = wanted;
    }
    axes = figure.axes(view, {x: ground.x, y: ground.y, xlabel: 'one weight', ylabel: 'another'});
    const width = axes.right - axes.left, height = axes.bottom - axes.top;
    const heights = Array.from({length: columns * rowsOfMap}, (_, i) => ground.height(
      ground.x[0] + (ground.x[1] - ground.x[0]) * (i % columns) / (columns - 1),
      ground.y[1] - (ground.y[1] - ground.y[0]) * Math.floor(i / columns) / (rowsOfMap - 1)));
    const low = Math.min(...heights), span = Math.max(...heights) - low;
    const level = (value) => Math.sqrt(Math.max(0, value - low) / span);
    const blue = dark ? [94, 164, 226] : [47, 110, 168];
    view.ground(heights.map((value) => liveParts.pale(blue, 0.34 * (1 - level(value)), dark)), columns, {x: axes.left, y: axes.top, width, height});
    const toPlace = ([c, r]) => [axes.left + c * width / (columns - 1), axes.top + r * height / (rowsOfMap - 1)];
    for (let part = 0.08; part < 1; part += 0.1)
      view.lines(liveParts.contour(heights, columns, low + span * part * part).map((pair) => pair.map(toPlace)), colours.line, {width: 1});
    const arrived = ways.map((way) => way.findIndex(([x, y], i) => i > 0 && ground.height(x, y) < ground.goal));
    ways.forEach((way, r) => {
      const end = Math.min(Math.floor(shown), arrived[r] < 0 ? limit : arrived[r], way.length - 1);
      rows[r].swatch.style.background = paint[r];
      rows[r].button.setAttribute('aria-pressed', String(!off.has(r)));
      rows[r].number.textContent = arrived[r] >= 0 && arrived[r] <= shown ? String(arrived[r])
        : way.length <= shown ? 'out of sight' : shown < limit ? '…' : `over ${limit}`;
      if (off.has(r)) return;
      axes.line(way.slice(0, end + 1), paint[r], {width: 2});
      const at = way[end];
      if (at[0] < ground.x[0] || at[0] > ground.x[1] || at[1] < ground.y[0] || at[1] > ground.y[1]) return;
      view.disc([axes.toX(at[0]), axes.toY(at[1])], 5, paint[r], colours.paper);
    });
    for (const [x, y] of ground.goals) {
      const [u, v] = [axes.toX(x), axes.toY(y)];
      view.lines([[[u - 7, v], [u + 7, v]], [[u, v - 7], [u, v + 7]]], colours.ink, {width: 1.5});
    }
    view.disc([axes.toX(starts[g][0]), axes.toY(starts[g][1])], 6, null, colours.ink);
    const order = arrived.map((steps, r) => [steps, r]).filter(([steps]) => steps >= 0).sort((a, b) => a[0] - b[0]);
    const lost = ways.filter((way) => way.length <= limit).length;
    if (shown >= limit)
      figure.say((order.length ? `First at the goal: ${rules[order[0][1]].name}, after ${order[0][0]} steps. ` : `None is at the goal within ${limit} steps. `) +
        (order.length && order.length < 6 ? `${6 - order.length} of 6 do not get there in ${limit}. ` : '') +
        (lost ? `${lost} ${lost === 1 ? 'has' : 'have'} left the map for good.` : ''));
  });
});

if (typeof module !== 'undefined') module.exports = updates;
