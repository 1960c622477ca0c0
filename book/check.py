"""What Doxygen does not notice: unshown fragments, undocumented files, dead links, missing pictures, orphan pages."""
import html.parser
import re
import urllib.parse


def check_sources(root):
    """Problems in pages and headers, before Doxygen sees them."""
    problems = []
    pages = {page.name: page.read_text(encoding="utf-8") for page in (root / "book").glob("*.md")}
    text = "\n".join(pages.values())

    # Every fragment is shown by a page, and has a beginning and an end.
    for source in sorted([*root.glob("lib/**/*.[ch]pp"), *root.glob("chapters/**/*.[ch]pp")]):
        path = source.relative_to(root).as_posix()
        names = re.findall(r"^\s*// \[(.+)\]$", source.read_text(encoding="utf-8"), flags=re.M)
        for name in dict.fromkeys(names):
            if names.count(name) != 2:
                problems.append(f"{path}: expected a beginning and an end of [{name}], got {names.count(name)} marks")
            if f"@@code {path}: {name}\n" not in text + "\n":
                problems.append(f"{path}: expected a page that shows [{name}], got none")

    # Doxygen skips free functions in a header that has no @file.
    for header in sorted(root.glob("lib/**/*.hpp")):
        if "lib/pch" not in header.as_posix() and "@file" not in header.read_text(encoding="utf-8"):
            problems.append(f"{header.relative_to(root)}: expected an @file comment, got none")

    # Every page hangs in the tree.
    for name, page in pages.items():
        label = re.search(r"\{#([\w-]+)\}", page.splitlines()[0])
        if name == "index.md":
            continue
        if not label:
            problems.append(f"book/{name}: expected a title with a label {{#...}}, got '{page.splitlines()[0]}'")
        elif f"\\subpage {label[1]}" not in text:
            problems.append(f"book/{name}: expected another page with \\subpage {label[1]}, got none")
    return problems


class Page(html.parser.HTMLParser):
    """The anchors, links and unlinked names of one HTML page."""

    def __init__(self, text):
        super().__init__()
        self.anchors, self.links, self.unlinked = set(), [], []
        self.inside = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        for name in ("id", "name"):
            if values.get(name):
                self.anchors.add(values[name])
        for name in ("href", "src", "xlink:href"):
            if values.get(name):
                self.links.append(values[name])
        # Inside a link, a script or a fragment of code, names need no link of their own.
        if self.inside and tag == self.inside[0]:
            self.inside.append(tag)
        elif not self.inside and (tag in ("a", "script", "style", "title") or values.get("class") == "fragment"):
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and self.inside[0] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.unlinked += re.findall(r"\bdln::[\w:]*\w", data)


def check_html(root, folder):
    """Problems in the pages as readers get them."""
    problems = []
    parsed = {path.name: Page(path.read_text(encoding="utf-8", errors="replace")) for path in folder.glob("*.html")}
    for name, page in sorted(parsed.items()):
        for link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme in ("http", "https", "mailto", "javascript", "data") or link.startswith("#!"):
                continue
            target, anchor = urllib.parse.unquote(parts.path) or name, urllib.parse.unquote(parts.fragment)
            if not (folder / target).exists():
                problems.append(f"{name}: expected a link to something that exists, got '{link}'")
            elif anchor and target in parsed and anchor not in parsed[target].anchors:
                problems.append(f"{name}: expected an anchor that exists, got '{link}'")

    # A name that ought to have become a link to the reference, on the pages that people write.
    for source in (root / "book").glob("*.md"):
        label = re.search(r"\{#([\w-]+)\}", source.read_text(encoding="utf-8").splitlines()[0])
        name = f"{label[1]}.html" if label else "index.html"
        name = name if name in parsed else name.replace("_", "__")
        if name not in parsed:
            problems.append(f"{name}: expected the page of {source.name}, got nothing of that name")
            continue
        for unlinked in parsed[name].unlinked:
            problems.append(f"{name}: expected a name of the library, got '{unlinked}', which links nowhere")
    return problems
