"""Fills the pages: from book/*.md to pages that Doxygen reads.

A page may use, beside Markdown and Doxygen's commands:
  {{01:test_accuracy:.1%}}            a figure from a chapter's summary.json, in Python's format
  @@figure 01/curves Caption ...      a figure that the chapter drew, as part of the page
  @@table 01/losses                   a table that the chapter wrote
  @@code lib/dln/x.cpp: Do the step   a fragment of the source, by its name
  @@exercises 01                      the chapter's exercises
"""
import html
import json
import pathlib
import re
import tomllib

UNITS = (r"(%|per ?cent|ns|us|µs|ms|s|((nano|micro|milli)?seconds?)|minutes?|hours?|days?|bytes|kB|MB|GB|GFLOP/s|GB/s|"
         r"-?fold|(times|x) (faster|slower|as fast))")
MEASURED = re.compile(r"\b\d+([.,]\d+)?\s*" + UNITS + r"(?![\w/])")


class Results:
    """What the chapters wrote, by the chapter's number."""

    def __init__(self, folder):
        self.folders = {path.name.split("-")[0]: path for path in folder.iterdir() if path.is_dir()}
        self.summaries = {}
        for number, path in self.folders.items():
            summary = path / "summary.json"
            self.summaries[number] = json.loads(summary.read_text()) if summary.exists() else {}

    def value(self, number, key, form):
        if key not in self.summaries.get(number, {}):
            raise KeyError(f"expected a key of chapter {number}'s summary, got '{key}', which no program wrote")
        return format(self.summaries[number][key], form)

    def file(self, name, folder, ending):
        number, stem = name.split("/", 1)
        path = self.folders.get(number, pathlib.Path("none")) / folder / (stem + ending)
        if not path.exists():
            raise KeyError(f"expected {name}{ending} from the chapter's program, got nothing of that name")
        return path.read_text(encoding="utf-8")


def inline_svg(svg, identity, caption):
    """A figure as part of the page: black becomes the page's own ink, names become unique."""
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r"""(id|xlink:href|href)=(['"])(#?)(?!data:)([A-Za-z_][\w-]*)\2""",
                 lambda m: f"{m[1]}={m[2]}{m[3]}{identity}-{m[4]}{m[2]}", svg)
    svg = re.sub(r"url\(#", f"url(#{identity}-", svg)
    svg = re.sub(r"""rgb\( *0, *0, *0 *\)|(?<=['"])black(?=['"])""", "currentColor", svg)
    svg = re.sub(r"<title>.*?</title>|<desc>.*?</desc>|<a [^>]*>|</a>", "", svg, flags=re.S)
    label = html.escape(re.sub(r"[\\]f.|[`*]", "", caption), quote=True)
    svg = svg.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
    return svg


def figure(results, name, caption):
    svg = inline_svg(results.file(name, "figures", ".svg"), "figure-" + name.replace("/", "-"), caption)
    text = re.sub(r"`([^`]*)`", r"<code>\1</code>", caption)
    return f"\\htmlonly[block]\n<figure>{svg}<figcaption>{text}</figcaption></figure>\n\\endhtmlonly"


def code(root, place):
    path, name = place.split(": ", 1)
    if not (root / path).is_file():
        raise KeyError(f"expected a source file, got '{path}'")
    title = f'<div class="fragment-name">{html.escape(name)} <code>{path}</code></div>'
    return f"\\htmlonly[block]\n{title}\n\\endhtmlonly\n\\snippet {path} {name}"


def exercises(root, number):
    manifest = tomllib.loads((root / "exercises/exercises.toml").read_text(encoding="utf-8"))
    chosen = [e for e in manifest["exercise"] if e["chapter"].startswith(number)]
    if not chosen:
        raise KeyError(f"expected exercises of chapter {number}, got none")
    lines = [f"{i}. **{e['title']}** (`{e['name']}`): {e['task']}" for i, e in enumerate(chosen, 1)]
    return "\n".join(lines) + "\n\nStart with `./dln exercise next`, or with one of them: `./dln exercise check NAME`."


def resolve_links(root, line):
    """[text](02-gradients.md#g-check) works for who reads the source; Doxygen wants the anchor, or the page's label."""
    def resolve(match):
        text, page, anchor = match.groups()
        if not (root / "book" / page).is_file():
            raise KeyError(f"expected a page, got '{page}'")
        title = (root / "book" / page).read_text(encoding="utf-8").splitlines()[0]
        label = re.search(r"\{#([\w-]+)\}", title)
        return f"[{text}](@ref {anchor or (label[1] if label else 'index')})"
    return re.sub(r"\[([^\]]*)\]\(([\w-]+\.md)(?:#([\w-]+))?\)", resolve, line)


def strip_quoted(line):
    """A line without what is code, mathematics, a filled-in figure or an address."""
    line = re.sub(r"`[^`]*`|\{\{.*?\}\}|\\f\$.*?\\f\$|\]\([^)]*\)", " ", line)
    return line


def fill(root, results, page, text):
    """One page with everything filled in, and the problems found."""
    problems, lines = [], []
    in_code = in_formula = False
    for number, line in enumerate(text.splitlines(), 1):
        place = f"{page}:{number}"
        if line.startswith("```") or line.startswith("~~~"):
            in_code = not in_code
        if r"\f[" in line:
            in_formula = True
        if r"\f]" in line:
            in_formula = False
        if not in_code and not in_formula:
            measured = MEASURED.search(strip_quoted(line))
            if measured:
                problems.append(f"{place}: expected a measured number to enter by its key, got '{measured[0]}'")
        try:
            lines.append(re.sub(r"\{\{(\w+):(\w+)(?::([^}]*))?\}\}",
                                lambda m: results.value(m[1], m[2], m[3] or ""), resolve_links(root, line)))
            command = re.match(r"@@(\w+) +(.*)", lines[-1])
            if command:
                word, rest = command.groups()
                if word == "figure":
                    name, _, caption = rest.partition(" ")
                    lines[-1] = figure(results, name, caption)
                elif word == "table":
                    lines[-1] = "\n" + results.file(rest.strip(), "", ".md") + "\n"
                elif word == "code":
                    lines[-1] = code(root, rest.strip())
                elif word == "exercises":
                    lines[-1] = exercises(root, rest.strip())
                else:
                    problems.append(f"{place}: expected @@figure, @@table, @@code or @@exercises, got @@{word}")
        except (KeyError, ValueError) as error:
            problems.append(f"{place}: {error.args[0]}")
    return "\n".join(lines) + "\n", problems


DRAFT = "**A draft:** this page was made by `./dln book --quick`, from small experiments. Its text expects larger ones."


def write(root, out, draft):
    """Fills every page into OUT/pages, and says so where the experiments were small. Returns the problems found."""
    results = Results(out / "results")
    target = out / "pages"
    target.mkdir(exist_ok=True)
    for old in target.glob("*.md"):
        old.unlink()
    problems = []
    for page in sorted((root / "book").glob("*.md")):
        text, found = fill(root, results, f"book/{page.name}", page.read_text(encoding="utf-8"))
        problems += found
        if draft:
            text = text.replace("[TOC]\n", f"[TOC]\n\n{DRAFT}\n", 1)
        (target / page.name).write_text(text, encoding="utf-8")
    return problems
