#!/usr/bin/env python3
"""Tries a drawing program with folders and names that are no commands, and with what may go wrong while it draws.

Usage: test_figures.py PROGRAM, the toy among drawing programs."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
FIGURES = ["confusion.svg", "curves.svg", "pictures.svg"]
PIXELS = ",".join(str(i) for i in range(9)) + "\n"
PICTURES = "picture,height,width,channels," + ",".join(str(i) for i in range(9)) + "\n"
HISTORY = "epoch,loss\n1,2.3\n2,1.1\n"


def cell(name):
    return '"' + name.replace('"', '""') + '"'


def write_results(folder, names=("zero", "one")):
    """What a chapter's program would have left: two classes of three by three pixels."""
    folder.mkdir(parents=True)
    first, second = (cell(name) for name in names)
    files = {"history.csv": HISTORY,
             "confusion.csv": f"is,{first},{second}\n{first},5,1\n{second},2,7\n",
             "pictures.csv": PICTURES + f"{first},3,3,1,{PIXELS}{second},3,3,1,{PIXELS}"}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


class Figures(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dln figures "))
        self.results = self.folder / "results"

    def tearDown(self):
        shutil.rmtree(self.folder)

    def draw(self, results, **options):
        done = subprocess.run([str(PROGRAM), str(results)], capture_output=True, text=True, cwd=self.folder, check=False,
                              **options)
        return done.returncode, done.stdout + done.stderr

    def drawn(self, results):
        return sorted(path.name for path in (results / "figures").glob("*.svg"))

    def fake_gnuplot(self, body):
        """An environment in which gnuplot is a shell script."""
        programs = self.folder / "bin"
        programs.mkdir(exist_ok=True)
        (programs / "gnuplot").write_text("#!/bin/sh\n" + body, encoding="utf-8")
        (programs / "gnuplot").chmod(0o755)
        return {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}

    def test_figures_are_drawn_without_a_word(self):
        write_results(self.results)
        self.assertEqual(self.draw(self.results), (0, ""))
        self.assertEqual(self.drawn(self.results), FIGURES)
        for name in FIGURES:
            self.assertIn("</svg>", (self.results / "figures" / name).read_text(encoding="utf-8"))
        pictures = (self.results / "figures/pictures.svg").read_text(encoding="utf-8")
        self.assertEqual(pictures.count("<image style='image-rendering: pixelated' "), 2)

    def test_names_of_folders_are_no_commands(self):
        for name in ["it's here", "a'; system 'touch pwned'; set output 'b", "$(touch pwned)", "`touch pwned`", "a\nb",
                     'a"b\\', "a\\'b", "-x", "é"]:
            write_results(self.folder / name)
            self.assertEqual(self.draw(self.folder / name), (0, ""), name)
            self.assertEqual(self.drawn(self.folder / name), FIGURES, name)
            self.assertEqual(list(self.folder.rglob("pwned")), [], name)

    def test_names_of_classes_are_no_commands_and_are_shown_as_they_are(self):
        for name in ["it's", "'; !touch pwned", "`touch pwned`", '"; !touch pwned', "a_b^{c} é",
                     "' . system('touch pwned') . '", "50%or%d\\n"]:
            shutil.rmtree(self.results, ignore_errors=True)
            write_results(self.results, (name, "one"))
            self.assertEqual(self.draw(self.results), (0, ""), name)
            self.assertEqual(list(self.folder.rglob("pwned")), [], name)
        for name in ["pictures.svg", "confusion.svg"]:
            self.assertIn(">50%or%d\\n<", (self.results / "figures" / name).read_text(encoding="utf-8"))

    def test_earlier_figures_stay_until_all_new_ones_are_ready(self):
        write_results(self.results)
        self.draw(self.results)
        before = {name: (self.results / "figures" / name).read_text(encoding="utf-8") for name in FIGURES}
        (self.results / "pictures.csv").unlink()
        code, said = self.draw(self.results)
        self.assertEqual(code, 1)
        self.assertIn("pictures.csv: expected a file", said)
        self.assertEqual(len(said.splitlines()), 1)
        for name, text in before.items():
            self.assertEqual((self.results / "figures" / name).read_text(encoding="utf-8"), text)

    def test_other_figures_in_the_folder_stay(self):
        write_results(self.results)
        (self.results / "figures").mkdir()
        (self.results / "figures/mine.svg").write_text("mine")
        self.assertEqual(self.draw(self.results), (0, ""))
        self.assertEqual((self.results / "figures/mine.svg").read_text(), "mine")
        (self.results / "figures/written-by-dln.txt").unlink()
        code, said = self.draw(self.results)
        self.assertEqual((code, len(said.splitlines())), (1, 1), said)
        self.assertIn("an earlier run wrote", said)

    def test_a_gnuplot_that_draws_nothing_is_named(self):
        write_results(self.results)
        for body in ["exit 1\n", "cat >/dev/null\n"]:
            code, said = self.draw(self.results, env=self.fake_gnuplot(body))
            self.assertEqual((code, self.drawn(self.results)), (1, []))
            self.assertIn("expected a figure", said)

    def test_ctrl_c_is_silent_and_leaves_nothing(self):
        write_results(self.results)
        before = sorted(self.results.rglob("*"))
        environment = self.fake_gnuplot(f"touch '{self.folder}/drawing'\ncat >/dev/null\nsleep 0.5\n")
        process = subprocess.Popen([str(PROGRAM), str(self.results)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   text=True, start_new_session=True, env=environment)
        while not (self.folder / "drawing").exists() and process.poll() is None:
            time.sleep(0.02)
        self.assertIsNone(process.poll(), "expected gnuplot to be called")
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=20)
        self.assertEqual((process.returncode, said), (130, ""))
        self.assertEqual(sorted(self.results.rglob("*")), before)


unittest.main()
