#!/usr/bin/env python3
"""Builds the book: runs what has changed, fills in numbers, tables and figures, lets Doxygen make the bodies of the pages,
frames them, and checks what readers get.

Usage: make.py ROOT BUILD [CHAPTER ...] [--data DIR] [--quick]. The pages are in BUILD/book/html, quick ones in
BUILD/book-quick/html. With chapters given, only these are run; what others have not written yet shows as '…'.
"""
import argparse
import pathlib
import re
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "engine"))
import assemble  # noqa: E402
import chapters  # noqa: E402
import check  # noqa: E402
import directives  # noqa: E402
import doxygen  # noqa: E402
import figures  # noqa: E402
import formulas  # noqa: E402
import glossary  # noqa: E402
import layout  # noqa: E402
import library as reference  # noqa: E402
import listing  # noqa: E402
import live  # noqa: E402
import notions  # noqa: E402
import results as chapter_results  # noqa: E402
import search  # noqa: E402
import sources  # noqa: E402
import text  # noqa: E402
import timings  # noqa: E402

LOOK = ["book.css", "book.js", "live.js", "favicon.svg"]


def fail(words):
    chapters.say(f"book: {words}")
    sys.exit(1)


class Maker:
    """One build of the pages, from results that are there."""

    def __init__(self, root, out, quick, wanted):
        self.root, self.out, self.quick, self.wanted = root, out, quick, wanted
        self.book = sources.read_book(root / "book")
        self.results = chapter_results.Results(out / "results")
        self.problems, self.html = [], {}

    def fill(self):
        """Pages for Doxygen."""
        target = self.out / "pages"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        filler = directives.Filler(self.root, self.results, self.book, self.wanted)
        for page in self.book:
            (target / page.path.name).write_text(filler.fill(page), encoding="utf-8")
        self.problems += filler.problems

    def thumbnail(self, page):
        picture = page.front.get("picture")
        if not picture:
            return '<span class="thumbnail"></span>'
        try:
            svg = self.results.file(picture, "figures", ".svg")
        except chapter_results.Missing as error:
            if self.wanted is None or page.number in self.wanted:
                self.problems.append(f"book/{page.path.name}: {error.args[0]}")
            return '<span class="thumbnail"></span>'
        drawing = figures.inline_svg(svg, "card-" + picture.replace("/", "-"), "")
        drawing = drawing.replace("<svg", '<svg preserveAspectRatio="xMidYMin slice"', 1)  # its first panel rather than all of it
        return f'<span class="thumbnail" aria-hidden="true">{drawing}</span>'

    def articles(self, bodies, library):
        """{page: article} of the book's own pages."""
        ready = {}
        for page in self.book:
            if page.url not in bodies:
                self.problems.append(f"book/{page.path.name}: expected the page {page.url} from Doxygen, got none")
                continue
            ready[page.label] = assemble.article(page, bodies[page.url][1], library)
        return ready

    def set_reading_time(self, page, markup):
        """Two hundred words a minute, and three seconds a line of code."""
        page.words = len(text.words(re.sub(r'<details class="depth".*?</details>', " ", markup, flags=re.S)))
        minutes = len(text.words(markup)) / 200 + getattr(page, "listing_lines", 0) / 20
        page.minutes = max(5, 5 * round(minutes / 5))

    def make(self):
        self.fill()
        self.problems += check.check_sources(self.root, self.book)
        self.problems += doxygen.run(self.root, self.out)
        bodies = doxygen.read(self.out / "doxygen/html")
        library = reference.Library(self.out / "doxygen/xml")
        terms = [entry for page in self.book for entry in glossary.entries(page)]
        home_of_terms = next((page.url for page in self.book if "## Glossary" in page.body), "notation.html")
        first = self.articles(bodies, library)
        library.note_pages([(page, first[page.label]) for page in self.book if page.label in first])
        index = notions.Index(terms)
        articles = self.articles(bodies, library)  # again: now the library knows which chapters speak of what
        for page in self.book:
            if page.label not in articles:
                continue
            markup = articles[page.label]
            self.set_reading_time(page, markup)
            if page.number:
                markup = index.mark(page, glossary.link_first_uses(markup, terms, home_of_terms))
            articles[page.label] = glossary.mark_entries(markup, terms) if page.url == home_of_terms else markup
        entries = self.frame_book(articles, index.markup(home_of_terms))
        self.frame_reference(bodies, library)
        self.frame_sources(library)
        self.problems += formulas.set_all(self.html)
        self.write(entries, library)
        self.problems += live.check(self.root, self.out / "new")
        self.problems += check.check_lengths(self.book) + check.check_html(self.out / "new", self.book)

    def frame_book(self, articles, index):
        entries = []
        for page in self.book:
            markup = articles.get(page.label, "")
            if page.label not in ("library", "notions"):  # whose entries are found by themselves
                entries += search.page_entries(page.url, page.name, markup)
            markup = markup.replace("<!--chapters-->", layout.cards(self.book, self.thumbnail)).replace("<!--notions-->", index)
            done = (f'<p class="done"><button type="button" data-done="{page.label}" aria-pressed="false">Mark this '
                    "chapter as read</button></p>") if page.number else ""
            body = (layout.notice(page, self.quick, self.wanted) + f"<article>{layout.head_of(page)}"
                    f"{markup}{timings.note(self.results, page.timed)}</article>{done}{layout.onward(self.book, page)}")
            needs_formulas = r"\(" in markup or r"\[" in markup
            scripts = live.scripts(page)
            self.html[page.url] = layout.frame(
                page.name if page.label != "index" else layout.TITLE, text.plain(page.hook or page.title), body, self.book,
                page, needs_formulas, scripts, "front" if page.label == "index" else "page", page.label)
        return entries

    def frame_reference(self, bodies, library):
        kept = {name for name in bodies if assemble.is_reference(name, library)} | {page.url for page in self.book}
        addresses = {page.number: page.url for page in self.book if page.number}
        for name in sorted(kept):
            if name in bodies and assemble.is_reference(name, library):
                title, body = reference.title_of(bodies[name][0]), bodies[name][1]
                markup = assemble.reference(body, library, kept, addresses)
                markup = library.frame(name, title, markup)
                self.html[name] = layout.frame(title, f"The {title} of the library dln", f"<article>{markup}</article>",
                                               self.book, None, r"\(" in markup or r"\[" in markup, (), "reference")

    def frame_sources(self, library):
        """A page for every source file that a fragment or a class comes from."""
        paths = sorted({match for page in self.book for match in
                        re.findall(r"^@@code ([^:\n]+):", page.body, flags=re.M)} |
                       {entry.file for entry in library.entries} |
                       {entry.file.replace(".hpp", ".cpp") for entry in library.entries} | set(library.files.values()))
        for path in paths:
            if (self.root / path).is_file():
                markup = (f'<article><p class="facts">Source file</p><h1>{path}</h1>'
                          f"{listing.whole_file(self.root, path, library.links)}</article>")
                self.html[listing.source_url(path)] = layout.frame(path, f"The source file {path}", markup, self.book,
                                                                   kind="source")

    def write(self, entries, library):
        """Everything into OUT/new, which becomes OUT/html when all is well."""
        new = self.out / "new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        for name, markup in self.html.items():
            (new / name).write_text(markup, encoding="utf-8")
        for name in LOOK:
            shutil.copy(self.root / "book/engine" / name, new / name)
        formulas.copy_style(new)
        self.problems += live.write(self.root, self.results, self.book, new, self.wanted)
        search.write(new / "search-index.js", entries, search.library_entries(library))


def main():
    parser = argparse.ArgumentParser(description="Builds the book.")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("chapters", nargs="*", help="numbers of the chapters to run; none: all of them")
    parser.add_argument("--data", type=pathlib.Path, help="folder of real images for the chapters")
    parser.add_argument("--quick", action="store_true", help="small experiments, to test the book itself")
    arguments = parser.parse_intermixed_args()
    root, build = arguments.root.resolve(), arguments.build.resolve()
    if shutil.which("doxygen") is None:
        chapters.say("book: expected doxygen, got none; ./dln book installs it")
        sys.exit(77)  # Meson's word for a test that cannot be made here
    out = build / ("book-quick" if arguments.quick else "book")
    out.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    wanted = {number[:2].zfill(2) for number in arguments.chapters} or None
    options = (["--quick"] if arguments.quick else []) + (["--data", str(arguments.data)] if arguments.data else [])
    try:
        chapters.run_chapters(root, build, out, options, wanted)
        chapters.say("Writing the pages ...")
        maker = Maker(root, out, arguments.quick, wanted)
        maker.make()
    except (chapters.Failed, sources.PageError) as error:
        fail(str(error))
    if maker.problems:
        fail(f"{len(maker.problems)} problems:\n" + "\n".join(maker.problems))
    shutil.rmtree(out / "html", ignore_errors=True)
    (out / "new").rename(out / "html")
    chapters.say(f"The book is ready after {time.monotonic() - started:.0f} s.")


main()
