"""The index of notions: every term that a chapter explains, in **bold**, or that the glossary has, with the places that tell of it.

Nothing lists them: a bold piece of a chapter's running text that is short and no sentence is a term. Emphasis is *slanted*.
"""
import dataclasses
import html
import re

import glossary

LONGEST = 4  # words; what is longer is no term
PIECE = re.compile(r'<h[2-4] id="(?P<anchor>[^"]*)">(?P<heading>.*?)</h[2-4]>|<b>(?P<bold>.*?)</b>|'
                   r'<a class="term" href="[^"#]*#(?P<used>[^"]*)"|'
                   r'<(?P<skip>figure|table|pre|svg|section|summary)\b|<(?P<list>ol) class="exercises"', re.S)


@dataclasses.dataclass
class Notion:
    """A term and where it is told of."""
    name: str
    anchor: str = ""  # in the glossary, if it is there
    places: list = dataclasses.field(default_factory=list)  # (page, address, section)


def words_of(markup):
    markup = re.sub(r'<a class="permalink".*?</a>', "", markup, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def is_term(words):
    return (0 < len(words.split()) <= LONGEST and words[0].isalpha() and words[-1] not in ".:;,?!" and "\\(" not in words and
            "…" not in words)


def key_of(words):
    """One key for singular and plural, whatever the case."""
    words = words.lower()
    return words[:-1] if words.endswith("s") and not words.endswith("ss") else words


def capital(words):
    """Batch, ReLU, mAP, im2col."""
    first = words.split()[0]
    return words[0].upper() + words[1:] if first.islower() and not re.search(r"\d", first) else words


class Index:
    """Collects the terms of one page after another."""

    def __init__(self, terms):
        self.notions, self.uses, self.see = {}, {}, []
        for anchor, forms, _ in terms:
            notion = Notion(capital(forms[0]), anchor)
            for form in forms:
                self.notions[key_of(form)] = notion
            self.see += [(capital(form), notion) for form in forms[1:]]

    def mark(self, page, markup):
        """The chapter with an anchor at every term that it explains."""
        section, parts, position = ("", page.title), [], 0
        while match := PIECE.search(markup, position):
            parts.append(markup[position:match.start()])
            end = match.end()
            piece = match[0]
            if match["anchor"]:
                section = (match["anchor"], words_of(match["heading"]))
            elif match["bold"] is not None:
                piece = self.explained(page, section, match["bold"])
            elif match["used"]:
                self.uses.setdefault(match["used"], (page, f"{page.url}#{section[0]}", section[1]))
            elif match["skip"] or match["list"]:
                end = glossary.closing(markup, match.start(), match["skip"] or match["list"])
                piece = markup[match.start():end]
            parts.append(piece)
            position = end
        return "".join(parts) + markup[position:]

    def explained(self, page, section, bold):
        words = words_of(bold)
        if not is_term(words):
            return f"<b>{bold}</b>"
        notion = self.notions.setdefault(key_of(words), Notion(capital(words)))
        if any(place[0] is page for place in notion.places):
            return f"<b>{bold}</b>"
        anchor = "notion-" + re.sub(r"\W+", "-", notion.name.lower()).strip("-")
        notion.places.append((page, f"{page.url}#{anchor}", section[1]))
        return f'<b id="{anchor}">{bold}</b>'

    def markup(self, home_of_terms):
        """The list, by first letters."""
        def place(page, address, section):
            return (f'<a href="{address}"><span class="no">{page.number}</span> {html.escape(section, quote=False)}</a>')
        lines = {}
        for notion in {id(notion): notion for notion in self.notions.values()}.values():
            places = notion.places or ([self.uses[notion.anchor]] if notion.anchor in self.uses else [])
            links = [place(*entry) for entry in places]
            if notion.anchor:
                links.append(f'<a href="{home_of_terms}#{notion.anchor}">glossary</a>')
            lines[notion.name] = f"<b>{html.escape(notion.name, quote=False)}</b> {' · '.join(links)}"
        for name, notion in self.see:
            if name not in lines:
                lines[name] = f"<b>{html.escape(name, quote=False)}</b> <i>see</i> {html.escape(notion.name, quote=False)}"
        made, letter = [], ""
        for name in sorted(lines, key=str.lower):
            if name[0].upper() != letter:
                made.append(("</ul>" if letter else "") + f'<h2 id="notions-{name[0].lower()}">{name[0].upper()}</h2>'
                            '<ul class="notions">')
                letter = name[0].upper()
            made.append(f"<li>{lines[name]}</li>")
        return "".join(made) + ("</ul>" if made else "")
