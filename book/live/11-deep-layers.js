// data: 11/live-larger.js 11/overlaps.csv
'use strict';

// What the library computes, in a few lines: book/live/checks/11-deep-layers.js holds the two together.
const larger = {
  // A filter, row by row: all ones, a pyramid, or the upper left part of weights that were drawn.
  filter(kind, kernel, free) {
    const factor = Math.floor((kernel + 1) / 2), middle = (kernel - 1) / 2, columns = Math.sqrt(free.length);
    const slope = (r) => 1 - Math.abs(r - middle) / factor;
    return Array.from({length: kernel * kernel}, (_, i) => {
      const r = Math.floor(i / kernel), c = i % kernel;
      return kind === 'equal' ? 1 : kind === 'pyramid' ? slope(r) * slope(c) : free[r * columns + c];
    });
  },
  padding(kernel, stride) { return Math.max(0, Math.floor((kernel - stride) / 2)); },
  // The side of what a transposed convolution makes of so many pixels.
  side(pixels, kernel, stride) { return (pixels - 1) * stride + kernel - 2 * this.padding(kernel, stride); },
  // Every pixel spreads the filter, times its value, over the larger image.
  transposed(small, filter, stride) {
    const side = Math.sqrt(small.length), kernel = Math.sqrt(filter.length), padding = this.padding(kernel, stride);
    const large = this.side(side, kernel, stride), pixels = new Array(large * large).fill(0);
    small.forEach((value, i) => filter.forEach((weight, f) => {
      const y = Math.floor(i / side) * stride + Math.floor(f / kernel) - padding, x = (i % side) * stride + f % kernel - padding;
      if (x >= 0 && y >= 0 && x < large && y < large) pixels[y * large + x] += value * weight;
    }));
    return pixels;
  },
  nearest(small, factor) {
    const side = Math.sqrt(small.length), large = side * factor;
    return Array.from({length: large * large}, (_, i) =>
      small[Math.floor(Math.floor(i / large) / factor) * side + Math.floor((i % large) / factor)]);
  },
  bilinear(small, factor) {
    const side = Math.sqrt(small.length), large = side * factor;
    const between = (i) => {
      const inside = Math.min(side - 1, Math.max(0, (i + 0.5) / factor - 0.5)), first = Math.floor(inside);
      return [first, Math.min(first + 1, side - 1), inside - first];
    };
    return Array.from({length: large * large}, (_, i) => {
      const [top, bottom, down] = between(Math.floor(i / large)), [left, right, across] = between(i % large);
      const row = (r) => (1 - across) * small[r * side + left] + across * small[r * side + right];
      return (1 - down) * row(top) + down * row(bottom);
    });
  },
  // How many filters reach each pixel of one row.
  reached(pixels, kernel, stride) {
    const padding = this.padding(kernel, stride), counts = new Array(this.side(pixels, kernel, stride)).fill(0);
    for (let i = 0; i < pixels; ++i)
      for (let k = 0; k < kernel; ++k) if (counts[i * stride + k - padding] !== undefined) counts[i * stride + k - padding] += 1;
    return counts;
  },
};

live('checkerboard', (figure) => {
  const {side, small: picture, free} = figure.data('11/live-larger');
  const whole = (number) => String(Math.round(number));
  const kernel = figure.slider({label: 'kernel', min: 1, max: 6, step: 1, value: 3, show: whole});
  const stride = figure.slider({label: 'stride', min: 1, max: 4, step: 1, value: 2, show: whole});
  const ways = [['equal', 'transposed, equal weights'], ['pyramid', 'transposed, a pyramid'], ['random', 'transposed, random weights'],
    ['nearest', 'nearest'], ['bilinear', 'bilinear']];
  const way = figure.choice('larger by', ways.map(([, name]) => name));
  const given = figure.choice('given', ['one even grey', 'a picture']);
  const small = figure.view({label: 'Given: touch a pixel', width: 160, height: 160, focus: true});
  const stamps = figure.view({label: 'Where filters meet, in one row', width: 250, height: 300});
  const large = figure.view({label: 'What comes out', width: 300, height: 300});
  const place = [3, 3];
  const look = (x, y) => {
    place[0] = Math.min(side - 1, Math.max(0, Math.floor(x * side / 160)));
    place[1] = Math.min(side - 1, Math.max(0, Math.floor(y * side / 160)));
    figure.redraw();
  };
  small.pointer(look);
  small.keys((dx, dy) => look((place[0] + dx + 0.5) * 160 / side, (place[1] + dy + 0.5) * 160 / side));

  figure.draw(() => {
    const kind = ways[way.value][0], fixed = kind === 'nearest' || kind === 'bilinear', {colours} = figure;
    const s = Math.round(stride.value), k = kind === 'nearest' ? s : kind === 'bilinear' ? 2 * s : Math.round(kernel.value);
    kernel.enable(!fixed);
    const pixels = given.value ? picture : picture.map(() => 0.5);
    // Filters are scaled to sum to the pixels that one has to fill, so that the picture stays as bright.
    const filter = larger.filter(fixed ? 'equal' : kind, k, free), sum = filter.reduce((total, weight) => total + weight);
    const result = fixed ? larger[kind](pixels, s) : larger.transposed(pixels, filter.map((weight) => weight * s * s / sum), s);
    const width = Math.sqrt(result.length);
    small.clear();
    small.picture(pixels, side, {most: 1});
    large.clear();
    large.picture(result, width, {most: 1});
    const frame = (view, x, y, extent, scale) => {
      Object.assign(view.context, {strokeStyle: colours.orange, lineWidth: 2.5});
      view.context.strokeRect(x * scale + 1, y * scale + 1, extent * scale - 2, extent * scale - 2);
    };
    frame(small, place[0], place[1], 1, 160 / side);
    const padding = larger.padding(k, s), left = kind === 'bilinear' ? Math.floor(s / 2) : padding;
    frame(large, place[0] * s - left, place[1] * s - left, k, 300 / width);

    const context = stamps.clear(), counts = larger.reached(side, k, s), cell = 250 / counts.length;
    context.save();
    for (let i = 0; i < side; ++i) {
      context.fillStyle = i === place[0] ? colours.orange : colours.green;
      context.fillRect((i * s - padding) * cell + 0.5, 6 + i * 21, k * cell - 1, 16);
    }
    context.restore();
    const most = Math.max(...counts), height = Math.min(30, 100 / most), base = 290;
    counts.forEach((count, i) => {
      context.fillStyle = colours.blue;
      context.fillRect(i * cell + 0.5, base - count * height, cell - 1, count * height);
    });
    context.fillStyle = colours.line;
    context.fillRect(0, base, 250, 1);
    const middle = counts.slice(k, counts.length - k), least = Math.min(...middle), top = Math.max(...middle);
    const range = result.filter((_, i) => [i % width, Math.floor(i / width)].every((at) => at >= k && at < width - k));
    const even = given.value === 0 ? ` Even grey of 0.5 becomes ${Math.min(...range).toFixed(2)}` +
      (Math.max(...range) - Math.min(...range) < 5e-3 ? ': even again.' : ` to ${Math.max(...range).toFixed(2)}.`) : '';
    const uneven = least === top ? `every pixel of a row is reached by ${least}` : `some pixels of a row are reached by ${least} and some by ${top}`;
    figure.say((fixed ? `Nothing is learnt here: a pixel of the larger image is ${kind === 'nearest' ? 'one' : 'a mean of four'} of the smaller.`
      : `Kernel ${k}, stride ${s}: ${k % s === 0 ? 'the stride divides the kernel' : 'the stride does not divide the kernel'}, so ${uneven}.`) + even);
  });
});

if (typeof module !== 'undefined') module.exports = larger;
