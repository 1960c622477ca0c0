"""From Doxygen's bodies to finished articles: blocks put back, code coloured, headings numbered by level, tables made to fit."""
import html
import re

import figures
import listing


def restore_blocks(page, markup, library):
    """The ready-made HTML comes back in place of its marks."""
    def restore(match):
        content = page.blocks[int(match[1])]
        return content(library) if callable(content) else content
    markup = re.sub(r'<p ?>\s*(<book-block data-id="\d+"></book-block>)\s*</p>', r"\1", markup)
    return re.sub(r'<book-block data-id="(\d+)"></book-block>', restore, markup)


def fenced_code(markup, links):
    """Code in the library's comments, from its text: Doxygen's colours and links go, ours come."""
    def recolour(match):
        lines = re.findall(r'<div class="line">(.*?)</div>', match[1], flags=re.S)
        text = "\n".join(html.unescape(re.sub(r"<[^>]*>", "", line)) for line in lines)
        text = re.sub(r"^ ?\d{5} ?", "", text, flags=re.M).replace("\xa0", " ")
        return listing.block(text, "cpp", links)
    markup = re.sub(r'<div class="fragment">(.*?)</div><!-- fragment -->', recolour, markup, flags=re.S)
    return re.sub(r'<pre class="fragment">(.*?)</pre>',
                  lambda m: f'<figure class="code"><pre tabindex="0"><code>{m[1].rstrip()}</code></pre></figure>', markup,
                  flags=re.S)


def cells_of(markup):
    """The rows of Doxygen's HTML of a table: lists of (is right-aligned, cell)."""
    rows = [re.findall(r"<t[hd]([^>]*)>(.*?)</t[hd]>", row, flags=re.S)
            for row in re.findall(r"<tr\b[^>]*>(.*?)</tr>", markup, flags=re.S)]
    return [[("Right" in attributes, cell.strip()) for attributes, cell in row] for row in rows if row]


def plain(cell):
    return re.sub(r"<[^>]*>", "", html.unescape(cell))


def table_markup(rows):
    """A table of such rows, headings first, whose cells know their headings."""
    right = [is_right for is_right, _ in rows[0]]
    lines = ["<thead><tr>"]
    for is_right, cell in rows[0]:
        lines.append(f'<th scope="col"{" class=number" if is_right else ""}>{cell}</th>')
    lines.append("</tr></thead><tbody>")
    for row in rows[1:]:
        lines.append("<tr>")
        for i, (_, cell) in enumerate(row):
            tag, end = ('th scope="row"', "th") if i == 0 else ("td", "td")
            kind = figures.kind_of(plain(cell), i < len(right) and right[i], i == 0)
            heading = html.escape(plain(rows[0][i][1]), quote=True) if i < len(right) else ""
            lines.append(f'<{tag}{kind} data-label="{heading}"><span>{cell}</span></{end}>')
        lines.append("</tr>")
    kind = figures.table_kind([[plain(cell) for _, cell in row] for row in rows])
    return f'<figure class="table {kind}"><div class="canvas"><table>{"".join(lines)}</tbody></table></div></figure>'


BADGE = re.compile(r"^(right|correct|wrong|it depends)\b")


def claims(rows):
    """A table of claims: verdicts are badges, and what no chapter shows yet is folded away."""
    for row in rows[1:]:
        for i, (is_right, cell) in enumerate(row):
            row[i] = (is_right, BADGE.sub(lambda m: f'<span class="badge {m[1].split()[-1]}">{m[1]}</span>', cell))
    shown = [row for row in rows[1:] if plain(row[-1][1]) != "not yet"]
    open_ones = [row for row in rows[1:] if plain(row[-1][1]) == "not yet"]
    markup = table_markup([rows[0]] + shown) if shown else ""
    if open_ones:
        count = f"{len(open_ones)}{' more' if shown else ''} claim{'s' if len(open_ones) > 1 else ''} that"
        markup += (f'<details class="internals"><summary>{count} no chapter shows yet</summary>'
                   f"{table_markup([rows[0]] + open_ones)}</details>")
    return markup


def written_tables(markup):
    """Tables that stand in a page itself."""
    def rebuild(match):
        rows = cells_of(match[0])
        return claims(rows) if "verdict" in [cell for _, cell in rows[0]] else table_markup(rows)
    return re.sub(r'<table class="markdownTable">.*?</table>', rebuild, markup, flags=re.S)


def headings(page, markup):
    """Doxygen's h1 becomes h2 and so on, since the title is the only h1; each carries a link to itself."""
    page.sections = []

    def lower(match):
        level, anchor, words = int(match[1]), match[2], match[3].strip()
        page.sections.append((level, anchor, words))
        return (f'<h{level + 1} id="{anchor}">{words} <a class="permalink" href="#{anchor}" aria-label="Link to this '
                f'section">#</a></h{level + 1}>')
    return re.sub(r'<h([1-5])[^>]*>\s*<a class="anchor" id="([^"]*)"></a>\s*(.*?)</h\1>', lower, markup, flags=re.S)


def lead_to_sources(markup, library):
    """Links to a file lead to its source, where it has no page of its own."""
    def lead(match):
        path = library.files.get(match[1])
        return match[0] if path is None or match[1] in library.file_pages else f'href="{listing.source_url(path)}"'
    return re.sub(r'href="(?:\./)?(\w+\.html)(?:#[^"]*)?"', lead, markup)


def article(page, body, library):
    """One page of the book, ready but for its formulas and its frame."""
    markup = body
    markup = re.sub(r'<div class="toc">.*?</div>\s*(?=<div class="textblock">)', "", markup, flags=re.S)
    markup = re.sub(r'^\s*<div class="textblock">|</div>\s*$', "", markup.strip())
    markup = re.sub(r'<p ?><a class="anchor" id="md_[^"]*"></a>\s*</p>|<a class="anchor" id="md_[^"]*"></a>', "", markup)
    markup = fenced_code(markup, library.links)
    markup = written_tables(markup)
    markup = headings(page, markup)
    markup = restore_blocks(page, markup, library)
    markup = lead_to_sources(re.sub(r"<p ?>\s*</p>", "", markup), library)
    markup = markup.replace("<p >", "<p>").replace('class="el" ', "").replace("<dl class=\"section ", '<dl class="note ')
    return markup


REFERENCE = re.compile(r"(class|struct|union|namespace)dln(_1_1\w+)?\.html")


def is_reference(name, library):
    """Doxygen makes many lists beside these pages: the landing page and the search replace them; and a page a file, which is kept
    where something is documented nowhere else."""
    return REFERENCE.fullmatch(name) is not None or name in library.file_pages


def reference(body, library, kept, chapters):
    """A page of the library reference: without what leads to pages that the book leaves out, and with links to `chapters`,
    {number: address}."""
    markup = re.sub(r'<div class="textblock">', '<div class="text">', body)
    markup = lead_to_sources(fenced_code(markup, library.links), library)
    markup = re.sub(r'<tr class="separator:[^"]*">.*?</tr>', "", markup, flags=re.S)
    markup = re.sub(r'<div class="dynheader">.*?</div>\s*<div class="dyncontent">.*?</div>\s*</div>', "", markup, flags=re.S)
    markup = re.sub(r'<p ?>Definition at line .*?</p>', "", markup, flags=re.S)

    def link(match):
        target = match[1].partition("#")[0].removeprefix("./")
        return match[0] if not target or target in kept or "://" in target else match[2]
    markup = re.sub(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', link, markup, flags=re.S)
    markup = re.sub(r"\b[Cc]hapter (\d\d)\b", lambda m: f'<a href="{chapters[m[1]]}">{m[0]}</a>' if m[1] in chapters else m[0], markup)
    # The first sentence stands again where the details begin; inherited members are told where they come from.
    markup = re.sub(r'\s*<a href="[^"]*#details">More\.\.\.</a>', "", markup)
    markup = re.sub(r'<tr class="[^"]* inherit [^"]*">.*?</tr>', "", markup, flags=re.S)
    markup = re.sub(r'<div class="compoundTemplParams">.*?</div>', "", markup, flags=re.S)
    markup = re.sub(r'<a name="details" id="details"></a>', '<a id="details"></a>', markup)
    # Headings of groups become h2, names of members h3.
    markup = re.sub(r'<h2 class="memtitle">(.*?)</h2>', r'<h3 class="memtitle">\1</h3>', markup, flags=re.S)
    markup = re.sub(r"<img\b[^>]*>", "", markup)
    return markup.replace("<p >", "<p>").replace("&#160;", " ")
