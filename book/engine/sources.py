"""The pages as their authors wrote them: front matter, title, number, and the order of the path.

A page begins with what the book must know about it, then its title and its label:

    ---
    part: Foundations
    hook: Remember everything, or learn something?
    picture: 01/templates-softmax
    ---
    # Linear classifiers {#linear-classifiers}

Chapters stand in the order of their numbers; other pages say `order:`, below 1 to come before them, above 99 to come after.
"""
import dataclasses
import pathlib
import re

KEYS = {"part", "hook", "picture", "order", "name"}


class PageError(Exception):
    """A page that the book cannot use, with file and line."""


@dataclasses.dataclass
class Page:
    """One page of the book."""

    path: pathlib.Path
    title: str
    label: str
    front: dict
    body: str  # as many lines as the file has: the front matter's are empty
    number: str = ""  # 01, or empty for a page that is no chapter
    sections: list = dataclasses.field(default_factory=list)  # (level, anchor, title), filled in after Doxygen
    blocks: list = dataclasses.field(default_factory=list)  # ready-made HTML that Doxygen must not touch
    minutes: int = 0
    scripts: list = dataclasses.field(default_factory=list)
    depths: list = dataclasses.field(default_factory=list)  # ids of the sections for who wants depth
    timed: set = dataclasses.field(default_factory=set)  # chapters whose measured times the page shows

    @property
    def stem(self):
        return self.path.stem

    @property
    def url(self):
        return f"{self.label}.html"

    @property
    def part(self):
        return self.front.get("part", "")

    @property
    def hook(self):
        return self.front.get("hook", "")

    @property
    def name(self):
        """What a link to the page calls it."""
        if not self.number:
            return self.title
        is_name = self.title[1:] != self.title[1:].lower()  # YOLO, Fast R-CNN
        return f"Chapter {self.number}, {self.title if is_name else self.title.lower()}"

    @property
    def order(self):
        return float(self.front.get("order", self.number or 100))


def front_matter(path, text):
    """The keys between the first two lines of three dashes, and how many lines they take."""
    if not text.startswith("---\n"):
        return {}, 0
    values, lines = {}, text.splitlines()
    for number, line in enumerate(lines[1:], 2):
        if line == "---":
            return values, number
        key, separator, value = line.partition(":")
        if not separator or key not in KEYS:
            raise PageError(f"book/{path.name}:{number}: expected one of {', '.join(sorted(KEYS))}, got '{line}'")
        values[key] = value.strip()
    raise PageError(f"book/{path.name}:1: expected front matter that ends with ---, got no end")


def read_page(path):
    text = path.read_text(encoding="utf-8")
    front, skipped = front_matter(path, text)
    lines = text.splitlines()
    while skipped < len(lines) and not lines[skipped]:
        skipped += 1
    match = re.fullmatch(r"# (.+?)(?: \{#([\w-]+)\})?", lines[skipped]) if skipped < len(lines) else None
    if not match:
        got = lines[skipped] if skipped < len(lines) else "nothing"
        raise PageError(f"book/{path.name}:{skipped + 1}: expected a title '# Title {{#label}}', got '{got}'")
    number = re.match(r"(\d\d)-", path.name)
    title = re.sub(r"^Chapter \d\d, (.)", lambda m: m[1].upper(), match[1])
    label = "index" if path.stem == "index" else match[2]
    if not label:
        raise PageError(f"book/{path.name}:{skipped + 1}: expected a label {{#...}} after the title, got none")
    body = "\n".join([""] * (skipped + 1) + lines[skipped + 1:]) + "\n"
    return Page(path, title, label, front, body, number[1] if number else "")


def read_book(folder):
    """All pages in the order of the path, the front page first."""
    pages = [read_page(path) for path in sorted(folder.glob("*.md"))]
    return sorted(pages, key=lambda page: (page.label != "index", page.order, page.stem))
