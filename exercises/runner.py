#!/usr/bin/env python3
"""Leads through the exercises: copies a skeleton to workbook/, watches it, compiles and checks it on every save.

Usage: runner.py ROOT BUILD [COMMAND]. `./dln exercise help` tells the commands.
"""
import os
import pathlib
import shutil
import sys
import time
import webbrowser

from answers import Desk
from collection import Trouble
from workbook import Workbook, write

USAGE = """./dln exercise [COMMAND]

next [NAME]     go on with the first exercise that is not solved (the default), or with NAME;
                in a terminal it watches your file and checks it at every save
check NAME      check your answer once; exit code 0 if it is right
check all       check every answer you have begun
hint NAME       the next hint, from a nudge to nearly the solution
solution NAME   the model solution: once yours passes, or when asked twice
reset NAME      begin again; your file is kept beside as a backup
page NAME       open the chapter's page
list            all exercises, with your progress
prove [NAME]    for authors: prove that the checks bite, with every automatic change
help            this

Your answers are in workbook/, which git ignores. Matrices and images are indexed by rows first: x(i, j) is row i,
column j, and x(i, j, c) that pixel's channel c.
./dln check FILE checks the gradients of a layer of your own;
./dln check --example prints one to begin from."""


def check(workbook, exercise):
    """Checks one answer, tells the verdict, notes success and says what comes next."""
    begun = workbook.answer(exercise).exists()
    path = workbook.begin(exercise)
    print(f"{exercise.title}: {exercise.task}\n{'Your answer is' if begun else 'Write your answer in'} {path}\n")
    right, said = Desk(workbook).check(exercise, path)
    print(said)
    workbook.set_solved(exercise, right or workbook.solved(exercise))
    if right:
        following = workbook.next()
        print(f"Next: {following.title} (./dln exercise next)" if following else "All exercises are solved. Well done.")
    return right


def show_solution(workbook, exercise):
    """The model solution, with the reader's own above it."""
    if not workbook.solved(exercise) and exercise.name not in workbook.progress["asked"]:
        workbook.note(lambda progress: progress["asked"].append(exercise.name))
        print("Yours does not pass yet. Ask once more if you really want to see the solution;\n"
              f"there are hints, too: ./dln exercise hint {exercise.name}")
        return
    if workbook.answer(exercise).exists():
        print(f"--- yours: {workbook.answer(exercise)}\n{workbook.answer(exercise).read_text(encoding='utf-8')}")
    print(f"--- a model solution: {exercise.folder / 'solution.cpp'}\n{exercise.read('solution.cpp')}")


def show_hint(workbook, exercise):
    given = workbook.progress["hints"].get(exercise.name, 0)
    if given >= len(exercise.hints):
        print("All hints have been given; once more from the first:")
        given = 0
    print(f"Hint {given + 1} of {len(exercise.hints)}: {exercise.hints[given]}")
    workbook.note(lambda progress: progress["hints"].update({exercise.name: given + 1}))


def reset(workbook, exercise):
    path = workbook.answer(exercise)
    if path.exists():
        backup = path.with_suffix(time.strftime(".%Y%m%d-%H%M%S") + f"-{time.monotonic_ns() % 1000:03d}.cpp")
        shutil.copy2(path, backup)
        print(f"Your file is kept as {backup}.")
    write(path, exercise.read("skeleton.cpp"))
    workbook.set_solved(exercise, False)
    print(f"{path} is the skeleton again.")


def open_page(workbook, exercise):
    page = workbook.build / "book/html" / f"{exercise.chapter.split('-', 1)[1]}.html"
    if not page.exists():
        print("The book is not built yet: ./dln book")
    elif not webbrowser.open(f"{page.as_uri()}#exercise-{exercise.name}"):
        print(f"No browser here; the page is {page}")


def show_list(workbook):
    chapter = None
    for exercise in workbook.exercises:
        if exercise.chapter != chapter:
            chapter = exercise.chapter
            print(chapter)
        mark = "x" if workbook.solved(exercise) else "." if workbook.answer(exercise).exists() else " "
        print(f"  [{mark}] {exercise.name:<30} {exercise.title}")
    print(f"{sum(map(workbook.solved, workbook.exercises))} of {len(workbook.exercises)} solved.")


def check_all(workbook):
    """Checks every answer that was begun, and takes back what does not pass any more."""
    desk, right = Desk(workbook), True
    for exercise in workbook.exercises:
        if workbook.answer(exercise).exists():
            passes, said = desk.check(exercise, workbook.answer(exercise))
            print(f"== {exercise.name}\n{said}")
            workbook.set_solved(exercise, passes)
            right = right and passes
    show_list(workbook)
    return right


def go_on(workbook, exercise=None):
    exercise = exercise or workbook.next()
    if exercise is None:
        print("All exercises are solved. Well done.")
    elif sys.stdin.isatty() and sys.stdout.isatty():
        from watching import watch
        watch(workbook, exercise, {"h": show_hint, "l": lambda book, _: show_list(book), "r": reset, "s": show_solution,
                                   "c": lambda book, _: check_all(book), "o": open_page})
    else:
        from watching import introduce
        introduce(workbook, exercise)
        print(f"Then: ./dln exercise check {exercise.name}")


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
    right, said = Desk(workbook).check_layer(path)
    print(said)
    return right


def main(arguments):
    root, build = pathlib.Path(arguments[0]).resolve(), pathlib.Path(arguments[1]).resolve()
    command, rest = (arguments[2] if len(arguments) > 2 else "next"), arguments[3:]
    on_one = {"check": check, "hint": show_hint, "solution": show_solution, "reset": reset, "page": open_page}
    if command in ("help", "-h", "--help"):
        print(USAGE)
        return 0
    if command == "prove":
        os.execv(sys.executable, [sys.executable, str(root / "exercises/prove.py"), str(root), str(build),
                                  "--all-mutants", *rest])
    workbook = Workbook(root, build)
    if command == "next" and len(rest) <= 1:
        go_on(workbook, workbook.find(rest[0]) if rest else None)
    elif command == "list" and not rest:
        show_list(workbook)
    elif command == "layer":
        return 0 if check_layer(workbook, rest) else 1
    elif command == "check" and rest == ["all"]:
        return 0 if check_all(workbook) else 1
    elif command in on_one and len(rest) == 1:
        return 1 if on_one[command](workbook, workbook.find(rest[0])) is False else 0
    elif command in on_one:
        raise Trouble(f"expected {command} NAME, a name from ./dln exercise list, got '{' '.join([command, *rest])}'")
    else:
        raise Trouble(f"expected a command (./dln exercise help), got '{' '.join([command, *rest])}'")
    return 0


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
        sys.exit(code)
    except Trouble as trouble:
        print(f"exercise: {trouble}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # who reads the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        print(f"exercise: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
