"""A toy checkout for the script dln: its chapters are shell scripts, so that building them takes no time."""
import os
import pathlib
import shutil
import subprocess
import tempfile

CHAPTERS = ["01-linear-classifiers", "08-convolution", "09-fast-convolution", "16-r-cnn", "17-fast-r-cnn"]
MESON = """foreach stem : ['{}']
  custom_target(stem, input: '{}', output: '{}' + stem, command: ['cp', '@INPUT@', '@OUTPUT@'])
endforeach
"""


class Toy:
    """A checkout in a folder of any name, and the environment in which its script finds every package installed."""

    def __init__(self, script, name="checkout"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dln script "))
        self.root = self.folder / name
        self.build = self.root / "build"
        for folder in ["chapters", "plots", "exercises"]:
            (self.root / folder).mkdir(parents=True)
        shutil.copy2(script, self.root / "dln")
        self.write("meson.build", "project('toy')\nsubdir('chapters')\nsubdir('plots')\n")
        stems = "', '".join(CHAPTERS)
        self.write("chapters/meson.build", MESON.format(stems, "program.sh", ""))
        self.write("plots/meson.build", MESON.format(stems, "plot.sh", "plot-"))
        for stem in CHAPTERS:
            (self.root / "chapters" / stem).mkdir()
        self.write("chapters/program.sh", '#!/bin/sh\necho "$0: $*"\n')
        self.write("plots/plot.sh", "#!/bin/sh\n")
        self.write("exercises/collection.py", "print('distances')\n")

        (self.folder / "bin").mkdir()
        self.program("dpkg-query", "printf installed")
        self.environment = {name: value for name, value in os.environ.items() if name != "DLN_BUILD"}
        self.environment["PATH"] = f"{self.folder / 'bin'}:{os.environ['PATH']}"

    def write(self, name, text):
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        if name.endswith(".sh"):
            path.chmod(0o755)

    def program(self, name, body):
        """Puts a shell script before the machine's own program of a name."""
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def start(self, *arguments, script=None, environment=None, **options):
        """The script as a process, in a group of its own, as a terminal would start it."""
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen([str(script or self.root / "dln"), *arguments], text=True, stdin=subprocess.DEVNULL,
                                env={**self.environment, **(environment or {})}, start_new_session=True, **options)

    def run(self, *arguments, **options):
        """Runs it to its end. Returns its exit code, and what it printed to its two outputs."""
        process = self.start(*arguments, **options)
        output, errors = process.communicate(timeout=60)
        return process.returncode, output, errors

    def remove(self):
        shutil.rmtree(self.folder)
