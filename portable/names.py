"""Which file names Windows takes: characters, device names, length, letter case."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath

LONGEST_PATH = 259
"""Characters of a path that old programs take: 260 with the closing zero."""

_FORBIDDEN = frozenset('<>:"/\\|?*') | frozenset(map(chr, range(32)))
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)


def name_problem(name: str) -> str:
    """Return why Windows refuses a file name, empty where it takes it."""
    bad = sorted(_FORBIDDEN.intersection(name))
    if bad:
        return f"forbidden characters {bad}"
    if name != name.rstrip(" ."):
        return "ends with a dot or a space"
    if name.split(".", maxsplit=1)[0].rstrip().casefold() in _DEVICES:
        return "is the name of a device"
    return ""


def path_problems(paths: Iterable[PurePath], root: str) -> list[str]:
    r"""Return what Windows would refuse of paths below a folder like ``C:\共配``.

    Parameters
    ----------
    paths
        Relative paths of files.
    root
        The folder that they come to lie in, as Windows writes it.
    """
    told = []
    alike: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        problems = [name_problem(part) for part in path.parts]
        told += [f"{path}: {problem}" for problem in problems if problem]
        full = "\\".join([root.rstrip("\\"), *path.parts])
        if len(full) > LONGEST_PATH:
            told.append(f"{path}: {len(full)} characters below {root}")
        alike[str(path).casefold()].append(str(path))
    told += [f"differ in case only: {same}" for same in alike.values() if len(same) > 1]
    return told
