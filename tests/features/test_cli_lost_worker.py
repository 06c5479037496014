"""A search process that is killed: the plan is made by the others, and that is said."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from instances.generate import generate
from routing.terminal.exits import Exit

PATIENCE = 120.0
TASKS = Path("/proc/self/task")

pytestmark = pytest.mark.skipif(not TASKS.is_dir(), reason="children are read in /proc")


def workers_of(pid):
    """Return the processes that a program has spawned for searching."""
    found = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in thread.read_text().split():
            words = Path(f"/proc/{child}/cmdline").read_bytes()
            if b"spawn_main" in words:
                found.append(int(child))
    return found


def test_a_killed_search_process_is_told_and_the_plan_is_whole(tmp_path):
    generate("S", 1, tmp_path / "county")
    program = [sys.executable, cli.__file__, "plan", "county", "-o", "out"]
    with subprocess.Popen(
        [*program, "--iterations", "60", "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        until = time.monotonic() + PATIENCE
        while not (workers := workers_of(process.pid)) and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(workers[0], signal.SIGKILL)
        _, notes = process.communicate(timeout=PATIENCE)
    said = notes.decode("utf-8")
    assert process.returncode == Exit.DONE, said
    assert "1 个搜索进程中途退出，其余的接着算完" in said
    run = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert run["lost_workers"] == 1
    assert run["engine_troubles"] == []
    checked = CliRunner().invoke(cli.gongpei, ["check", str(tmp_path / "out")])
    assert checked.exit_code == Exit.DONE
