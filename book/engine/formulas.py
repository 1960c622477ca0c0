"""Formulas are set when the book is built, by KaTeX: pages need no script for them, and print well."""
import html
import json
import pathlib
import re
import shutil
import subprocess

KATEX = pathlib.Path("/usr/share/javascript/katex")
PATTERN = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.S)
# A short formula and the mark behind it are not parted: browsers would begin a line with the mark.
SHORT = re.compile(r"\\\((?:(?!\\\)).){1,30}\\\)[.,:;)]+", re.S)
# Code may hold the same signs, and means something else by them.
CODE = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>|<svg\b.*?</svg>)", re.S)


def parts_of(formula):
    """A displayed formula's parts, between its wide spaces, which may stand below each other where a page is narrow."""
    parts, depth = [""], 0
    for piece in re.split(r"(\\(?:begin|end|left|right|quad|qquad)(?![a-zA-Z])|\\.|[{}])", formula):
        if depth == 0 and piece in (r"\quad", r"\qquad") and not parts[-1].endswith(":}"):  # a label stays with what it names
            parts.append("")
            continue
        depth += (piece in ("{", r"\begin", r"\left")) - (piece in ("}", r"\end", r"\right"))
        parts[-1] += piece
    return [part for part in parts if part.strip()]


def set_all(pages):
    """Sets every formula of {name: HTML}; returns the problems. One call of KaTeX for the whole book."""
    found = {}
    for name, markup in pages.items():
        for piece in CODE.split(markup):
            if not piece.startswith(("<pre", "<code", "<svg")):
                for match in PATTERN.finditer(piece):
                    for part in [match[1]] if match[1] else parts_of(match[2]):
                        found.setdefault((part, match[1] is None), name)
    if not found:
        return []
    if shutil.which("node") is None or not KATEX.is_dir():
        return ["expected node and KaTeX (package katex), to set the formulas, got none"]
    script = pathlib.Path(__file__).with_name("formulas.js")
    asked = json.dumps([[html.unescape(text).strip(), display] for text, display in found])
    answer = subprocess.run(["node", str(script), str(KATEX / "katex.js")], input=asked, capture_output=True,
                            text=True, encoding="utf-8", check=False)
    if answer.returncode != 0:
        return ["expected KaTeX to set the formulas, got: " + answer.stderr.strip()[-500:]]
    ready, problems = {}, []
    for (key, name), markup in zip(found.items(), json.loads(answer.stdout)):
        if isinstance(markup, dict):
            problems.append(f"{name}: expected a formula that KaTeX can set, got '{key[0]}': {markup['error']}")
            markup = html.escape(key[0])
        ready[key] = re.sub(r"<annotation\b.*?</annotation>", "", markup, flags=re.S)  # its source, which no reader sees

    def ready_one(match):
        if match[1]:
            return ready[match[1], False]
        parts = [ready[part, True] for part in parts_of(match[2])]
        return parts[0] if len(parts) == 1 else f'<span class="formula-parts">{"".join(parts)}</span>'
    for name, markup in pages.items():
        pieces = CODE.split(markup)
        for i, piece in enumerate(pieces):
            if not piece.startswith(("<pre", "<code", "<svg")):
                piece = SHORT.sub(lambda m: f'<span class="katex-end">{m[0]}</span>', piece)
                pieces[i] = PATTERN.sub(ready_one, piece)
        pages[name] = "".join(pieces)
    return problems


def copy_style(folder):
    """KaTeX's style sheet with the fonts that every browser of today reads."""
    target = folder / "katex"
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    style = (KATEX / "katex.min.css").read_text(encoding="utf-8")
    style = re.sub(r",url\([^)]*\.(?:woff|ttf)\) ?format\([^)]*\)", "", style)
    (target / "katex.css").write_text(style, encoding="utf-8")
    for font in re.findall(r"url\(fonts/([^)]*)\)", style):
        shutil.copy(KATEX / "fonts" / font, target / "fonts" / font)
