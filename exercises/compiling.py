"""Compiles an answer around its exercise's check, and hands it to the judge."""
import hashlib
import json
import pathlib
import re
import shlex
import subprocess

from collection import LOOP, Trouble

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"][^>"\n]+[>"])[^\n]*$', re.M)


def quoted(text):
    """A C++ string."""
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


class Parts:
    """What an answer includes: headers, which go before everything, and answers to other exercises, which go inside."""

    def __init__(self, resolve):
        self.resolve, self.headers = resolve, []

    def take(self, text, place):
        """The text with its headers taken out, and other answers put in, lines numbered as in their files."""
        def replaced(match):
            name = match[1][1:-1]
            if match[1][0] == '"' and name.endswith(".cpp") and (found := self.resolve(name)):
                number = text.count("\n", 0, match.start()) + 2
                return f"{self.take(*found)}\n#line {number} {quoted(place)}"
            self.headers.append(match[0].strip())
            return ""
        return f"#line 1 {quoted(place)}\n" + INCLUDE.sub(replaced, text)


def driver(check, names, variants):
    """A program part that holds the check and, each in a namespace of its own, the variants (name, sentence, text, place,
    resolve): the answer's text, where it stands, and how it finds other exercises' answers."""
    headers, bodies, table = [], [], []
    for i, (name, sentence, text, place, resolve) in enumerate(variants):
        parts = Parts(resolve)
        bodies.append(f"namespace variant_{i} {{\n{parts.take(text, place)}\n}}")
        headers += [header for header in parts.headers if header not in headers]
        arguments = ", ".join(f"variant_{i}::{each}" for each in names)
        table.append(f"#line 1 {quoted('use of ' + str(place))}\n"
                     f"      {{{quoted(name)}, {quoted(sentence)}, [] {{ check({arguments}); }}}},")
    return "\n".join([*headers, f"#include {quoted(check)}", *bodies,
                      'extern "C" const exercise::Variant* exercise_variants() {',
                      "  static const exercise::Variant all[] = {", *table, "      {nullptr, nullptr, nullptr}};",
                      "  return all;", "}", ""])


class Compiler:
    """Compiles as the build compiles its stand-in for an answer."""

    def __init__(self, root, build):
        self.root, self.build = root, build
        self.judge = build / "exercises/judge"
        commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
        entry = next((e for e in commands if e["file"].endswith("exercises/checking/answer.cpp")), None)
        if entry is None:
            raise Trouble("this build has no exercises: it is a portable one")
        self.command = self.without_files(shlex.split(entry["command"]))

    @staticmethod
    def without_files(words):
        """The compiler and its options, without ccache, input, outputs and -Werror: an answer is judged by what it does."""
        kept, skip = [], False
        for word in words:
            if skip or word in ("-o", "-c", "-MQ", "-MF", "-MD", "-Werror"):
                skip = word in ("-o", "-c", "-MQ", "-MF") and not skip
            elif pathlib.Path(word).name != "ccache":
                kept.append(word)
        return kept

    def compile(self, source, library, near=None):
        """Compiles a driver into a library. Returns what the compiler complains of, nothing if all is well."""
        beside = ["-iquote", str(near)] if near else []
        for _ in range(2):
            done = subprocess.run([*self.command, "-w", "-fdiagnostics-color=never", "-fno-diagnostics-show-caret", *beside,
                                   "-shared", "-o", str(library), str(source)],
                                  capture_output=True, text=True, errors="replace", cwd=self.build)
            if "internal compiler error" not in done.stderr:  # as when another terminal builds the precompiled header again
                break
        return done.stdout + done.stderr if done.returncode else ""

    def key(self, text, check):
        """Changes with anything that a compiled driver depends on."""
        digest = hashlib.sha256(text.encode() + check.encode() + " ".join(self.command).encode())
        for folder in ("exercises/checking", "lib/dln"):
            for header in sorted((self.root / folder).rglob("*.hpp")):
                digest.update(header.read_bytes())
        return digest.hexdigest()[:32]

    @staticmethod
    def demangled(symbol):
        """A function's name as one writes it."""
        try:
            return subprocess.run(["c++filt", symbol], capture_output=True, text=True, check=False).stdout.strip() or symbol
        except FileNotFoundError:
            return symbol

    def run(self, library, mode, seconds):
        """Runs the judge."""
        return subprocess.run([str(self.judge), str(library), mode, str(seconds)], capture_output=True, text=True,
                              errors="replace", stdin=subprocess.DEVNULL)


def has_loop(text):
    """Whether a source text, its comments aside, has a loop in it."""
    return re.search(r"\b(for|while|for_each)\b", re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)) is not None


def judged(exercise, right, said, text):
    """The verdict with what the judge cannot see: whether there is a loop where none may be."""
    if right and exercise.no_loops and has_loop(text):
        return False, LOOP
    return right, said
