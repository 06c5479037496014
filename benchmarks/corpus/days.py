"""The days of the corpus by name: how each is made, read, and told from another."""

from __future__ import annotations

import hashlib
import tempfile
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from instances.county.traits import Traits
from instances.generate import generate
from instances.longkou.build import DAY as LONGKOU
from instances.yamanashi.build import DAY as YAMANASHI
from routing.planning.intake import take_in

from ..conservation import demanded

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.travel.matrix import Travel

    from ..conservation import Key

FOLDER = Path(__file__).parent
DAYS_FILE = "days.toml"
REAL = {"longkou": LONGKOU, "yamanashi": YAMANASHI}
REAL_TURN = "real"
USUAL = Traits()
DIGITS = 16
"""Hexadecimal digits of a hash that are kept: 64 bits."""


class CorpusError(ValueError):
    """A corpus that cannot be read; says where and what."""


class NoDayError(CorpusError):
    """No day of a corpus has a name of this ``pattern``."""

    def __init__(self, pattern: str) -> None:
        super().__init__(f"the corpus has no day {pattern!r}")
        self.pattern = pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusDay:
    """One day of the corpus: a generated county, or a day of a real place.

    ``turn_seconds`` is how long one search of it lasts when it is improved.
    """

    name: str
    turn_seconds: float
    size: str = ""
    seed: int = 0
    traits: Traits = USUAL
    real: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDay:
    """A day as it is planned; ``asked`` are the items that a plan accounts for."""

    day: Day
    travel: Travel
    asked: Counter[Key]
    tables_hash: str


def read_days(folder: Path = FOLDER) -> dict[str, CorpusDay]:
    """Return the days that a corpus defines, by name, in the order of its file.

    Raises
    ------
    CorpusError
        When the file cannot be read, or a day in it is not understood.
    """
    try:
        table = tomllib.loads((folder / DAYS_FILE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{folder / DAYS_FILE}: {error}"
        raise CorpusError(msg) from error
    days = {}
    for name, words in table.get("days", {}).items():
        try:
            days[name] = _day(name, dict(words), table["turn_seconds"])
        except (KeyError, TypeError, ValueError) as error:
            msg = f"{folder / DAYS_FILE} [days.{name}]: {error}"
            raise CorpusError(msg) from error
    return days


def _day(name: str, words: dict[str, Any], turns: Mapping[str, float]) -> CorpusDay:
    real = words.pop("real", "")
    if real:
        if real not in REAL or words:
            msg = f"expected real = one of {', '.join(REAL)}, and nothing else"
            raise ValueError(msg)
        return CorpusDay(name=name, turn_seconds=turns[REAL_TURN], real=real)
    size, seed = words.pop("size"), words.pop("seed")
    return CorpusDay(
        name=name,
        turn_seconds=turns[size],
        size=size,
        seed=seed,
        traits=Traits(**words),
    )


def chosen_days(
    days: Mapping[str, CorpusDay], patterns: Sequence[str]
) -> list[CorpusDay]:
    """Return the days whose names match any pattern (``R-*``); all without one.

    Raises
    ------
    NoDayError
        When a pattern matches no day.
    """
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in days):
            raise NoDayError(pattern)
    return [
        day
        for name, day in days.items()
        if not patterns or any(fnmatchcase(name, each) for each in patterns)
    ]


def load_day(day: CorpusDay) -> LoadedDay:
    """Return a day as it is planned, with the hash of its tables.

    Raises
    ------
    CorpusError
        When the tables cannot be read.
    """
    if day.real:
        return _read(day, REAL[day.real])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_day(day, folder)
        return _read(day, folder)


def write_day(day: CorpusDay, folder: Path) -> None:
    """Write the tables of a generated day into a folder."""
    generate(day.size, day.seed, folder, day.traits)


def _read(day: CorpusDay, folder: Path) -> LoadedDay:
    intake = take_in([folder], None)
    if intake.day is None or intake.travel is None:
        msg = f"{day.name}: the tables cannot be read."
        raise CorpusError(msg)
    return LoadedDay(
        day=intake.day,
        travel=intake.travel,
        asked=demanded(folder),
        tables_hash=tables_hash(folder),
    )


def tables_hash(folder: Path) -> str:
    """Return a hash of all tables in a folder: names and bytes, without the label."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.stem != "README":
            digest.update(path.name.encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:DIGITS]
