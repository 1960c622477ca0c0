#!/usr/bin/env python3
"""Proves that an exercise's check bites: prove.py ROOT BUILD [--all-mutants] NAME...

The skeleton is told what to begin with; the solution passes; every typical mistake compiles and is told its own sentence;
and solutions that are changed automatically fail, without being told the sentence of a mistake that they do not make. Of
those, a plain run takes a fixed sample, and --all-mutants all. What was compiled is kept in the build folder."""
import argparse
import json
import os
import pathlib
import random
import re
import sys

from collection import LOOP, Trouble, all_exercises
from compiling import Compiler, driver, has_loop
from mutating import mutants, squeezed

SAMPLE = 8
SECONDS = 2
AT_ONCE = 40  # so many variants a compilation: one bad mutant costs no more than these


class Proof:
    """One exercise's proof."""

    def __init__(self, compiler, exercise, all_mutants, exercises):
        self.compiler, self.exercise, self.failures, self.all_mutants = compiler, exercise, 0, all_mutants
        self.solutions = {f"{e.chapter}/{e.name}.cpp": e for e in exercises}
        self.mistakes = exercise.mistakes()
        self.allowed = {squeezed(edit.text): edit for edit in exercise.allowed_mutants()}

    def resolve(self, name):
        """The model solution of another exercise, by the name under which an answer includes it."""
        path = pathlib.PurePosixPath(name)
        chapter = path.parts[1] if path.parts[0] == ".." and len(path.parts) == 3 else self.exercise.chapter
        other = self.solutions.get(f"{chapter}/{path.name}")
        return (other.read("solution.cpp"), f"solution of {other.name}") if other else None

    def report(self, passed, name, text):
        self.failures += not passed
        print(f"{'ok  ' if passed else 'FAIL'} {name}: {text}")

    def built(self, variants, piece):
        """A library of the variants, and those of them that compile. Known ones must; of changes, not every one does."""
        stem = self.compiler.build / "exercises/proofs" / f"{self.exercise.name}-{piece}"
        stem.parent.mkdir(parents=True, exist_ok=True)
        library, notes, part = stem.with_suffix(".so"), stem.with_suffix(".json"), stem.with_suffix(f".{os.getpid()}.part")
        check = self.exercise.folder / "check.cpp"

        def text_of(some):
            return driver(check, self.exercise.names, [(*variant, f"[{variant[0]}]", self.resolve) for variant in some])
        key, dropped = self.compiler.key(text_of(variants), check.read_text(encoding="utf-8")), []
        if library.exists() and notes.exists():
            kept = json.loads(notes.read_text(encoding="utf-8"))
            if kept["key"] == key:
                return library, [variant for variant in variants if variant[0] not in kept["dropped"]]
        while True:
            chosen = [variant for variant in variants if variant[0] not in dropped]
            stem.with_suffix(".cpp").write_text(text_of(chosen), encoding="utf-8")
            complaints = self.compiler.compile(stem.with_suffix(".cpp"), part)
            if not complaints:
                part.replace(library)
                notes.write_text(json.dumps({"key": key, "dropped": dropped}), encoding="utf-8")
                return library, chosen
            bad = set(re.findall(r"^(?:use of )?\[(change \d+)\]:\d+:\d+: (?:error|  required from)", complaints, re.M))
            if not bad - set(dropped):
                raise Trouble(f"{self.exercise.name} does not compile:\n{complaints[:3000]}")
            dropped += sorted(bad)

    def verdicts(self, variants, piece):
        """(name, right, sentence, exact, said, text) of every variant that compiles."""
        library, compiled = self.built(variants, piece)
        done = self.compiler.run(library, "prove", SECONDS)
        if done.returncode != 0:
            raise Trouble(f"{self.exercise.name}: the judge ended with {done.returncode}: {done.stderr.strip()}")
        texts = {name: text for name, _, text in compiled}
        for record in done.stdout.split("\x1e")[:-1]:
            name, state, sentence, likeness, said = record.split("\x1f")
            right = state == "right"
            if right and self.exercise.no_loops and has_loop(texts[name]):
                right, sentence, likeness, said = False, LOOP, "exact", LOOP
            yield name, right, sentence, likeness == "exact", said, texts[name]

    def known(self):
        """The solution, the skeleton and the mistakes."""
        says = {mistake.name: mistake.says for mistake in self.mistakes}
        return [("solution", "", self.exercise.read("solution.cpp")),
                ("skeleton", self.exercise.still, self.exercise.read("skeleton.cpp")),
                *((m.name, says[m.name], m.text) for m in self.mistakes)]

    def chosen_mutants(self):
        """The changes to be tried, by name."""
        if self.exercise.kind == "prediction":
            return []
        known = {squeezed(text) for _, _, text in self.known()}
        found = [one for one in mutants(self.exercise.read("solution.cpp")) if squeezed(one[1]) not in known]
        if not self.all_mutants and len(found) > SAMPLE:
            found = random.Random(self.exercise.name).sample(found, SAMPLE)
        return [(f"change {i}", name, text) for i, (name, text) in enumerate(found, 1)]

    def judge_mutant(self, name, right, sentence, exact, said, text):
        allowed = self.allowed.get(squeezed(text))
        blamed = sentence and not exact
        if allowed:
            self.report(right or bool(sentence), name, f"listed: {allowed.says}" if right or sentence else
                        "is listed, but needs not be: it fails and is told no mistake's sentence")
        elif right:
            self.report(False, name, "the check accepts it")
        elif blamed:
            self.report(False, name, f"is told the sentence of another mistake:\n{said}")
        else:
            self.report(True, name, said.splitlines()[-1] if said else "")

    def run(self):
        changed = self.chosen_mutants()
        names = {key: name for key, name, _ in changed}
        says = {name: sentence for name, sentence, _ in self.known()}
        tried = set()
        pieces = [changed[i:i + AT_ONCE] for i in range(0, len(changed), AT_ONCE)] or [[]]
        for i, piece in enumerate(pieces):
            variants = self.known() + [(key, "", text) for key, _, text in piece]
            part = i if self.all_mutants else "sample"
            for name, right, sentence, exact, said, text in self.verdicts(variants, part):
                if name in names:
                    tried.add(squeezed(text))
                    self.judge_mutant(names[name], right, sentence, exact, said, text)
                elif i == 0 and name == "solution":
                    self.report(right, name, "passes" if right else said)
                elif i == 0:
                    self.report(not right and sentence == says[name], name,
                                "passes" if right else said if sentence == says[name] else
                                f"{said}\n     (expected it to be told: {says[name]})")
        if self.all_mutants:
            for text, edit in self.allowed.items():
                if text not in tried:
                    self.report(False, edit.name, f"is listed, but is no automatic change that compiles: {edit.says}")
        return self.failures == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--all-mutants", action="store_true")
    parser.add_argument("names", nargs="*", help="exercises; all of them if none is named")
    arguments = parser.parse_intermixed_args()
    exercises = all_exercises(arguments.root)
    if unknown := sorted(set(arguments.names) - {exercise.name for exercise in exercises}):
        raise Trouble(f"expected an exercise, got '{unknown[0]}'")
    compiler, right = Compiler(arguments.root, arguments.build), True
    for exercise in exercises:
        if not arguments.names or exercise.name in arguments.names:
            print(f"== {exercise.name}")
            right = Proof(compiler, exercise, arguments.all_mutants, exercises).run() and right
    return 0 if right else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        print(f"exercises: {trouble}", file=sys.stderr)
        sys.exit(2)
