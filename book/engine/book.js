// What a page does beside being read: theme, contents on a phone, search, progress, copying, enlarging. No page needs it.
'use strict';
(() => {
  const root = document.documentElement;
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  // A browser may forbid a page from a disk to remember anything; then the book forgets, and works.
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* nothing is kept */ } },
  };

  // Theme: the reader's choice, else the system's.
  find('.bar .theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    store.set('theme', root.dataset.theme);
    document.dispatchEvent(new Event('themechange'));
  });

  // Contents: a drawer where the page is narrow.
  const contents = find('.contents');
  const menu = find('.bar .menu');
  const openContents = (open) => {
    contents.classList.toggle('open', open);
    menu.setAttribute('aria-expanded', String(open));
  };
  menu.addEventListener('click', () => openContents(!contents.classList.contains('open')));
  contents.addEventListener('click', (event) => { if (event.target.closest('a')) openContents(false); });
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.contents, .menu')) openContents(false);
  });
  const current = find('a[aria-current]', contents);
  if (current) contents.scrollTop = Math.max(0, current.offsetTop - 120);

  // The section that is being read, in the contents.
  const links = new Map(all('.sections a', contents).map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (headings.length) {
    let waiting = false;
    const mark = () => {
      waiting = false;
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 130);
      links.forEach((link) => link.classList.remove('here'));
      if (passed.length) links.get(passed.at(-1).id).classList.add('here');
    };
    addEventListener('scroll', () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, {passive: true});
    mark();
  }

  // Progress: which chapters are read.
  const read = new Set((store.get('read') || '').split(' ').filter(Boolean));
  const done = find('[data-done]');
  const showProgress = () => {
    for (const entry of all('[data-page]')) entry.toggleAttribute('data-read', read.has(entry.dataset.page));
    if (done) {
      const isRead = read.has(done.dataset.done);
      done.setAttribute('aria-pressed', String(isRead));
      done.textContent = isRead ? 'Read' : 'Mark this chapter as read';
    }
  };
  const setRead = (label, value) => {
    if (value) read.add(label); else read.delete(label);
    store.set('read', [...read].join(' '));
    showProgress();
  };
  if (done) {
    done.addEventListener('click', () => setRead(done.dataset.done, !read.has(done.dataset.done)));
    find('.onward .next')?.addEventListener('click', () => setRead(done.dataset.done, true));
  }
  showProgress();

  // A link into a folded section opens it; paper shows everything.
  const unfold = () => {
    const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    for (let part = target; part; part = part.parentElement) if (part.tagName === 'DETAILS') part.open = true;
    if (target?.closest('details')) target.scrollIntoView();
  };
  addEventListener('hashchange', unfold);
  unfold();
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = all('details:not([open])');
    folded.forEach((part) => { part.open = true; });
  });
  addEventListener('afterprint', () => folded.forEach((part) => { part.open = false; }));

  // Copying code.
  for (const figure of all('figure.code:not(.whole)')) {
    const button = make('button', {type: 'button', class: 'copy', 'aria-label': 'Copy this code'}, 'Copy');
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(find('code', figure).textContent.trimEnd() + '\n');
        button.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(find('code', figure));
        button.textContent = 'Selected';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    (find('figcaption', figure) ?? figure).append(button);
  }

  // Enlarging figures.
  const enlarge = (canvas) => {
    const drawing = find('svg', canvas).cloneNode(true);
    const width = Number(drawing.getAttribute('width'));
    drawing.style.width = `${Math.max(width, Math.min(innerWidth - 40, 1.7 * width))}px`;
    const close = make('button', {type: 'button'}, 'Close');
    const dialog = make('dialog', {class: 'enlarged', 'aria-label': 'Figure'}, close, make('div', {class: 'canvas'}, drawing));
    dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => { dialog.remove(); canvas.focus(); });
    document.body.append(dialog);
    dialog.showModal();
  };
  for (const canvas of all('.drawing .canvas')) {
    canvas.setAttribute('role', 'button');
    canvas.setAttribute('aria-label', `Enlarge: ${find('svg', canvas)?.getAttribute('aria-label') ?? 'figure'}`);
    canvas.addEventListener('click', () => enlarge(canvas));
    canvas.addEventListener('keydown', (event) => { if (event.key === 'Enter') enlarge(canvas); });
  }

  // Search: the index is a script that is loaded when somebody searches.
  let dialog = null;
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const marked = (text, words) => {
    const pattern = new RegExp(`(${words.map(escape).join('|')})`, 'ig');
    return text.split(pattern).map((piece, i) => i % 2 ? make('mark', {}, piece) : piece);
  };
  const excerpt = (text, words) => {
    const at = Math.max(0, Math.min(...words.map((word) => {
      const place = text.toLowerCase().indexOf(word);
      return place < 0 ? Infinity : place;
    }).concat(text.length)) - 60);
    const start = at > 0 ? text.indexOf(' ', at) + 1 : 0;
    return (start > 0 ? '… ' : '') + text.slice(start, start + 190) + (text.length > start + 190 ? ' …' : '');
  };
  const score = ([, page, heading, text], words) => {
    let total = 0;
    for (const word of words) {
      const whole = new RegExp(`(^|[^\\p{L}])${escape(word)}`, 'iu');
      const title = whole.test(heading) ? 12 : whole.test(page) ? 5 : 0;
      const times = title || whole.test(text) ? text.toLowerCase().split(word).length - 1 : 0;
      if (!title && !times) return 0;
      total += title + Math.min(times, 4);
    }
    const phrase = words.join(' ');
    if (words.length > 1 && heading.toLowerCase().includes(phrase)) total += 15;
    if (words.length > 1 && text.toLowerCase().includes(phrase)) total += 8;
    return total;
  };
  const results = (query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length || !window.searchIndex) return [];
    return ['book', 'library'].map((group) => [group, window.searchIndex[group]
      .map((entry) => [score(entry, words), entry]).filter(([points]) => points > 0)
      .sort((a, b) => b[0] - a[0]).slice(0, group === 'book' ? 12 : 8).map(([, entry]) => entry), words]);
  };
  const openSearch = () => {
    if (!dialog) {
      const input = make('input', {type: 'search', 'aria-label': 'Search the book and the library', role: 'combobox',
        placeholder: 'Search the book and the library', 'aria-expanded': 'true', 'aria-controls': 'found', autocomplete: 'off'});
      const list = make('div', {class: 'results', id: 'found', role: 'listbox', 'aria-label': 'Results'});
      dialog = make('dialog', {class: 'search', 'aria-label': 'Search'}, input, list);
      const choose = (step) => {
        const links = all('a', list);
        const at = links.findIndex((link) => link.getAttribute('aria-selected') === 'true');
        const next = Math.min(Math.max(at + step, 0), links.length - 1);
        links.forEach((link, i) => link.setAttribute('aria-selected', String(i === next)));
        links[next]?.scrollIntoView({block: 'nearest'});
      };
      const show = () => {
        const groups = results(input.value);
        list.replaceChildren();
        for (const [group, entries, words] of groups) {
          if (!entries.length) continue;
          list.append(make('p', {class: 'group'}, group === 'book' ? 'The book' : 'Library reference'));
          for (const [url, page, heading, text] of entries) {
            const title = heading && page ? [...marked(heading, words), ` · ${page}`] : marked(heading || page, words);
            const link = make('a', {href: url, role: 'option', 'aria-selected': 'false'}, ...title,
              make('small', {}, ...marked(excerpt(text, words), words)));
            list.append(link);
          }
        }
        if (!list.children.length && input.value.trim()) list.append(make('p', {class: 'group'}, 'Nothing found'));
        choose(1);
      };
      input.addEventListener('input', show);
      input.addEventListener('keydown', (event) => {
        if (event.key === 'ArrowDown') { choose(1); event.preventDefault(); }
        if (event.key === 'ArrowUp') { choose(-1); event.preventDefault(); }
        if (event.key === 'Enter') { find('a[aria-selected="true"]', list)?.click(); event.preventDefault(); }
      });
      list.addEventListener('click', (event) => { if (event.target.closest('a')) dialog.close(); });
      dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
      document.body.append(dialog);
      const index = make('script', {src: 'search-index.js'});
      index.addEventListener('load', show);
      document.head.append(index);
    }
    if (!dialog.open) dialog.showModal();
    find('input', dialog).select();
  };
  find('.bar .find').addEventListener('click', openSearch);
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, textarea, select');
    if ((event.key === '/' && !typing) || (event.key === 'k' && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      openSearch();
    }
    if (event.key === 'Escape') openContents(false);
  });
})();
