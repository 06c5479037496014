"""Moves of files that another program may hold open, and what is done then.

Excel and WPS keep a workbook so that Windows refuses to rename or replace it
(``PermissionError``); reading it stays allowed.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

_SECOND = re.compile(r"(.+)\((\d+)\)")


class Disk:
    """What the operating system does; tests put a locked one in its place."""

    def rename(self, source: Path, target: Path) -> None:
        """Move a file or folder within one disk.

        Raises
        ------
        OSError
            When the source, or a file in it, is held open by another program.
        """
        source.rename(target)

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in the place of another, which goes in the same moment.

        Raises
        ------
        OSError
            When one of them is held open by another program.
        """
        source.replace(target)

    def copy(self, source: Path, target: Path) -> None:
        """Copy a file, or a folder with everything in it."""
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)


@dataclass(slots=True)
class Mover:
    """Moves entries into a folder and keeps account of what did not go.

    ``held`` are old files that stayed where they were and have no newer one;
    ``beside`` are files that arrived under a second name, because a held one has
    theirs.
    """

    disk: Disk
    held: list[Path] = field(default_factory=list)
    beside: list[Path] = field(default_factory=list)

    def take_away(self, source: Path, folder: Path) -> None:
        """Move an entry into ``folder``; what is held open stays and is noted."""
        try:
            self.disk.rename(source, folder / source.name)
        except OSError:
            if not source.is_dir():
                self.held.append(source)
                return
            inner = folder / source.name
            inner.mkdir()
            for path in sorted(source.iterdir()):
                self.take_away(path, inner)
            if not any(source.iterdir()):
                source.rmdir()

    def replace(self, source: Path, folder: Path) -> bool:
        """Put a file in the place of the one of its name; False where that fails."""
        target = folder / source.name
        if not (source.is_file() and target.is_file()):
            return False
        try:
            self.disk.replace(source, target)
        except OSError:
            return False
        return True

    def bring(self, source: Path, folder: Path) -> None:
        """Move an entry into ``folder``, beside whatever has its name there."""
        target = folder / source.name
        if source.is_dir() and target.is_dir():
            for path in sorted(source.iterdir()):
                self.bring(path, target)
            source.rmdir()
            return
        if target.exists():
            if target in self.held:
                self.held.remove(target)
            target = free_name(target)
            self.beside.append(target)
        self.disk.rename(source, target)


def free_name(path: Path) -> Path:
    """Return ``name(2).ext``, or the next number that is free."""
    stem, ending = (path.name, "") if path.is_dir() else (path.stem, path.suffix)
    number = 2
    while (other := path.with_name(f"{stem}({number}){ending}")).exists():
        number += 1
    return other


def first_name(name: str) -> str:
    """Return the name that ``free_name`` made a second one of, else the name."""
    path = Path(name)
    match = _SECOND.fullmatch(path.stem)
    return match.group(1) + path.suffix if match else name
