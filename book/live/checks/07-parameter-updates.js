// Holds the live figure of chapter 07 to the library: the places of all six rules on all three grounds.
'use strict';
module.exports = ({module, data, near}) => {
  const noise = data['07/live-noise'], names = data['07/race'].rule;
  near('the names of the rules', module.rules.map(({name}) => names.indexOf(name)), names.map((_, i) => i), 0);
  let way, made = '';
  for (const [g, r, rate, step, x, y] of data['07/live-steps']) {
    const ground = module.grounds[g], rule = module.rules[r];
    if (made !== `${g} ${r}`) {
      // The rate was written with few digits: it is a quarter power of ten.
      const exact = 10 ** (Math.round(4 * Math.log10(rate)) / 4);
      way = module.walk(ground, rule, exact, ground.start, 250, noise);
      made = `${g} ${r}`;
    }
    near(`${rule.name} in ${ground.name}, step ${step}`, way[step], [x, y], 2e-5);
  }
};
