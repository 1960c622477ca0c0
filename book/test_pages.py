#!/usr/bin/env python3
"""Opens the book in a real browser: every page of the path, wide and narrow, light and dark, as files from the disk.

Usage: test_pages.py HTML-FOLDER [--pictures DIR]. With --pictures every page of the path is also kept as PNG, to be looked at.
"""
import argparse
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "engine"))
import browser  # noqa: E402

AUDIT = (pathlib.Path(__file__).parent / "engine/audit.js").read_text(encoding="utf-8")
VIEWS = [(1400, "light"), (400, "dark"), (1400, "dark"), (400, "light")]
PAUSE = "new Promise((done) => setTimeout(done, {}))"


class Pages:
    """The book's pages in one browser, and what is wrong with them."""

    def __init__(self, folder, tab):
        self.folder, self.tab, self.problems = folder, tab, []

    def address(self, name):
        return (self.folder / name.partition("#")[0]).as_uri() + (f"#{name.partition('#')[2]}" if "#" in name else "")

    def expect(self, truth, words):
        if not truth:
            self.problems.append(words)

    def open(self, name):
        """Opens a page and notes errors and requests to anywhere but the disk."""
        for event in self.tab.open(self.address(name)):
            method, about = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                details = about["exceptionDetails"]
                self.problems.append(f"{name}: {details.get('exception', {}).get('description', details['text'])[:200]}")
            elif method == "Log.entryAdded" and about["entry"]["level"] == "error":
                self.problems.append(f"{name}: {about['entry']['text'][:200]}")
            elif method == "Network.requestWillBeSent":
                url = about["request"]["url"]
                self.expect(url.startswith(("file:", "data:", "about:")), f"{name}: asks the network for {url}")

    def audit(self, name, width, theme):
        for problem in self.tab.run(AUDIT):
            self.problems.append(f"{name} ({width} pixels, {theme}): {problem}")

    def path(self):
        """The pages of the path, as a reader finds them: by 'next' from the front page."""
        self.open("index.html")
        names = ["index.html"]
        while True:
            following = self.tab.run("document.querySelector('.onward .next')?.getAttribute('href') ?? null")
            if following is None:
                return names
            if following in names:
                self.problems.append(f"{names[-1]}: its next page, {following}, was there before")
                return names
            self.expect(self.tab.run("document.querySelector('.onward .next').textContent.length > 10"), f"{names[-1]}: next has no hook")
            names.append(following)
            self.open(following)

    def test_search(self):
        """By keyboard alone: open, write, choose, go."""
        self.tab.size(1400, 900)
        self.open("index.html")
        self.tab.key("/", "/")
        for words in ("receptive field", "margin", "exercises"):
            self.tab.run("document.querySelector('.search input').value = ''")
            self.tab.write(words)
            self.tab.run(PAUSE.format(250))
            groups = self.tab.run("[...document.querySelectorAll('.search .group')].map((group) => group.textContent)")
            self.expect("The book" in groups, f"search: expected '{words}' in the book, got {groups}")
        self.tab.run("document.querySelector('.search input').value = ''")
        self.tab.write("softmax")
        self.tab.run(PAUSE.format(250))
        groups = self.tab.run("[...document.querySelectorAll('.search .group')].map((group) => group.textContent)")
        self.expect(groups == ["The book", "Library reference"], f"search: expected both groups for 'softmax', got {groups}")
        self.tab.key("ArrowDown")
        self.tab.key("Enter")
        self.tab.run(PAUSE.format(400))
        self.expect("index.html" not in self.tab.run("location.href"), "search: Enter leads nowhere")

    def test_contents(self):
        """On a phone the contents are a drawer with every chapter and the open one's sections."""
        self.tab.size(400, 800, touch=True)
        self.open("linear-classifiers.html")
        shown = "getComputedStyle(document.getElementById('contents')).visibility"
        self.expect(self.tab.run(shown) == "hidden", "contents: expected to be folded on a phone")
        self.tab.run("document.querySelector('.bar .menu').click()")
        self.tab.run(PAUSE.format(300))
        self.expect(self.tab.run(shown) == "visible", "contents: the button does not open them")
        self.expect(self.tab.run("document.querySelectorAll('.contents .sections a').length") >= 5, "contents: no sections")
        self.tab.key("Escape")
        self.tab.run(PAUSE.format(300))
        self.expect(self.tab.run(shown) == "hidden", "contents: Escape does not fold them")

    def test_progress_and_theme(self):
        self.tab.size(1400, 900)
        self.open("linear-classifiers.html")
        self.tab.run("document.querySelector('[data-done]').click()")
        self.open("gradients.html")
        self.expect(self.tab.run("document.querySelector('.contents [data-read]') !== null"), "progress: a read chapter is not marked")
        before = self.tab.run("getComputedStyle(document.body).backgroundColor")
        self.tab.run("document.querySelector('.bar .theme').click()")
        after = self.tab.run("getComputedStyle(document.body).backgroundColor")
        self.expect(before != after, "theme: the button changes nothing")
        self.open("index.html")
        self.expect(self.tab.run("getComputedStyle(document.body).backgroundColor") == after, "theme: it is forgotten on the next page")
        self.tab.run("localStorage.clear()")

    def test_live_figures(self, names):
        """Every slider, list and button of every live figure answers to the keyboard, and a canvas to mouse and finger."""
        self.tab.size(1400, 900)
        for name in names:
            self.open(name)
            count = self.tab.run("document.querySelectorAll('.live.alive').length")
            for i in range(count):
                figure = f"document.querySelectorAll('.live.alive')[{i}]"
                label = self.tab.run(f"{figure}.dataset.live")
                look = (f"{figure}.textContent + [...{figure}.querySelectorAll('canvas')].map((c) => c.toDataURL()).join() + "
                        f"[...{figure}.querySelectorAll('[style]')].map((e) => e.getAttribute('style')).join()")
                changed = False
                for k in range(self.tab.run(f"{figure}.querySelectorAll('input, select').length")):
                    before = self.tab.run(look)
                    self.tab.run(f"{figure}.querySelectorAll('input, select')[{k}].focus()")
                    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
                        self.tab.key(key)
                    self.tab.run(PAUSE.format(80))
                    self.expect(self.tab.run(look) != before, f"{name}: control {k} of {label} changes nothing by keyboard")
                    changed = True
                for k in range(self.tab.run(f"{figure}.querySelectorAll('canvas').length")):
                    if not self.tab.run(f"{figure}.querySelectorAll('canvas')[{k}].style.touchAction === 'none'"):
                        continue
                    before = self.tab.run(look)
                    self.tab.run(f"{figure}.querySelectorAll('canvas')[{k}].scrollIntoView({{block: 'center'}})")
                    box = self.tab.run(f"(({{left, top, width, height}}) => [left, top, width, height])("
                                       f"{figure}.querySelectorAll('canvas')[{k}].getBoundingClientRect())")
                    self.tab.drag([(box[0] + box[2] * (0.3 + t / 10), box[1] + box[3] * (0.3 + t / 14)) for t in range(5)])
                    self.tab.run(PAUSE.format(80))
                    self.expect(self.tab.run(look) != before, f"{name}: canvas {k} of {label} does not answer to the mouse")
                    changed = True
                self.expect(changed, f"{name}: {label} has nothing to touch")

    def test_without_scripts(self, names):
        """The contents are there, and a drawing where a live figure would be."""
        self.tab.size(400, 800)
        self.tab.scripts(False)
        try:
            for name in names[:3]:
                self.tab.call("Page.navigate", url=self.address(name))
                patience = time.monotonic() + 30
                while time.monotonic() < patience:  # the page's own clock stands still
                    time.sleep(0.2)
                    if self.tab.run("document.readyState === 'complete' && document.getElementById('contents') !== null"):
                        break
                self.expect(self.tab.run("getComputedStyle(document.getElementById('contents')).visibility") == "visible",
                            f"{name}: no contents without scripts")
                self.expect(self.tab.run("[...document.querySelectorAll('.live .canvas')].every((c) => c.querySelector('svg'))"),
                            f"{name}: no drawing without scripts")
        finally:
            self.tab.scripts(True)

    def test_paper(self):
        self.tab.call("Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        self.tab.size(760, 1000)
        self.open("linear-classifiers.html")
        self.expect(self.tab.run("getComputedStyle(document.querySelector('.contents')).display") == "none", "paper: contents are printed")
        self.expect(self.tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", "paper: it is dark")
        self.audit("linear-classifiers.html", 760, "print")
        self.tab.call("Emulation.setEmulatedMedia", media="", features=[])


def main():
    parser = argparse.ArgumentParser(description="Tests the book's pages in a browser.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--pictures", type=pathlib.Path)
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    tab = browser.Browser()
    try:
        pages = Pages(folder, tab)
        names = pages.path()
        library = sorted(path.name for path in folder.glob("class*.html"))[:6]
        sources = sorted(path.name for path in folder.glob("source-*.html"))[:3]
        for width, theme in VIEWS:
            tab.size(width, 900, touch=width < 600)
            tab.theme(theme)
            for name in names + (library + sources if theme == "dark" else []):
                pages.open(name)
                pages.audit(name, width, theme)
                if arguments.pictures and name in names:
                    arguments.pictures.mkdir(parents=True, exist_ok=True)
                    tab.picture(arguments.pictures / f"{name.removesuffix('.html')}-{width}-{theme}.png")
        tab.theme("light")
        pages.test_search()
        pages.test_contents()
        pages.test_progress_and_theme()
        pages.test_live_figures(names)
        pages.test_without_scripts(names)
        pages.test_paper()
    finally:
        tab.close()
    for problem in pages.problems:
        print(problem)
    print(f"{len(names)} pages of the path, {len(pages.problems)} problems")
    return 1 if pages.problems else 0


if __name__ == "__main__":
    sys.exit(main())
