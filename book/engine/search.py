"""The full-text index: every heading with the text under it, as a script that pages load when somebody searches."""
import html
import json
import re


def plain(markup):
    """The words of a piece of HTML whose formulas are not set yet: small ones stay readable, displayed ones go."""
    markup = re.sub(r"\\\[.*?\\\]", " ", markup, flags=re.S)
    markup = re.sub(r"\\\((.*?)\\\)", lambda m: re.sub(r"\\(?:text|math[a-z]+|[lr]vert|left|right|quad|[,;!])|[\\{}]", "", m[1]),
                    markup, flags=re.S)
    markup = re.sub(r"<(svg|script|style)\b.*?</\1>", " ", markup, flags=re.S)
    markup = re.sub(r'<a class="permalink".*?</a>', "", markup, flags=re.S)
    markup = re.sub(r"</?(p|li|td|th|tr|div|h\d|br|dd|dt|figcaption|pre)\b[^>]*>", " ", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def page_entries(url, title, markup):
    """[url#anchor, page, heading, text] for every section of a page of the book."""
    markup = re.sub(r"<pre\b.*?</pre>", " ", markup, flags=re.S)
    pieces = re.split(r'(?=<h[2-4] id=")|(?=<details class="depth")', markup)
    found = []
    for piece in pieces:
        match = re.match(r'<h[2-4] id="([^"]*)">(.*?)</h\d>', piece, flags=re.S)
        depth = re.match(r'<details class="depth" id="([^"]*)"><summary>(.*?)</summary>', piece, flags=re.S)
        match = match or depth
        heading, anchor = (plain(match[2]), "#" + match[1]) if match else ("", "")
        body = plain(piece[match.end():] if match else piece)
        if body or heading:
            found.append([url + anchor, title, heading, body])
    return found


def library_entries(library):
    once = {}
    for entry in library.entries:
        once.setdefault(entry.url, [entry.url, "", entry.name, html.unescape(entry.brief)])
    return list(once.values())


def write(path, book, library):
    text = json.dumps({"book": book, "library": library}, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"window.searchIndex={text};\n", encoding="utf-8")
