"""Small texts outside Doxygen's reach (captions, cells, titles, hooks) with the Markdown that they may use."""
import html
import re

FORMULA = re.compile(r"\\f\$(.*?)\\f\$")


def inline(text, link=None):
    """HTML of one line: `code`, *emphasis*, **strong**, formulas, [links](page.md#section)."""
    kept = []

    def keep(piece):
        kept.append(piece)
        return f"\0{len(kept) - 1}\0"

    text = FORMULA.sub(lambda m: keep(r"\(" + html.escape(m[1], quote=False) + r"\)"), text)
    text = re.sub(r"`([^`]*)`", lambda m: keep(f"<code>{html.escape(m[1], quote=False)}</code>"), text)
    text = html.escape(text, quote=False)
    if link:
        text = re.sub(r"\[([^\]]*)\]\(([^)\s]+)\)", lambda m: f'<a href="{link(m[2])}">{m[1]}</a>', text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"(?<![\w*])\*(?!\s)(.+?)\*", r"<em>\1</em>", text)
    return re.sub("\0(\\d+)\0", lambda m: kept[int(m[1])], text)


def plain(text):
    """The same line without any markup, for attributes and for the search."""
    text = FORMULA.sub(lambda m: re.sub(r"[\\{}]", "", m[1]), text)
    return re.sub(r"[*`]|\[([^\]]*)\]\([^)]*\)", r"\1", text)


def attribute(text):
    return html.escape(plain(text), quote=True)


def words(markup):
    """The words of a piece of HTML, without tags, code, figures and formulas."""
    markup = re.sub(r"<(figure|pre|table|svg|math|script)\b.*?</\1>", " ", markup, flags=re.S)
    markup = re.sub(r"\\\(.*?\\\)|\\\[.*?\\\]", " ", markup, flags=re.S)
    return re.findall(r"[^\W\d_][\w’'-]*", html.unescape(re.sub(r"<[^>]*>", " ", markup)))
