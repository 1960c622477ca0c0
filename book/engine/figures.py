"""Figures and tables as parts of the page, with numbered captions."""
import html
import re

import results as chapter_results
import text


def inline_svg(svg, identity, caption):
    """A figure as part of the page: black becomes the page's own ink, names become unique, its size is its own."""
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r"""(id|xlink:href|href)=(['"])(#?)(?!data:)([A-Za-z_][\w-]*)\2""",
                 lambda m: f"{m[1]}={m[2]}{m[3]}{identity}-{m[4]}{m[2]}", svg)
    svg = re.sub(r"url\(#", f"url(#{identity}-", svg)
    svg = re.sub(r"""rgb\( *0, *0, *0 *\)|(?<=['"])black(?=['"])""", "currentColor", svg)
    svg = re.sub(r"<title>.*?</title>|<desc>.*?</desc>|<a [^>]*>|</a>", "", svg, flags=re.S)
    svg = re.sub(r"\s*\n\s*", "\n", svg)
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
    sizes = re.findall(r"""font-size\s*[=:]\s*['"]?\s*([\d.]+)""", svg)
    return min((float(size) for size in sizes), default=0)


def figure(svg, identity, label, caption, markup):
    """A drawing that may be enlarged. Where the page is narrow it shrinks until its letters are 11 pixels high."""
    drawing = inline_svg(svg, identity, caption)
    width, letters = width_of(drawing), smallest_letters(drawing)
    least = min(width, round(width * 11 / letters)) if letters else min(width, 280)
    return (f'<figure class="drawing" id="{identity}"><div class="canvas" tabindex="0" style="--least:{least:g}px">'
            f'{drawing}</div><figcaption><b>{label}</b> {markup}</figcaption></figure>')


def table(rows, identity, label, markup, alignments, link=None):
    """A table whose cells know their headings, so that it can become cards where the page is narrow."""
    headings, body = rows[0], rows[1:]
    numeric = [kind == "right" for kind in alignments]
    lines = ["<thead><tr>"]
    for heading, right in zip(headings, numeric):
        lines.append(f'<th scope="col"{" class=number" if right else ""}>{text.inline(heading, link)}</th>')
    lines.append("</tr></thead><tbody>")
    for cells in body:
        lines.append("<tr>")
        for i, (heading, cell, right) in enumerate(zip(headings, cells, numeric)):
            tag = 'th scope="row"' if i == 0 else "td"
            label_text = html.escape(text.plain(heading), quote=True)
            lines.append(f'<{tag}{" class=number" if right else ""} data-label="{label_text}">'
                         f"{text.inline(cell, link)}</{tag.split()[0]}>")
        lines.append("</tr>")
    kind = table_kind(rows)
    caption = f"<figcaption><b>{label}</b> {markup}</figcaption>" if markup else ""
    anchor = f' id="{identity}"' if identity else ""
    return (f'<figure class="table {kind}"{anchor}>{caption}<div class="canvas"><table>{"".join(lines)}</tbody></table>'
            "</div></figure>")


def table_kind(rows):
    """Narrow tables stay tables on a phone; wide ones become a card a row."""
    widest = [max(len(text.plain(row[i])) for row in rows if i < len(row)) for i in range(len(rows[0]))]
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
