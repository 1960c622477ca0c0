"""Doxygen turns pages and headers into plain HTML and XML; everything around them is ours."""
import os
import pathlib
import re
import shutil
import subprocess


def settings(root, out):
    values = {"ROOT": root, "OUT": out}
    text = (root / "book/Doxyfile.in").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    return text


def run(root, out):
    """Runs Doxygen over OUT/pages and the headers, into OUT/doxygen. Returns its warnings as problems."""
    shutil.rmtree(out / "doxygen", ignore_errors=True)
    (out / "doxygen").mkdir()
    (out / "Doxyfile").write_text(settings(root, out), encoding="utf-8")
    # The body of every page between two marks, and nothing of Doxygen's own around it.
    (out / "header.html").write_text("<!--title:$title-->\n", encoding="utf-8")
    (out / "footer.html").write_text("<!--end-->\n", encoding="utf-8")
    answer = subprocess.run(["doxygen", "Doxyfile"], cwd=out, capture_output=True, text=True, encoding="utf-8",
                            errors="replace", check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
    (out / "doxygen.log").write_text(answer.stdout + answer.stderr, encoding="utf-8")
    # An override says what its base says; Doxygen does not find the base where it is a template with other parameters.
    # What is defaulted says all there is to say.
    lines = [line.replace(f"{out}/pages/", "book/").replace(f"{root}/", "") for line in answer.stderr.splitlines()
             if line.strip() and not re.search(r"(\boverride|=default)\b.* is not documented", line)]
    if answer.returncode not in (0, 1) and not lines:
        lines = [f"doxygen ended with code {answer.returncode}"]
    return lines


def read(folder):
    """{file name: (title, body)} of Doxygen's HTML."""
    pages = {}
    for path in sorted(pathlib.Path(folder).glob("*.html")):
        text = path.read_text(encoding="utf-8", errors="replace")
        title = text.partition("<!--title:")[2].partition("-->")[0]
        body = text.partition('<div class="contents">')[2]
        body = body.rpartition("</div><!-- contents -->")[0] or body
        pages[path.name] = (title, body)
    return pages
