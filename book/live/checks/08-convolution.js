// Holds the live figures of chapter 08 to the library: its maps of a test image by three filters, and its sizes.
'use strict';
module.exports = ({module, data, near}) => {
  const edges = data['08/edges'];
  const side = edges.height[0];
  const row = (k) => Array.from({length: side * side}, (_, i) => edges[i][k]);
  const filters = [[-1, 0, 1, -2, 0, 2, -1, 0, 1], [-1, -2, -1, 0, 0, 0, 1, 2, 1], Array(9).fill(1)];
  filters.forEach((weights, k) => near(`the map of filter ${k}`, module.slide(weights, row(0), side), row(k + 1), 1e-3));
  const sizes = data['08/sizes'];
  sizes.W.forEach((pixels, i) =>
    near(`the places in row ${i + 1} of the sizes`, module.places(pixels, sizes.F[i], sizes.P[i], sizes.S[i]), sizes.output[i], 0));
};
