"""The frame around every page: contents, previous and next, the title, what a page is made of."""
import html
import re

import text

TITLE = "Deep Learning Notes in C++"
THEME = ("<script>(function(d,s){d.classList.add('js');try{var t=localStorage.getItem('theme');"
         "if(t)d.dataset.theme=t}catch(e){}})(document.documentElement)</script>")
ICONS = {
    "menu": '<path d="M3 6h18M3 12h18M3 18h18"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/>',
    "theme": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/>',
}


def icon(name):
    return (f'<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="none" '
            f'stroke="currentColor" stroke-width="2" stroke-linecap="round">{ICONS[name]}</svg>')


def parts(book):
    """[(part, [pages])] in the order of the path."""
    grouped = []
    for page in book:
        if page.label == "index":
            continue
        if not grouped or grouped[-1][0] != page.part:
            grouped.append((page.part, []))
        grouped[-1][1].append(page)
    return grouped


def sections_of(page):
    """The open page's sections, in the contents."""
    items = []
    for level, anchor, words in page.sections:
        if level <= 2:
            plain = re.sub(r"<a\b[^>]*>|</a>", "", words)
            items.append(f'<li class="level-{level}"><a href="#{anchor}">{plain}</a></li>')
    return f'<ol class="sections">{"".join(items)}</ol>' if items else ""


def contents(book, current):
    """The sidebar: parts, pages, and the sections of the page that is open."""
    lines = []
    for part, pages in parts(book):
        lines.append(f"<p class=\"part\">{html.escape(part)}</p><ol>")
        for page in pages:
            here = ' aria-current="page"' if page is current else ""
            number = f'<span class="no">{page.number}</span>' if page.number else '<span class="no"></span>'
            mark = f' data-page="{page.label}"' if page.number else ""
            lines.append(f'<li{mark}><a href="{page.url}"{here}>{number}<span>{text.inline(page.title)}</span></a>'
                         f"{sections_of(page) if page is current else ''}</li>")
        lines.append("</ol>")
    return "".join(lines)


def onward(book, page):
    """Previous and next; the next one says what it is about."""
    at = book.index(page)
    links = []
    if at > 0:
        before = book[at - 1]
        links.append(f'<a class="previous" rel="prev" href="{before.url}"><small>Previous</small> '
                     f"<b>{text.inline(before.name if before.label != 'index' else 'Front page')}</b></a>")
    if at + 1 < len(book):
        after = book[at + 1]
        hook = f"<span>{text.inline(after.hook)}</span>" if after.hook else ""
        links.append(f'<a class="next" rel="next" href="{after.url}"><small>Next</small> '
                     f"<b>{text.inline(after.name)}</b>{hook}</a>")
    return f'<nav class="onward" aria-label="Previous and next">{"".join(links)}</nav>'


def cards(book, thumbnail):
    """A card a chapter, by part."""
    lines = []
    for part, pages in parts(book):
        chapters = [page for page in pages if page.number]
        if not chapters:
            continue
        lines.append(f'<h3 class="part">{html.escape(part)}</h3><div class="cards">')
        for page in chapters:
            picture = thumbnail(page)
            lines.append(f'<a class="card" href="{page.url}" data-page="{page.label}">{picture}<span class="no">'
                         f"{page.number}</span><b>{text.inline(page.title)}</b><span>{text.inline(page.hook)}</span></a>")
        lines.append("</div>")
    return "".join(lines)


def head_of(page):
    """What stands above a page's text."""
    if page.label == "index":
        return f"<h1>{html.escape(TITLE)}</h1>"
    lines = []
    if page.number:
        facts = [f"Chapter {page.number}", page.part, f"{page.minutes} minutes to read"]
        if getattr(page, "exercises", 0):
            facts.append(f"{page.exercises} exercises")
        lines.append(f'<p class="facts">{" · ".join(html.escape(fact) for fact in facts if fact)}</p>')
    lines.append(f"<h1>{text.inline(page.title)}</h1>")
    if page.number and page.hook:
        lines.append(f'<p class="hook">{text.inline(page.hook)}</p>')
    return "".join(lines)


DRAFT = ('<p class="draft"><b>A draft.</b> This book was made by <code>./dln book --quick</code>, from small experiments. '
         "Its text expects larger ones.</p>")
PARTIAL = ('<p class="draft"><b>A part.</b> Of this book only some chapters were run, by <code>./dln book CHAPTER</code>. The '
           "numbers of others may be old, or dots.</p>")


def notice(page, draft, wanted):
    """What a page with results says of a build that is not the whole book's."""
    if not page.number and page.label != "index":
        return ""
    return (DRAFT if draft else "") + (PARTIAL if wanted and page.number not in wanted else "")


def frame(title, description, body, book, current=None, has_formulas=False, scripts=(), kind="page", label=""):
    """A whole HTML page."""
    name = TITLE if current is not None and current.label == "index" else f"{title} · {TITLE}"
    katex = '<link rel="stylesheet" href="katex/katex.css">' if has_formulas else ""
    body = re.sub(r"<code>([^<\n]{1,24})</code>", r"<code class=short>\1</code>", body)
    body = re.sub(r"<code\b[^>]*>[^<]*</code>", lambda m: re.sub(r"(?<![^\s>])--[\w-]+", r"<span class=short>\g<0></span>", m[0]), body)
    # A number keeps its percent sign, and "3 × 3" stays on one line; not in code, which is copied.
    body = re.sub(r"<(pre|code)\b.*?</\1>|(?<=\d) (?=[%×])|(?<=×) (?=\d)",
                  lambda m: m[0] if m[0][0] == "<" else "&nbsp;", body, flags=re.S)
    live = "".join(f'<script src="{source}" defer></script>' for source in scripts)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{html.escape(name)}</title>
<meta name="description" content="{html.escape(description, quote=True)}">
<link rel="icon" href="favicon.svg" type="image/svg+xml">
{katex}<link rel="stylesheet" href="book.css">
{THEME}
</head>
<body class="{kind}" data-label="{label}">
<a class="skip" href="#main">To the text</a>
<header class="bar">
<button type="button" class="menu" aria-controls="contents" aria-expanded="false" aria-label="Contents">{icon("menu")}</button>
<a class="home" href="index.html">{TITLE}</a>
<button type="button" class="find" aria-label="Search (key /)">{icon("search")}<span>Search</span><kbd>/</kbd></button>
<button type="button" class="theme" aria-label="Light or dark">{icon("theme")}</button>
</header>
<nav id="contents" class="contents" aria-label="Contents">{contents(book, current)}</nav>
<main id="main">
{body}
</main>
<script src="book.js" defer></script>{live}
</body>
</html>
"""
