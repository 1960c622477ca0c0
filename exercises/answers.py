"""Judges the reader's own files: answers, and layers to be checked."""
import os
import pathlib
import re
import shutil
import tempfile
import textwrap

from collection import Trouble
from compiling import Compiler, driver, judged

SECONDS = int(os.environ.get("DLN_EXERCISE_SECONDS", "10"))
WIDTH = 100

# What the compiler says of a frequent slip, and what that means.
SLIPS = [
    (r"no matching function for call to .(max|min)\((.*)\)",
     r"std::\1 takes two numbers of one type, here they are of two (\2). With doubles write 0.0, not 0."),
    (r"no matching function for call to .clamp\((.*)\)", r"std::clamp takes three numbers of one type (\1)."),
    (r"invalid use of void expression|cannot convert .*(Glue|Op|eOp|eGlue)",
     r"an Armadillo expression is no matrix yet: give it a name with its type, as in const arma::mat y = ...;"),
]


def wrapped(text):
    """Long lines broken at spaces, what is indented left as it is."""
    return "\n".join(line if len(line) <= WIDTH or line.startswith(" ") else textwrap.fill(
        line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.splitlines())


def complaint(path, exercise_names, complaints):
    """What the compiler complains of, in the reader's own file, without the library's notes."""
    errors = re.findall(r"^(.+?):(\d+):\d+: (?:fatal )?error: (.*)$", complaints, re.M)
    own = [(line, text) for place, line, text in errors if place == str(path)]
    if not own and (used := re.findall(rf"^{re.escape(str(path))}:(\d+):\d+:   required from", complaints, re.M)) and errors:
        own = [(used[0], errors[0][2])]
    if not own and any(place.startswith("use of ") for place, _, _ in errors):
        return (f"The check uses {' and '.join(exercise_names)} with the parameters and the result of the skeleton: "
                f"keep its name and its first line.\n{errors[0][2]}")
    if not own:
        return "\n".join(complaints.splitlines()[:12])
    said = []
    for line, text in own[:6]:
        slip = next((re.sub(f".*?{pattern}.*", sentence, text) for pattern, sentence in SLIPS if re.search(pattern, text)),
                    None)
        said.append(f"line {line}: {slip or text}")
    return "\n".join(dict.fromkeys(said))


class Desk:
    """Where answers are judged: each in a folder of its own, so that two terminals do not meet."""

    def __init__(self, workbook):
        self.workbook = workbook
        self.compiler = Compiler(workbook.root, workbook.build)
        self.borrowed = []

    def resolver(self, exercise, own):
        """Finds other exercises' answers, the reader's or the model's, by the name under which an answer includes them."""
        by_place = {f"{e.chapter}/{e.name}.cpp": e for e in self.workbook.exercises}

        def resolve(name):
            path = pathlib.PurePosixPath(name)
            chapter = path.parts[1] if path.parts[0] == ".." and len(path.parts) == 3 else exercise.chapter
            other = by_place.get(f"{chapter}/{path.name}")
            if other is None:
                return None
            if own and self.workbook.answer(other).exists():
                if not self.workbook.solved(other):
                    self.borrowed.append(f"Your {other.name} is used here, and is not solved yet.")
                return self.workbook.answer(other).read_text(encoding="utf-8"), self.workbook.answer(other)
            if own:
                self.borrowed.append(f"You have no {other.name} yet: the model solution of it is used here.")
            return other.read("solution.cpp"), f"solution of {other.name}"
        return resolve

    def judge(self, path, text, names, seconds):
        """Compiles a driver and runs it. Returns whether the answer was right, and what is said of it."""
        place = self.workbook.build / "exercises/answers"
        place.mkdir(parents=True, exist_ok=True)
        folder = pathlib.Path(tempfile.mkdtemp(dir=place))
        try:
            source, library = folder / "answer.cpp", folder / "answer.so"
            source.write_text(text, encoding="utf-8")
            if complaints := self.compiler.compile(source, library, path.parent):
                return False, "It does not compile yet:\n" + complaint(path, names, complaints)
            done = self.compiler.run(library, "answer", seconds)
            if done.returncode == 3 and (found := re.search(r"undefined symbol: (\S+)", done.stderr)):
                return False, f"It uses {self.compiler.demangled(found[1])}, which is declared, but written nowhere."
            return done.returncode == 0, (done.stdout + done.stderr).rstrip()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def check(self, exercise, path):
        """Judges an answer."""
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise Trouble(f"expected a text in UTF-8, got something else in {path}") from None
        self.borrowed = []
        model = self.resolver(exercise, False)
        variants = [("answer", "", text, path, self.resolver(exercise, True)),
                    ("skeleton", exercise.still, exercise.read("skeleton.cpp"), "[skeleton]", model),
                    *((m.name, m.says, m.text, f"[{m.name}]", model) for m in exercise.mistakes())]
        program = driver(exercise.folder / "check.cpp", exercise.names, variants)
        right, said = judged(exercise, *self.judge(path, program, exercise.names, SECONDS), text)
        notes = "" if right else "".join(f"{note}\n" for note in dict.fromkeys(self.borrowed))
        return right, notes + wrapped(said)

    def check_layer(self, path):
        """Checks the gradients of a layer of the reader's own."""
        check = self.workbook.root / "exercises/checking/layer.hpp"
        variants = [("answer", "", path.read_text(encoding="utf-8"), path, lambda name: None)]
        right, said = self.judge(path, driver(check, ["make_layer", "input_shape"], variants),
                                 ["make_layer()", "input_shape()"], SECONDS)
        return right, wrapped(said)
