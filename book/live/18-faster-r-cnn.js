// data: 18/live-anchors.js
'use strict';

// What the library computes, in a few lines: book/live/checks/18-faster-r-cnn.js holds the two together. A box is [left, top, right,
// bottom].
const proposing = {
  background: -1,
  nothing: -2,
  area([left, top, right, bottom]) { return Math.max(0, right - left) * Math.max(0, bottom - top); },
  iou(a, b) {
    const both = this.area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
    const either = this.area(a) + this.area(b) - both;
    return either > 0 ? both / either : 0;
  },
  // The anchors of all places, shape by shape and in each row by row.
  anchors({sizes, ratios, stride, height, width}) {
    const found = [];
    for (const size of sizes)
      for (const ratio of ratios) {
        const wide = size / Math.sqrt(ratio), high = size * Math.sqrt(ratio);
        for (let row = 0; row < height; ++row)
          for (let column = 0; column < width; ++column) {
            const x = (column + 0.5) * stride, y = (row + 0.5) * stride;
            found.push([x + -wide / 2, y + -high / 2, x + wide / 2, y + high / 2]);
          }
      }
    return found;
  },
  overlaps(anchors, objects) { return anchors.map((anchor) => objects.map((object) => this.iou(anchor, object))); },
  // What each anchor learns: an object's number, background, or nothing. The best anchors of an object learn one in any case.
  matched(overlaps, object, background) {
    const best = overlaps.map((row) => row.indexOf(Math.max(...row)));
    const learns = overlaps.map((row, i) => (row[best[i]] >= object ? best[i] : row[best[i]] >= background ? this.nothing : this.background));
    overlaps[0].forEach((_, k) => {
      const most = Math.max(...overlaps.map((row) => row[k]));
      overlaps.forEach((row, i) => { if (most > 0 && row[k] === most) learns[i] = best[i]; });
    });
    return learns;
  },
};

live('anchors', (figure) => {
  const data = figure.data('18/live-anchors'), anchors = proposing.anchors(data), {height, width, stride} = data;
  const scenes = data.scenes.map((scene) => ({...scene, picture: liveParts.image(scene.image),
    overlaps: proposing.overlaps(anchors, scene.objects.map((object) => object.box))}));
  if (scenes.length === 0) return false;
  const shapes = data.sizes.flatMap((size) => data.ratios.map((ratio) => ({size, ratio})));
  const places = height * width, {image} = scenes[0], scale = 336 / Math.max(image.width, image.height);
  const view = figure.view({label: 'Touch a place of the feature map', width: image.width * scale, height: image.height * scale, focus: true});
  const list = figure.view({label: 'Its anchors, by their IoU with the objects', width: 350, height: 26 * shapes.length + 48});
  const decimal = (number) => number.toFixed(2);
  const object = figure.slider({label: 'object from', min: 0.3, max: 0.95, step: 0.05, value: data.object, show: decimal});
  const background = figure.slider({label: 'background below', min: 0.05, max: 0.7, step: 0.05, value: data.background, show: decimal});
  let shown = 0;
  const place = [0, 0];
  const best = () => {  // the place with the best anchor of all
    const {overlaps} = scenes[shown], most = overlaps.map((row) => Math.max(...row)), at = most.indexOf(Math.max(...most)) % places;
    [place[0], place[1]] = [at % width, Math.floor(at / width)];
  };
  best();
  figure.button('Another scene', () => { shown = (shown + 1) % scenes.length; best(); });
  const look = (column, row) => {
    place[0] = Math.min(width - 1, Math.max(0, column));
    place[1] = Math.min(height - 1, Math.max(0, row));
    figure.redraw();
  };
  view.pointer((x, y) => look(Math.floor(x / scale / stride), Math.floor(y / scale / stride)));
  view.keys((dx, dy) => look(place[0] + dx, place[1] + dy));

  figure.draw(() => {
    const {over} = liveParts, {colours} = figure, {overlaps, objects, picture} = scenes[shown];
    const from = object.value, below = Math.min(background.value, from);
    const learns = proposing.matched(overlaps, from, below), at = place[1] * width + place[0];
    const kind = (i) => (learns[i] >= 0 ? 'object' : learns[i] === proposing.nothing ? 'nothing' : 'background');
    const here = shapes.map((_, a) => a * places + at);

    const context = view.clear();
    context.fillStyle = '#77808c';
    context.fillRect(0, 0, view.width, view.height);
    view.image(picture, {opacity: 0.75});
    // The places of the feature map: the more of their anchors learn an object, the larger.
    for (let p = 0; p < places; ++p) {
      const count = shapes.filter((_, a) => learns[a * places + p] >= 0).length;
      context.fillStyle = count > 0 ? over.blue : 'rgba(244, 246, 248, 0.55)';
      context.beginPath();
      context.arc((p % width + 0.5) * stride * scale, (Math.floor(p / width) + 0.5) * stride * scale, count > 0 ? 4 + count : 1.8, 0, 2 * Math.PI);
      context.fill();
    }
    objects.forEach((one) => view.box(one.box, over.green, {scale, dash: [7, 4]}));
    const look = {background: {width: 1, colour: over.white}, nothing: {width: 1.5, colour: over.orange, dash: [3, 3]}, object: {width: 3, colour: over.blue}};
    for (const which of ['background', 'nothing', 'object'])
      for (const i of here) if (kind(i) === which) view.box(anchors[i], look[which].colour, {scale, ...look[which]});
    Object.assign(context, {fillStyle: over.ink, strokeStyle: over.white, lineWidth: 2});
    context.beginPath();
    context.arc((place[0] + 0.5) * stride * scale, (place[1] + 0.5) * stride * scale, 6, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
    objects.forEach((one) => view.tag(one.class, one.box[0] * scale, one.box[1] * scale - 18, over.green));

    // A row a shape: its outline, and a bar as long as its IoU.
    const pen = list.clear(), left = 46, right = list.width - 92, to = (value) => left + (right - left) * value, floor = 26 * shapes.length + 8;
    const inks = {object: colours.blue, nothing: colours.orange, background: colours.soft};
    const words = {object: 'object', nothing: 'nothing', background: 'background'};
    for (const [value, label] of [[below, decimal(below)], [from, decimal(from)]]) {
      Object.assign(pen, {strokeStyle: colours.soft, lineWidth: 1, fillStyle: colours.soft, textAlign: 'center'});
      pen.setLineDash([4, 3]);
      pen.beginPath();
      pen.moveTo(to(value), 2);
      pen.lineTo(to(value), floor);
      pen.stroke();
      if (value === below || from - below > 0.08) pen.fillText(label, to(value), floor + 15);
    }
    pen.setLineDash([]);
    pen.strokeStyle = colours.line;
    pen.strokeRect(left + 0.5, 2.5, right - left, floor - 2);
    here.forEach((i, a) => {
      const overlap = Math.max(...overlaps[i]), y = 26 * a + 8, [l, t, r, b] = anchors[i], unit = 22 / (1.3 * Math.max(...data.sizes));
      Object.assign(pen, {strokeStyle: inks[kind(i)], fillStyle: inks[kind(i)], lineWidth: 1.5, textAlign: 'left'});
      pen.strokeRect(22 - (r - l) * unit / 2, y + 9 - (b - t) * unit / 2, (r - l) * unit, (b - t) * unit);
      pen.fillRect(left, y + 3, Math.max(1, to(overlap) - left), 12);
      pen.fillText(words[kind(i)] + (learns[i] >= 0 && overlap < from ? ' (best)' : ''), right + 8, y + 14);
    });
    Object.assign(pen, {fillStyle: colours.soft, textAlign: 'center'});
    pen.fillText('IoU', (left + right) / 2, floor + 32);

    const count = (kinds) => kinds.reduce((sums, one) => ({...sums, [one]: sums[one] + 1}), {object: 0, nothing: 0, background: 0});
    const own = count(here.map(kind)), all = count(learns.map((_, i) => kind(i)));
    figure.say(`Row ${place[1] + 1}, column ${place[0] + 1}: of ${shapes.length} anchors ${own.object} learn${own.object === 1 ? 's' : ''} an object, ` +
      `${own.nothing} nothing, ${own.background} background. In the whole image: ${all.object} of ${anchors.length} learn an object, ` +
      `${all.nothing} nothing, ${all.background} background.`);
  });
});

if (typeof module !== 'undefined') module.exports = proposing;
