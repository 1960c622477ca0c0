// What live figures share. A chapter's file, book/live/NN-name.js, begins with the results that it needs and calls
// live('name', (figure) => ...) for each @@live of its page:
//
//   // data: 05/scales.csv 05/summary.json
//   live('histograms', (figure) => {
//     const scales = figure.data("05/scales");            // columns by their headings, or rows of numbers
//     const scale = figure.slider({label: "scale", min: 0, max: 2, step: 0.01, value: 1});
//     const view = figure.view({label: "Histogram of the outputs", width: 360, height: 220});
//     figure.draw(() => {                                  // called at first and whenever something has changed
//       const axes = figure.axes(view, {x: [0, 1], y: [0, 10], xlabel: "output", ylabel: "how many"});
//       axes.line(scales.x.map((x, i) => [x, scales.y[i] * scale.value]), figure.colours.blue);
//       figure.say(`The scale is ${scale.value}.`);        // the same for who listens to the page
//     });
//   });
//
// Whatever is computed stands in functions of its own without a page, so that book/test_live.js can hold it to the library.
'use strict';

const liveStore = {};
function liveData(name, value) { liveStore[name] = value; }

const liveParts = {
  element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
      else if (value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  },
  // From -1 (red) over paper to 1 (blue), as the book's pictures have it; `dark` for the dark theme.
  signed(value, dark) {
    const strength = Math.min(1, Math.abs(value)) ** 0.8;
    const paper = dark ? [38, 45, 53] : [244, 244, 244];
    const full = value < 0 ? [201, 79, 92] : dark ? [94, 164, 226] : [47, 110, 168];
    return paper.map((from, i) => Math.round(from + (full[i] - from) * strength));
  },
  round(value, digits = 3) {
    if (value === 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < 1e5)) return String(Number(value.toPrecision(digits)));
    return value.toExponential(1);
  },
  // Colours for what is drawn over photographs, which look alike in both themes.
  over: {green: '#58d596', orange: '#ffab52', blue: '#3f9df5', red: '#f2606f', violet: '#d79be8', white: '#f4f6f8', ink: '#10161d'},
  // The numbers of an image or a map of classes that a program wrote by live_image, in their order: channel, row, column.
  bytes(image) { return Uint8Array.from(atob(image.bytes), (letter) => letter.charCodeAt(0)); },
  // The same as a canvas to draw from, a pixel each; of a map, `colour(number)` gives [red, green, blue, opacity], all to 255.
  image(image, colour) {
    const {height, width, channels} = image, bytes = liveParts.bytes(image), count = height * width;
    const made = liveParts.element('canvas', {width, height}), context = made.getContext('2d');
    const pixels = context.createImageData(width, height);
    for (let i = 0; i < count; ++i)
      pixels.data.set(colour ? colour(bytes[i], i) : [0, 1, 2].map((c) => bytes[channels === 3 ? c * count + i : i]).concat(255), 4 * i);
    context.putImageData(pixels, 0, 0);
    return made;
  },
  // The same for many values at once: a function that gives the nearest of 201 colours, `share` of each on the theme's paper.
  shades(dark, share = 1) {
    const all = Array.from({length: 201}, (_, i) => this.pale(this.signed(i / 100 - 1, dark), share, dark));
    return (value) => all[Math.round(100 * Math.min(1, Math.max(-1, value))) + 100];
  },
  // From one colour to another, both as #rrggbb.
  mix(from, to, share) {
    const part = Math.min(1, Math.max(0, share)), channel = (colour, i) => parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16);
    return `rgb(${[0, 1, 2].map((i) => Math.round(channel(from, i) + (channel(to, i) - channel(from, i)) * part)).join(',')})`;
  },
  // Paler or stronger: `share` of a colour on the theme's paper.
  pale(colour, share, dark) {
    const paper = dark ? [20, 24, 29] : [255, 255, 255];
    return paper.map((from, i) => Math.round(from + (colour[i] - from) * share));
  },
  // Where a function, given row by row on a grid, crosses a level: short lines between places in grid steps.
  contour(values, columns, level = 0) {
    const lines = [], rows = values.length / columns;
    for (let r = 0; r + 1 < rows; ++r)
      for (let c = 0; c + 1 < columns; ++c) {
        const at = r * columns + c, above = values[at] > level;
        if (values[at + 1] > level === above && values[at + columns] > level === above && values[at + columns + 1] > level === above) continue;
        const corners = [[c, r], [c + 1, r], [c + 1, r + 1], [c, r + 1]], cut = [];
        corners.forEach(([x, y], i) => {
          const [x1, y1] = corners[(i + 1) % 4];
          const from = values[y * columns + x] - level, to = values[y1 * columns + x1] - level;
          if ((from > 0) !== (to > 0)) cut.push([x + (x1 - x) * from / (from - to), y + (y1 - y) * from / (from - to)]);
        });
        for (let i = 0; i + 1 < cut.length; i += 2) lines.push([cut[i], cut[i + 1]]);
      }
    return lines;
  },
  // A power of ten as people write it.
  power(value) {
    const exponent = Math.round(Math.log10(value));
    return Math.abs(exponent) < 3 ? this.round(value) : `10${String(exponent).replace('-', '⁻').replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit])}`;
  },
  // Round numbers between two others, about `count` of them.
  ticks([low, high], count = 5) {
    const raw = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw * 0.999);
    const found = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; ++i) found.push(Number((i * step).toPrecision(12)));
    return found;
  },
};

class LiveView {
  // A drawing area that is sharp on every screen and shrinks where the page is narrow. `label` names it for who cannot see it; it
  // stands beside the others, or below the view that is named.
  constructor(figure, {label, width, height, focus = false, below}) {
    this.figure = figure;
    this.width = width;
    this.height = height;
    this.canvas = liveParts.element('canvas', {role: 'img', 'aria-label': label, style: `width:${width}px;aspect-ratio:${width}/${height}`});
    if (focus) this.canvas.tabIndex = 0;
    const panel = below ? below.canvas.parentElement : liveParts.element('div', {class: 'panel'});
    panel.append(liveParts.element('p', {class: 'title'}, label), this.canvas);
    if (!below) figure.stage.append(panel);
    this.context = this.canvas.getContext('2d');
  }
  clear() {
    const ratio = Math.max(1, window.devicePixelRatio || 1);
    this.canvas.width = this.width * ratio;
    this.canvas.height = this.height * ratio;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.font = '13px system-ui, "DejaVu Sans", sans-serif';
    return this.context;
  }
  // Numbers row by row as squares; signed ones blue and red, others from paper to ink.
  picture(numbers, columns, {signed = false, most = 0, x = 0, y = 0, width = this.width, height = this.height} = {}) {
    const rows = numbers.length / columns;
    const limit = most || Math.max(1e-12, ...numbers.map(Math.abs)), {dark} = this.figure;
    numbers.forEach((number, i) => {
      const value = number / limit;
      const grey = Math.round(255 * Math.min(1, Math.max(0, value)));
      this.context.fillStyle = `rgb(${(signed ? liveParts.signed(value, dark) : [grey, grey, grey]).join(',')})`;
      this.context.fillRect(x + (i % columns) * width / columns, y + Math.floor(i / columns) * height / rows,
        Math.ceil(width / columns), Math.ceil(height / rows));
    });
  }
  // An image of liveParts.image, enlarged with sharp pixels.
  image(image, {x = 0, y = 0, width = this.width, height = this.height, opacity = 1} = {}) {
    this.context.save();
    this.context.imageSmoothingEnabled = false;
    this.context.globalAlpha = opacity;
    this.context.drawImage(image, x, y, width, height);
    this.context.restore();
  }
  // The outline of [left, top, right, bottom] in an image's pixels, seen on light and on dark; `label` stands above it.
  box([left, top, right, bottom], colour, {scale = 1, x = 0, y = 0, width = 2, dash = [], label = ''} = {}) {
    const {context} = this;
    const place = [x + left * scale, y + top * scale, (right - left) * scale, (bottom - top) * scale];
    context.save();
    context.lineJoin = 'round';
    context.setLineDash(dash);
    for (const [stroke, thick] of [['rgba(10, 14, 20, 0.55)', width + 2], [colour, width]]) {
      Object.assign(context, {strokeStyle: stroke, lineWidth: thick});
      context.strokeRect(...place);
    }
    context.restore();
    if (label) this.tag(label, place[0], place[1] - 17, colour);
  }
  // Words on a patch of a colour, moved inside where they would leave the view.
  tag(words, x, y, colour) {
    const {context} = this, wide = context.measureText(words).width + 10;
    const left = Math.max(0, Math.min(this.width - wide, x - 1)), top = Math.max(0, Math.min(this.height - 18, y));
    context.fillStyle = colour;
    context.fillRect(left, top, wide, 18);
    Object.assign(context, {fillStyle: liveParts.over.ink, textAlign: 'left'});
    context.fillText(words, left + 5, top + 13.5);
  }
  // Colours [r, g, b] of a grid's nodes, row by row, smoothly between them; the outermost nodes lie on the border.
  ground(colours, columns, {x = 0, y = 0, width = this.width, height = this.height} = {}) {
    const rows = colours.length / columns;
    const small = liveParts.element('canvas', {width: columns, height: rows});
    const context = small.getContext('2d'), image = context.createImageData(columns, rows);
    for (let i = 0; i < colours.length; ++i) {
      const colour = colours[i];
      for (let k = 0; k < 3; ++k) image.data[4 * i + k] = colour[k];
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    this.context.imageSmoothingEnabled = true;
    this.context.drawImage(small, 0.5, 0.5, columns - 1, rows - 1, x, y, width, height);
  }
  // Lines between pairs of places, in one colour.
  lines(pairs, colour, {width = 2, dash = []} = {}) {
    const {context} = this;
    context.save();
    Object.assign(context, {strokeStyle: colour, lineWidth: width, lineCap: 'round'});
    context.setLineDash(dash);
    context.beginPath();
    for (const [[x0, y0], [x1, y1]] of pairs) { context.moveTo(x0, y0); context.lineTo(x1, y1); }
    context.stroke();
    context.restore();
  }
  arrow([x0, y0], [x1, y1], colour, {width = 2, head = 8} = {}) {
    const angle = Math.atan2(y1 - y0, x1 - x0), {context} = this;
    this.lines([[[x0, y0], [x1, y1]]], colour, {width});
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(x1 + head * 0.4 * Math.cos(angle), y1 + head * 0.4 * Math.sin(angle));
    for (const side of [2.6, -2.6]) context.lineTo(x1 + head * Math.cos(angle + side), y1 + head * Math.sin(angle + side));
    context.fill();
  }
  disc([x, y], radius, fill, edge) {
    const {context} = this;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    if (fill) { context.fillStyle = fill; context.fill(); }
    if (edge) { Object.assign(context, {strokeStyle: edge, lineWidth: 1.5}); context.stroke(); }
  }
  // Calls action(x, y, kind) with places in the view: kind is 'down', 'move' or 'up'. Mouse, pen and finger alike.
  pointer(action) {
    const place = (event) => {
      const box = this.canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * this.width / box.width, (event.clientY - box.top) * this.height / box.height];
    };
    let down = false;
    this.canvas.style.touchAction = 'none';
    this.canvas.style.cursor = 'crosshair';
    this.canvas.addEventListener('pointerdown', (event) => {
      down = true;
      try { this.canvas.setPointerCapture(event.pointerId); } catch { /* a made-up event has no pointer */ }
      action(...place(event), 'down');
      event.preventDefault();
    });
    this.canvas.addEventListener('pointermove', (event) => { if (down) action(...place(event), 'move'); });
    for (const kind of ['pointerup', 'pointercancel'])
      this.canvas.addEventListener(kind, (event) => { if (down) action(...place(event), 'up'); down = false; });
  }
  // Calls action(dx, dy) for arrow keys and action(0, 0) for space and enter; the view must have `focus: true`.
  keys(action) {
    const steps = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], ' ': [0, 0], Enter: [0, 0]};
    this.canvas.addEventListener('keydown', (event) => {
      if (!steps[event.key]) return;
      event.preventDefault();
      action(...steps[event.key], event);
    });
  }
}

class LiveAxes {
  // Axes with ticks; `x` and `y` are [from, to], `logx` and `logy` make them logarithmic.
  constructor(view, {x, y, xlabel = '', ylabel = '', logx = false, logy = false}) {
    Object.assign(this, {view, x, y, logx, logy});
    const context = view.clear();
    const {colours} = view.figure;
    this.left = 50; this.right = view.width - 10; this.top = 12; this.bottom = view.height - 38;
    context.strokeStyle = colours.line;
    context.fillStyle = colours.soft;
    context.lineWidth = 1;
    const values = (range, log) => log ? LiveAxes.powers(range) : liveParts.ticks(range);
    for (const value of values(x, logx)) {
      const at = this.toX(value);
      this.stroke([[at, this.top], [at, this.bottom]]);
      context.textAlign = 'center';
      context.fillText(logx ? liveParts.power(value) : liveParts.round(value), at, this.bottom + 16);
    }
    for (const value of values(y, logy)) {
      const at = this.toY(value);
      this.stroke([[this.left, at], [this.right, at]]);
      context.textAlign = 'right';
      context.fillText(logy ? liveParts.power(value) : liveParts.round(value), this.left - 6, at + 4);
    }
    context.textAlign = 'center';
    context.fillText(xlabel, (this.left + this.right) / 2, view.height - 4);
    context.save();
    context.translate(13, (this.top + this.bottom) / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(ylabel, 0, 0);
    context.restore();
  }
  static powers([low, high]) {
    const found = [];
    for (let power = Math.ceil(Math.log10(low) - 1e-9); 10 ** power <= high * 1.0001; ++power) found.push(10 ** power);
    return found.length > 8 ? found.filter((_, i) => i % Math.ceil(found.length / 6) === 0) : found;
  }
  static part(value, [from, to], log) {
    return log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  }
  toX(value) { return this.left + (this.right - this.left) * LiveAxes.part(value, this.x, this.logx); }
  toY(value) { return this.bottom - (this.bottom - this.top) * LiveAxes.part(value, this.y, this.logy); }
  // The place in the axes' own numbers of a place in the view.
  from(px, py) {
    const part = [(px - this.left) / (this.right - this.left), (this.bottom - py) / (this.bottom - this.top)];
    const value = (share, [from, to], log) => log ? from * (to / from) ** share : from + share * (to - from);
    return [value(part[0], this.x, this.logx), value(part[1], this.y, this.logy)];
  }
  stroke(points) {
    const {context} = this.view;
    context.beginPath();
    points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.stroke();
  }
  // A line through points in the axes' numbers, cut at the frame.
  line(points, colour, {width = 2, dash = []} = {}) {
    const {context} = this.view;
    context.save();
    context.beginPath();
    context.rect(this.left, this.top, this.right - this.left, this.bottom - this.top);
    context.clip();
    Object.assign(context, {strokeStyle: colour, lineWidth: width});
    context.setLineDash(dash);
    this.stroke(points.map(([x, y]) => [this.toX(x), this.toY(y)]));
    context.restore();
  }
  dot([x, y], colour, radius = 4) {
    const {context} = this.view;
    context.fillStyle = colour;
    context.beginPath();
    context.arc(this.toX(x), this.toY(y), radius, 0, 2 * Math.PI);
    context.fill();
  }
  text(words, [x, y], colour, align = 'left') {
    Object.assign(this.view.context, {fillStyle: colour, textAlign: align});
    this.view.context.fillText(words, this.toX(x) + (align === 'left' ? 6 : -6), this.toY(y) - 6);
  }
}

class LiveFigure {
  constructor(element) {
    this.element = element;
    this.stage = liveParts.element('div', {class: 'stage'});
    this.controls = liveParts.element('div', {class: 'controls'});
    this.spoken = liveParts.element('p', {class: 'said', 'aria-live': 'polite'});
    this.drawings = [];
    this.waiting = false;
  }
  data(name) {
    if (!(name in liveStore)) throw new Error(`expected data of ${name}: is it in the first line of the chapter's live file?`);
    return liveStore[name];
  }
  get dark() {
    const theme = document.documentElement.dataset.theme;
    return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }
  get colours() {
    return this.dark
      ? {ink: '#dbe1e8', soft: '#a9b3be', line: '#2f3842', paper: '#14181d', blue: '#64aeea', red: '#ec7f8a', orange: '#eb9a55',
        green: '#5fbf8b', violet: '#c58ad6'}
      : {ink: '#1b2430', soft: '#4d5866', line: '#dde2e8', paper: '#ffffff', blue: '#2a6fae', red: '#b93f4d', orange: '#b85c16',
        green: '#2b8257', violet: '#9147a6'};
  }
  view(options) { return new LiveView(this, options); }
  axes(view, options) { return new LiveAxes(view, options); }
  // A labelled slider; read `value`, or set it by set(). With log: true the steps are factors; change() is called by a new value; enable(false)
  // is for one that has no effect now.
  slider({label, min, max, step, value, log = false, show = liveParts.round, change = () => {}}) {
    const to = (number) => (log ? Math.log10(number) : number);
    const from = (number) => (log ? 10 ** number : number);
    const output = liveParts.element('output', {}, show(value));
    const input = liveParts.element('input', {type: 'range', min: to(min), max: to(max), step: step ?? (to(max) - to(min)) / 200,
      value: to(value), 'aria-label': label});
    const made = {value, set: (number) => { input.value = to(number); read(); }, enable: (wanted) => { input.disabled = !wanted; }};
    const read = () => {
      made.value = from(Number(input.value));
      output.textContent = show(made.value);
      input.setAttribute('aria-valuetext', output.textContent);
      change();
      this.redraw();
    };
    input.addEventListener('input', read);
    this.controls.append(liveParts.element('label', {}, liveParts.element('span', {}, label), input, output));
    return made;
  }
  button(label, action) {
    const made = liveParts.element('button', {type: 'button', onclick: () => { action(); this.redraw(); }}, label);
    this.controls.append(made);
    return made;
  }
  // A list to choose from; read `value`, the index of the chosen one.
  choice(label, options, value = 0) {
    const made = {value, set: (index) => { select.value = index; made.value = index; this.redraw(); },
      enable: (wanted) => { select.disabled = !wanted; }};
    const select = liveParts.element('select', {'aria-label': label, onchange: () => { made.value = Number(select.value); this.redraw(); }},
      ...options.map((option, i) => liveParts.element('option', {value: i}, option)));
    select.value = value;
    this.controls.append(liveParts.element('label', {}, liveParts.element('span', {}, label), select));
    return made;
  }
  say(words) { if (this.spoken.textContent !== words) this.spoken.textContent = words; }
  draw(drawing) { this.drawings.push(drawing); this.redraw(); }
  // Calls step(seconds since the last frame) before every frame until it says false, or until another motion begins or stop() is
  // called. Who wants no motion sees its end at once.
  animate(step) {
    const number = this.motion = (this.motion ?? 0) + 1;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      for (let i = 0; i < 5000 && step(0.05) !== false; ++i);
      this.motion += 1;
      this.redraw();
      return;
    }
    let last = performance.now();
    const frame = (now) => {
      if (this.motion !== number) return;
      if (step(Math.min(0.1, Math.max(0, now - last) / 1000)) === false) this.stop();
      else requestAnimationFrame(frame);
      last = now;
      this.drawings.forEach((drawing) => drawing());
    };
    requestAnimationFrame(frame);
  }
  stop() { this.motion = (this.motion ?? 0) + 1; }
  redraw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => { this.waiting = false; this.drawings.forEach((drawing) => drawing()); });
  }
}

// Histograms of several layers, the first one below: a ridge each. What lies outside the range is counted at its end; where
// `from` is given, what lies below it is pale.
function liveRidges(view, layers, {range, name, colour, from = range[0], bins = 60}) {
  const context = view.clear(), {colours, dark} = view.figure;
  const left = 62, right = view.width - 8, bottom = view.height - 26, row = (bottom - 34) / layers.length;
  const toX = (value) => left + (right - left) * (value - range[0]) / (range[1] - range[0]);
  context.fillStyle = colours.soft;
  for (const value of liveParts.ticks(range, 4)) {
    view.lines([[[toX(value), 4], [toX(value), bottom]]], colours.line, {width: 1});
    context.textAlign = 'center';
    context.fillText(String(value).replace('-', '−'), Math.min(right - 6, toX(value)), view.height - 8);
  }
  for (let l = layers.length - 1; l >= 0; --l) {  // from above, so that lower ridges stand in front
    const counts = new Array(bins).fill(0), base = bottom - l * row;
    for (const value of layers[l])
      counts[Math.min(bins - 1, Math.max(0, Math.floor(bins * (value - range[0]) / (range[1] - range[0]))))] += 1 / layers[l].length;
    const width = (right - left) / bins;
    counts.forEach((share, i) => {
      const height = share === 0 ? 0 : Math.min(1, Math.sqrt(share / 0.14)) * row * 1.45;
      context.globalAlpha = range[0] + (i + 0.5) * (range[1] - range[0]) / bins < from ? 0.35 : dark ? 0.9 : 0.85;
      context.fillStyle = colour(l);
      context.fillRect(left + i * width, base - height, width - 0.5, height);
    });
    context.globalAlpha = 1;
    view.lines([[[left, base], [right, base]]], colours.line, {width: 1});
    context.fillStyle = colours.soft;
    context.textAlign = 'right';
    context.fillText(name(l), left - 8, base - 3);
  }
}

// Builds a chapter's figure where its page has one; what fails leaves the drawing that stands there.
function live(name, build) {
  if (typeof document === 'undefined') return;
  for (const element of document.querySelectorAll(`[data-live$="/${name}"]`)) {
    const figure = new LiveFigure(element);
    if (build(figure) === false) continue;
    element.querySelector('.canvas').replaceChildren(figure.stage, figure.controls, figure.spoken);
    element.classList.add('alive');
    document.addEventListener('themechange', () => figure.redraw());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => figure.redraw());
  }
}
