#!/usr/bin/env python3
"""A program whose address space is limited says so in a line, or works. Usage: test_limits.py DOCTOR, a small program."""
import os
import resource
import subprocess
import sys

MEBIBYTE = 1 << 20


def run(limit):
    """Exit code and outputs under a limit. OpenBLAS would try for ever to get what there is not: so would that of Debian 13
    when it is loaded, for each of its threads, unless told, as the script does, that one is enough."""
    done = subprocess.run([sys.argv[1]], capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY)))
    return done.returncode, done.stdout, done.stderr


refused = 0
for mebibytes in range(300, 4200, 100):
    code, _, said = run(mebibytes * MEBIBYTE)
    if code == 0:
        break
    refused += "address space (ulimit -v): expected" in said
    assert code > 0 and len(said.splitlines()) == 1, (mebibytes, code, said)
assert refused > 0, "300 MiB were enough for OpenBLAS: is the limit heeded?"
assert run(resource.RLIM_INFINITY)[0] == 0
print(f"Up to {mebibytes - 100} MiB were refused, in a line each.")
