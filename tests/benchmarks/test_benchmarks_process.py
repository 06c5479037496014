"""Measuring a process: its memory with its children's, its notes, its end."""

import sys

from benchmarks.process import run_measured

MIB = 1024 * 1024
HOLD = f"x = b'a' * {60 * MIB}; import time; time.sleep(0.6)"
PARENT = f"""
import subprocess, sys
children = [subprocess.Popen([sys.executable, "-c", {HOLD!r}]) for _ in range(2)]
for child in children:
    child.wait()
"""


def test_memory_is_that_of_all_processes_at_one_moment():
    run = run_measured([sys.executable, "-c", PARENT])
    # Two children of 60 MiB at once; three bare interpreters hold some more.
    assert 120 <= run.peak_mib < 240
    # One after the other they never hold 120 MiB together.
    apart = run_measured([sys.executable, "-c", f"{HOLD}\ndel x\n{HOLD}"])
    assert 60 <= apart.peak_mib < 110


def test_notes_carry_their_second_and_the_exit_code_is_kept():
    code = (
        "import sys, time\n"
        "print('reading', file=sys.stderr, flush=True)\n"
        "time.sleep(0.3)\n"
        "print('planning 7', file=sys.stderr, flush=True)\n"
        "print('{}')\n"
        "sys.exit(3)\n"
    )
    run = run_measured([sys.executable, "-c", code])
    assert run.exit_code == 3
    assert run.output == "{}\n"
    assert [line for _, line in run.notes] == ["reading", "planning 7"]
    reading, planning = run.second_of("reading"), run.second_of("planning")
    assert 0 < reading <= planning - 0.25 <= run.seconds
    assert run.second_of("writing") is None
    assert run.last_words == "reading / planning 7"
