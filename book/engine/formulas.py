"""Formulas are set when the book is built, by KaTeX: pages need no script for them, and print well."""
import html
import json
import pathlib
import re
import shutil
import subprocess

KATEX = pathlib.Path("/usr/share/javascript/katex")
PATTERN = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.S)
# Code may hold the same signs, and means something else by them.
CODE = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>|<svg\b.*?</svg>)", re.S)


def set_all(pages):
    """Sets every formula of {name: HTML}; returns the problems. One call of KaTeX for the whole book."""
    found = {}
    for name, markup in pages.items():
        for piece in CODE.split(markup):
            if not piece.startswith(("<pre", "<code", "<svg")):
                for match in PATTERN.finditer(piece):
                    found.setdefault((match[1] or match[2], match[1] is None), name)
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
        ready[key] = markup
    for name, markup in pages.items():
        pieces = CODE.split(markup)
        for i, piece in enumerate(pieces):
            if not piece.startswith(("<pre", "<code", "<svg")):
                pieces[i] = PATTERN.sub(lambda m: ready[(m[1] or m[2], m[1] is None)], piece)
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
