"""Ctrl-C on a real terminal: the best plan so far is kept, whole and checked."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from instances.generate import generate
from routing.terminal.exits import Exit

pty = pytest.importorskip("pty", reason="Windows has no terminal to stand in for one")


def test_ctrl_c_keeps_the_best_plan_so_far(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    generate("S", 1, tmp_path / "county")
    ours, theirs = pty.openpty()
    program = [sys.executable, cli.__file__, "plan", "county", "-o", "kept"]
    with subprocess.Popen(
        [*program, "--time-limit", "300", "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=tmp_path,
    ) as process:
        os.close(theirs)
        said = listen(ours, until="迭代")
        process.send_signal(signal.SIGINT)
        said += listen(ours, until="最好的计划")
        output, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == Exit.INTERRUPTED, said
    # On a terminal there is a bar, with the cost so far.
    assert re.search(r"\[[#.]{24}\] +\d+% \d+秒 成本 [\d,.]+ 元", said)
    assert "已写到" in output.decode("utf-8")
    assert {"plan.json", "report.html", "inputs"} <= {
        path.name for path in Path("kept").iterdir()
    }
    assert json.loads(Path("kept/run.json").read_text("utf-8"))["interrupted"]
    assert CliRunner().invoke(cli.gongpei, ["check", "kept"]).exit_code == Exit.DONE


def listen(terminal, until):
    """Return what a program says on a terminal up to some words."""
    heard = b""
    while until.encode() not in heard:
        heard += os.read(terminal, 1024)
    return heard.decode("utf-8", "replace")
