"""One bad input: how it is made, and what the program must say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FATAL, SET_ASIDE, WARNING = 2, 1, 0
"""The grade of the gravest finding is the exit code of ``validate``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A bad input with its expectations.

    ``place`` is file, sheet, row and column; ``way_out`` a part of the advice.
    ``demanded`` are all items that the files ask for as far as anybody can read
    them, ``aside`` those of rows that cannot be used.
    """

    make: Callable[[Path], None]
    grade: int
    code: str
    place: tuple[str, str, int, str]
    way_out: str
    value: str = ""
    demanded: int = 0
    aside: int = 0
