"""The exercises as they lie in their folders: NN-chapter/NAME/ with skeleton.cpp, solution.cpp, check.cpp, exercise.toml.

exercise.toml says:
  order     where it comes among its chapter's exercises, a number
  title     what it is called
  task      what is to be done, in one sentence that begins in lower case and ends with a full stop
  names     the answer's functions or constants, as they are handed to the check's check(...)
  still     what to say to who has not begun: the skeleton's answer
  hints     from a nudge to nearly the solution
  no_loops  true if the answer must do without
  kind      "prediction" if the answer is one: a text or a number, which is not mutated
  [[mistake]]  find and replace, an edit of the solution (or lists of them, for edits made at once), and what the check
            says of it; without `says` it is another way to the mistake before
  [[mutant]]   find and replace of an automatic change that may pass or be told a mistake's sentence, and the reason
"""
import dataclasses
import pathlib
import tomllib

ONLY = {"order", "title", "task", "names", "still", "hints", "no_loops", "kind", "mistake", "mutant"}
LOOP = "The result is right, but there is a loop. Say it as matrices: Armadillo runs the loops for you."


class Trouble(Exception):
    """Something the reader has to know, in one line."""


@dataclasses.dataclass
class Edit:
    """A changed solution, and what is said of it."""
    name: str
    text: str
    says: str


class Exercise:
    """One exercise."""

    def __init__(self, folder):
        self.folder, self.name, self.chapter = folder, folder.name, folder.parent.name
        place = folder / "exercise.toml"
        try:
            said = tomllib.loads(place.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise Trouble(f"{place}: {error}") from None
        for key in ("order", "title", "task", "names", "still", "hints"):
            if not said.get(key):
                raise Trouble(f"{place}: expected '{key}', got none")
        if unknown := sorted(set(said) - ONLY):
            raise Trouble(f"{place}: expected only {', '.join(sorted(ONLY))}, got '{unknown[0]}'")
        for part in ("skeleton.cpp", "solution.cpp", "check.cpp"):
            if not (folder / part).is_file():
                raise Trouble(f"expected {folder / part}, found no such file")
        self.order, self.title, self.task = said["order"], said["title"], said["task"]
        self.names, self.still, self.hints = said["names"], said["still"], said["hints"]
        self.no_loops, self.kind = said.get("no_loops", False), said.get("kind", "code")
        self._mistakes, self._mutants = said.get("mistake", []), said.get("mutant", [])

    def read(self, part):
        return (self.folder / part).read_text(encoding="utf-8")

    def edited(self, edit, what):
        """The solution with an edit; every text that is looked for must be there once."""
        text, finds, replacements = self.read("solution.cpp"), edit.get("find", []), edit.get("replace", [])
        if isinstance(finds, str):
            finds, replacements = [finds], [replacements]
        if not finds or len(finds) != len(replacements):
            raise Trouble(f"{self.name}, {what}: expected as many replacements as texts to find, at least one")
        for find in finds:
            if text.count(find) != 1:
                raise Trouble(f"{self.name}, {what}: expected '{find}' once in the solution, got {text.count(find)}")
        for at, find, replacement in sorted(zip(map(text.index, finds), finds, replacements), reverse=True):
            text = text[:at] + replacement + text[at + len(find):]
        return text

    def mistakes(self):
        """The typical mistakes."""
        made, says = [], None
        for i, mistake in enumerate(self._mistakes, 1):
            says = mistake.get("says", says)
            if not says:
                raise Trouble(f"{self.name}, mistake {i}: expected what the check says of it")
            made.append(Edit(f"mistake {i}", self.edited(mistake, f"mistake {i}"), says))
        return made

    def allowed_mutants(self):
        """The changes that may pass, or be told a mistake's sentence, with the reasons."""
        for i, mutant in enumerate(self._mutants, 1):
            if not mutant.get("reason"):
                raise Trouble(f"{self.name}, mutant {i}: expected the reason why it may pass")
        return [Edit(f"mutant {i}", self.edited(mutant, f"mutant {i}"), mutant["reason"])
                for i, mutant in enumerate(self._mutants, 1)]


def all_exercises(root):
    """Every exercise, in the order in which they are led through."""
    folders = [path.parent for path in (pathlib.Path(root) / "exercises").glob("[0-9]*/*/exercise.toml")]
    found = sorted((Exercise(folder) for folder in folders), key=lambda e: (e.chapter, e.order, e.name))
    names = [exercise.name for exercise in found]
    for name in names:
        if names.count(name) > 1:
            raise Trouble(f"expected every exercise to have a name of its own, got '{name}' twice")
    return found


if __name__ == "__main__":  # For the build: the names, one a line. Nothing but the folders is read.
    import sys
    for path in sorted((pathlib.Path(sys.argv[1]) / "exercises").glob("[0-9]*/*/check.cpp")):
        print(path.parent.name)
