"""What a killed run left beside OUT: finished plans and sheets come home, rest goes.

A run names its folders ``.OUT.PID.part`` while it writes, ``.done`` when a plan is
finished, ``.again`` when the sheets of the plan in OUT are printed again, and
``.old`` for what they replace.
"""

from __future__ import annotations

import re
import shutil
import time
from typing import TYPE_CHECKING

from .disk import Disk, Mover
from .inputs import INPUTS_FOLDER
from .staging import is_ours, move_in, publish, replace_files
from .versions import PLAN_FILE, RUN_FILE, digest, read_run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ABANDONED_SECONDS = 8 * 86_400
"""No run is allowed to take so long: an unfinished folder this old is of a dead one."""

PATIENCE_SECONDS = 1.0
"""How long a plan that is just being moved by another run is waited for."""
_STEP_SECONDS = 0.05
FILES_KEY = "files"


def bring_home(out: Path) -> None:
    """Finish the move of a plan to OUT that a killed run has begun, if there is one.

    Before a plan is read: while it is moved, OUT holds no plan.json.

    Raises
    ------
    OSError
        When the folder cannot be written.
    """
    out = out.resolve()
    waited = 0.0
    while _is_between(out):
        if waited >= PATIENCE_SECONDS:
            resume(out, Disk())
            return
        time.sleep(_STEP_SECONDS)
        waited += _STEP_SECONDS


def _is_between(out: Path) -> bool:
    return (
        out.is_dir()
        and not (out / PLAN_FILE).exists()
        and any((path / PLAN_FILE).is_file() for path in _left(out, "done"))
    )


def resume(out: Path, disk: Disk) -> bool:
    """Move a finished plan that an earlier run left beside OUT; tell if one was."""
    resumed = False
    for path in _left(out, "part"):
        if time.time() - path.stat().st_mtime > ABANDONED_SECONDS:
            shutil.rmtree(path, ignore_errors=True)
    for path in _left(out, "old"):
        shutil.rmtree(path, ignore_errors=True)
    for path in _left(out, "again"):
        if _belongs(path, out):
            replace_files(path, out, disk)
        else:
            shutil.rmtree(path, ignore_errors=True)
    for done in _left(out, "done"):
        if not (done / PLAN_FILE).is_file():
            shutil.rmtree(done, ignore_errors=True)
            continue
        _finish(done, out, disk)
        resumed = True
    return resumed


def _left(out: Path, ending: str) -> Iterator[Path]:
    pattern = re.compile(rf"\.{re.escape(out.name)}\.\d+\.{ending}")
    yield from sorted(p for p in out.parent.iterdir() if pattern.fullmatch(p.name))


def _belongs(again: Path, out: Path) -> bool:
    """Tell whether printed sheets are of the plan that lies in OUT.

    Their run.json comes first: where it is in OUT already, they are.
    """
    if not (again / RUN_FILE).is_file():
        return (out / PLAN_FILE).is_file()
    sealed = read_run(again).get(FILES_KEY) or {}
    return bool(sealed) and sealed.get(PLAN_FILE) == digest(out / PLAN_FILE)


def _finish(done: Path, out: Path, disk: Disk) -> None:
    """Move a finished plan, or the rest of it, to OUT."""
    if not out.exists() or (out / PLAN_FILE).exists():
        publish(done, out, disk)
    elif (done / INPUTS_FOLDER).is_dir():
        # Killed before its first file came: what lies here is of the older plan,
        # which is in its 第N版 already.
        going = sorted(path for path in out.iterdir() if is_ours(path.name))
        move_in(done, out, going, Mover(disk))
    else:
        # Killed while its files came: what is here under a name that is still to
        # come was held open.
        replace_files(done, out, disk)
