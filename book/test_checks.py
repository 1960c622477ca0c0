#!/usr/bin/env python3
"""Plants every kind of mistake that the book's build must notice, in a small book of its own."""
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check  # noqa: E402
import pages  # noqa: E402


class Planted(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="dln book "))
        for folder in ("book", "lib/dln", "chapters/01-x", "exercises", "results/01-x/figures", "html"):
            (self.root / folder).mkdir(parents=True)
        self.write("results/01-x/summary.json", json.dumps({"accuracy": 0.5}))
        self.write("results/01-x/table.md", "| a |\n| --- |\n| 1 |\n")
        self.write("results/01-x/figures/curve.svg", "<?xml?><svg><path id='p' stroke='black'/></svg>")
        self.write("exercises/exercises.toml",
                   '[[exercise]]\nname = "e"\ntitle = "E"\nchapter = "01-x"\ntask = "do it."\nhints = []\n')
        self.write("lib/dln/x.hpp", "/** @file */\n")
        self.write("lib/dln/x.cpp", "  // [Do the step]\n  step();\n  // [Do the step]\n")
        self.write("book/index.md", "# Book\n\n- \\subpage one\n")
        self.write("book/01-x.md", "# One {#one}\n\n@@code lib/dln/x.cpp: Do the step\n")

    def write(self, path, text):
        (self.root / path).write_text(text, encoding="utf-8")

    def fill(self, line):
        results = pages.Results(self.root / "results")
        return pages.fill(self.root, results, "page", line)

    def expect(self, problems, text):
        self.assertTrue(any(text in problem for problem in problems), f"'{text}' is not in {problems}")

    def test_a_sound_book_has_no_problems(self):
        self.assertEqual(check.check_sources(self.root), [])
        text, problems = self.fill("{{01:accuracy:.0%}} right, `3 ms`\n@@table 01/table\n@@figure 01/curve A curve")
        self.assertEqual(problems, [])
        self.assertIn("50% right", text)
        self.assertIn("figure-01-curve-p", text)
        self.assertIn("currentColor", text)

    def test_missing_keys_tables_figures_exercises_and_pages(self):
        self.expect(self.fill("{{01:speed}}")[1], "'speed', which no program wrote")
        self.expect(self.fill("@@table 01/none")[1], "expected 01/none.md")
        self.expect(self.fill("@@figure 01/none A caption")[1], "expected 01/none.svg")
        self.expect(self.fill("@@exercises 02")[1], "exercises of chapter 02")
        self.expect(self.fill("[x](02-none.md#a)")[1], "expected a page, got '02-none.md'")
        self.expect(self.fill("@@dance now")[1], "got @@dance")

    def test_only_pages_of_small_experiments_are_drafts(self):
        self.write("book/01-x.md", "# One {#one}\n\n[TOC]\n\nText.\n")
        for draft in (True, False):
            self.assertEqual(pages.write(self.root, self.root, draft), [])
            page = (self.root / "pages/01-x.md").read_text(encoding="utf-8")
            self.assertEqual(pages.DRAFT in page, draft)

    def test_bare_measured_numbers(self):
        for bare in ("It takes 3 ms.", "about 12.5 seconds", "95 % right", "100 GFLOP/s", "it is 3 times faster", "5 microseconds",
                     "91 per cent", "10x faster", "12-fold"):
            self.expect(self.fill(bare)[1], "to enter by its key")
        self.assertEqual(self.fill("784 dimensions, chapter 01, 3x3 filters")[1], [])

    def test_fragments(self):
        self.write("lib/dln/x.cpp", "// [Hide me]\n// [Hide me]\n")
        self.expect(check.check_sources(self.root), "expected a page that shows [Hide me]")
        self.write("lib/dln/x.cpp", "// [Do the step]\n")
        self.expect(check.check_sources(self.root), "a beginning and an end of [Do the step]")

    def test_headers_and_orphans(self):
        self.write("lib/dln/y.hpp", "void f();\n")
        self.expect(check.check_sources(self.root), "expected an @file comment")
        self.write("book/orphan.md", "# Orphan {#orphan}\n")
        self.expect(check.check_sources(self.root), "\\subpage orphan")

    def test_links_and_anchors(self):
        self.write("html/one.html", '<a href="none.html">x</a><a href="#nope">y</a><img src="none.svg">dln::Nothing')
        self.write("html/index.html", "<p>fine</p>")
        problems = check.check_html(self.root, self.root / "html")
        for text in ("'none.html'", "'#nope'", "'none.svg'", "'dln::Nothing', which links nowhere"):
            self.expect(problems, text)


unittest.main()
