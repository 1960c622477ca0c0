// Looks at a page as it stands in the browser, and returns what is wrong with it for a reader. test_pages.py runs it.
(() => {
  const problems = [];
  const visible = (element) => element.checkVisibility?.({opacityProperty: true, visibilityProperty: true}) ?? true;
  const words = (element) => (element.textContent || '').trim().slice(0, 40);

  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) {
    const widest = [...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 &&
      !e.closest('.canvas, pre, .formulaDsp, .memproto')).slice(0, 2).map((e) => `<${e.tagName.toLowerCase()} class="${e.className}">`);
    problems.push(`overflows by ${over} pixels ${widest.join(' ')}`);
  }
  if (document.querySelectorAll('h1').length !== 1) problems.push('has not one h1');
  if (!document.querySelector('main') || !document.documentElement.lang) problems.push('has no main or no language');
  for (const name of ['link[rel=icon]', 'meta[name=description][content]']) if (!document.querySelector(name)) problems.push(`has no ${name}`);

  // Every control says what it is.
  for (const control of document.querySelectorAll('button, a[href], input, select, summary, canvas, [role=button], [role=img]')) {
    const name = control.getAttribute('aria-label') || control.closest('label')?.textContent || control.textContent ||
      control.getAttribute('title') || control.closest('[aria-hidden=true]');
    if (!name) problems.push(`<${control.tagName.toLowerCase()} class="${control.getAttribute('class')}"> has no name`);
  }
  for (const picture of document.querySelectorAll('img')) if (!picture.alt || !picture.naturalWidth) problems.push(`picture ${picture.src}`);

  // Text against what is behind it.
  const channels = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = colour.map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || seen.has(element) || element.closest('svg, script, style, .katex-mathml')) continue;
    seen.add(element);
    if (!visible(element)) continue;
    const style = getComputedStyle(element);
    const [low, high] = [luminance(channels(style.color).slice(0, 3)), luminance(behind(element))].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) problems.push(`contrast ${ratio.toFixed(1)} of "${words(element)}" (${element.className || element.tagName})`);
  }

  // Letters in drawings.
  for (const drawing of document.querySelectorAll('.drawing svg, .live svg')) {
    let least = Infinity;
    for (const text of drawing.querySelectorAll('text')) {
      if (text.textContent.trim() && visible(text)) least = Math.min(least, parseFloat(getComputedStyle(text).fontSize) * Math.abs(text.getScreenCTM().a || text.getScreenCTM().b));
    }
    if (least < 10.4) problems.push(`letters of ${least.toFixed(1)} pixels in ${drawing.closest('figure').id}`);
  }
  // Lines of prose that are long to read; code that is cut.
  const prose = [...document.querySelectorAll('article > p')].filter((p) => p.getClientRects().length && words(p));
  const longest = Math.max(0, ...prose.map((p) => {
    const lines = Math.round(p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight));
    return lines >= 5 && !p.querySelector('.katex, code') ? p.textContent.length / (lines - 0.5) : 0;
  }));
  if (longest > 92) problems.push(`prose of about ${Math.round(longest)} characters a line`);
  for (const pre of document.querySelectorAll('figure.code pre')) if (pre.scrollWidth > pre.clientWidth + 1) problems.push(`code is cut: "${words(pre)}"`);
  for (const figure of document.querySelectorAll('[data-live]:not(.alive)')) problems.push(`live figure ${figure.dataset.live} does not live`);
  return [...new Set(problems)].slice(0, 12);
})()
