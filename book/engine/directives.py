"""Fills the pages: from book/*.md to pages that Doxygen reads. conventions.md tells authors what they may write.

What is ready-made HTML does not go through Doxygen: a mark stands in its place, and the assembly puts it back.
"""
import html
import itertools
import json
import pathlib
import re
import tomllib

import figures
import listing
import results as chapter_results
import text
import timings

UNITS = (r"(%|per ?cent|ns|us|µs|ms|s|((nano|micro|milli)?seconds?)|minutes?|hours?|days?|bytes|kB|MB|GB|GFLOP/s|GB/s|"
         r"-?fold|(times|x) (faster|slower|as fast))")
MEASURED = re.compile(r"\b\d+([.,]\d+)?\s*" + UNITS + r"(?![\w/])")
VALUE = re.compile(r"\{\{(\w+):([^{}]*)\}\}")
CELL = re.compile(r"([\w-]+)\[(.+)\]\.(.+?)(?::([^:]*))?")
KNOWN = ("figure", "table", "groups", "code", "live", "exercise", "exercises", "chapters", "notions", "library", "buttons", "aims", "depth", "end")
LONGEST_LISTING = 15


def strip_quoted(line):
    """A line without what is code, mathematics, a filled-in number or an address."""
    return re.sub(r"`[^`]*`|\{\{.*?\}\}|\\f\$.*?\\f\$|\]\([^)]*\)", " ", line)


def exercises_of(root, number):
    """A chapter's exercises in their order."""
    found = []
    for path in (root / "exercises").glob(f"{number}-*/*/exercise.toml"):
        found.append({"name": path.parent.name, **tomllib.loads(path.read_text(encoding="utf-8"))})
    return sorted(found, key=lambda entry: (entry.get("order", 0), entry["name"]))


class Filler:
    """Fills one page after another, and collects what is wrong with them."""

    def __init__(self, root, results, book, required=None):
        self.root, self.results, self.book = pathlib.Path(root), results, book
        self.required = required  # chapters whose results must be there; None: all
        self.problems = []
        self.solved = self.read_solved()

    def read_solved(self):
        """The exercises that this reader has solved, from the workbook."""
        progress = self.root / "workbook/progress.json"
        try:
            return set(json.loads(progress.read_text(encoding="utf-8"))["solved"])
        except (OSError, ValueError, KeyError, TypeError):
            return set()

    def link(self, target):
        """From 02-gradients.md#g-check, which works for who reads the source, to the page that Doxygen makes."""
        name, _, anchor = target.partition("#")
        if not name.endswith(".md") or "/" in name:
            return target
        for page in self.book:
            if page.path.name == name:
                return page.url + (f"#{anchor}" if anchor else "")
        if re.fullmatch(r"\d\d-[a-z-]+\.md", name) and not list((self.root / "book").glob(name[:3] + "*.md")):
            return ""  # a chapter that is not written yet
        raise KeyError(f"expected a page, got '{name}'")

    def resolve_links(self, line):
        def resolve(match):
            target = self.link(match[2])
            return f"[{match[1]}]({target})" if target else match[1]
        return re.sub(r"\[([^\]]*)\]\(([\w-]+\.md(?:#[\w-]+)?)\)", resolve, line)

    def value(self, page, number, body, marked=False):
        """What stands in place of {{number:body}}; where HTML may stand, times from a busy machine are marked."""
        if number in ("figure", "table"):
            if (number, body) not in self.numbers:
                raise KeyError(f"expected a {number} of this page, got '{body}'")
            return f"[{self.numbers[number, body]}]({page.url}#{identity(number, body)})"
        try:
            cell = CELL.fullmatch(body)
            if cell:
                words = self.results.cell(number, cell[1], cell[2], cell[3], cell[4] or "").replace(" %", "%")
            else:
                key, _, form = body.partition(":")
                words = self.results.value(number, key, form)
            if timings.is_timed(cell[3] if cell else key):
                page.timed.add(number)
                return timings.mark(self.results, number, words) if marked else words
            return words
        except chapter_results.Missing:
            if self.required is None or page.number in self.required:
                raise
            return "…"  # a book of some chapters: this one has not been run

    def number_figures(self, page):
        """What each figure and table is called, before the text refers to it."""
        self.numbers, counts = {}, {"figure": 0, "table": 0}
        chapter = f"{int(page.number)}." if page.number else ""
        for line in page.body.splitlines():
            match = re.match(r"@@(figure|table|live) +(\S+)( +\S)?", line)
            if match and (match[1] != "table" or match[3]):
                kind = "table" if match[1] == "table" else "figure"
                counts[kind] += 1
                self.numbers[kind, match[2]] = f"{kind.capitalize()} {chapter}{counts[kind]}"

    def fill(self, page):
        """The page as Doxygen shall read it, on as many lines."""
        self.number_figures(page)
        page.blocks, page.scripts, page.depths, page.timed = [], [], [], set()
        lines, fence, formula, open_parts, skip = [], None, False, [], 0
        source = page.body.splitlines()
        for number, line in enumerate(source, 1):
            place = f"book/{page.path.name}:{number}"
            if skip:
                skip -= 1
                lines.append("")
                continue
            try:
                if re.match(r"```|~~~", line):
                    fence = list(itertools.takewhile(lambda inner: not inner.startswith(line[:3]), source[number:]))
                    skip = len(fence) + 1
                    lines.append(self.put_fence(page, line[3:].strip(), fence))
                    continue
                if line.startswith("@@"):
                    # A long caption may go on over the next lines.
                    if re.match(r"@@(figure|table|live)\b", line):
                        while number + skip < len(source) and source[number + skip].strip() and \
                                not source[number + skip].startswith("@@"):
                            line += " " + source[number + skip].strip()
                            skip += 1
                    lines.append(self.directive(page, line, open_parts))
                    continue
                formula = (formula or r"\f[" in line) and r"\f]" not in line
                measured = not formula and MEASURED.search(strip_quoted(line))
                if measured:
                    self.problems.append(f"{place}: expected a measured number to enter by its name, got '{measured[0]}'")
                lines.append(self.values(page, self.resolve_links(line), marked=not line.startswith("#")))
            except (KeyError, ValueError) as error:
                self.problems.append(f"{place}: {error.args[0]}")
                lines.append("")
        if open_parts:
            self.problems.append(f"book/{page.path.name}: expected @@end for @@{open_parts[-1]}, got the end of the page")
        heading = f"# {page.name} {{#{page.label}}}" if page.label != "index" else f"# {page.title}"
        lines[0] = heading
        return "\n".join(lines) + "\n"

    def put_fence(self, page, language, lines):
        """Code that stands in the page itself."""
        language = language.strip("{}.") or "text"
        words = "\n".join(lines)
        if language != "markdown":
            words = self.values(page, words)
        return self.block(page, lambda library: listing.block(words, language, library.links))

    def values(self, page, line, marked=False):
        return VALUE.sub(lambda m: self.value(page, m[1], m[2], marked), line)

    def block(self, page, content):
        """A mark for ready-made HTML, or for what makes it once the library is known."""
        page.blocks.append(content)
        return f'@htmlonly[block]<book-block data-id="{len(page.blocks) - 1}"></book-block>@endhtmlonly'

    def caption(self, page, words):
        return self.values(page, words.strip())

    def directive(self, page, line, open_parts):
        match = re.fullmatch(r"@@(\w+) *(.*)", line)
        word, rest = match.groups() if match else ("", "")
        if word not in KNOWN:
            raise KeyError(f"expected @@{', @@'.join(KNOWN)}, got '{line.split()[0]}'")
        try:
            return getattr(self, "put_" + word)(page, rest.strip(), open_parts)
        except chapter_results.Missing:
            if self.required is None or page.number in self.required:
                raise
            name = rest.split(" ")[0]  # the text may refer to it all the same
            return self.block(page, f'<p class="missing" id="{identity(word, name)}">Not run yet: {html.escape(name)}</p>')

    def put_figure(self, page, rest, _):
        name, _, words = rest.partition(" ")
        svg, words = self.results.file(name, "figures", ".svg"), self.caption(page, words)
        if timings.is_timed(words):
            page.timed.add(name.partition("/")[0])
        if not words:
            raise KeyError(f"expected a caption for @@figure {name}, got none")
        return self.block(page, figures.figure(svg, identity("figure", name), self.numbers["figure", name] + ".", words,
                                               text.inline(words, self.link)))

    def put_table(self, page, rest, _):
        name, _, words = rest.partition(" ")
        markdown, words = self.results.file(name, "", ".md"), self.caption(page, words)
        if timings.is_timed(markdown.partition("\n")[0]):
            page.timed.add(name.partition("/")[0])
        made = figures.markdown_table(markdown, identity("table", name), self.numbers.get(("table", name), "") + ".",
                                      text.inline(words, self.link))
        return self.block(page, lambda library: library.link_names(made))

    def put_groups(self, page, name, _):
        """A long table, folded by its first column."""
        markdown = self.results.file(name, "", ".md")
        return self.block(page, lambda library: figures.groups(markdown, library.links))

    def put_live(self, page, rest, _):
        """Something to touch; without scripts, the drawing that stands in its place."""
        name, _, rest = rest.partition(" ")
        drawing, _, words = rest.partition(" ")
        words = self.caption(page, words)
        number, _, own = name.partition("/")
        script = next(iter(sorted((self.root / "book/live").glob(f"{number}-*.js"))), None)
        if script is None or not re.search(rf"""live\(['"]{re.escape(own)}['"]""", script.read_text(encoding="utf-8")):
            raise KeyError(f"expected live('{own}', ...) in book/live/{number}-*.js, got none")
        fallback = figures.inline_svg(self.results.file(drawing, "figures", ".svg"), identity("live", name), words)
        if script.name not in page.scripts:
            page.scripts.append(script.name)
        return self.block(page, f'<figure class="live" id="{identity("figure", name)}" data-live="{name}"><div '
                                f'class="canvas">{fallback}</div><figcaption><b>{self.numbers["figure", name]}.</b> '
                                f"{text.inline(words, self.link)}</figcaption></figure>")

    def put_code(self, page, rest, open_parts):
        _, lines = listing.fragment(self.root, rest, {})
        if len(lines) > LONGEST_LISTING and "depth" not in open_parts and page.number:
            page.long_listings = getattr(page, "long_listings", []) + [(rest, len(lines))]
        page.listing_lines = getattr(page, "listing_lines", 0) + len(lines)
        return self.block(page, lambda library: listing.fragment(self.root, rest, library.links)[0])

    def put_exercise(self, page, name, _):
        """A section's exercise: a link to where the list has it, which links back."""
        for entry in exercises_of(self.root, page.number):
            if entry["name"] == name:
                return self.block(page, f'<p class="try">Exercise: <a href="#exercise-{name}">'
                                        f'{text.inline(entry["title"])}</a></p>')
        raise KeyError(f"expected an exercise of chapter {page.number}, got '{name}'")

    @staticmethod
    def section_of(page, name):
        """A link to the section that names an exercise, or nothing."""
        before, found, _ = page.body.partition(f"\n@@exercise {name}\n")
        sections = re.findall(r"^##+ (.*) \{#([\w-]+)\}$", before, re.M)
        return f' <a href="#{sections[-1][1]}">{text.inline(sections[-1][0])}</a>' if found and sections else ""

    def put_exercises(self, page, number, _):
        chosen = exercises_of(self.root, number)
        if not chosen:
            raise KeyError(f"expected exercises of chapter {number}, got none")
        items = []
        for entry in chosen:
            mark = ' class="solved"' if entry["name"] in self.solved else ""
            items.append(f'<li id="exercise-{entry["name"]}"{mark}><p><b>{text.inline(entry["title"])}'
                         f'{"" if entry["title"].endswith("?") else "."}</b> '
                         f'{text.inline(entry["task"][:1].upper() + entry["task"][1:], self.link)}{self.section_of(page, entry["name"])}</p>'
                         f'<code class="command">./dln exercise check {entry["name"]}</code></li>')
        page.exercises = len(chosen)
        return self.block(page, f'<ol class="exercises">{"".join(items)}</ol><p>Start with <code>./dln exercise</code>, '
                                "or with one of them by its command.</p>")

    def put_aims(self, page, _, open_parts):
        open_parts.append("aims")
        return self.block(page, '<section class="aims" aria-label="Aims"><p class="what">After this chapter you can</p>')

    def put_depth(self, page, title, open_parts):
        if not title:
            raise KeyError("expected a title after @@depth, got none")
        open_parts.append("depth")
        anchor = "depth-" + re.sub(r"[^a-z0-9]+", "-", text.plain(title).lower()).strip("-")
        page.depths.append((anchor, title))
        return self.block(page, f'<details class="depth" id="{anchor}"><summary><span class="kind">In depth</span> '
                                f'{text.inline(title, self.link)}</summary><div>')

    def put_end(self, page, _, open_parts):
        if not open_parts:
            raise KeyError("expected @@aims or @@depth before @@end, got neither")
        return self.block(page, "</section>" if open_parts.pop() == "aims" else "</div></details>")

    def put_buttons(self, page, rest, _):
        return self.block(page, f'<p class="buttons">{text.inline(rest, self.link)}</p>')

    def put_chapters(self, page, _, __):
        """A card a chapter, filled in by the layout."""
        return self.block(page, "<!--chapters-->")

    def put_notions(self, page, _, __):
        """The index of notions, filled in once every page is read."""
        return self.block(page, "<!--notions-->")

    def put_library(self, page, folders, _):
        """What a folder of the library offers, from what Doxygen has found in it."""
        return self.block(page, lambda library: library.listing(folders))


def identity(kind, name):
    """The anchor of a figure or table."""
    return f"{'table' if kind == 'table' else 'live' if kind == 'live' else 'figure'}-{name.replace('/', '-')}"
