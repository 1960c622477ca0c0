"""What the chapters' programs wrote: numbers by name, cells by row and column, tables and figures."""
import csv
import io
import json
import pathlib


class Missing(KeyError):
    """Something that a chapter has not written: it has not been run, or not since its program was changed."""


class Results:
    """What the chapters wrote, by the chapter's number."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.folders = {path.name.split("-")[0]: path for path in sorted(folder.glob("*")) if path.is_dir()}
        self.summaries = {}
        for number, path in self.folders.items():
            summary = path / "summary.json"
            self.summaries[number] = json.loads(summary.read_text(encoding="utf-8")) if summary.exists() else {}

    def value(self, number, key, form):
        """A number by its name in a chapter's summary, in Python's format."""
        if not self.summaries.get(number):
            raise Missing(f"expected chapter {number}'s results, got none: it has not been run")
        if key not in self.summaries[number]:
            raise Missing(f"expected a key of chapter {number}'s summary, got '{key}', which no program wrote")
        return format(self.summaries[number][key], form)

    def cell(self, number, table, row, column, form):
        """A cell by its row's first entry and its column's heading: as the table shows it, or in a format of its own."""
        if form:
            rows = list(csv.reader(io.StringIO(self.file(f"{number}/{table}", "", ".csv"))))
        else:
            rows = markdown_rows(self.file(f"{number}/{table}", "", ".md"))
        if column not in rows[0]:
            raise Missing(f"{number}:{table}: expected a column of {', '.join(rows[0])}, got '{column}'")
        found = [cells for cells in rows[1:] if cells[0] == row]
        if len(found) != 1:
            known = ", ".join(cells[0] for cells in rows[1:])
            raise Missing(f"{number}:{table}: expected one row '{row}' (there are {known}), got {len(found)}")
        text = found[0][rows[0].index(column)]
        return format(float(text), form) if form else text

    def file(self, name, folder, ending):
        """The text of a file that a chapter wrote, by the chapter's number and the file's stem."""
        number, _, stem = name.partition("/")
        if number not in self.folders:
            raise Missing(f"expected chapter {number}'s results, got none: it has not been run")
        path = self.folders[number] / folder / (stem + ending)
        if not path.exists():
            raise Missing(f"expected {name}{ending} from the chapter's program, got nothing of that name")
        return path.read_text(encoding="utf-8")


def markdown_rows(text):
    """The cells of a table in Markdown, headings first, without the line of dashes."""
    lines = [line.strip().strip("|") for line in text.strip().splitlines()]
    return [[cell.strip() for cell in line.split("|")] for i, line in enumerate(lines) if i != 1]
