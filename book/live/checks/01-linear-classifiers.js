// Holds the live figures of chapter 01 to the library: its scores of ten test images, and the textbook's losses.
'use strict';
module.exports = ({module, data, near}) => {
  const classifier = data['01/live-classifier'];
  const mean = data['01/live-mean'][0];
  for (const example of data['01/live-examples']) {
    const expected = example.slice(mean.length);
    const got = module.scores(classifier, mean, example.slice(0, mean.length));
    near('the scores of a test image', got, expected, 1e-3);
  }
  const losses = data['01/losses'];
  losses.scores.forEach((text, row) => {
    const scores = text === 'ten equal scores' ? Array(10).fill(0) : text.split(',').map(Number);
    const right = losses['correct class'][row] - 1;
    near(`the hinge loss of ${text}`, module.hingeLoss(scores, right, losses.margin[row]).loss, losses['hinge loss'][row], 1e-5);
    near(`the softmax loss of ${text}`, module.softmaxLoss(scores, right).loss, losses['softmax loss'][row], 1e-5);
  });
  // Gradients against differences.
  const scores = [1.3, -0.4, 0.9], h = 1e-6;
  for (const loss of ['hingeLoss', 'softmaxLoss']) {
    module[loss](scores, 0).gradient.forEach((slope, c) => {
      const moved = (by) => module[loss](scores.map((score, k) => score + (k === c ? by : 0)), 0).loss;
      near(`the slope of ${loss} by score ${c}`, slope, (moved(h) - moved(-h)) / (2 * h), 1e-5);
    });
  }
};
