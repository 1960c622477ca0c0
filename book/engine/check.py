"""What Doxygen does not notice: unshown fragments, undocumented files, dead links, missing pictures, chapters too long."""
import html.parser
import re
import urllib.parse

LONGEST_CHAPTER = 3500  # words of the main text
LARGEST_PAGE = 600_000


def check_sources(root, book):
    """Problems in pages and headers, before readers see them."""
    problems = []
    text = "\n".join(page.body for page in book)

    # Every fragment is shown by a page, and has a beginning and an end.
    for source in sorted([*root.glob("lib/**/*.[ch]pp"), *root.glob("chapters/**/*.[ch]pp")]):
        path = source.relative_to(root).as_posix()
        names = re.findall(r"^\s*// \[(.+)\]$", source.read_text(encoding="utf-8"), flags=re.M)
        for name in dict.fromkeys(names):
            if names.count(name) != 2:
                problems.append(f"{path}: expected a beginning and an end of [{name}], got {names.count(name)} marks")
            if "/conv/engine/" not in path and f"@@code {path}: {name}\n" not in text + "\n":
                problems.append(f"{path}: expected a page that shows [{name}], got none")

    # In the comments of code as in the formulas, an example is a column of a matrix, and comes first in a tensor.
    for source in sorted(found for folder in ("lib", "chapters", "exercises") for found in root.glob(f"{folder}/**/*.[ch]pp")):
        for number, line in enumerate(source.read_text(encoding="utf-8").split("\n"), 1):
            code, _, comment = line.replace("/*", "//").partition("//")
            for index in re.findall(r"\bN x [CDHK]\b" if re.search(r"\barma::\w*[mM]at\b", code) else
                                    r"\b[CDHK] x N\b" if "Tensor<" in code else r"(?!)", comment):
                problems.append(f"{source.relative_to(root).as_posix()}, line {number}: expected matrices D x N and tensors N x D, "
                                f"got {index}")

    # Doxygen skips free functions in a header that has no @file.
    for header in sorted(root.glob("lib/**/*.hpp")):
        if "lib/pch" not in header.as_posix() and "@file" not in header.read_text(encoding="utf-8"):
            problems.append(f"{header.relative_to(root)}: expected an @file comment, got none")

    # Every chapter says what it is about: the page before it and its card repeat it.
    for page in book:
        for key in ("part", "hook") if page.number else ():
            if not page.front.get(key):
                problems.append(f"book/{page.path.name}: expected '{key}:' in the front matter, got none")
    labels = [page.label for page in book]
    problems += [f"book/{page.path.name}: expected a label of its own, got '{page.label}' twice"
                 for page in book if labels.count(page.label) > 1]
    return problems


def check_lengths(book):
    """Main texts and listings that are too long to be read in one go."""
    problems = []
    for page in book:
        if page.number and getattr(page, "words", 0) > LONGEST_CHAPTER:
            problems.append(f"book/{page.path.name}: expected at most {LONGEST_CHAPTER} words outside @@depth, got {page.words}")
        for place, lines in getattr(page, "long_listings", []):
            problems.append(f"book/{page.path.name}: expected at most 15 lines outside @@depth, got {lines} in '{place}'")
    return problems


class Page(html.parser.HTMLParser):
    """The anchors, links, headings, unlinked names and formulas left unset of one HTML page."""

    def __init__(self, text):
        super().__init__()
        self.anchors, self.links, self.unlinked, self.nameless, self.unset = set(), [], [], [], []
        self.inside, self.headings, self.repeated = [], 0, []
        self.tags = set()
        self.in_code = 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.add(tag)
        self.headings += tag == "h1"
        self.in_code += tag == "code"
        for name in ("id", "name"):
            if values.get(name) and tag != "meta":
                if name == "id" and values[name] in self.anchors:
                    self.repeated.append(values[name])
                self.anchors.add(values[name])
        for name in ("href", "src", "xlink:href"):
            if values.get(name):
                self.links.append(values[name])
        if tag in ("input", "select", "textarea") and not (values.get("aria-label") or values.get("id")):
            self.nameless.append(tag)
        # Inside a link, a script or a fragment of code, names need no link of their own.
        if self.inside and tag == self.inside[0]:
            self.inside.append(tag)
        elif not self.inside and tag in ("a", "script", "style", "title", "pre", "svg"):
            self.inside.append(tag)

    def handle_endtag(self, tag):
        self.in_code -= tag == "code"
        if self.inside and self.inside[0] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.unlinked += re.findall(r"\bdln::[\w:]*\w", data)
            if not self.in_code:
                self.unset += re.findall(r"\\f[$\[].{0,20}", data)


def check_html(folder, book):
    """Problems in the pages as readers get them."""
    problems = []
    texts = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in folder.glob("*.html")}
    parsed = {name: Page(text) for name, text in texts.items()}
    for name, page in sorted(parsed.items()):
        for link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme in ("http", "https", "mailto", "javascript", "data"):
                continue
            target, anchor = urllib.parse.unquote(parts.path) or name, urllib.parse.unquote(parts.fragment)
            if not (folder / target).exists():
                problems.append(f"{name}: expected a link to something that exists, got '{link}'")
            elif anchor and target in parsed and anchor not in parsed[target].anchors:
                problems.append(f"{name}: expected an anchor that exists, got '{link}'")
        if page.headings != 1 or "main" not in page.tags:
            problems.append(f"{name}: expected one h1 in one main, got {page.headings} h1")
        problems += [f"{name}: expected a name for every control, got <{tag}>" for tag in page.nameless]

    # On the pages that people write: names of the library are links, anchors are unique, and nobody waits for a page.
    for page in book:
        got = parsed.get(page.url)
        if got is None:
            problems.append(f"book/{page.path.name}: expected the page {page.url}, got nothing of that name")
            continue
        for unlinked in got.unlinked:
            problems.append(f"{page.url}: expected a name of the library, got '{unlinked}', which links nowhere")
        for formula in got.unset:
            problems.append(f"{page.url}: expected formulas that are set, got '{formula}' (inside quotation marks?)")
        for anchor in got.repeated:
            problems.append(f"{page.url}: expected anchors of one place each, got two '{anchor}'")
        size = len(texts[page.url].encode())
        if size > LARGEST_PAGE and page.number:
            problems.append(f"{page.url}: expected at most {LARGEST_PAGE // 1000} kB, got {size // 1000}")
    return problems
