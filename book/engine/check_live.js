// Holds what live figures compute to what the library computed: runs book/live/checks/NN-name.js with the chapter's functions
// and data. Usage: node check_live.js BOOK-FOLDER HTML-FOLDER. Says what differs, a line each.
'use strict';
const fs = require('fs');
const path = require('path');
const vm = require('vm');

const [, , book, html] = process.argv;
const problems = [];
for (const name of fs.readdirSync(html).filter((file) => /^live-\d\d-.*\.js$/.test(file)).map((file) => file.slice(5))) {
  if (!fs.readFileSync(path.join(html, `data-${name}`), 'utf8')) continue;
  const data = {};
  const context = vm.createContext({liveData: (key, value) => { data[key] = value; }, live() {}, module: {exports: {}}, Math, console});
  let compared = 0;
  const near = (what, got, expected, tolerance) => {
    [got].flat().forEach((number, i) => {
      const wanted = [expected].flat()[i];
      ++compared;
      if (!(Math.abs(number - wanted) <= tolerance * Math.max(1, Math.abs(wanted))))
        problems.push(`book/live/${name}: ${what}: expected the library's ${wanted}, got ${number}`);
    });
    if ([got].flat().length !== [expected].flat().length)
      problems.push(`book/live/${name}: ${what}: expected ${[expected].flat().length} numbers, got ${[got].flat().length}`);
  };
  try {
    for (const file of [`data-${name}`, `live-${name}`]) vm.runInContext(fs.readFileSync(path.join(html, file), 'utf8'), context, file);
    const check = path.resolve(book, 'live/checks', name);
    if (!fs.existsSync(check)) throw new Error(`expected ${path.relative(process.cwd(), check)}, which holds it to the library, got none`);
    require(check)({module: context.module.exports, data, near});
    if (compared === 0) throw new Error('expected its check to compare numbers, got none compared');
  } catch (error) {
    problems.push(`book/live/${name}: ${error.message}`);
  }
}
process.stdout.write(problems.map((line) => line + '\n').join(''));
