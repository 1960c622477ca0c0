#!/usr/bin/env python3
"""Plants every kind of mistake that the book's build must notice, in a small book of its own."""
import json
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent / "engine"))
import assemble  # noqa: E402
import chapters  # noqa: E402
import check  # noqa: E402
import directives  # noqa: E402
import figures  # noqa: E402
import formulas  # noqa: E402
import glossary  # noqa: E402
import layout  # noqa: E402
import library  # noqa: E402
import listing  # noqa: E402
import live  # noqa: E402
import notions  # noqa: E402
import results  # noqa: E402
import search  # noqa: E402
import sources  # noqa: E402
import text  # noqa: E402
import timings  # noqa: E402

HEAD = "---\npart: Foundations\nhook: Go on.\n---\n# One {#one}\n\n"


class Planted(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="dln book "))
        self.addCleanup(shutil.rmtree, self.root)
        for folder in ("book/live", "lib/dln", "chapters/01-x", "exercises/01-x/a", "exercises/01-x/b", "workbook",
                       "results/01-x/figures", "html"):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        self.write("results/01-x/summary.json", json.dumps({"accuracy": 0.5}))
        self.write("results/01-x/table.md", "| kind | held out |\n| :--- | ---: |\n| max 2x2 | 91.0 % |\n| none | 80.0 % |\n")
        self.write("results/01-x/table.csv", "kind,held out\nmax 2x2,0.91\nnone,0.8\n")
        self.write("results/01-x/figures/curve.svg",
                   "<?xml?><svg viewBox='0 0 600 300'><path id='p' stroke='black'/><text font-size='14'>a</text></svg>")
        self.write("exercises/01-x/b/exercise.toml", 'order = 2\ntitle = "B"\ntask = "do it again."\nhints = []\n')
        self.write("exercises/01-x/a/exercise.toml", 'order = 1\ntitle = "A"\ntask = "do it."\nhints = []\n')
        self.write("lib/dln/x.hpp", "/** @file */\n")
        self.write("lib/dln/x.cpp", "  // [Do the step]\n  step();\n  // [Do the step]\n")
        self.write("book/index.md", "# Book\n")
        self.write("book/01-x.md", HEAD + "@@code lib/dln/x.cpp: Do the step\n")

    def write(self, path, words):
        (self.root / path).write_text(words, encoding="utf-8")

    def book(self):
        return sources.read_book(self.root / "book")

    def fill(self, line, required=None):
        """A page with this text, filled in: its text, what is wrong with it, and its ready-made parts."""
        self.write("book/01-x.md", HEAD + line + "\n")
        book = self.book()
        filler = directives.Filler(self.root, results.Results(self.root / "results"), book, required)
        page = book[1]
        filled = filler.fill(page)
        none = library.Library()
        blocks = "".join(block(none) if callable(block) else block for block in page.blocks)
        return filled, filler.problems, blocks

    def expect(self, problems, words):
        self.assertTrue(any(words in problem for problem in problems), f"'{words}' is not in {problems}")

    def test_a_sound_book_has_no_problems(self):
        self.assertEqual(check.check_sources(self.root, self.book()), [])
        filled, problems, blocks = self.fill("{{01:accuracy:.0%}} right, `3 ms`\n\n@@table 01/table\n\n@@figure 01/curve A curve")
        self.assertEqual(problems, [])
        self.assertIn("50% right", filled)
        for expected in ("figure-01-curve-p", "currentColor", 'width="600"', "Figure 1.1.", 'data-label="held out"'):
            self.assertIn(expected, blocks)

    def test_sections_and_exercises_link_to_each_other(self):
        blocks = self.fill("## First {#o-first}\n\n@@exercise a\n\n## Exercises {#o-exercises}\n\n@@exercises 01")[2]
        self.assertIn('<a href="#exercise-a">A</a>', blocks)
        self.assertIn('<a href="#o-first">First</a>', blocks)

    def test_cells_enter_by_row_and_column(self):
        self.assertIn("it is 91.0%.", self.fill("it is {{01:table[max 2x2].held out}}.")[0])
        self.assertIn("it is 0.9.", self.fill("it is {{01:table[max 2x2].held out:.1f}}.")[0])
        self.expect(self.fill("{{01:table[min].held out}}")[1], "one row 'min' (there are max 2x2, none), got 0")
        self.expect(self.fill("{{01:table[none].cost}}")[1], "a column of kind, held out, got 'cost'")

    def test_missing_keys_tables_figures_exercises_and_pages(self):
        self.expect(self.fill("{{01:speed}}")[1], "'speed', which no program wrote")
        self.expect(self.fill("@@table 01/none")[1], "expected 01/none.md")
        self.expect(self.fill("@@figure 01/none A caption")[1], "expected 01/none.svg")
        self.expect(self.fill("@@figure 01/curve")[1], "expected a caption")
        self.expect(self.fill("@@exercises 02")[1], "exercises of chapter 02")
        self.expect(self.fill("@@exercise f")[1], "expected an exercise of chapter 01, got 'f'")
        self.expect(self.fill("[x](none.md#a)")[1], "expected a page, got 'none.md'")
        self.expect(self.fill("@@dance now")[1], "got '@@dance'")
        self.expect(self.fill("@@depth More")[1], "expected @@end for @@depth")
        self.expect(self.fill("@@live 01/toy 01/curve A toy")[1], "expected live('toy', ...)")

    def test_exercises_in_their_order_with_the_solved_ones_marked(self):
        self.write("workbook/progress.json", '{"solved": ["b"]}')
        blocks = self.fill("@@exercises 01")[2]
        self.assertIn('<li id="exercise-a"><p><b>A.</b> Do it.', blocks)
        self.assertIn('<li id="exercise-b" class="solved">', blocks)
        self.assertLess(blocks.index("exercise-a"), blocks.index("exercise-b"))

    def test_times_tell_their_machine_and_a_busy_one_is_marked(self):
        self.write("results/01-x/summary.json", json.dumps({"seconds_an_image": 0.5, "accuracy": 0.9}))
        for others, marked in ((0.0, False), (0.6, True)):
            self.write("results/01-x/machine", json.dumps({"processor": "P", "cores": 2, "date": "2026-01-02", "others": others}))
            filled = self.fill("{{01:seconds_an_image}} and {{01:accuracy}}")[0]
            self.assertEqual('class="unsteady"' in filled, marked)
            self.assertEqual(filled.count("unsteady") > 1, False)
            note = timings.note(results.Results(self.root / "results"), {"01"})
            self.assertIn("P, 2 cores, on 2026-01-02", note)
            self.assertEqual("took 60%" in note, marked)
        with chapters.Watch() as watch:
            pass
        self.assertGreaterEqual(watch.told["others"], 0)
        self.assertGreaterEqual(watch.told["cores"], 1)

    def test_chapters_to_come_are_not_linked(self):
        self.assertIn("see chapter 07.", self.fill("see [chapter 07](07-updates.md#x).")[0])

    def test_a_book_of_some_chapters_shows_dots_for_the_others(self):
        filled, problems, blocks = self.fill("{{08:accuracy}}\n\n@@figure 08/curve A curve", {"05"})
        self.assertEqual(problems, [])
        self.assertIn("…", filled)
        self.assertIn('id="figure-08-curve">Not run yet: 08/curve', blocks)
        self.expect(self.fill("{{08:accuracy}}", {"01"})[1], "chapter 08's results")
        self.assertEqual(self.fill("{{01:renamed_since}} {{01:table[gone].held out}}", {"05"})[1], [])
        self.expect(self.fill("{{08:accuracy}}")[1], "chapter 08's results")

    def test_bare_measured_numbers(self):
        for bare in ("It takes 3 ms.", "about 12.5 seconds", "95 % right", "100 GFLOP/s", "it is 3 times faster", "5 microseconds",
                     "91 per cent", "10x faster", "12-fold"):
            self.expect(self.fill(bare)[1], "to enter by its name")
        self.assertEqual(self.fill("784 dimensions, chapter 01, 3x3 filters")[1], [])

    def test_fragments(self):
        self.write("lib/dln/x.cpp", "// [Hide me]\n// [Hide me]\n")
        self.expect(check.check_sources(self.root, self.book()), "expected a page that shows [Hide me]")
        self.write("lib/dln/x.cpp", "// [Do the step]\n")
        self.expect(check.check_sources(self.root, self.book()), "a beginning and an end of [Do the step]")
        self.expect(self.fill("@@code lib/dln/x.cpp: Do the step")[1], "got 1 marks")

    def test_index_orders(self):
        self.write("lib/dln/z.cpp", "arma::mat X;  // D x N\nTensor<T> x;  // N x D\narma::mat both;  // N x M\n")
        self.assertEqual(check.check_sources(self.root, self.book()), [])
        self.write("lib/dln/z.cpp", "arma::mat X;  // N x D\nvoid f(const Tensor<T>& x /* D x N */);\n")
        problems = check.check_sources(self.root, self.book())
        self.expect(problems, "line 1: expected matrices D x N and tensors N x D, got N x D")
        self.expect(problems, "line 2: expected matrices D x N and tensors N x D, got D x N")

    def test_front_matter(self):
        for words, expected in (("---\nhoop: x\n---\n# One {#one}\n", "got 'hoop: x'"), ("# One\n", "a label {#...}"),
                                ("One\n", "a title '# Title"), ("---\npart: x\n", "got no end")):
            self.write("book/01-x.md", words)
            with self.assertRaises(sources.PageError) as raised:
                self.book()
            self.assertIn(expected, str(raised.exception))
        self.write("book/01-x.md", "# One {#one}\n")
        self.expect(check.check_sources(self.root, self.book()), "expected 'hook:'")

    def test_headers(self):
        self.write("lib/dln/y.hpp", "void f();\n")
        self.expect(check.check_sources(self.root, self.book()), "expected an @file comment")

    def test_lengths(self):
        self.write("lib/dln/x.cpp", "// [Do it]\n" + "step();\n" * 16 + "// [Do it]\n")
        self.write("book/10-x.md", HEAD.replace("#one", "#ten") + "@@code lib/dln/x.cpp: Do it\n\n@@depth More\n"
                   "@@code lib/dln/x.cpp: Do it\n@@end\n")
        book = self.book()
        filler = directives.Filler(self.root, results.Results(self.root / "results"), book)
        filler.fill(book[2])
        book[2].words = 3501
        problems = check.check_lengths(book)
        self.assertEqual(len(problems), 2)
        self.expect(problems, "at most 15 lines outside @@depth, got 16")
        self.expect(problems, "at most 3500 words outside @@depth, got 3501")

    def test_links_anchors_and_controls(self):
        page = '<main><h1 id="a">1</h1>{}</main>'
        self.write("html/one.html", page.format('<a href="none.html">x</a><a href="#nope">y</a><img src="none.svg">dln::Nothing'
                                                '<p id="a"></p><input>"by \\f$p\\f$" <code>\\f$q\\f$</code>'))
        self.write("html/index.html", "<main><p>fine</p></main>")
        problems = check.check_html(self.root / "html", self.book())
        for words in ("'none.html'", "'#nope'", "'none.svg'", "'dln::Nothing', which links nowhere", "got two 'a'", "got <input>",
                      "index.html: expected one h1", "formulas that are set, got '\\f$p"):
            self.expect(problems, words)
        self.assertFalse([problem for problem in problems if "$q" in problem])

    def test_terms_are_linked_or_explained_at_their_first_use(self):
        self.write("book/02-n.md", HEAD + "## Glossary {#g}\n\n- **Epoch**: one trip.\n- **Step size**, or learning rate: how far.\n"
                   "- **Batch**: some.\n- **Line** of memory: bytes.\n")
        terms = glossary.entries(self.book()[2])
        markup = glossary.link_first_uses("<h2>Epochs</h2><p>Two epochs, an <b>epoch</b>; learning rates, a line. A <b>batch</b>, "
                                          "batches.</p>", terms, "n.html")
        self.assertEqual(markup.count('href="n.html#term-epoch"'), 1)
        self.assertIn(">epochs</a>", markup)
        self.assertIn('#term-step-size" title="how far.">learning rates</a>', markup)
        self.assertNotIn("term-batch", markup)
        self.assertNotIn("term-line", markup)
        formula = r"<p>\[ L_\text{epoch} \] by \(\text{batch}\), an epoch</p>"
        self.assertIn(r"\[ L_\text{epoch} \] by \(\text{batch}\), an <a", glossary.link_first_uses(formula, terms, "n.html"))
        marked = glossary.mark_entries("<li><b>Epoch</b>: x</li><li><b>Line</b> of memory: y</li>", terms)
        self.assertIn('<li id="term-epoch"><b>Epoch', marked)
        self.assertIn('<li id="term-line-of-memory"><b>Line</b> of', marked)

    def test_terms_are_in_the_index_with_their_places(self):
        self.write("book/02-n.md", HEAD + "## Glossary {#g}\n\n- **Step size**, or learning rate: how far.\n- **Epoch**: one trip.\n")
        page = self.book()[1]
        index = notions.Index(glossary.entries(self.book()[2]))
        marked = index.mark(page, '<h2 id="s">Steps <a class="permalink" href="#s">#</a></h2><p><b>Gates</b>, a <b>gate</b>, <b>ReLU</b>, '
                            '<b>Mind this.</b> <b>step sizes</b> <a class="term" href="n.html#term-epoch">epoch</a></p>'
                            "<figure><b>Figure 1</b></figure>")
        self.assertEqual(marked.count("<b id="), 3)
        for words in ('<b id="notion-gates">Gates</b>', '<b id="notion-step-size">step sizes</b>', "<b>Mind this.</b>"):
            self.assertIn(words, marked)
        listed = index.markup("n.html")
        for words in ('<b>Gates</b> <a href="one.html#notion-gates"><span class="no">01</span> Steps</a></li>', "<b>ReLU</b>",
                      "<b>Learning rate</b> <i>see</i> Step size", '<b>Epoch</b> <a href="one.html#s">', "n.html#term-epoch"):
            self.assertIn(words, listed)
        self.assertNotIn("Figure 1", listed)

    def test_code_is_coloured_and_links_only_to_what_it_names(self):
        code = listing.colour('auto train = Dense<float>(3, "x"); // for', links={"Dense": "d.html"})
        for expected in ('<span class=k>auto</span>', '<a class=t href="d.html">Dense</a>', '<span class=n>3<',
                         '<span class=s>"x"<', '<span class=c>// for<'):
            self.assertIn(expected, code)
        self.assertNotIn("train</a>", code)
        self.assertIn("--in:2", listing.by_line("a\n  ", "a\n  "))  # a line of spaces

    def test_lines_of_code_are_broken_between_words(self):
        code = "train(layer->weight().values().begin(), --i);  // all"
        lines = listing.by_line(listing.colour(code), code)
        for expected in ('<wbr><span class=o>-&gt;</span>weight()', "train(<wbr>layer", "<span class=o>--i</span>",
                         '<span class="c last">// all</span>'):
            self.assertIn(expected, lines)
        self.assertNotIn("<wbr>", listing.by_line("f(x)", "f(x)"))
        framed = layout.frame("t", "", "<p>5 % of 3 × 3</p><pre>5 % 3</pre><code>--quick</code>", [])
        self.assertIn("<p>5&nbsp;% of 3&nbsp;×&nbsp;3</p><pre>5 % 3</pre>", framed)
        self.assertIn("<code class=short><span class=short>--quick</span>", framed)
        self.assertEqual(formulas.parts_of(r"\text{L2:}\quad a, \qquad b"), [r"\text{L2:}\quad a, ", " b"])

    def test_next_tells_what_it_is_about(self):
        self.write("book/03-y.md", HEAD.replace("#one", "#three").replace("Go on.", "Why three?"))
        book = self.book()
        self.assertIn("Why three?", layout.onward(book, book[1]))
        self.assertIn('href="one.html"', layout.onward(book, book[2]))
        self.assertIn("three.html", layout.contents(book, book[1]))
        self.assertIn("Chapter 01, one", layout.onward(book, book[2]))
        book[1].title = "YOLO"
        self.assertIn("Chapter 01, YOLO", layout.onward(book, book[2]))

    def test_small_texts(self):
        self.assertEqual(text.inline(r"a `x < y` *b* \f$c_1\f$ < d"), r"a <code>x &lt; y</code> <em>b</em> \(c_1\) &lt; d")
        self.assertEqual(text.words("<p>one two</p><pre>three</pre>"), ["one", "two"])
        self.assertEqual(search.page_entries("a.html", "A", '<p>x</p><h2 id="s">T <a class="permalink" href="#s">#</a></h2><p>y</p>'),
                         [["a.html", "A", "", "x"], ["a.html#s", "A", "T", "y"]])
        self.assertEqual(search.plain(r"<p>by \(\lambda\, w_{1}\), so \[ x \] it is</p>"), "by lambda w_1, so it is")

    def test_drawings_leave_out_what_goes_without_saying(self):
        drawing = ("<svg><defs><circle id='gpPt5' r='1'/>\n<use xlink:href='#gpPt5' id='gpPt6'/>\n<rect id='gpPt4' width='2'/>\n"
                   "<use xlink:href='#gpPt4' id='gpPt3'/>\n</defs>"
                   '<g id="plot"><g stroke="red" stroke-width="1.00" stroke-linecap="butt" stroke-linejoin="miter">\n</g>\n</g>\n'
                   "<g stroke-linecap=\"butt\" stroke-linejoin=\"miter\"><polygon fill = 'rgb( 31,  95, 156)' points = '1,2 3,4 '/></g>\n"
                   "<use xlink:href='#gpPt6' color='#009e73'/></svg>")
        self.assertEqual(figures.without_waste(drawing),
                         "<svg><defs><circle id='gpPt5' r='1'/>\n<use xlink:href='#gpPt5' id='gpPt6'/>\n</defs>"
                         "<g><polygon fill='#1f5f9c' points='1,2 3,4'/></g>\n<use xlink:href='#gpPt6' color='#009e73'/></svg>")

    def test_tables_of_a_page_know_their_headings(self):
        markup = assemble.written_tables('<table class="markdownTable"><tr class="h"><th>a</th><th class="Right">b</th></tr>'
                                         '<tr><td>1</td><td>2</td></tr></table>')
        self.assertIn('<td class=number data-label="b"><span>2</span></td>', markup)
        self.assertEqual(figures.table_kind([["a", "b"], ["1", "2"]]), "narrow")
        self.assertEqual(figures.table_kind([["claim", "verdict", "shown"], ["a long sentence " * 5, "another one " * 9, "chapter 1"]]), "wide")

    def test_claims_have_badges_and_open_ones_are_folded(self):
        row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
        markup = assemble.written_tables('<table class="markdownTable"><tr><th>claim</th><th>verdict</th><th>shown</th></tr>' +
                                         row.format("a", "wrong: b", "chapter 01") + row.format("c", "it depends", "not yet") + "</table>")
        self.assertIn('<span class="badge wrong">wrong</span>: b', markup)
        self.assertIn("1 more claim that no chapter shows yet", markup)
        self.assertLess(markup.index("chapter 01"), markup.index("<details"))

    def test_a_long_table_is_folded_by_its_first_column(self):
        self.write("results/01-x/long.md", "| what | n |\n| :--- | ---: |\n| A | 1 |\n| A | 2 |\n| B | 3 |\n")
        blocks = self.fill("@@groups 01/long")[2]
        self.assertEqual(blocks.count("<details"), 2)
        self.assertIn("<b>A</b> <span>2 rows</span>", blocks)

    def test_live_data(self):
        script = self.root / "book/live/01-x.js"
        self.write("book/live/01-x.js", '// data: 01/table.csv 01/summary.json\nlive("toy", () => {});\n')
        written = live.data_of(script, results.Results(self.root / "results"))
        self.assertIn('liveData("01/table", {"kind":["max 2x2","none"],"held out":[0.91,0.8]});', written)
        self.assertIn('liveData("01/summary", {"accuracy":0.5});', written)

    def test_a_program_runs_again_only_when_something_has_changed(self):
        for name in ("build/chapters/01-x", "build/plots/plot-01-x"):
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("#!/bin/sh\n", encoding="utf-8")
            path.chmod(0o755)
        out = self.root / "out"

        def ran(options=()):
            runner = chapters.Runner(self.root, self.root / "build", out, list(options))
            runner.chapter("01-x")
            return runner.ran
        self.assertEqual(len(ran()), 2)
        self.assertEqual(ran(), [])
        self.write("build/plots/plot-01-x", "#!/bin/sh\n# another\n")
        self.assertEqual(ran(), ["01-x (figures)"])
        self.assertEqual(len(ran(["--quick"])), 2)
        self.write("build/chapters/01-x", "#!/bin/sh\nexit 3\n")
        with self.assertRaises(chapters.Failed):
            ran()
        self.write("build/chapters/01-x", "#!/bin/sh\n")
        self.assertEqual(len(ran()), 2)


unittest.main()
