"""Figures and tables as parts of the page, with numbered captions."""
import html
import re

import results as chapter_results
import text


def without_waste(svg):
    """The same drawing in fewer bytes, as gnuplot says much that goes without saying: shapes of points that are nowhere, groups
    of nothing, what is so anyway."""
    svg = re.sub(r"rgb\( *(\d+), *(\d+), *(\d+) *\)", lambda m: "#" + "".join(f"{int(level):02x}" for level in m.groups()), svg)
    svg = svg.replace(' stroke-linecap="butt" stroke-linejoin="miter"', "").replace(" = '", "='").replace(" '/>", "'/>")
    before = None
    while before != svg:  # what is left out may have been all that another refers to, or holds
        before, wanted = svg, set(re.findall(r"""href=['"]#([^'"]+)""", svg))
        svg = re.sub(r"<g\b[^>]*>\s*</g>\n?", "", svg)
        svg = re.sub(r"<\w+\b[^>]*\bid='([^']*gpPt\d+)'[^>]*/>\n?", lambda m: m[0] if m[1] in wanted else "", svg)
    return svg


def inline_svg(svg, identity, caption):
    """A figure as part of the page: black becomes the page's own ink, names become unique, its size is its own."""
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r"""(id|xlink:href|href)=(['"])(#?)(?!data:)([A-Za-z_][\w-]*)\2""",
                 lambda m: f"{m[1]}={m[2]}{m[3]}{identity}-{m[4]}{m[2]}", svg)
    svg = re.sub(r"url\(#", f"url(#{identity}-", svg)
    svg = re.sub(r"""rgb\( *0, *0, *0 *\)|(?<=['"])black(?=['"])""", "currentColor", svg)
    svg = re.sub(r"<title>.*?</title>|<desc>.*?</desc>|<a [^>]*>|</a>", "", svg, flags=re.S)
    svg = without_waste(re.sub(r"\s*\n\s*", "\n", svg))
    box = re.search(r"""viewBox=['"]([^'"]*)['"]""", svg)
    size = ""
    if box:
        width, height = (float(number) for number in box[1].split()[2:4])
        head = svg[:svg.index(">")]
        svg = re.sub(r"""\s(width|height)=['"][^'"]*['"]""", "", head) + svg[len(head):]
        size = f' width="{width:g}" height="{height:g}"'
    return svg.replace("<svg", f'<svg role="img" aria-label="{text.attribute(caption)}"{size}', 1)


def width_of(svg):
    match = re.search(r' width="([\d.]+)"', svg)
    return float(match[1]) if match else 0


def smallest_letters(svg):
    """The size of the smallest letters of a drawing, in its own units; 0 where there are none."""
    svg = re.sub(r"<tspan[^>]*\sdy=[^>]*>", "", svg)  # an exponent is as small as exponents are
    sizes = re.findall(r"""font-size\s*[=:]\s*['"]?\s*([\d.]+)""", svg)
    return min((float(size) for size in sizes), default=0)


def figure(svg, identity, label, caption, markup):
    """A drawing that may be enlarged. Where the page is narrow it shrinks until its letters are 11 pixels high."""
    drawing = inline_svg(svg, identity, caption)
    width, letters = width_of(drawing), smallest_letters(drawing)
    least = min(width, round(width * 11 / letters)) if letters else min(width, 280)
    return (f'<figure class="drawing" id="{identity}"><div class="canvas" tabindex="0" style="--least:{least:g}px">'
            f'{drawing}</div><figcaption><b>{label}</b> {markup}</figcaption></figure>')


def heading(words):
    """A column's heading for readers: names of programs in words, powers of ten as such."""
    words = words.replace("_", " ") if re.fullmatch(r"\w+", words) else words
    return re.sub(r"\b10\^(\d+)", lambda m: "10" + m[1].translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")), words)


def with_minus(cell):
    """A number below zero has a minus, not a hyphen, unless it is code."""
    return cell if "`" in cell else re.sub(r"(?<![\w.)\]-])-(?=\.?\d)", "−", cell)


def table(rows, identity, label, markup, alignments, link=None):
    """A table whose cells know their headings, so that it can become cards where the page is narrow."""
    headings, body = [heading(words) for words in rows[0]], rows[1:]
    numeric = [kind == "right" for kind in alignments]
    lines = ["<thead><tr>"]
    for words, right in zip(headings, numeric):
        lines.append(f'<th scope="col"{" class=number" if right else ""}>{text.inline(words, link)}</th>')
    lines.append("</tr></thead><tbody>")
    for cells in body:
        lines.append("<tr>")
        for i, (words, cell, right) in enumerate(zip(headings, cells, numeric)):
            tag = 'th scope="row"' if i == 0 else "td"
            label_text = html.escape(text.plain(words), quote=True)
            kind = kind_of(text.plain(cell), right, i == 0)
            lines.append(f'<{tag}{kind} data-label="{label_text}">'
                         f"<span>{text.inline(with_minus(cell), link)}</span></{tag.split()[0]}>")
        lines.append("</tr>")
    kind = table_kind(rows) + (" many" if len(headings) > 7 else "")
    caption = f"<figcaption><b>{label}</b> {markup}</figcaption>" if markup else ""
    anchor = f' id="{identity}"' if identity else ""
    return (f'<figure class="table {kind}"{anchor}>{caption}<div class="canvas"><table>{"".join(lines)}</tbody></table>'
            "</div></figure>")


def kind_of(cell, right, first):
    """A cell's class: a number; words, which want lines of their own where a table becomes cards; or what fits into a line."""
    if right:
        return " class=number"
    if len(cell) <= 9:
        return ' class="short tight"'
    return " class=words" if len(cell) > 24 else " class=short" if len(cell) <= (18 if first else 12) else ""


def table_kind(rows):
    """Narrow tables stay tables on a phone, with headings of a word a line; wide ones become a card a row."""
    widest = [max([max(map(len, text.plain(rows[0][i]).split()), default=0)] +
                  [len(text.plain(row[i])) for row in rows[1:] if i < len(row)]) for i in range(len(rows[0]))]
    words = [max((len(word) for row in rows if i < len(row) for word in text.plain(row[i]).split()), default=0)
             for i in range(len(rows[0]))]
    if sum(min(width, 14) if width > 14 else width for width in widest) + 3 * len(widest) <= 44:
        return "narrow"
    return "narrow" if sum(words) + 3 * len(words) <= 40 and len(words) <= 2 else "wide"


def markdown_table(markdown, identity, label, markup, link=None):
    dashes = markdown.strip().splitlines()[1].strip().strip("|").split("|")
    alignments = ["right" if cell.strip().endswith(":") and not cell.strip().startswith(":") else "left"
                  for cell in dashes]
    return table(chapter_results.markdown_rows(markdown), identity, label, markup, alignments, link)


def groups(markdown, links):
    """A long table as a folded part for each entry of its first column: what is many rows is one line at first."""
    rows = chapter_results.markdown_rows(markdown)
    alignments = ["left" if cell.strip().startswith(":") else "right"
                  for cell in markdown.strip().splitlines()[1].strip().strip("|").split("|")]
    parts = {}
    for row in rows[1:]:
        parts.setdefault(row[0], []).append(row[1:])
    lines = []
    for name, body in parts.items():
        link = f' <a href="{links[name]}" aria-label="{html.escape(name)} in the library">→</a>' if name in links else ""
        many = f"{len(body)} rows" if len(body) > 1 else "1 row"
        lines.append(f'<details class="group"><summary><b>{html.escape(name)}</b> <span>{many}</span>{link}</summary>'
                     f'{table([rows[0][1:]] + body, "", "", "", alignments[1:])}</details>')
    return "".join(lines)
