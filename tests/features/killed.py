"""Commands that are killed (-9) at a moment of their writing, and what is left then.

A warm parent forks a child that runs the command. The child counts what it does to
files and tells at the k-th such step; some moments later the parent kills it. Steps
and moments come from a seed and stand in the name of the test.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from features.planned_day import SHORT, TABLES, plan, run, write_day

from routing.plan.io import load_plan_file
from routing.planning.output.inputs import input_hashes
from routing.planning.output.versions import folder_name, older_versions, read_run
from routing.report.sheets.frame import plan_number
from routing.report.sheets.write import is_sheet
from routing.terminal.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COMMANDS: dict[str, tuple[str, ...]] = {
    "plan": ("plan", "day", "-o", "out", *SHORT),
    "export": ("export", "other", "-o", "out"),
    "print again": ("export", "out"),
    "close": ("close", "out"),
}
"""By name what is run in a folder of ``write_base``."""

STEPS = (
    "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copyfile",
    "shutil.copytree", "shutil.rmtree",
)  # fmt: skip
LONGEST_DELAY = 0.003


@dataclass(frozen=True, slots=True)
class Moment:
    """The share of a command's steps after which it is killed, and how much later."""

    command: str
    share: float
    delay: float

    def __str__(self) -> str:
        """Return what a failure is told by."""
        return f"{self.command}-{self.share:.4f}-{self.delay * 1000:.2f}ms"


def moments(seed: int, count: int, commands: Sequence[str]) -> list[Moment]:
    """Return moments of commands in turn, every second one exactly between steps."""
    rng = random.Random(seed)
    return [
        Moment(
            commands[n % len(commands)],
            rng.random(),
            rng.random() * LONGEST_DELAY if n % 2 else 0.0,
        )
        for n in range(count)
    ]


class Steps:
    """Counts what a process does to files, and ends it or tells of it at the k-th."""

    def __init__(self, pipe: int, at: int | None = None, *, at_once: bool = False):
        self.count = 0
        self.pipe, self._at, self._at_once = pipe, at, at_once

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        """Hear of an audit event."""
        if event not in STEPS and not (event == "open" and _writes(args)):
            return
        if self.count == self._at:
            if self._at_once:
                os.kill(os.getpid(), signal.SIGKILL)
            os.write(self.pipe, b"!")
        self.count += 1


def _writes(args: tuple[object, ...]) -> bool:
    return isinstance(args[1], str) and args[1][:1] in ("w", "x", "a")


def write_base(folder: Path) -> Path:
    """Write a day, ``out`` with a plan of it before, and ``other`` with another.

    The tables changed since: other vehicles, other items, so other sheets.
    """
    plan(write_day(folder / "day"), folder / "out")
    changes = {
        name: TABLES[name].replace(old, new)
        for name, old, new in (
            ("车辆", "皖H12345", "皖H67890"),
            ("件量", "中通,30", "中通,31"),
        )
    }
    plan(write_day(folder / "day", **changes), folder / "other")
    return folder


def run_and_kill(folder: Path, moment: Moment) -> bool:
    """Run a command in a folder and kill it; tell whether it was killed in time."""
    step = int(moment.share * step_count(moment.command, folder))
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        steps = Steps(writer, step, at_once=not moment.delay)
        _run_child(folder, moment.command, steps)
    os.close(writer)
    if os.read(reader, 1):
        time.sleep(moment.delay)
        os.kill(child, signal.SIGKILL)
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


_COUNTS: dict[str, int] = {}


def step_count(command: str, folder: Path) -> int:
    """Return how many steps a command takes, from one run in a copy of a folder."""
    if command not in _COUNTS:
        copy = folder.with_name(f"{folder.name}-counted")
        shutil.copytree(folder, copy)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _run_child(copy, command, Steps(writer))
        os.close(writer)
        _COUNTS[command] = int(os.read(reader, 100))
        os.close(reader)
        os.waitpid(child, 0)
        shutil.rmtree(copy)
    return _COUNTS[command]


def _run_child(folder: Path, command: str, steps: Steps) -> None:
    """Run a command and end the process; how many steps it took goes to the pipe."""
    code = Exit.INTERNAL
    try:
        os.chdir(folder)
        sys.addaudithook(steps)
        answer = run(*COMMANDS[command])
        code = Exit(answer.exit_code)
        if code is Exit.DONE:
            os.write(steps.pipe, str(steps.count).encode())
    finally:
        os._exit(code)


def assert_whole(out: Path) -> None:
    """Prove that a folder holds one version, every file of it, and older ones whole."""
    answer = run("check", out, "--json")
    assert answer.exit_code == Exit.DONE, answer.output
    older = older_versions(out)
    assert older == list(range(1, len(older) + 1))
    for home in (out, *(out / folder_name(number) for number in older)):
        plan = load_plan_file(home / "plan.json")
        assert input_hashes(home / "inputs") == plan.hashes, home
        said = read_run(home)
        assert said["plan_number"] == plan_number(plan), home
        names = {path.name for path in home.iterdir()}
        assert names >= {"plan.xlsx", "report.html", "kpi.json", "微信.txt"}, home
        pages = [path for path in home.glob("*.html") if is_sheet(path.name)]
        plates = [path.stem for path in pages if path.name.startswith("派车单")]
        assert plates == [f"派车单_{plan.routes[0].vehicle}"], home
        for page in pages:
            words = page.read_text("utf-8")
            assert plan_number(plan) in words, page
            assert f"第 {said['version']} 版" in words, page


CLOSED = {
    "actuals.json", "建议参数.csv", "待更正.csv", "明日件量.csv", "明日揽收.csv",
    "月报.xlsx", "计划与实际.csv", "计划与实际.html",
}  # fmt: skip


def assert_closed(out: Path) -> None:
    """Prove that a day is closed with every file, or not at all, and its books whole.

    The histories beside the folder tell every line of one closing, or of none.
    """
    folder = out / "收尾"
    assert not folder.exists() or {p.name for p in folder.iterdir()} == CLOSED
    for name in ("历史件量.csv", "历史班线.csv"):
        book = out.parent / name
        assert not book.exists() or book.read_text("utf-8-sig").endswith("\n")


def leavings(folder: Path) -> list[str]:
    """Return what a run has left beside its output, unfinished folders apart."""
    hidden = [*folder.glob(".*"), *(folder / "out").glob(".*")]
    return [path.name for path in hidden if path.suffix != ".part"]
