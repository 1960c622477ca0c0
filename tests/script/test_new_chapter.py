#!/usr/bin/env python3
"""Adds a chapter to a copy of the sources as the README says, builds and runs it, and takes it away. Usage: ROOT BUILD."""
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="dln new chapter "))
COPY = FOLDER / "copy"
STEM, MODEL = "99-new", "01-linear-classifiers"

FILES = {
    f"chapters/{STEM}/main.cpp": """#include "program/chapter.hpp"

int main(int argc, char** argv) {
  using namespace dln::program;
  const auto draw_a_line = [] {
    Report report;
    Table line({{"x"}, {"y"}});
    line.add({0.0, 1.0});
    line.add({1.0, 2.0});
    report.data("line", line);
    return report;
  };
  const auto experiments = [=](const Options&) { return std::vector<Experiment>{{"A line", draw_a_line}}; };
  return run_chapter({"99-new", "A new chapter.", "nothing", experiments}, argc, argv);
}
""",
    f"plots/{STEM}.cpp": """#include "figure/figure.hpp"

int main(int argc, char** argv) {
  return figure::run(argc, argv, [](const figure::Folder& results) {
    const figure::Data line = results.data("line");
    results.save("line", figure::draw({figure::curves({.x = "x", .y = "y"}, {{"line", line["x"], line["y"]}})}));
  });
}
""",
    f"book/{STEM}.md": "---\npart: New\nhook: What is new?\n---\n# New {#new}\n\n@@figure 99/line A line.\n",
}


def expect(condition, text):
    if not condition:
        sys.exit(f"new chapter: expected {text}")


def run(*command, folder=FOLDER):
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False)
    expect(done.returncode == 0, f"'{command[0]}' to succeed, got\n{done.stdout}{done.stderr}")
    return done.stdout


def contents():
    return {path.relative_to(COPY): path.read_bytes() for path in COPY.rglob("*") if path.is_file()}


def programs(build):
    targets = run("ninja", "-C", build, "-t", "targets", "all")
    return {line.split(":")[0] for line in targets.splitlines() if line.startswith(("chapters/", "plots/"))}


def build_like(target, source):
    """Compiles and links a program with the commands that the real build has for another one."""
    commands = run("ninja", "-C", BUILD, "-t", "commands", target).splitlines()
    compiler = shlex.split(next(line for line in commands if f"-o {target}.p/" in line))
    compiler = compiler[:compiler.index("-MD")] + ["-I", str(ROOT / "plots"), "-o", str(FOLDER / "new.o"), "-c", str(source)]
    run(*compiler, folder=BUILD)
    linker = [part for part in shlex.split(commands[-1]) if not part.endswith(".o")]
    program = FOLDER / "-".join(target.split("/"))
    linker[linker.index("-o") + 1] = program
    rpath = [f"-Wl,-rpath,{BUILD / 'lib/dln'}"]
    run(linker[0], FOLDER / "new.o", *linker[1:], *rpath, folder=BUILD)
    return program


def try_it():
    shutil.copytree(ROOT, COPY, ignore=lambda folder, names: [name for name in names if pathlib.Path(folder) == ROOT and (
        name.startswith("build") or name in (".git", "workbook"))] + [name for name in names if name == "__pycache__"])
    before = contents()

    for name, text in FILES.items():
        (COPY / name).parent.mkdir(parents=True, exist_ok=True)
        (COPY / name).write_text(text, encoding="utf-8")
    chapters = COPY / "chapters/meson.build"
    text = chapters.read_text(encoding="utf-8")
    chapters.write_text(text.replace("chapters = {\n", f"chapters = {{\n  '{STEM}': ['main.cpp'],\n", 1), encoding="utf-8")
    after = contents()
    changed = [name for name in after if before.get(name) != after[name]]
    expect(len(changed) <= 5, f"at most five files for a new chapter, got {changed}")

    run("meson", "setup", FOLDER / "build", COPY)
    new = {f"chapters/{STEM}", f"plots/plot-{STEM}"}
    expect(new <= programs(FOLDER / "build"), f"the build to know {new}")

    program = build_like(f"chapters/{MODEL}", COPY / f"chapters/{STEM}/main.cpp")
    drawing = build_like(f"plots/plot-{MODEL}", COPY / f"plots/{STEM}.cpp")
    run(program, "--results", FOLDER / "results")
    run(drawing, FOLDER / "results")
    expect((FOLDER / "results/figures/line.svg").is_file(), "the new chapter's figure")
    expect(STEM in run(COPY / "dln", "list"), "./dln list to show the new chapter")

    sys.path.insert(0, str(COPY / "book/engine"))
    import sources  # the book's own, which finds pages
    expect("new" in [page.label for page in sources.read_book(COPY / "book")], "the book to have the new page")
    shutil.rmtree(COPY / "book/engine/__pycache__", ignore_errors=True)

    for name in FILES:
        (COPY / name).unlink()
    (COPY / f"chapters/{STEM}").rmdir()
    chapters.write_text(text, encoding="utf-8")
    expect(contents() == before, "nothing to be left of the new chapter")
    run("meson", "setup", "--reconfigure", FOLDER / "build", COPY)
    expect(not new & programs(FOLDER / "build"), "the build to have forgotten the new chapter")
    expect(STEM not in run(COPY / "dln", "list"), "./dln list to have forgotten the new chapter")
    print(f"A new chapter takes {len(changed)} files.")


try:
    try_it()
finally:
    shutil.rmtree(FOLDER)
