"""At a terminal a doubtful import asks, and a no writes nothing."""

import os
import subprocess
import sys

import pytest
from brand_exports import text, write_county

import cli
from routing.terminal.exits import Exit

pty = pytest.importorskip("pty", reason="Windows has no terminal to stand in for one")


def at_a_terminal(folder, word):
    """Import another brand's table at a terminal and type a word."""
    write_county(folder / "县")
    rows = [["运单号", "三段码"], ["YT73000000001", "310-01-001"]]
    text(folder / "a.csv", rows, "utf-8")
    ours, theirs = pty.openpty()
    args = ["import", "a.csv", "--partner", "中通", "--day", "县"]
    with subprocess.Popen(
        [sys.executable, cli.__file__, *args],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=folder,
    ) as process:
        os.close(theirs)
        said = ""
        while "照样导入吗" not in said:
            said += os.read(ours, 4096).decode("utf-8", errors="replace")
        os.write(ours, word.encode())
        process.communicate(timeout=60)
    os.close(ours)
    assert "IMPORT_OTHER_BRAND" in said
    return process.returncode


def test_yes_imports(tmp_path):
    assert at_a_terminal(tmp_path, "y\n") == Exit.DONE
    assert (tmp_path / "县" / "件量.csv").is_file()


def test_no_writes_nothing(tmp_path):
    assert at_a_terminal(tmp_path, "n\n") == Exit.INPUT
    assert not (tmp_path / "县" / "件量.csv").exists()
    assert not (tmp_path / "县" / "导入记录").exists()
