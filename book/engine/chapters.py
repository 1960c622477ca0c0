"""Runs chapters whose program, options or data have changed since their results were written."""
import hashlib
import json
import os
import pathlib
import platform
import resource
import shutil
import subprocess
import sys
import time


class Failed(Exception):
    """A program that ended badly, with the end of its log."""


def say(words):
    print(words, file=sys.stderr, flush=True)


def run(command, log, **options):
    """Runs a command with its output in a log file."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w", encoding="utf-8") as file:
        code = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, check=False, **options).returncode
    if code != 0:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:]
        raise Failed(f"'{command[0]}' ended with code {code}; the end of {log}:\n" + "\n".join(tail))


def digest(*paths):
    """One number for the contents of several files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(pathlib.Path(path).read_bytes())
    return total.hexdigest()


def busy_seconds():
    """What all processes of the machine have used since it started, in seconds of a core; None where nobody tells."""
    try:
        fields = pathlib.Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:9]
    except OSError:
        return None
    user, nice, system, _, _, interrupt, soft, steal = (int(field) for field in fields)
    return (user + nice + system + interrupt + soft + steal) / os.sysconf("SC_CLK_TCK")


def own_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def processor():
    """What the machine calls its processor."""
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()


class Watch:
    """On which machine something ran, and how much of it other programs took meanwhile: that spoils times."""

    def __enter__(self):
        self.started, self.busy, self.own = time.monotonic(), busy_seconds(), own_seconds()
        return self

    def __exit__(self, *_):
        cores, seconds = os.cpu_count() or 1, max(1e-9, time.monotonic() - self.started)
        others = 0.0 if self.busy is None else busy_seconds() - self.busy - (own_seconds() - self.own)
        self.told = {"processor": processor(), "cores": cores, "date": time.strftime("%Y-%m-%d"),
                     "others": round(min(1.0, max(0.0, others / (cores * seconds))), 3)}


class Stamp:
    """What a folder was made from: it is made again when that has changed."""

    def __init__(self, folder, name, content):
        self.path, self.content = folder / f"{name}.stamp", json.dumps(content, sort_keys=True)

    def is_fresh(self):
        return self.path.exists() and self.path.read_text(encoding="utf-8") == self.content

    def write(self):
        self.path.write_text(self.content, encoding="utf-8")


def data_listing(options):
    """Names, sizes and times of the reader's own images: other ones mean another run."""
    if "--data" not in options:
        return []
    folder = pathlib.Path(options[options.index("--data") + 1])
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [[str(path), path.stat().st_size, path.stat().st_mtime_ns] for path in files]


class Runner:
    """The programs of a build folder, and the results that they left in OUT/results."""

    def __init__(self, root, build, out, options):
        self.root, self.build, self.out, self.options = root, build, out, options
        self.library = digest(*sorted((build / "lib").glob("**/*.so")))
        self.ran = []

    def step(self, stem, name, made_from, command, log, **settings):
        """Runs a command unless its stamp says that nothing has changed. Returns whether it ran."""
        folder = self.out / "results" / stem
        stamp = Stamp(folder, name, made_from)
        if stamp.is_fresh():
            return False
        if name == "program" and not stamp.path.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of unknown origin, or left behind by a program that failed
        if name == "figures":
            shutil.rmtree(folder / "figures", ignore_errors=True)  # every one is drawn again
        folder.mkdir(parents=True, exist_ok=True)
        stamp.path.unlink(missing_ok=True)
        with Watch() as watch:
            run(command, self.out / "logs" / log, **settings)
        if name == "program":
            (folder / "machine").write_text(json.dumps(watch.told), encoding="utf-8")
        stamp.write()
        self.ran.append(f"{stem} ({name})")
        return True

    def chapter(self, stem):
        """A chapter's experiments and figures."""
        program, plot = self.build / "chapters" / stem, self.build / "plots" / f"plot-{stem}"
        results = self.out / "results" / stem
        made_from = [digest(program), self.library, self.options, data_listing(self.options)]
        if not Stamp(results, "program", made_from).is_fresh():
            say(f"Running chapter {stem} ...")
        self.step(stem, "program", made_from, [str(program), "--results", str(results), *self.options],
                  f"{stem}.log")
        self.step(stem, "figures", [made_from, digest(plot)], [str(plot), str(results)], f"{stem}-figures.log")

    def benchmark(self):
        """The convolution core's times, which chapter 09 shows."""
        program = self.build / "tests/bench/bench"
        quick = ["--layer", "res4"] if "--quick" in self.options else []
        command = [str(program), "--pass", "forward", "--batch", "1", "--samples", "3", *quick, "--results",
                   str(self.out / "results/bench")]
        made_from = [digest(program), self.library, quick]
        if not Stamp(self.out / "results/bench", "program", made_from).is_fresh():
            say("Timing the convolution core ...")
        self.step("bench", "program", made_from, command, "bench.log", env={**os.environ, "OMP_WAIT_POLICY": "active"})

    def gradients(self):
        """Every gradient's check, for appendix A."""
        program = self.build / "tests/tests"
        made_from = [digest(program), self.library]
        stamp = Stamp(self.out / "results/gradients", "program", made_from)
        if stamp.is_fresh():
            return
        say("Checking every gradient ...")
        run([str(program), "--run_test=gradients"], self.out / "logs/gradients.log")
        shutil.copytree(self.build / "results/gradient-checks", self.out / "results/gradients", dirs_exist_ok=True)
        stamp.write()
        self.ran.append("gradients (program)")


def run_chapters(root, build, out, options, wanted):
    """Runs what has changed: of `wanted` chapters only, or of all with what the appendices show. Returns what was run."""
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # threads that wait must not spin: see the script dln
    runner = Runner(root, build, out, options)
    started = time.monotonic()
    for folder in sorted((root / "chapters").glob("[0-9]*")):
        if wanted is None or folder.name[:2] in wanted:
            runner.chapter(folder.name)
    if wanted is None or "09" in wanted:
        runner.benchmark()
    if wanted is None:
        runner.gradients()
    if runner.ran:
        say(f"Ran {', '.join(runner.ran)} in {time.monotonic() - started:.0f} s.")
    return runner.ran
