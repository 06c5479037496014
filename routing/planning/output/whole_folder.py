"""A folder that is replaced whole: what stands there is always a finished one.

It grows beside its place, and two renames put it there. A run that is killed
between them leaves it under a name of its own, and the next run puts it back.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .disk import Disk
from .resume import ABANDONED_SECONDS
from .staging import Published, replace_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def growing(target: Path) -> Iterator[Path]:
    """Give a folder beside ``target`` to write into; it goes if nobody takes it.

    Raises
    ------
    OSError
        When the folder's parent cannot be written.
    """
    recover(target)
    part = target.parent / f".{target.name}.{os.getpid()}.part"
    if part.exists():
        shutil.rmtree(part)
    part.mkdir()
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def put_in_place(part: Path, target: Path, disk: Disk | None = None) -> Published:
    """Put a finished folder in the place of the older one.

    Where a file of the older one is held open, the files are replaced one by one,
    and those held get a second name.
    """
    disk = disk or Disk()
    done, old = part.with_suffix(".done"), part.with_suffix(".old")
    for leaving in (done, old):
        shutil.rmtree(leaving, ignore_errors=True)
    part.rename(done)
    if target.exists():
        try:
            disk.rename(target, old)
        except OSError:
            return replace_files(done, target, disk)
    disk.rename(done, target)
    shutil.rmtree(old, ignore_errors=True)
    return Published(home=target)


def recover(target: Path) -> None:
    """Put back what a killed run left beside a folder, and clear the rest."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.\d+\.(done|old|part)")
    left = [path for path in target.parent.iterdir() if pattern.fullmatch(path.name)]
    for ending in (".done", ".old"):
        for path in sorted(left):
            if path.suffix == ending and not target.exists():
                path.rename(target)
    for path in left:
        part = path.suffix == ".part"
        if path.exists() and not (part and _is_young(path)):
            shutil.rmtree(path, ignore_errors=True)


def _is_young(path: Path) -> bool:
    return time.time() - path.stat().st_mtime <= ABANDONED_SECONDS
