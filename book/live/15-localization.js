// data: 15/live-boxes.js
'use strict';

// What the library computes, in a few lines: book/live/checks/15-localization.js holds the two together. A box is [left, top,
// right, bottom].
const localization = {
  area([left, top, right, bottom]) { return Math.max(0, right - left) * Math.max(0, bottom - top); },
  common(a, b) { return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]; },
  hull(a, b) { return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]; },
  // The areas that both boxes share, that they cover together, and that their hull has.
  areas(a, b) {
    const both = this.area(this.common(a, b));
    return {both, either: this.area(a) + this.area(b) - both, around: this.area(this.hull(a, b))};
  },
  iou(a, b) {
    const {both, either} = this.areas(a, b);
    return either > 0 ? both / either : 0;
  },
  generalized(a, b) {
    const {either, around} = this.areas(a, b);
    return around > 0 ? this.iou(a, b) - (around - either) / around : 0;
  },
  signed(number, digits) { return number.toFixed(digits).replace('-', '−'); },
  // Centre and size as shares of the image: the four numbers that a network learns.
  shares([left, top, right, bottom], width, height) {
    return [(left + right) / 2 / width, (top + bottom) / 2 / height, (right - left) / width, (bottom - top) / height];
  },
  // A box moved by whole steps, or one of its corners: where is 'box', or [0 or 2, 1 or 3], the sides that move. It stays in the image.
  moved(box, where, dx, dy, width, height) {
    const held = (value, low, high) => Math.min(high, Math.max(low, value));
    if (where === 'box') {
      const x = held(dx, -box[0], width - box[2]), y = held(dy, -box[1], height - box[3]);
      return [box[0] + x, box[1] + y, box[2] + x, box[3] + y];
    }
    const made = box.slice();
    const [side, level] = where;
    made[side] = side === 0 ? held(box[0] + dx, 0, box[2] - 2) : held(box[2] + dx, box[0] + 2, width);
    made[level] = level === 1 ? held(box[1] + dy, 0, box[3] - 2) : held(box[3] + dy, box[1] + 2, height);
    return made;
  },
};

live('two-boxes', (figure) => {
  const images = figure.data('15/live-boxes').map((one) => ({...one, picture: liveParts.image(one.image)}));
  const {width, height} = images[0].image, side = 336, scale = side / Math.max(width, height);
  const view = figure.view({label: 'Drag a box, or one of its corners', width: width * scale, height: height * scale, focus: true});
  const gauge = figure.view({label: 'How well the two agree', width: 350, height: 128});
  const table = liveParts.element('table', {});
  gauge.canvas.after(liveParts.element('p', {class: 'title'}, 'As the network says a box'), table);

  let shown = 0, boxes, chosen = 1, held = null;
  const take = (index) => {
    shown = index;
    boxes = [images[shown].truth, images[shown].answer].map((box) => box.slice());
    chosen = 1;
  };
  take(0);
  figure.button('Another image', () => take((shown + 1) % images.length));
  figure.button('As it was', () => take(shown));

  // What a touch takes: a corner near it, of the chosen box first; else a box around it, the smaller one first; else the chosen box.
  const under = (x, y) => {
    const order = [chosen, 1 - chosen], reach = 14 / scale;
    for (const index of order)
      for (const corner of [[2, 3], [0, 1], [2, 1], [0, 3]])
        if (Math.hypot(boxes[index][corner[0]] - x, boxes[index][corner[1]] - y) < reach) return {index, where: corner};
    const inside = order.filter((index) => x >= boxes[index][0] && x <= boxes[index][2] && y >= boxes[index][1] && y <= boxes[index][3]);
    inside.sort((a, b) => localization.area(boxes[a]) - localization.area(boxes[b]));
    return {index: inside[0] ?? chosen, where: 'box'};
  };
  view.pointer((px, py, kind) => {
    const x = px / scale, y = py / scale;
    if (kind === 'down') {
      held = under(x, y);
      chosen = held.index;
      Object.assign(held, {x, y, from: boxes[chosen].slice()});
    } else if (held && kind === 'move') {
      boxes[chosen] = localization.moved(held.from, held.where, Math.round(x - held.x), Math.round(y - held.y), width, height);
    } else {
      held = null;
    }
    figure.redraw();
  });
  view.keys((dx, dy, event) => {
    if (dx === 0 && dy === 0) chosen = 1 - chosen;
    else boxes[chosen] = localization.moved(boxes[chosen], event.shiftKey ? [2, 3] : 'box', dx, dy, width, height);
    figure.redraw();
  });

  figure.draw(() => {
    const {over} = liveParts, {colours} = figure, names = ['true box', 'answer'], inks = [over.green, over.orange];
    const areas = localization.areas(...boxes), [both, either, around] = [areas.both, areas.either, areas.around].map(Math.round);
    const iou = localization.iou(...boxes), generalized = localization.generalized(...boxes);
    const context = view.clear();
    const rectangle = ([left, top, right, bottom]) => {
      const path = new Path2D();
      path.rect(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale);
      return path;
    };
    context.fillStyle = '#77808c';
    context.fillRect(0, 0, view.width, view.height);
    view.image(images[shown].picture, {opacity: 0.7});
    // What the boxes share; and of their hull, what neither has.
    context.globalAlpha = 0.72;
    context.fillStyle = over.blue;
    if (areas.both > 0) context.fill(rectangle(localization.common(...boxes)));
    context.save();
    for (const box of boxes) {
      const outside = rectangle([0, 0, width, height]);
      outside.addPath(rectangle(box));
      context.clip(outside, 'evenodd');
    }
    context.fillStyle = over.red;
    context.fill(rectangle(localization.hull(...boxes)));
    context.restore();
    context.globalAlpha = 1;
    boxes.forEach((box, index) => view.box(box, inks[index], {scale, dash: index === 0 ? [7, 4] : [], width: index === chosen ? 3 : 2}));
    const [left, top, right, bottom] = boxes[chosen];
    context.fillStyle = inks[chosen];
    for (const [x, y] of [[left, top], [right, top], [left, bottom], [right, bottom]])
      context.fillRect(x * scale - 5, y * scale - 5, 10, 10);
    boxes.forEach((box, index) => {
      const above = box[1] * scale - 19, below = box[3] * scale + 2;
      view.tag(names[index], box[0] * scale, index === 0 || below > view.height - 18 ? above : below, inks[index]);
    });

    const pen = gauge.clear(), from = 10, to = 340, at = (value) => from + (to - from) * (value + 1) / 2;
    const write = (words, x, y, colour, textAlign = 'left') => {
      Object.assign(pen, {fillStyle: colour, textAlign});
      pen.fillText(words, x, y);
    };
    for (const tick of [-1, -0.5, 0, 0.5, 1]) {
      Object.assign(pen, {strokeStyle: tick === 0.5 ? colours.soft : colours.line, lineWidth: 1});
      pen.setLineDash(tick === 0.5 ? [4, 3] : []);
      pen.beginPath();
      pen.moveTo(at(tick), 4);
      pen.lineTo(at(tick), 108);
      pen.stroke();
      write(localization.signed(tick, 1).replace('.0', ''), Math.abs(tick) === 1 ? at(tick) - 6 * tick : at(tick), 123, colours.soft, 'center');
    }
    [['IoU', iou, colours.blue, 14], ['generalized IoU', generalized, colours.red, 62]].forEach(([name, value, colour, y]) => {
      pen.fillStyle = colour;
      pen.fillRect(Math.min(at(0), at(value)), y + 18, Math.max(2, Math.abs(at(value) - at(0))), 14);
      write(name, from, y + 10, colours.ink);
      write(localization.signed(value, 2), at(0) + 6, y + 10, colours.ink);
    });

    const cell = (tag, words, attributes = {}) => liveParts.element(tag, attributes, words);
    const shares = boxes.map((box) => localization.shares(box, width, height));
    table.replaceChildren(
      liveParts.element('tr', {}, ...['', ...names].map((name, i) => cell('th', name, {scope: 'col', class: i ? 'number' : ''}))),
      ...['centre x', 'centre y', 'width', 'height'].map((name, i) => liveParts.element('tr', {}, cell('th', name, {scope: 'row'}),
        ...shares.map((four) => cell('td', four[i].toFixed(3), {class: 'number'})))));
    figure.say(`${both} pixels shared (blue) of ${either} covered: IoU ${iou.toFixed(2)}, ` +
      `${iou >= 0.5 ? 'enough to count' : iou > 0 ? 'too little to count' : 'as for any two boxes that do not meet'}. ` +
      `${around - either} of the hull’s ${around} pixels are in neither box (red): generalized IoU ${localization.signed(generalized, 2)}.`);
  });
});

if (typeof module !== 'undefined') module.exports = localization;
