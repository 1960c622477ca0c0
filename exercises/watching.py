"""Leads through the exercises in a terminal: a check at every save, single keys for everything else."""
import os
import select
import sys
import termios
import time
import tty

from answers import Desk

KEYS = "[n]ext  [h]int  [l]ist  [c]heck all  [r]eset  [s]olution  [o]pen page  [q]uit"


def introduce(workbook, exercise):
    path = workbook.begin(exercise)
    print(f"\n== {exercise.title} ({exercise.name}, chapter {exercise.chapter})")
    print(f"Your task: {exercise.task}\nEdit  {path}")
    return path


def key_within(seconds):
    """A key that was pressed within this time, or None."""
    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    return os.read(sys.stdin.fileno(), 1).decode("utf-8", "replace") if ready else None


def judge(workbook, exercise, path, actions):
    right, said = Desk(workbook).check(exercise, path)
    print(said)
    if right:
        workbook.set_solved(exercise, True)
        actions["s"](workbook, exercise)
        print("Press n for the next one.")


def work_on(workbook, exercise, actions):
    """One exercise, until a key leads on. Returns that key."""
    path = introduce(workbook, exercise)
    print(f"It is checked whenever you save.  {KEYS}\n")
    seen = None
    while True:
        now = path.stat().st_mtime_ns if path.exists() else seen
        if now != seen:
            if seen is not None:
                print(f"\n-- {time.strftime('%H:%M:%S')} saved; checking ...")
            seen = now
            judge(workbook, exercise, path, actions)
            print(f"\n{KEYS}", flush=True)
        key = key_within(0.3)
        if key in ("q", "n"):
            return key
        if key in actions:
            print()
            actions[key](workbook, exercise)


def watch(workbook, exercise, actions):
    """Begins with an exercise; `actions` are functions of the workbook and an exercise, by key."""
    settings, skipped = termios.tcgetattr(sys.stdin), set()
    try:
        tty.setcbreak(sys.stdin)
        while exercise:
            if work_on(workbook, exercise, actions) == "q":
                return
            skipped.add(exercise.name)
            exercise = workbook.next(skipped)
            if exercise is None:
                skipped.clear()
                exercise = workbook.next()
        print("All exercises are solved. Well done.")
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, settings)
