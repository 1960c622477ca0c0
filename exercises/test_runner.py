#!/usr/bin/env python3
"""Plays a reader: begins an exercise, answers wrongly, then rightly, asks for hints, resets. Usage: ROOT BUILD."""
import json
import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import time

ROOT, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="dln workbook "))
ENVIRONMENT = {**os.environ, "DLN_WORKBOOK": str(FOLDER)}
COMMAND = [sys.executable, str(ROOT / "exercises/runner.py"), str(ROOT), str(BUILD)]
EXERCISE = ROOT / "exercises/01-linear-classifiers/hinge-naive"
ANSWER = FOLDER / "01-linear-classifiers/hinge-naive.cpp"


def run(*arguments, code=0, says=()):
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, env=ENVIRONMENT,
                          stdin=subprocess.DEVNULL)
    text = done.stdout + done.stderr
    assert done.returncode == code, f"{arguments}: expected exit code {code}, got {done.returncode}\n{text}"
    for part in says if isinstance(says, tuple) else (says,):
        assert part in text, f"{arguments}: expected it to say '{part}', got\n{text}"
    print(f"ok   {' '.join(arguments) or 'next'}")


def answer(part):
    ANSWER.write_text((EXERCISE / part).read_text(encoding="utf-8"), encoding="utf-8")


def play_in_a_terminal():
    """The watching loop: a save is noticed and judged, keys work, and the terminal is left as it was."""
    try:
        pid, terminal = pty.fork()
    except OSError as error:
        print(f"skip in a terminal: this machine has none to give ({error})")
        return False
    if pid == 0:
        os.execve(COMMAND[0], COMMAND, ENVIRONMENT)
    said = ""

    def wait_for(text, seconds=60):
        nonlocal said
        end = time.monotonic() + seconds
        while text not in said:
            assert time.monotonic() < end, f"terminal: expected '{text}', got\n{said}"
            said += os.read(terminal, 4096).decode("utf-8", "replace")

    wait_for("Distances without loops")
    wait_for("[q]uit", 60)
    os.write(terminal, b"h")
    wait_for("Hint 1 of 3")
    time.sleep(0.5)
    solution = ROOT / "exercises/01-linear-classifiers/distances/solution.cpp"
    (FOLDER / "01-linear-classifiers/distances.cpp").write_text(solution.read_text(encoding="utf-8"), encoding="utf-8")
    wait_for("Press n for the next one.")
    os.write(terminal, b"n")
    wait_for("The bias trick")
    os.write(terminal, b"q")
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, status
    print("ok   in a terminal")
    return True


run("list", says=("[ ] hinge-naive", "0 of "))
run("next", says=("Distances without loops", "./dln exercise check distances"))
run("check", "hinge-naive", code=1, says="Still nothing")
answer("wrong-own-class.cpp")
run("check", "hinge-naive", code=1, says="The right class must not count")
ANSWER.write_text("double hinge_loss(", encoding="utf-8")
run("check", "hinge-naive", code=1, says=("does not compile", "error"))
ANSWER.write_text("#include <armadillo>\ndouble hinge_loss(const arma::vec& s, arma::uword, double) { return s(99); }\n",
                  encoding="utf-8")
run("check", "hinge-naive", code=1, says="out of bounds")
ANSWER.write_text("#include <armadillo>\ndouble hinge_loss(const arma::vec&, arma::uword, double) { __builtin_trap(); }\n",
                  encoding="utf-8")
run("check", "hinge-naive", code=1, says="crashed")
run("hint", "hinge-naive", says="Hint 1 of 3")
run("hint", "hinge-naive", says="Hint 2 of 3")
run("solution", "hinge-naive", says="Ask once more")
run("solution", "hinge-naive", says="a model solution")
answer("solution.cpp")
run("check", "hinge-naive", says="Right.")
run("list", says=("[x] hinge-naive", "1 of "))
run("check", "all", code=1, says="== hinge-naive")
run("reset", "hinge-naive", says=("is kept as", "skeleton again"))
assert len(list(ANSWER.parent.glob("hinge-naive.*.cpp"))) == 1, "expected one backup"
run("list", says="[.] hinge-naive")
run("check", "nonsense", code=2, says="expected an exercise")
run("dance", code=2, says="expected a command")
(FOLDER / "progress.json").write_text("{damaged", encoding="utf-8")
run("list", says=("could not be read", "0 of "))
(FOLDER / "progress.json").write_text('{"solved": 3}', encoding="utf-8")
run("list", says=("could not be read", "0 of "))
run("layer", str(ROOT / "exercises/layer-example.cpp"), says="Every gradient is right")
example = (ROOT / "exercises/layer-example.cpp").read_text(encoding="utf-8")
(FOLDER / "wrong layer.cpp").write_text(example.replace("values() += arma::sum", "values() = arma::sum"), encoding="utf-8")
run("layer", str(FOLDER / "wrong layer.cpp"), code=1, says="overwritten instead of added")
run("layer", str(FOLDER / "none.cpp"), code=2, says="does not exist")
if play_in_a_terminal():
    assert "distances" in json.loads((FOLDER / "progress.json").read_text())["solved"]
