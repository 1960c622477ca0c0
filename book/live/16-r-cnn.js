// data: 16/live-suppression.js
'use strict';

// What the library computes, in a few lines: book/live/checks/16-r-cnn.js holds the two together. A box is [left, top, right, bottom].
const regions = {
  area([left, top, right, bottom]) { return Math.max(0, right - left) * Math.max(0, bottom - top); },
  iou(a, b) {
    const both = this.area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
    const either = this.area(a) + this.area(b) - both;
    return either > 0 ? both / either : 0;
  },
  // What becomes of each box, the surest of them first: `by` is -1 where it is kept, else which kept box of its class drops it.
  suppress(boxes, threshold) {
    const fates = [];
    boxes.forEach((one) => {
      const by = fates.findIndex((fate, k) => fate.by < 0 && boxes[k].class === one.class && this.iou(boxes[k].box, one.box) > threshold);
      fates.push({by, iou: by < 0 ? 0 : this.iou(boxes[by].box, one.box)});
    });
    return fates;
  },
  kept(fates) { return fates.flatMap((fate, i) => (fate.by < 0 ? [i] : [])); },
  // How many objects a box of their class covers by half, each box counted for one.
  found(boxes, objects) {
    const taken = new Set();
    return boxes.filter((one) => {
      const overlaps = objects.map((object) => (object.class === one.class ? regions.iou(object.box, one.box) : 0));
      const best = overlaps.indexOf(Math.max(...overlaps));
      if (!(overlaps[best] >= 0.5) || taken.has(best)) return false;
      taken.add(best);
      return true;
    }).length;
  },
};

live('suppression', (figure) => {
  const scenes = figure.data('16/live-suppression').filter((scene) => scene.boxes.length > 1)
    .map((scene) => ({...scene, picture: liveParts.image(scene.image)}));
  if (scenes.length === 0) return false;
  let shown = 0, steps = 1, chosen = -1;
  const {width, height} = scenes[0].image, scale = 336 / Math.max(width, height);
  const image = figure.view({label: 'What the machines say yes to', width: width * scale, height: height * scale});
  const list = figure.view({label: 'All scores: touch one to see its box', width: 380, height: 320, focus: true});
  const threshold = figure.slider({label: 'limit of the IoU', min: 0.05, max: 0.95, step: 0.05, value: 0.3,
    show: (number) => number.toFixed(2)});
  figure.button('Step', () => { steps += 1; chosen = -1; });
  figure.button('All', () => { steps = Infinity; chosen = -1; });
  figure.button('Again', () => { steps = 0; chosen = -1; });
  figure.button('Another scene', () => { shown = (shown + 1) % scenes.length; steps = 1; chosen = -1; });

  const left = 8, top = 16, floor = 178;
  const place = (i) => left + (i + 0.5) * (list.width - 2 * left) / scenes[shown].boxes.length;
  const choose = (i) => { chosen = Math.min(scenes[shown].boxes.length - 1, Math.max(0, i)); figure.redraw(); };
  list.pointer((x) => choose(Math.floor((x - left) / (list.width - 2 * left) * scenes[shown].boxes.length)));
  list.keys((dx, dy) => {
    if (dx === 0 && dy === 0) { steps += 1; chosen = -1; figure.redraw(); } else choose(chosen + dx + dy);
  });

  figure.draw(() => {
    const {boxes, objects, picture} = scenes[shown], {over} = liveParts, {colours} = figure;
    const fates = regions.suppress(boxes, threshold.value), kept = regions.kept(fates);
    steps = Math.min(steps, kept.length);
    const now = kept[steps - 1] ?? -1, passed = new Set(kept.slice(0, steps));
    const state = (i) => (passed.has(i) ? 'kept' : passed.has(fates[i].by) ? 'gone' : 'waits');
    const name = (i) => `${boxes[i].class} ${boxes[i].score.toFixed(2).replace('-', '−')}`;

    const context = image.clear();
    context.fillStyle = '#77808c';
    context.fillRect(0, 0, image.width, image.height);
    image.image(picture, {opacity: 0.75});
    const draw = (i, colour, options) => image.box(boxes[i].box, colour, {scale, ...options});
    const look = chosen >= 0 ? [chosen] : [];
    context.globalAlpha = chosen >= 0 ? 0.35 : 1;
    boxes.forEach((_, i) => { if (state(i) === 'waits') draw(i, over.white, {width: 1}); });
    boxes.forEach((_, i) => { if (state(i) === 'gone' && fates[i].by === now && steps < Infinity) draw(i, over.red, {width: 1.5, dash: [5, 4]}); });
    kept.slice(0, steps).forEach((i) => draw(i, i === now ? over.orange : over.blue, {width: 3}));
    context.globalAlpha = 1;
    if (chosen < 0) kept.slice(0, steps).forEach((i) => image.tag(name(i), boxes[i].box[0] * scale, boxes[i].box[1] * scale - 18, i === now ? over.orange : over.blue));
    for (const i of look) {
      if (fates[i].by >= 0) draw(fates[i].by, over.orange, {width: 3, label: name(fates[i].by)});
      draw(i, fates[i].by >= 0 ? over.red : over.orange, {width: 3, dash: fates[i].by >= 0 ? [6, 4] : []});
      image.tag(name(i), boxes[i].box[0] * scale, boxes[i].box[3] * scale + 1, fates[i].by >= 0 ? over.red : over.orange);
    }

    // Bars of the scores; below them, who drops whom.
    const scores = boxes.map((one) => one.score), most = Math.max(...scores), least = Math.min(0, ...scores);
    const pen = list.clear(), wide = Math.min(14, (list.width - 2 * left) / boxes.length - 2);
    const inks = {kept: colours.blue, gone: colours.red, waits: colours.line};
    boxes.forEach((one, i) => {
      pen.fillStyle = i === now || i === chosen ? colours.orange : inks[state(i)];
      const tall = Math.max(2, (floor - top) * (one.score - least) / (most - least));
      pen.fillRect(place(i) - wide / 2, floor - tall, wide, tall);
      if (state(i) !== 'gone' && i !== chosen) return;
      if (fates[i].by < 0) return;
      const from = place(fates[i].by), to = place(i), deep = 14 + 92 * (to - from) / list.width;
      Object.assign(pen, {strokeStyle: i === chosen ? colours.orange : fates[i].by === now ? colours.red : colours.soft,
        lineWidth: i === chosen ? 2.5 : 1});
      pen.beginPath();
      pen.moveTo(to, floor + 3);
      pen.bezierCurveTo(to, floor + deep * 1.3, from, floor + deep * 1.3, from, floor + 3);
      pen.stroke();
    });

    const waits = boxes.filter((_, i) => state(i) === 'waits').length;
    const gone = boxes.filter((_, i) => fates[i].by === now && now >= 0).length;
    const done = waits === 0 ? ` At the end ${kept.length} boxes are left for ${objects.length} objects: ` +
      `${regions.found(kept.map((i) => boxes[i]), objects)} of these are found.` : ` ${waits} wait.`;
    if (chosen >= 0) figure.say(fates[chosen].by < 0 ? `${name(chosen)} is kept: no surer box of its class overlaps it by more than ${threshold.value.toFixed(2)}.`
      : `${name(chosen)} is dropped by ${name(fates[chosen].by)}, which it overlaps with an IoU of ${fates[chosen].iou.toFixed(2)}.`);
    else if (now < 0) figure.say(`${boxes.length} boxes, the surest first. The next step keeps the first one.`);
    else figure.say(`Step ${steps}: the surest box left, ${name(now)}, is kept, and ${gone} of its class that overlap it by more than ` +
      `${threshold.value.toFixed(2)} go.${done}`);
  });
});

if (typeof module !== 'undefined') module.exports = regions;
