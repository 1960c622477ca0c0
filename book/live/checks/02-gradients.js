// Holds the live figures of chapter 02 to the library: its errors of numerical derivatives, and its walk down two gates.
'use strict';
module.exports = ({module, data, near}) => {
  const errors = data['02/errors'];
  errors.h.forEach((h, i) => {
    if (h < 1e-3) return;  // below, rounding rules, which differs in the last bit from machine to machine
    near(`the forward error at ${h}`, module.error(h, false), errors['forward, double'][i], 1e-6);
    near(`the centred error at ${h}`, module.error(h, true), errors['centred, double'][i], 1e-6);
  });
  const hand = data['02/by-hand'];
  hand['step size'].forEach((rate, i) => {
    const path = module.walk([3], rate, 5, ([w]) => [module.gates(w).slope]);
    near(`w after one step of ${rate}`, path[1][0], hand['w after 1 step'][i], 1e-5);
    near(`w after five steps of ${rate}`, path[5][0], hand['w after 5'][i], 1e-5);
    near(`the loss after five steps of ${rate}`, module.gates(path[5][0]).loss, hand['loss after 5'][i], 1e-5);
  });
};
