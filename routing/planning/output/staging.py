"""The output folder: built beside its place, moved there in one go at the end.

Nothing is overwritten and nothing is lost:

* The older plan is copied whole to ``第N版/`` before anything in OUT is touched,
  so a run that is killed at any moment leaves it whole.
* What a person may hold open in Excel, WPS or a browser (workbooks, sheets, pages)
  is written beside: ``plan(2).xlsx``.
* What the program reads back (plan.json, inputs/ …) must never be mixed of two
  plans: if it is held, the whole new plan is put beside: ``OUT(2)/``.
* A new plan that was finished but not moved (the computer went off) is moved by
  the next run.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.plan.actuals import FILL_IN_FILE
from routing.report.sheets.write import is_sheet

from .disk import Disk, Mover, first_name, free_name
from .inputs import INPUTS_FOLDER
from .typed_files import keep_typed
from .versions import PLAN_FILE as PLAN_FILE
from .versions import (
    RUN_FILE,
    WORKBOOK_FILE,
    digest,
    folder_name,
    next_version,
    older_versions,
    version_in,
    version_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPROVAL_FILE = "approval.json"
VOID_FILE = "作废单.txt"
CLOSING_FOLDER = "收尾"
MACHINE_FILES = (
    INPUTS_FOLDER, RUN_FILE, APPROVAL_FILE, "ways.json", "kpi.json", PLAN_FILE,
)  # fmt: skip
"""What the program reads back: it belongs to one plan, or all goes elsewhere."""
PEOPLE_FILES = (
    WORKBOOK_FILE, "report.html", "kpi.csv", "routes.geojson", "校验.csv", VOID_FILE,
    "diagnostics.json", FILL_IN_FILE, CLOSING_FOLDER,
)  # fmt: skip


class NotMovedError(Exception):
    """The plan is complete in ``kept`` but could not be moved to its place."""

    def __init__(self, kept: Path, problem: OSError) -> None:
        super().__init__(str(problem))
        self.kept = kept
        self.problem = problem


@dataclass(frozen=True, kw_only=True)
class Published:
    """Where a plan arrived.

    ``home`` is its folder: OUT, or ``OUT(2)`` when the older plan is held open;
    ``older`` is the folder of the plan before; ``beside`` are the files that
    got a second name because the first is held open, ``stayed`` old files that
    are held open and belong no more to it.
    """

    home: Path
    older: Path | None = None
    beside: tuple[Path, ...] = ()
    stayed: tuple[Path, ...] = ()


@dataclass(slots=True)
class Staging:
    """A folder that grows beside ``out`` until ``publish`` moves it there.

    ``version`` is the one that the new plan will have there; ``resumed`` tells
    whether a plan that an earlier run could not move has been moved first.
    """

    out: Path
    folder: Path
    version: int
    resumed: bool = False
    disk: Disk = field(default_factory=Disk)
    finished: bool = False

    def publish(self) -> Published:
        """Move everything to ``out`` and the older plan to ``第N版``.

        Raises
        ------
        NotMovedError
            When it could be moved nowhere (disk full, folder without rights);
            ``kept`` then holds it.
        """
        self.finished = True
        done = self.folder.with_suffix(".done")
        try:
            self.folder.rename(done)
            self.folder = done
            return publish(done, self.out, self.disk)
        except OSError as error:
            raise NotMovedError(self.folder, error) from error


@contextmanager
def staging(out: Path, disk: Disk | None = None) -> Iterator[Staging]:
    """Build an output folder; without ``publish`` nothing of it remains.

    Raises
    ------
    OSError
        When the folder's parent cannot be written.
    """
    from .resume import resume

    out.parent.mkdir(parents=True, exist_ok=True)
    disk = disk or Disk()
    resumed = resume(out, disk)
    folder = out.parent / f".{out.name}.{os.getpid()}.part"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    stage = Staging(
        out=out, folder=folder, version=_coming(out), resumed=resumed, disk=disk
    )
    try:
        yield stage
    finally:
        if not stage.finished:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def scratch(out: Path) -> Iterator[Path]:
    """Give a folder beside OUT to write into; what is left of it is removed."""
    folder = out.parent / f".{out.name}.{os.getpid()}.part"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_ours(name: str) -> bool:
    """Tell whether a plan leaves a file of this name; others stay untouched."""
    plain = first_name(name)
    return plain in MACHINE_FILES or plain in PEOPLE_FILES or is_sheet(plain)


def replace_files(folder: Path, out: Path, disk: Disk | None = None) -> Published:
    """Put a folder's entries in the place of those that OUT has; the folder goes.

    Each file at once: a run that is killed leaves the old one or the new one, and
    the rest in ``.again``, from where the next run goes on.
    """
    mover = Mover(disk or Disk())
    if folder.suffix == ".part":
        folder = folder.rename(folder.with_suffix(".again"))
    away = folder.with_suffix(".old")
    away.mkdir(exist_ok=True)
    for path in sorted(folder.iterdir(), key=_plan_last):
        if mover.replace(path, out):
            continue
        if (out / path.name).exists():
            mover.take_away(out / path.name, away)
        mover.bring(path, out)
    folder.rmdir()
    shutil.rmtree(away, ignore_errors=True)
    return Published(home=out, beside=tuple(mover.beside), stayed=tuple(mover.held))


def _coming(out: Path) -> int:
    """Return the version of the plan to come; what lies in OUT takes one before."""
    leavings = out.is_dir() and not (out / PLAN_FILE).is_file()
    leavings = leavings and any(is_ours(path.name) for path in out.iterdir())
    return next_version(out) + leavings


def publish(done: Path, out: Path, disk: Disk) -> Published:
    """Move a finished plan to OUT and the older one to ``第N版``; or beside OUT.

    Raises
    ------
    OSError
        When it can be moved nowhere.
    """
    if not out.exists():
        disk.rename(done, out)
        return Published(home=out)
    going = sorted(path for path in out.iterdir() if is_ours(path.name))
    known = set(older_versions(out))
    try:
        older = _archive(out, going, disk)
    except OSError:
        return _put_beside(done, out, disk)
    if not move_in(done, out, going, mover := Mover(disk)):
        if older is not None and version_in(older) not in known:
            shutil.rmtree(older, ignore_errors=True)
        return _put_beside(done, out, disk)
    return Published(
        home=out, older=older, beside=tuple(mover.beside), stayed=tuple(mover.held)
    )


def _put_beside(done: Path, out: Path, disk: Disk) -> Published:
    home = free_name(out)
    disk.rename(done, home)
    return Published(home=home)


def _archive(out: Path, going: list[Path], disk: Disk) -> Path | None:
    """Copy the older plan whole into its ``第N版``, which appears when complete."""
    if not going:
        return None
    older = out / folder_name(version_of(out) or next_version(out))
    if older.exists() and digest(older / PLAN_FILE) == digest(out / PLAN_FILE):
        keep_typed(older, going, disk)
        return older
    if older.exists():
        older = out / folder_name(max(older_versions(out)) + 1)
    part = out / f".{older.name}.part"
    if part.exists():
        shutil.rmtree(part)
    part.mkdir()
    try:
        for path in going:
            disk.copy(path, part / path.name)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
        raise
    part.rename(older)
    return older


def move_in(done: Path, out: Path, going: list[Path], mover: Mover) -> bool:
    """Put a new plan in the place of the older one; False when it is held fast."""
    away = done.with_suffix(".old")
    away.mkdir(exist_ok=True)
    try:
        if not _clear_machine_files(out, away, mover.disk):
            return False
        for path in going:
            if path.exists():
                mover.take_away(path, away)
        for path in sorted(done.iterdir(), key=_plan_last):
            mover.bring(path, out)
        done.rmdir()
    finally:
        shutil.rmtree(away, ignore_errors=True)
    return True


def _clear_machine_files(out: Path, away: Path, disk: Disk) -> bool:
    """Move what the program reads back out of the way; undone when one is held."""
    moved: list[Path] = []
    for name in reversed(MACHINE_FILES):
        path = out / name
        if not path.exists():
            continue
        try:
            disk.rename(path, away / name)
        except OSError:
            for other in reversed(moved):
                (away / other.name).rename(other)
            return False
        moved.append(path)
    return True


def _plan_last(path: Path) -> tuple[bool, bool, str]:
    """Order files so that plan.json appears when all else is in place.

    The tables come first: where they have come, a move has begun (``resume``).
    """
    return (path.name == PLAN_FILE, path.name != INPUTS_FOLDER, path.name)
