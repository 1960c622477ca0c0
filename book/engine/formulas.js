// Sets formulas as HTML: reads [[text, is_display], ...], writes their HTML in the same order. KaTeX's path is the argument.
const katex = require(process.argv[2]);
const formulas = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const set = ([text, displayMode]) => {
  try {
    return katex.renderToString(text, {displayMode, output: 'htmlAndMathml', throwOnError: true, strict: 'ignore'});
  } catch (error) {
    return {error: error.message};
  }
};
process.stdout.write(JSON.stringify(formulas.map(set)));
