"""Live figures: a shared script, a file a chapter, and the data that the chapter's program wrote, as a script as well.

A file of book/live/ begins with a line that names its data: `// data: 01/summary.json 01/templates-softmax.csv`. Each becomes
`liveData("01/templates-softmax", ...)`: a JSON file as it is, a CSV file with headings as columns by their names, one without
as rows of numbers, and a .js file as the value that the program's report gave it. A script cannot ask for files where the book is
opened from a disk, but it can be one.
"""
import csv
import json
import pathlib
import re
import subprocess


def scripts(page):
    """What a page with live figures loads, in this order."""
    files = []
    for name in page.scripts:
        files += [f"data-{name}", f"live-{name}"]
    return ["live.js", *files] if files else []


def number(cell):
    try:
        value = float(cell)
    except ValueError:
        return cell
    return int(value) if value == int(value) and abs(value) < 2**53 else float(f"{value:.6g}")


def table(text):
    rows = list(csv.reader(text.strip().splitlines()))
    if isinstance(number(rows[0][0]), str):
        return {name: [number(row[i]) for row in rows[1:]] for i, name in enumerate(rows[0])}
    return [[number(cell) for cell in row] for row in rows]


def data_of(script, results):
    """The script of data for a chapter's live figures."""
    match = re.match(r"// data: (.*)", script.read_text(encoding="utf-8"))
    lines = []
    for name in match[1].split() if match else []:
        stem, ending = name.rsplit(".", 1)
        content = results.file(stem, "", "." + ending)
        if ending == "js":
            content = content.partition("=")[2].strip().rstrip(";")
        content = table(content) if ending == "csv" else json.loads(content)
        lines.append(f"liveData({json.dumps(stem)}, {json.dumps(content, separators=(',', ':'))});\n")
    return "".join(lines)


def write(root, results, book, folder, wanted=None):
    """Scripts and data of all live figures; returns what data are missing."""
    problems = []
    for name in dict.fromkeys(name for page in book for name in page.scripts):
        script = pathlib.Path(root) / "book/live" / name
        try:
            (folder / f"data-{name}").write_text(data_of(script, results), encoding="utf-8")
        except KeyError as error:
            (folder / f"data-{name}").write_text("", encoding="utf-8")
            if wanted is None or name[:2] in wanted:
                problems.append(f"book/live/{name}: {error.args[0]}")
        (folder / f"live-{name}").write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
    return problems


def check(root, folder):
    """What live figures compute otherwise than the library. Where their data are missing there is nothing to compare."""
    book = pathlib.Path(root) / "book"
    answer = subprocess.run(["node", str(book / "engine/check_live.js"), str(book), str(folder)], capture_output=True, text=True,
                            encoding="utf-8", check=False)
    return (answer.stdout + answer.stderr).splitlines()
