#!/usr/bin/env python3
"""Builds the book: runs every chapter, fills their numbers, tables and figures into the pages, runs Doxygen, checks.

Usage: make.py ROOT BUILD [--data DIR] [--quick]. The pages are in BUILD/book/html, quick ones in BUILD/book-quick/html. See conventions.md for what pages may say.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import time

import check
import pages


def say(text):
    print(text, file=sys.stderr, flush=True)


def fail(text):
    say(f"book: {text}")
    sys.exit(1)


def run(command, log, **options):
    """Runs a command with its output in a log file; on failure shows the log's end and stops."""
    with open(log, "w", encoding="utf-8") as file:
        code = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, **options).returncode
    if code != 0:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:]
        fail(f"'{command[0]}' ended with code {code}; the end of {log}:\n" + "\n".join(tail))


def run_chapters(root, build, out, options):
    """Every chapter's experiments and figures; then the gradient checks."""
    for folder in sorted((root / "chapters").glob("[0-9]*")):
        stem = folder.name
        results = out / "results" / stem
        shutil.rmtree(results, ignore_errors=True)
        results.mkdir(parents=True)
        say(f"Running chapter {stem} ...")
        run([str(build / "chapters" / stem), "--results", str(results), *options], results / "program.log")
        run([str(build / "plots" / f"plot-{stem}"), str(results)], results / "plot.log")
    say("Timing the convolution core ...")
    quick = ["--layer", "res4"] if "--quick" in options else []
    run([str(build / "tests/bench/bench"), "--pass", "forward", "--batch", "1", "--samples", "3", *quick,
         "--results", str(out / "results/bench")], out / "bench.log", env={**os.environ, "OMP_WAIT_POLICY": "active"})
    say("Checking every gradient ...")
    run([str(build / "tests/tests"), "--run_test=gradients"], out / "gradients.log")
    shutil.copytree(build / "results/gradients", out / "results/gradients", dirs_exist_ok=True)


def prepare_doxygen(root, out):
    """Doxygen's own header and layout with our additions, so that they fit whichever version is installed."""
    run(["doxygen", "-w", "html", "header.html", "footer.html", "default.css"], out / "doxygen-header.log", cwd=out)
    header = (out / "header.html").read_text(encoding="utf-8")
    addition = (root / "book/header-addition.html").read_text(encoding="utf-8")
    (out / "header.html").write_text(header.replace("</head>", addition + "</head>"), encoding="utf-8")

    run(["doxygen", "-l", "layout.xml"], out / "doxygen-layout.log", cwd=out)
    layout = (out / "layout.xml").read_text(encoding="utf-8")
    begin, end = layout.index("<navindex>"), layout.index("</navindex>")
    tabs = (root / "book/navigation.xml").read_text(encoding="utf-8")
    (out / "layout.xml").write_text(layout[:begin] + "<navindex>\n" + tabs + layout[end:], encoding="utf-8")

    settings = (root / "book/Doxyfile.in").read_text(encoding="utf-8")
    values = {"ROOT": root, "OUT": out, "AWESOME": "/usr/share/doxygen-awesome-css"}
    for name, value in values.items():
        settings = settings.replace(f"@{name}@", str(value))
    (out / "Doxyfile").write_text(settings, encoding="utf-8")


def copy_mathjax(html):
    """The parts of MathJax that draw TeX as SVG: formulas need no network."""
    source = pathlib.Path("/usr/share/javascript/mathjax")
    if not source.is_dir():
        fail("expected MathJax (package libjs-mathjax), got nothing of that name")
    for part in ["MathJax.js", "extensions", "jax/element", "jax/input/TeX", "jax/output/SVG/autoload",
                 "jax/output/SVG/config.js", "jax/output/SVG/jax.js", "jax/output/SVG/fonts/TeX"]:
        target = html / "mathjax" / part
        if (source / part).is_dir():
            shutil.copytree(source / part, target, dirs_exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source / part, target)


def main():
    parser = argparse.ArgumentParser(description="Builds the book.")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path, help="folder of real images for the chapters")
    parser.add_argument("--quick", action="store_true", help="small experiments, to test the book itself")
    arguments = parser.parse_args()
    root, build = arguments.root.resolve(), arguments.build.resolve()
    if shutil.which("doxygen") is None:
        say("book: expected doxygen, got none; ./dln book installs it")
        sys.exit(77)  # Meson's word for a test that cannot be made here
    out = build / ("book-quick" if arguments.quick else "book")
    out.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()

    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # threads that wait must not spin: see the script dln
    options = (["--quick"] if arguments.quick else []) + (["--data", str(arguments.data)] if arguments.data else [])
    run_chapters(root, build, out, options)
    say("Writing the pages ...")
    problems = pages.write(root, out, arguments.quick)
    prepare_doxygen(root, out)
    # The new pages grow beside the old ones, which stay readable until all is well.
    shutil.rmtree(out / "new", ignore_errors=True)
    run(["doxygen", "Doxyfile"], out / "doxygen.log", cwd=out, env={**os.environ, "LC_ALL": "C.UTF-8"})
    copy_mathjax(out / "new")
    problems += check.check_sources(root) + check.check_html(root, out / "new")
    if problems:
        fail(f"{len(problems)} problems:\n" + "\n".join(problems))
    shutil.rmtree(out / "html", ignore_errors=True)
    (out / "new").rename(out / "html")
    say(f"The book is ready after {time.monotonic() - started:.0f} s.")


main()
