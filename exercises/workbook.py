"""The reader's answers and progress: the folder workbook/."""
import json
import os
import pathlib

from collection import Trouble, all_exercises


def write(path, text):
    """Writes a file beside its place and renames it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


class Workbook:
    """The reader's answers and progress."""

    def __init__(self, root, build):
        self.root, self.build = root, build
        self.folder = pathlib.Path(os.environ.get("DLN_WORKBOOK", root / "workbook")).resolve()
        self.exercises = all_exercises(root)
        self.progress_file = self.folder / "progress.json"
        self.progress = self.read_progress()

    def read_progress(self):
        progress = {"solved": [], "hints": {}, "asked": []}
        if not self.progress_file.exists():
            return progress
        try:
            read = json.loads(self.progress_file.read_text(encoding="utf-8"))
            if any(type(read[key]) is not type(value) for key, value in progress.items()):
                raise ValueError("not a progress file")
            return read
        except (ValueError, TypeError, KeyError):
            kept = self.progress_file.with_suffix(".damaged.json")
            self.progress_file.replace(kept)
            print(f"Your progress could not be read and starts anew; the old file is kept as {kept}.")
            return progress

    def note(self, change):
        """Changes the progress, which another terminal may have changed meanwhile."""
        self.progress = self.read_progress()
        change(self.progress)
        write(self.progress_file, json.dumps(self.progress, indent=2) + "\n")

    def set_solved(self, exercise, solved):
        def change(progress):
            others = [name for name in progress["solved"] if name != exercise.name]
            progress["solved"] = others + [exercise.name] if solved else others
        if solved != self.solved(exercise):
            self.note(change)

    def find(self, name):
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        names = ", ".join(exercise.name for exercise in self.exercises)
        raise Trouble(f"expected an exercise ({names}), got '{name}'")

    def answer(self, exercise):
        return self.folder / exercise.chapter / f"{exercise.name}.cpp"

    def begin(self, exercise):
        """The reader's file, made from the skeleton if there is none."""
        path = self.answer(exercise)
        if not path.exists():
            write(path, exercise.read("skeleton.cpp"))
        return path

    def solved(self, exercise):
        return exercise.name in self.progress["solved"]

    def next(self, skipped=()):
        """The first exercise that is neither solved nor skipped, or nothing."""
        return next((e for e in self.exercises if not self.solved(e) and e.name not in skipped), None)
