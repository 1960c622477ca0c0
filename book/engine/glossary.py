"""The glossary: its entries get anchors, and the first use of each term in a chapter leads there or is the explanation.

An entry is a line of notation.md, `- **Step size**, or learning rate: how far to walk.` What stands before the colon is how
the term is written, with its other names after commas and "or". Where a chapter explains a term itself, it sets it **bold**.
"""
import html
import re


def entries(page):
    """[(anchor, [forms], explanation)] from the page's text."""
    found = []
    part = page.body.partition("## Glossary")[2]
    for line in re.findall(r"^- (\*\*.+)$", part, flags=re.M):
        head, separator, explanation = line.partition(": ")
        if not separator:
            head, separator, explanation = line.partition(":")
        forms = [re.sub(r"^or ", "", form.strip().strip("*")) for form in head.replace("**", "").split(",")]
        found.append(("term-" + re.sub(r"\W+", "-", forms[0].lower()), [form for form in forms if form],
                      explanation.strip()))
    return found


def mark_entries(markup, glossary):
    """Gives each entry of the glossary's own page its anchor."""
    for anchor, forms, _ in glossary:
        # "**Page** of memory" is one term: its bold may end before it does.
        letters = re.escape(html.escape(forms[0])).replace(r"\ ", r"(?:</b>)? ")
        markup = re.sub(r"<li>((?:<p ?>)?<b>" + letters + ")", rf'<li id="{anchor}">\1', markup, count=1, flags=re.I)
    return markup


FORMULA = re.compile(r"(\\\(.*?\\\)|\\\[.*?\\\])", re.S)
SKIPPED = re.compile(r"(<(?:a|pre|code|svg|h[1-6]|figure|table|details|summary|script|b|strong)\b)|(<[^>]*>)|([^<]+)", re.S)


def plural(form):
    """A term also in the plural."""
    form = re.escape(form).replace(r"\ ", r"\s+")
    return rf"{form[:-1]}(?:y|ies)" if form.endswith("y") else rf"{form}(?:e?s)?"


def link_first_uses(markup, glossary, address):
    """The chapter with a link at the first use of every term that it does not explain there itself."""
    forms = {form.lower(): (anchor, explanation) for anchor, names, explanation in glossary for form in names}
    if not forms:
        return markup
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = re.compile(r"\b(" + "|".join(plural(form) for form in longest_first) + r")\b", re.I)
    done, parts, position = set(), [], 0

    def anchor_of(words):
        words = re.sub(r"\s+", " ", words.lower())
        for form in longest_first:
            if re.fullmatch(plural(form), words):
                return forms[form]
        return None

    def link(match):
        anchor, explanation = anchor_of(match[0])
        if anchor in done:
            return match[0]
        done.add(anchor)
        hint = html.escape(re.sub(r"[*`]|\\f\$", "", explanation), quote=True)
        return f'<a class="term" href="{address}#{anchor}" title="{hint}">{match[0]}</a>'

    while position < len(markup):
        match = SKIPPED.match(markup, position)
        if match is None:
            parts.append(markup[position])
            position += 1
            continue
        if match[1]:
            tag = match[1][1:]
            end = closing(markup, position, tag)
            piece = markup[position:end]
            if tag in ("b", "strong"):  # the explanation itself
                for found in pattern.finditer(re.sub(r"<[^>]*>", "", piece)):
                    done.add(anchor_of(found[0])[0])
            parts.append(piece)
            position = end
        else:
            # Every second piece of a text is a formula.
            pieces = FORMULA.split(match[3] or "")
            parts += [piece if i % 2 else pattern.sub(link, piece) for i, piece in enumerate(pieces)] if match[3] else [match[0]]
            position = match.end()
    return "".join(parts)


def closing(markup, start, tag):
    """Where the element that begins at `start` ends."""
    depth = 0
    for match in re.compile(rf"<(/?){tag}\b[^>]*?(/?)>").finditer(markup, start):
        if match[2]:
            continue
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.end()
    return len(markup)
