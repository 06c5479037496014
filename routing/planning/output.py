"""The output folder: built beside its place, moved there in one go at the end.

Nothing is overwritten: what an older plan left moves to ``第N版/`` first, and a
finished plan that cannot be moved stays complete where it was built.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAN_FILE = "plan.json"
_OLDER = re.compile(r"第(\d+)版")
_OURS = re.compile(
    r"plan\.json|plan\.xlsx|run\.json|ways\.json|kpi\.json|kpi\.csv|routes\.geojson"
    r"|report\.html|校验\.csv|diagnostics\.json|inputs"
    r"|(派车单|装车单|交接单|村站)_.*\.html|袋牌\.html"
)
"""Names that a plan leaves behind; other files in the folder stay untouched."""


class NotMovedError(Exception):
    """The plan is complete in ``kept`` but could not be moved to its place."""

    def __init__(self, kept: Path, problem: OSError) -> None:
        super().__init__(str(problem))
        self.kept = kept
        self.problem = problem


@dataclass(slots=True)
class Staging:
    """A folder that grows beside ``out`` until ``publish`` moves it there."""

    out: Path
    folder: Path
    finished: bool = False

    def publish(self) -> Path | None:
        """Move everything to ``out``; return where an older plan went, if any.

        Raises
        ------
        NotMovedError
            When a file could not be moved (open in another program, disk full);
            ``folder`` then still holds whatever has not arrived.
        """
        self.finished = True
        try:
            if not self.out.exists():
                self.folder.rename(self.out)
                return None
            older = _put_away(self.out, {path.name for path in self.folder.iterdir()})
            for path in sorted(self.folder.iterdir(), key=_plan_last):
                path.rename(self.out / path.name)
            self.folder.rmdir()
        except OSError as error:
            raise NotMovedError(self.folder, error) from error
        return older


@contextmanager
def staging(out: Path) -> Iterator[Staging]:
    """Build an output folder; without ``publish`` nothing of it remains.

    Raises
    ------
    OSError
        When the folder's parent cannot be written.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = out.parent / f".{out.name}.{os.getpid()}.part"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    stage = Staging(out=out, folder=folder)
    try:
        yield stage
    finally:
        if not stage.finished:
            shutil.rmtree(folder, ignore_errors=True)


def _plan_last(path: Path) -> tuple[bool, str]:
    """Order files so that plan.json appears when all else is in place."""
    return (path.name == PLAN_FILE, path.name)


def _put_away(out: Path, coming: set[str]) -> Path | None:
    """Move an older plan into the next free ``第N版``; undone when it fails."""
    going = sorted(
        path
        for path in out.iterdir()
        if path.name in coming or _OURS.fullmatch(path.name)
    )
    if not going:
        return None
    older = _next_version(out)
    moved: list[Path] = []
    try:
        for path in going:
            path.rename(older / path.name)
            moved.append(path)
    except OSError:
        for path in moved:
            (older / path.name).rename(path)
        older.rmdir()
        raise
    return older


def _next_version(out: Path) -> Path:
    numbers = [
        int(match.group(1))
        for path in out.iterdir()
        if (match := _OLDER.fullmatch(path.name))
    ]
    older = out / f"第{max(numbers, default=0) + 1}版"
    older.mkdir()
    return older
