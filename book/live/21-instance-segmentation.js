// data: 21/live-scenes.js 21/live-cascade.js 21/live-regions.js
'use strict';

// What the library computes, in a few lines: book/live/checks/21-instance-segmentation.js holds the two together. A mask is the lengths
// of its runs, outside first; a box is [left, top, right, bottom].
const instances = {
  area([left, top, right, bottom]) { return Math.max(0, right - left) * Math.max(0, bottom - top); },
  boxIou(a, b) {
    const both = this.area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
    const either = this.area(a) + this.area(b) - both;
    return either > 0 ? both / either : 0;
  },
  pixels(runs) { return runs.reduce((sum, run, i) => sum + (i % 2 ? run : 0), 0); },
  // Pixels in both masks: from one end of a run to the next.
  common(a, b) {
    let both = 0, i = 0, j = 0, leftA = a[0] ?? 0, leftB = b[0] ?? 0;
    while (i < a.length && j < b.length) {
      const step = Math.min(leftA, leftB);
      if (i % 2 && j % 2) both += step;
      leftA -= step;
      leftB -= step;
      if (leftA === 0 && ++i < a.length) leftA = a[i];
      if (leftB === 0 && ++j < b.length) leftB = b[j];
    }
    return both;
  },
  maskIou(a, b) {
    const both = this.common(a, b), either = this.pixels(a) + this.pixels(b) - both;
    return either > 0 ? both / either : 0;
  },
  unpacked(runs) { return runs.flatMap((run, i) => Array(run).fill(i % 2)); },
  // The object whose mask this instance covers best; -1 if it covers none.
  nearest(runs, objects) {
    const overlaps = objects.map((object) => this.maskIou(runs, object.runs)), most = Math.max(0, ...overlaps);
    return most > 0 ? overlaps.indexOf(most) : -1;
  },
};

live('instances', (figure) => {
  const scenes = figure.data('21/live-scenes').map((scene) => ({...scene, picture: liveParts.image(scene.image),
    objects: scene.objects.map((object) => ({...object, mask: instances.unpacked(object.runs)}))}));
  const pipelines = ['21/live-cascade', '21/live-regions'].map((name) => figure.data(name).map((list) =>
    list.map((one) => ({...one, mask: instances.unpacked(one.runs)}))));
  const {height, width} = scenes[0].image, scale = 336 / Math.max(height, width), {over} = liveParts;
  const palette = [over.blue, over.orange, over.violet, over.green, over.red];
  const view = figure.view({label: 'Touch an object', width: width * scale, height: height * scale, focus: true});
  const close = figure.view({label: 'Its pixels, found and true', width: 300, height: 210});
  const gauge = figure.view({label: 'How sure, and how well', width: 300, height: 92, below: close});
  const pipeline = figure.choice('found by', ['boxes first, then masks', 'regions first'], 0);
  let shown = 0, chosen = 0, touched = null;
  figure.button('Another image', () => { shown = (shown + 1) % scenes.length; chosen = 0; touched = null; });
  // What can be chosen: all that was found, each with the object that it covers best, and the objects that nothing covers.
  const items = () => {
    const {objects} = scenes[shown];
    const found = pipelines[pipeline.value][shown].map((one) => ({one, truth: objects[instances.nearest(one.runs, objects)]}));
    return found.concat(objects.filter((object) => found.every(({truth}) => truth !== object)).map((truth) => ({truth})));
  };
  const boxOf = ({one, truth}) => (one ?? truth).box;
  view.pointer((x, y) => {
    const place = [x / scale, y / scale], at = Math.floor(place[1]) * width + Math.floor(place[0]), list = items();
    const hit = list.findIndex(({one, truth}) => (one ?? truth).mask[at]);
    const far = list.map((item) => Math.max(...[0, 1].map((k) => Math.max(boxOf(item)[k] - place[k], place[k] - boxOf(item)[k + 2]))));
    touched = place;
    chosen = hit >= 0 ? hit : far.indexOf(Math.min(...far));
    figure.redraw();
  });
  view.keys((dx, dy) => {
    chosen = (chosen + (dx + dy || 1) + items().length) % items().length;
    touched = null;
    figure.redraw();
  });
  const clear = [0, 0, 0, 0], channels = (colour, opacity) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).concat(255 * opacity);
  const painted = (colour) => liveParts.image({height, width, channels: 1, bytes: btoa('\0'.repeat(height * width))}, (_, i) => colour(i));

  figure.draw(() => {
    const {colours} = figure, {picture} = scenes[shown], list = items();
    chosen = Math.min(chosen, list.length - 1);
    const {one, truth} = list[chosen], context = view.clear();
    context.fillStyle = '#5c6570';
    context.fillRect(0, 0, view.width, view.height);
    view.image(picture, {opacity: 0.85});
    list.forEach((other, k) => {
      if (other.one) view.image(painted((i) => (other.one.mask[i] ? channels(palette[k % palette.length], k === chosen ? 0.75 : 0.35) : clear)));
    });
    const name = one ? `${one.class} ${one.score.toFixed(2)}` : `${truth.class}, missed`;
    view.box(boxOf(list[chosen]), one ? palette[chosen % palette.length] : over.white, {scale, width: 3, dash: one ? [] : [6, 4], label: name});
    if (touched) {
      Object.assign(context, {strokeStyle: over.white, lineWidth: 1.5});
      context.beginPath();
      context.arc(touched[0] * scale, touched[1] * scale, 7, 0, 2 * Math.PI);
      context.stroke();
    }

    const found = one?.mask ?? [], mask = truth?.mask ?? [], boxes = [one, truth].filter(Boolean).map(({box}) => box);
    const [left, top] = [0, 1].map((k) => Math.floor(Math.min(...boxes.map((box) => box[k]))) - 2);
    const [right, bottom] = [2, 3].map((k) => Math.ceil(Math.max(...boxes.map((box) => box[k]))) + 2);
    const pen = close.clear(), unit = Math.min(close.width / (right - left), close.height / (bottom - top));
    const [x, y] = [(close.width - (right - left) * unit) / 2 - left * unit, (close.height - (bottom - top) * unit) / 2 - top * unit];
    pen.fillStyle = '#5c6570';
    pen.fillRect(0, 0, close.width, close.height);
    const where = {x, y, width: width * unit, height: height * unit};
    close.image(picture, {...where, opacity: 0.5});
    close.image(painted((i) => (found[i] && mask[i] ? channels(over.blue, 0.85) : found[i] ? channels(over.orange, 0.95)
      : mask[i] ? channels(over.red, 0.95) : clear)), where);
    if (truth) close.box(truth.box, over.green, {scale: unit, x, y, dash: [7, 4]});
    if (one) close.box(one.box, over.white, {scale: unit, x, y});

    const both = one && truth ? instances.common(one.runs, truth.runs) : 0;
    const ofBoxes = one && truth ? instances.boxIou(one.box, truth.box) : 0, ofMasks = one && truth ? instances.maskIou(one.runs, truth.runs) : 0;
    const bars = gauge.clear(), rows = [['score', one?.score ?? 0, colours.soft], ['IoU of boxes', ofBoxes, colours.violet],
      ['IoU of masks', ofMasks, colours.blue]];
    rows.forEach(([words, value, colour], i) => {
      Object.assign(bars, {fillStyle: colours.ink, textAlign: 'left'});
      bars.fillText(words, 0, 30 * i + 18);
      bars.fillStyle = colours.line;
      bars.fillRect(96, 30 * i + 7, 160, 14);
      bars.fillStyle = colour;
      bars.fillRect(96, 30 * i + 7, 160 * value, 14);
      Object.assign(bars, {fillStyle: colours.ink, textAlign: 'right'});
      bars.fillText(value.toFixed(2), 298, 30 * i + 18);
    });
    const pixels = ({runs}) => instances.pixels(runs);
    const way = pipeline.value === 0 ? 'Boxes first' : 'Regions first';
    figure.say(!one ? `${way}: of a ${truth.class} of ${pixels(truth)} pixels nothing was found with a score of one half or more.`
      : !truth ? `${way}: ${name}, where there is no object.`
        : `${way}: ${name}, where there is a ${truth.class}: ${both} pixels in both masks (blue), ${pixels(one) - both} found alone (orange), ` +
          `${pixels(truth) - both} true alone (red). IoU of the boxes ${ofBoxes.toFixed(2)}, of the masks ${ofMasks.toFixed(2)}.`);
  });
});

if (typeof module !== 'undefined') module.exports = instances;
