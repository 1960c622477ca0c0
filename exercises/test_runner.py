#!/usr/bin/env python3
"""Plays a reader: begins an exercise, answers wrongly, then rightly, asks for hints, resets, checks layers of his own.

Usage: ROOT BUILD NAME..., the names being the exercises for which the build has tests."""
import json
import os
import pathlib
import pty
import shutil
import subprocess
import sys
import tempfile
import time

ROOT, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
sys.path.insert(0, str(ROOT / "exercises"))
from collection import all_exercises  # noqa: E402

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="dln workbook "))
ENVIRONMENT = {**os.environ, "DLN_WORKBOOK": str(FOLDER), "DLN_EXERCISE_SECONDS": "2"}
COMMAND = [sys.executable, str(ROOT / "exercises/runner.py"), str(ROOT), str(BUILD)]
EXERCISE = next(e for e in all_exercises(ROOT) if e.name == "hinge-naive")
ANSWER = FOLDER / "01-linear-classifiers/hinge-naive.cpp"
SIGNATURE = "double hinge_loss(const arma::vec& s, arma::uword right, double margin) "


def run(*arguments, code=0, says=(), says_not=()):
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, env=ENVIRONMENT,
                          stdin=subprocess.DEVNULL)
    text = done.stdout + done.stderr
    assert done.returncode == code, f"{arguments}: expected exit code {code}, got {done.returncode}\n{text}"
    for part in says if isinstance(says, tuple) else (says,):
        assert part in text, f"{arguments}: expected it to say '{part}', got\n{text}"
    for part in says_not if isinstance(says_not, tuple) else (says_not,):
        assert part not in text, f"{arguments}: expected it not to say '{part}', got\n{text}"
    assert "Traceback" not in text, text
    print(f"ok   {' '.join(arguments) or 'next'}")


def answer(body, before="#include <armadillo>\n"):
    ANSWER.write_text(f"{before}{SIGNATURE}{{ {body} }}\n", encoding="utf-8")


def wrong(body, says, says_not=(), before="#include <armadillo>\n"):
    answer(body, before)
    run("check", "hinge-naive", code=1, says=says, says_not=says_not)


def play_in_a_terminal():
    """The watching loop: a save is noticed and judged, keys work, and the terminal is left as it was."""
    try:
        pid, terminal = pty.fork()
    except OSError as error:
        print(f"skip in a terminal: this machine has none to give ({error})")
        return False
    if pid == 0:
        os.execve(COMMAND[0], [*COMMAND, "next", "distances"], ENVIRONMENT)
    said = ""

    def wait_for(text, seconds=100):
        nonlocal said
        end = time.monotonic() + seconds
        while text not in said:
            assert time.monotonic() < end, f"terminal: expected '{text}', got\n{said}"
            said += os.read(terminal, 4096).decode("utf-8", "replace")

    wait_for("Distances without loops")
    wait_for("Still nothing")
    os.write(terminal, b"h")
    wait_for("Hint 1 of 3")
    time.sleep(0.5)
    shutil.copy(ROOT / "exercises/01-linear-classifiers/distances/solution.cpp",
                FOLDER / "01-linear-classifiers/distances.cpp")
    wait_for("Press n for the next one.")
    os.write(terminal, b"n")
    wait_for("The bias trick")
    os.write(terminal, b"q")
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, status
    print("ok   in a terminal")
    return True


def begin_and_answer():
    run("list", says=("[ ] hinge-naive", "0 of "))
    run("next", says=("Distances without loops", "./dln exercise check distances"))
    run("check", "hinge-naive", code=1, says=("Still nothing", "by a loop over the classes", str(ANSWER)))
    wrong("double loss = 0; for (arma::uword j = 0; j < s.n_elem; ++j) loss += std::max(0.0, s(j) - s(right) + margin);"
          "return loss;", ("The correct class must not count", "13  -7  11", "expected      8"))
    wrong("return std::max(0, s(1) - s(right) + margin);", ("line 2", "two numbers of one type", "write 0.0"),
          says_not=("note", "template"))
    ANSWER.write_text("double hinge_loss(", encoding="utf-8")
    run("check", "hinge-naive", code=1, says="does not compile")
    ANSWER.write_text("#include <armadillo>\ndouble hinge(const arma::vec&) { return 0; }\n", encoding="utf-8")
    run("check", "hinge-naive", code=1, says="with the parameters and the result of the skeleton")
    wrong("return s(99);", ("out of bounds", "A place was used that is not there"))


def misbehave():
    """Answers that run away are stopped, whatever they do."""
    wrong("__builtin_trap();", "it crashed")
    wrong("volatile double sum = 0; while (true) sum = sum + s(0);", ("more than", "seconds and was stopped"))
    wrong('while (true) std::printf("more and more ");', ("more than a megabyte", "It printed:"))
    wrong("std::vector<arma::mat> all; while (true) all.push_back(arma::mat(20000, 20000, arma::fill::none));",
          "there was not enough memory")
    wrong("std::exit(0);", "it ended the program")


def solve_and_reset():
    (FOLDER / "01-linear-classifiers/my_own.hpp").write_text(
        "#pragma once\ninline double above(double x) { return x > 0 ? x : 0; }\n", encoding="utf-8")
    answer("std::map<int, double> losses; for (arma::uword j = 0; j < s.n_elem; ++j) if (j != right) "
           "losses[0] += above(s(j) - s(right) + margin); return losses[0];",
           '#include "my_own.hpp"\n#include <armadillo>\n#include <map>\n#include <unordered_set>\n')
    run("check", "hinge-naive", says=("Right.", "Next: "))
    run("list", says=("[x] hinge-naive", "1 of "))
    run("hint", "hinge-naive", says="Hint 1 of 3")
    run("hint", "hinge-naive", says="Hint 2 of 3")
    run("solution", "bias-trick", says="Ask once more")
    run("solution", "bias-trick", says="a model solution")
    wrong("return 0;", "Still nothing")
    run("check", "all", code=1, says=("== hinge-naive", "0 of "))
    run("reset", "hinge-naive", says=("is kept as", "skeleton again"))
    assert len(list(ANSWER.parent.glob("hinge-naive.*.cpp"))) == 1, "expected one backup"


def two_at_once():
    """Two terminals at two exercises: each is told its own verdict."""
    shutil.copy(ROOT / "exercises/01-linear-classifiers/l2/solution.cpp", FOLDER / "01-linear-classifiers/l2.cpp")
    both = [subprocess.Popen([*COMMAND, "check", name], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
            for name in ("l2", "hinge-naive")]
    said = [each.communicate()[0] for each in both]
    assert "Right." in said[0] and "Still nothing" in said[1], said
    print("ok   two at once")


def ask_wrongly():
    run("check", "nonsense", code=2, says="expected an exercise")
    run("check", code=2, says="expected check NAME")
    run("dance", code=2, says="expected a command")
    piped = subprocess.run(f"{sys.executable} '{COMMAND[1]}' '{ROOT}' '{BUILD}' list | head -n 1", shell=True,
                           capture_output=True, text=True, env=ENVIRONMENT)
    assert piped.stderr == "", piped.stderr
    (FOLDER / "progress.json").write_text("{damaged", encoding="utf-8")
    run("list", says=("could not be read", "0 of "))
    (FOLDER / "progress.json").write_text('{"solved": 3}', encoding="utf-8")
    run("list", says=("could not be read", "0 of "))


def check_layers():
    """./dln check FILE: a right layer, and what is said of the usual slips."""
    example = (ROOT / "exercises/layer-example.cpp").read_text(encoding="utf-8")

    def layer(says, *edits, code=1):
        text = example
        for find, replacement in edits:
            assert find in text, find
            text = text.replace(find, replacement)
        (FOLDER / "my layer.cpp").write_text(text, encoding="utf-8")
        run("layer", str(FOLDER / "my layer.cpp"), code=code, says=says)

    layer("Every gradient is right", code=0)
    layer("overwritten instead of added", ("values() += arma::sum", "values() = arma::sum"))
    layer("backward pops what forward never", ("    pass.push(x);\n", ""))
    layer("the sum of dy alone: a factor is missing, x say", ("arma::sum(x.columns() % dy.columns(), 1)",
                                                              "arma::sum(dy.columns(), 1)"))
    layer("yours times scale", ("    dy.columns().each_col() %= scale_.value.values();\n", ""))
    layer("backward leaves 1", ("    pass.push(x);\n", "    pass.push(x);\n    pass.push(x);\n"))
    layer(("forward ended with an error", "my own text"),
          ("    pass.push(x);\n", '    if (x.size() > 0) throw std::runtime_error("my own text");\n    pass.push(x);\n'))
    layer(("Too large to check", "input_shape()"), ("return {3, 6, 1, 1}", "return {100000, 6, 1, 1}"))
    run("layer", str(FOLDER / "none.cpp"), code=2, says="does not exist")


names = [exercise.name for exercise in all_exercises(ROOT)]
assert sorted(names) == sorted(sys.argv[3:]), (
    f"expected a test for each of {names}, got {sys.argv[3:]}: configure again (meson setup --reconfigure build)")
begin_and_answer()
misbehave()
solve_and_reset()
two_at_once()
check_layers()
ask_wrongly()
if play_in_a_terminal():
    assert "distances" in json.loads((FOLDER / "progress.json").read_text())["solved"]
shutil.rmtree(FOLDER)
