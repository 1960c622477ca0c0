#!/usr/bin/env python3
"""Leads through the exercises: copies a skeleton to workbook/, watches it, rebuilds and checks it on every save.

Usage: runner.py ROOT BUILD [COMMAND]. `./dln exercise help` tells the commands.
"""
import os
import pathlib
import select
import shutil
import subprocess
import sys
import time
import webbrowser

from workbook import Trouble, Workbook, write

USAGE = """./dln exercise [COMMAND]

next            go on with the first exercise that is not solved (the default);
                in a terminal it watches your file and checks it at every save
check NAME      check your answer once; exit code 0 if it is right
check all       check every answer you have begun
hint NAME       the next hint, from a nudge to nearly the solution
solution NAME   the model solution: once yours passes, or when asked twice
reset NAME      begin again; your file is kept beside as a backup
page NAME       open the chapter's page
list            all exercises, with your progress
help            this

Your answers are in workbook/, which git ignores.
./dln check FILE checks the gradients of a layer of your own;
./dln check --example prints one to begin from."""


def compile_and_run(workbook, text):
    """Builds the answer program around the reader's file and runs it. Returns whether it was right, and what it said."""
    source = workbook.build / "exercises/answer.hpp"
    if not source.exists() or source.read_text(encoding="utf-8") != text:
        write(source, text)
    built = subprocess.run(["ninja", "-C", str(workbook.build), "exercises/answer"], capture_output=True, text=True)
    if built.returncode != 0:
        lines = [line for line in built.stdout.splitlines() + built.stderr.splitlines()
                 if not line.startswith(("ninja:", "[", "FAILED:", "ccache ", "c++ ", "In file included", "      "))]
        return False, "It does not compile yet:\n" + "\n".join(lines[:25])
    try:
        ran = subprocess.run([str(workbook.build / "exercises/answer")], capture_output=True, text=True, timeout=20)
    except subprocess.TimeoutExpired:
        return False, "It ran for more than 20 seconds: is there a loop that never ends?"
    if ran.returncode < 0:
        return False, f"It crashed (signal {-ran.returncode}): is something read or written past its end?"
    return ran.returncode == 0, (ran.stdout + ran.stderr).rstrip()


def quoted(path):
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


def check(workbook, exercise):
    """Checks one answer, tells the verdict, notes success."""
    path = workbook.begin(exercise)
    text = f"#define ANSWER {quoted(path)}\n#include {quoted(workbook.source(exercise, 'check.cpp'))}\n"
    right, said = compile_and_run(workbook, text)
    print(said)
    if right and not workbook.solved(exercise):
        workbook.progress["solved"].append(exercise["name"])
        workbook.save()
    return right


def show_solution(workbook, exercise):
    """The model solution, with the reader's own above it."""
    if not workbook.solved(exercise) and exercise["name"] not in workbook.progress["asked"]:
        workbook.progress["asked"].append(exercise["name"])
        workbook.save()
        print("Yours does not pass yet. Ask once more if you really want to see the solution;\n"
              f"there are hints, too: ./dln exercise hint {exercise['name']}")
        return
    if workbook.answer(exercise).exists():
        print(f"--- yours: {workbook.answer(exercise)}\n{workbook.answer(exercise).read_text(encoding='utf-8')}")
    solution = workbook.source(exercise, "solution.cpp")
    print(f"--- a model solution: {solution}\n{solution.read_text(encoding='utf-8')}")


def show_hint(workbook, exercise):
    given = workbook.progress["hints"].get(exercise["name"], 0)
    hints = exercise["hints"]
    if given >= len(hints):
        print("All hints have been given; once more from the first:")
        given = 0
    print(f"Hint {given + 1} of {len(hints)}: {hints[given]}")
    workbook.progress["hints"][exercise["name"]] = given + 1
    workbook.save()


def reset(workbook, exercise):
    path = workbook.answer(exercise)
    if path.exists():
        backup = path.with_suffix(time.strftime(".%Y%m%d-%H%M%S") + f"-{time.monotonic_ns() % 1000:03d}.cpp")
        shutil.copy2(path, backup)
        print(f"Your file is kept as {backup}.")
    write(path, workbook.source(exercise, "skeleton.cpp").read_text(encoding="utf-8"))
    if workbook.solved(exercise):
        workbook.progress["solved"].remove(exercise["name"])
        workbook.save()
    print(f"{path} is the skeleton again.")


def open_page(workbook, exercise):
    page = workbook.build / "book/html" / f"{exercise['chapter'].split('-', 1)[1]}.html"
    if not page.exists():
        print("The book is not built yet: ./dln book")
    elif not webbrowser.open(page.as_uri()):
        print(f"No browser here; the page is {page}")


def show_list(workbook):
    chapter = None
    for exercise in workbook.exercises:
        if exercise["chapter"] != chapter:
            chapter = exercise["chapter"]
            print(chapter)
        mark = "x" if workbook.solved(exercise) else "." if workbook.answer(exercise).exists() else " "
        print(f"  [{mark}] {exercise['name']:<30} {exercise['title']}")
    print(f"{len(workbook.progress['solved'])} of {len(workbook.exercises)} solved.")


def check_all(workbook):
    right = True
    for exercise in workbook.exercises:
        if workbook.answer(exercise).exists():
            print(f"== {exercise['name']}")
            right = check(workbook, exercise) and right
    show_list(workbook)
    return right


def introduce(workbook, exercise):
    path = workbook.begin(exercise)
    print(f"\n== {exercise['title']} ({exercise['name']}, chapter {exercise['chapter']})")
    print(f"Your task: {exercise['task']}\nEdit  {path}")
    return path


def key_within(seconds):
    """A key that was pressed within this time, or None."""
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    return os.read(sys.stdin.fileno(), 1).decode("utf-8", "replace") if ready else None


def watch(workbook):
    """Leads through the exercises in a terminal: a check at every save, single keys for everything else."""
    import termios
    import tty
    keys = "[n]ext  [h]int  [l]ist  [c]heck all  [r]eset  [s]olution  [o]pen page  [q]uit"
    settings = termios.tcgetattr(sys.stdin)
    exercise, skipped = workbook.next(), set()
    try:
        tty.setcbreak(sys.stdin)
        while exercise:
            path = introduce(workbook, exercise)
            print(f"It is checked whenever you save.  {keys}\n")
            seen, moved_on = None, False
            while not moved_on:
                now = path.stat().st_mtime_ns if path.exists() else 0
                if now != seen:
                    if seen is not None:
                        print(f"\n-- {time.strftime('%H:%M:%S')} saved; checking ...")
                    right = check(workbook, exercise)
                    seen = now
                    if right:
                        show_solution(workbook, exercise)
                        print("Press n for the next one.")
                    print(f"\n{keys}", flush=True)
                key = key_within(0.3)
                if key == "q":
                    return
                if key == "n":
                    if not workbook.solved(exercise):
                        skipped.add(exercise["name"])
                    moved_on = True
                actions = {"h": lambda: show_hint(workbook, exercise), "l": lambda: show_list(workbook),
                           "c": lambda: check_all(workbook), "r": lambda: reset(workbook, exercise),
                           "s": lambda: show_solution(workbook, exercise), "o": lambda: open_page(workbook, exercise)}
                if key in actions:
                    print()
                    actions[key]()
            open_ones = [e for e in workbook.exercises if not workbook.solved(e)]
            exercise = next((e for e in open_ones if e["name"] not in skipped), None)
            if not exercise and open_ones:
                skipped.clear()
                exercise = open_ones[0]
        print("All exercises are solved. Well done.")
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, settings)


def go_on(workbook):
    exercise = workbook.next()
    if exercise is None:
        print("All exercises are solved. Well done.")
    elif sys.stdin.isatty() and sys.stdout.isatty():
        watch(workbook)
    else:
        introduce(workbook, exercise)
        print(f"Then: ./dln exercise check {exercise['name']}")


def check_layer(workbook, arguments):
    """`./dln check FILE`: the gradient check on a layer of the reader's own."""
    if arguments == ["--example"]:
        print((workbook.root / "exercises/layer-example.cpp").read_text(encoding="utf-8"), end="")
        return True
    if len(arguments) != 1 or arguments[0] in ("-h", "--help"):
        print("./dln check FILE checks the gradients of the layer that FILE's make_layer() makes.\n"
              "./dln check --example prints such a file to begin from.")
        return arguments in (["-h"], ["--help"])
    path = pathlib.Path(arguments[0]).resolve()
    if not path.is_file():
        raise Trouble(f"expected a C++ file with a layer, got '{arguments[0]}', which does not exist")
    layer = workbook.root / "exercises/checking/layer.cpp"
    right, said = compile_and_run(workbook, f"#define LAYER_FILE {quoted(path)}\n#include {quoted(layer)}\n")
    print(said)
    return right


def main(arguments):
    workbook = Workbook(pathlib.Path(arguments[0]), pathlib.Path(arguments[1]))
    command, rest = (arguments[2] if len(arguments) > 2 else "next"), arguments[3:]
    on_one = {"check": check, "hint": show_hint, "solution": show_solution, "reset": reset, "page": open_page}
    if command in ("help", "-h", "--help"):
        print(USAGE)
    elif command == "next" and not rest:
        go_on(workbook)
    elif command == "list" and not rest:
        show_list(workbook)
    elif command == "layer":
        return 0 if check_layer(workbook, rest) else 1
    elif command == "check" and rest == ["all"]:
        return 0 if check_all(workbook) else 1
    elif command in on_one and len(rest) == 1:
        return 1 if on_one[command](workbook, workbook.find(rest[0])) is False else 0
    else:
        raise Trouble(f"expected a command (./dln exercise help), got '{' '.join([command, *rest])}'")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        print(f"exercise: {trouble}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
