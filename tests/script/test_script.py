#!/usr/bin/env python3
"""Tries the script dln as impatient, unlucky and malicious users would. Usage: test_script.py ROOT"""
import os
import pathlib
import pty
import shutil
import signal
import subprocess
import sys
import time
import unittest

from toy import CHAPTERS, Toy

SCRIPT = pathlib.Path(sys.argv.pop(1)) / "dln"


class Script(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.toy = Toy(SCRIPT)
        code, _, errors = cls.toy.run("run")
        assert code == 0, errors

    @classmethod
    def tearDownClass(cls):
        cls.toy.remove()

    def expect(self, result, code, *texts, lines=None):
        """A result's exit code, what it says on standard error, and in how many lines."""
        self.assertEqual(result[0], code, result)
        for text in texts:
            self.assertIn(text, result[2])
        if lines is not None:
            self.assertEqual(len(result[2].splitlines()), lines, result[2])


class Chapters(Script):
    def test_a_chapter_goes_by_number_name_and_a_part_of_it(self):
        for wanted, stem in {"1": "01-linear-classifiers", "01": "01-linear-classifiers", "linear": "01-linear-classifiers",
                             "01-linear": "01-linear-classifiers",
                             "convolution": "08-convolution", "r-cnn": "16-r-cnn", "fast-r": "17-fast-r-cnn",
                             "09-fast-convolution": "09-fast-convolution"}.items():
            code, output, errors = self.toy.run("run", wanted, "--seed", "2")
            self.assertEqual(code, 0, errors)
            self.assertIn(f"chapters/{stem}: --seed 2", output)

    def test_what_is_no_chapter_or_several_is_said(self):
        self.expect(self.toy.run("run", "fast"), 1, "which may be 09-fast-convolution 17-fast-r-cnn", lines=1)
        self.expect(self.toy.run("run", "3"), 1, "chapter 03 is not written yet", lines=1)
        for wanted in ["00", "22", "nothing", "*", "/", "0 1"]:
            self.expect(self.toy.run("run", wanted), 1, f"got '{wanted}'")

    def test_a_second_call_says_nothing_of_its_build(self):
        terminal, other_end = pty.openpty()
        code, _, _ = self.toy.run("run", stderr=other_end)
        os.close(other_end)
        said = os.read(terminal, 10000).decode()
        os.close(terminal)
        self.assertEqual(code, 0)
        self.assertNotIn("ninja", said)


class Places(Script):
    def test_too_small_an_address_space_is_refused(self):
        def run_within(mebibytes):
            limited = ["bash", "-c", f'ulimit -v {mebibytes * 1024}; exec "$0" list', SCRIPT]
            done = subprocess.run(limited, capture_output=True, text=True, check=False)
            return done.returncode, done.stdout, done.stderr
        self.expect(run_within(300), 1, "ulimit -v) of at least 512 MiB, got 300 MiB", lines=1)
        self.expect(run_within(600), 0, lines=0)

    def test_a_link_to_the_script_works_from_anywhere(self):
        link = self.toy.folder / "a link"
        again = self.toy.folder / "a link to it"
        link.symlink_to(self.toy.root / "dln")
        again.symlink_to(link)
        code, output, errors = self.toy.run("list", script=again, cwd="/")
        self.assertEqual((code, errors), (0, ""))
        for stem in CHAPTERS:
            self.assertIn(f"  {stem}\n", output)
        self.assertEqual(self.toy.run("run", script=again, cwd="/")[0], 0)

    def test_names_of_folders_are_no_commands(self):
        for name in ["it's here", "a'; touch pwned; echo 'b", "$(touch pwned)", "a\nb", "a\\b", 'a"b', "a`touch pwned`b", "-x"]:
            toy = Toy(SCRIPT, name)
            code, output, errors = toy.run("run", cwd=toy.folder)
            if code != 0:
                self.assertIn("expected folders without", errors)
                self.assertEqual(len(errors.splitlines()), 1)
            else:
                self.assertIn("chapters/01-linear-classifiers: ", output)
            self.assertEqual(code == 0, not set(name) & set('\n\\"$`'), errors)
            self.assertFalse(list(toy.folder.rglob("pwned")))
            toy.remove()

    def test_logs_and_everything_else_stay_in_the_build_folder(self):
        before = sorted(self.toy.root.iterdir())
        temporary = self.toy.folder / "tmp"
        temporary.mkdir()
        build = self.toy.folder / "elsewhere"
        self.toy.write("broken.txt", "")
        result = self.toy.run("run", environment={"DLN_BUILD": str(build), "TMPDIR": str(temporary)})
        self.expect(result, 0)
        (self.toy.root / "broken.txt").unlink()
        self.assertEqual(sorted(self.toy.root.iterdir()), before)
        self.assertEqual(list(temporary.iterdir()), [])
        self.assertTrue((build / "setup.log").exists())

    def test_a_failure_to_configure_shows_its_log(self):
        toy = Toy(SCRIPT)
        toy.write("meson.build", "project('toy')\nerror('the reason')\n")
        self.expect(toy.run("run"), 1, "the reason", "could not configure", f"{toy.build}/setup.log")
        toy.remove()

    def test_a_folder_that_nothing_can_be_written_to_is_one_line(self):
        circle = self.toy.folder / "circle"
        circle.symlink_to(circle)
        for place in [circle, circle / "build", "/dev/null/build", "/proc/build"]:
            self.expect(self.toy.run("run", environment={"DLN_BUILD": str(place)}), 1, "a folder to build in", lines=1)

    @unittest.skipIf(os.geteuid() == 0 and shutil.which("setpriv") is None, "root may write everywhere")
    def test_a_checkout_that_is_read_only_is_one_line(self):
        toy = Toy(SCRIPT)
        for folder in [toy.folder, toy.root]:
            folder.chmod(0o555)
        as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        ran = subprocess.run([*as_nobody, str(toy.root / "dln"), "run"], capture_output=True, text=True,
                             env=toy.environment)
        for folder in [toy.folder, toy.root]:
            folder.chmod(0o755)
        self.expect((ran.returncode, ran.stdout, ran.stderr), 1, "a folder to build in", "DLN_BUILD", lines=1)
        toy.remove()


class Builds(Script):
    def test_a_half_made_build_is_configured_again(self):
        for missing in [["build.ninja"], ["meson-info"], ["build.ninja", "meson-info"], ["meson-private/build.dat"],
                        ["meson-private/coredata.dat", "build.ninja"]]:
            for name in missing:
                path = self.toy.build / name
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            self.expect(self.toy.run("run"), 0, "Configuring")
            self.expect(self.toy.run("run"), 0)

    def test_one_that_is_killed_at_any_time_is_mended(self):
        toy = Toy(SCRIPT)
        for wait in [0.3, 0.5, 0.8]:
            shutil.rmtree(toy.build, ignore_errors=True)
            process = toy.start("run")
            time.sleep(wait)
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            self.expect(toy.run("run"), 0)
        toy.remove()

    def test_a_build_folder_of_another_checkout_is_refused(self):
        other = Toy(SCRIPT)
        self.expect(other.run("run", environment={"DLN_BUILD": str(self.toy.build)}), 1, "belongs to", str(self.toy.root))
        self.expect(self.toy.run("run"), 0)
        other.remove()

    def test_packages_are_installed_once_by_whoever_comes_first(self):
        toy = Toy(SCRIPT)
        here = toy.folder / "installed"
        for name, body in {"dpkg-query": f"[ -e '{here}' ] && printf installed", "sudo": 'exec "$@"',
                           "apt-get": f"case $1 in install) sleep 0.5; echo once >>'{here}' ;; esac"}.items():
            toy.program(name, body)
        both = [toy.start("run") for _ in range(2)]
        errors = [process.communicate(timeout=60)[1] for process in both]
        self.assertEqual([process.returncode for process in both], [0, 0], errors)
        self.assertEqual(here.read_text(), "once\n")
        here.unlink()
        toy.program("apt-get", "case $1 in install) echo 'the reason'; exit 1 ;; esac")
        self.expect(toy.run("run"), 1, "the reason", "could not install g++ meson")
        self.assertEqual((toy.build / "install.log").read_text(), "the reason\n")
        toy.remove()

    def test_two_at_once_wait_for_each_other(self):
        toy = Toy(SCRIPT)
        log = toy.folder / "log"
        toy.write("chapters/program.sh", '#!/bin/sh\necho begin >>"$TOY_LOG"\nsleep 0.5\necho end >>"$TOY_LOG"\n')
        both = [toy.start("run", environment={"TOY_LOG": str(log)}) for _ in range(2)]
        errors = [process.communicate(timeout=60)[1] for process in both]
        self.assertEqual([process.returncode for process in both], [0, 0], errors)
        self.assertEqual(log.read_text().split(), ["begin", "end", "begin", "end"])
        self.assertEqual(sum("Waiting for another ./dln" in text for text in errors), 1, errors)
        toy.remove()


class Outputs(Script):
    def test_a_closed_output_is_one_line(self):
        for command in ["list", "help", "run"]:
            done = subprocess.run(["sh", "-c", f'"$0" {command} >&-', str(self.toy.root / "dln")], capture_output=True,
                                  text=True, env=self.toy.environment)
            self.expect((done.returncode, "", done.stderr), 1, "standard output", lines=1)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no full disk to try")
    def test_a_full_output_is_one_line(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            for command in ["list", "help"]:
                self.expect(self.toy.run(command, stdout=full), 1, "could not print", lines=1)

    def test_a_reader_that_goes_away_is_no_error_to_speak_of(self):
        done = subprocess.run(["bash", "-c", '"$0" list | head -n 1', str(self.toy.root / "dln")], capture_output=True,
                              text=True, env=self.toy.environment)
        self.assertEqual((done.stdout, done.stderr), ("Chapters (./dln run NN):\n", ""))

    def test_ctrl_c_while_figures_are_drawn_is_silent(self):
        toy = Toy(SCRIPT)
        toy.write("plots/plot.sh", f"#!/bin/sh\ntouch '{toy.folder}/drawing'\nexec sleep 20\n")
        process = toy.start("run")
        while not (toy.folder / "drawing").exists():
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=10)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(errors, "Configuring (once) ...\n")
        toy.remove()


unittest.main()
