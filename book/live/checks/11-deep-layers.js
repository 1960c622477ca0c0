// Holds the live figure of chapter 11 to the library: a small picture made larger in every way, and the filters that meet.
'use strict';
module.exports = ({module, data, near}) => {
  const {small, free, larger} = data['11/live-larger'];
  for (const {way, kernel, stride, side, pixels} of larger) {
    const name = `${way}, kernel ${kernel}, stride ${stride}`;
    const got = way === 'nearest' || way === 'bilinear' ? module[way](small, stride)
      : module.transposed(small, module.filter(way, kernel, free), stride);
    near(`the side by ${name}`, Math.sqrt(got.length), side, 0);
    near(`the pixels by ${name}`, got, pixels, 5e-5);
  }
  const overlaps = data['11/overlaps'];
  overlaps['kernel and stride'].forEach((name, i) => {
    const [, kernel, stride] = name.match(/(\d+)x\d+, stride (\d+)/).map(Number);
    const middle = module.reached(12, kernel, stride).slice(kernel, -kernel);
    near(`the fewest filters of ${name}`, Math.min(...middle) ** 2, overlaps.fewest[i], 0);
    near(`the most filters of ${name}`, Math.max(...middle) ** 2, overlaps.most[i], 0);
  });
};
