"""The reader's answers and progress: the folder workbook/."""
import json
import os
import pathlib
import tomllib


class Trouble(Exception):
    """Something the reader has to know, in one line."""


def write(path, text):
    """Writes a file beside its place and renames it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


class Workbook:
    """The reader's answers and progress."""

    def __init__(self, root, build):
        self.root, self.build = root, build
        self.folder = pathlib.Path(os.environ.get("DLN_WORKBOOK", root / "workbook"))
        manifest = tomllib.loads((root / "exercises/exercises.toml").read_text(encoding="utf-8"))
        self.exercises = manifest["exercise"]
        self.progress_file = self.folder / "progress.json"
        self.progress = {"solved": [], "hints": {}, "asked": []}
        if self.progress_file.exists():
            try:
                read = json.loads(self.progress_file.read_text(encoding="utf-8"))
                if any(type(read[key]) is not type(value) for key, value in self.progress.items()):
                    raise ValueError("not a progress file")
                self.progress = read
            except (ValueError, TypeError, KeyError):
                kept = self.progress_file.with_suffix(".damaged.json")
                self.progress_file.replace(kept)
                print(f"Your progress could not be read and starts anew; the old file is kept as {kept}.")

    def save(self):
        write(self.progress_file, json.dumps(self.progress, indent=2) + "\n")

    def find(self, name):
        for exercise in self.exercises:
            if exercise["name"] == name:
                return exercise
        names = ", ".join(exercise["name"] for exercise in self.exercises)
        raise Trouble(f"expected an exercise ({names}), got '{name}'")

    def source(self, exercise, part):
        return self.root / "exercises" / exercise["chapter"] / exercise["name"] / part

    def answer(self, exercise):
        return self.folder / exercise["chapter"] / f"{exercise['name']}.cpp"

    def begin(self, exercise):
        """The reader's file, made from the skeleton if there is none."""
        path = self.answer(exercise)
        if not path.exists():
            write(path, self.source(exercise, "skeleton.cpp").read_text(encoding="utf-8"))
        return path

    def solved(self, exercise):
        return exercise["name"] in self.progress["solved"]

    def next(self):
        return next((exercise for exercise in self.exercises if not self.solved(exercise)), None)
