"""Suites as data: which instances, how often, within which budget."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routing.optimize.budget import Budget, Engine

from .sources import SOURCES, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .sources import Instance

FOLDER = Path(__file__).parents[1] / "suites"
SUITE_KEYS = {"name", "iterations", "seconds", "workers", "seeds", "instances"}
ENTRY_KEYS = {"source", "iterations", "seconds", "seeds"}
"""What every entry may say; the rest belongs to its source."""


class SuiteError(ValueError):
    """A suite that cannot be read; ``place`` names the file and the entry."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row to be made: an instance, a seed and a budget."""

    instance: Instance
    budget: Budget


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What bounds the search of a row; None: as the suite says."""

    iterations: int | None = None
    seconds: float | None = None
    workers: int | None = None
    engine: Engine = Engine.AUTO


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Instances of a suite that are run alike, each with so many seeds."""

    instances: tuple[Instance, ...]
    seeds: int
    iterations: int | None
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """A named list of instances.

    ``skipped`` are entries whose files are not here, ``changed`` the bounds that
    were given instead of the suite's own, by the names of their options.
    """

    name: str
    entries: tuple[Entry, ...]
    workers: int
    skipped: tuple[str, ...] = ()
    changed: tuple[tuple[str, float | str], ...] = ()
    engine: Engine = Engine.AUTO

    def tasks(self, first_seed: int) -> list[Task]:
        """Return every row of a run whose seeds count up from the first one."""
        return [
            Task(
                instance=instance,
                budget=Budget(
                    time_limit=None if entry.iterations is not None else entry.seconds,
                    iterations=entry.iterations,
                    workers=self.workers,
                    seed=first_seed + number,
                    engine=self.engine,
                ),
            )
            for entry in self.entries
            for instance in entry.instances
            for number in range(entry.seeds)
        ]

    def within(self, limits: Limits) -> Suite:
        """Return the suite with the bounds that are given instead of its own."""
        entries = self.entries
        if limits.iterations is not None:
            entries = tuple(
                replace(each, iterations=limits.iterations) for each in entries
            )
        elif limits.seconds is not None:
            entries = tuple(
                replace(each, iterations=None, seconds=limits.seconds)
                for each in entries
            )
        given: dict[str, float | str | None] = {
            "iterations": limits.iterations,
            "time-limit": limits.seconds if limits.iterations is None else None,
            "workers": limits.workers,
            "engine": None if limits.engine is Engine.AUTO else str(limits.engine),
        }
        return replace(
            self,
            entries=entries,
            workers=limits.workers or self.workers,
            engine=limits.engine,
            changed=tuple((k, v) for k, v in given.items() if v is not None),
        )


def read_suite(name: str) -> Suite:
    """Return a suite by its name, or by the path of its file.

    Raises
    ------
    SuiteError
        When there is no such suite or its file is faulty.
    """
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(sorted(each.stem for each in FOLDER.glob("*.toml")))
        raise SuiteError(path.name, f"not there; known: {known}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SuiteError(path.name, str(error)) from error
    _only(path.name, table, SUITE_KEYS)
    entries, skipped = [], []
    for number, row in enumerate(table.get("instances", ()), start=1):
        place = f"{path.name} [[instances]] {number}"
        try:
            entries.append(_entry(table, row))
        except FileNotFoundError as error:
            skipped.append(str(error))
        except (SourceError, KeyError, TypeError, ValueError) as error:
            raise SuiteError(place, str(error)) from error
    names = [i.name for entry in entries for i in entry.instances]
    if twice := sorted({each for each in names if names.count(each) > 1}):
        raise SuiteError(path.name, f"named twice: {', '.join(twice)}")
    return Suite(
        name=str(table.get("name", path.stem)),
        entries=tuple(entries),
        workers=int(table.get("workers", 1)),
        skipped=tuple(skipped),
    )


def _entry(table: Mapping[str, Any], row: Mapping[str, Any]) -> Entry:
    said = {**table, **row}
    name = str(row.get("source"))
    if name not in SOURCES:
        msg = f"source {name!r} is none of {', '.join(SOURCES)}"
        raise SourceError(msg)
    own = {key: value for key, value in row.items() if key not in ENTRY_KEYS}
    instances = tuple(SOURCES[name].expand(own))
    if "iterations" not in said and "seconds" not in said:
        msg = "neither iterations nor seconds"
        raise SourceError(msg)
    return Entry(
        instances=instances,
        seeds=int(said.get("seeds", 1)),
        iterations=said.get("iterations"),
        seconds=said.get("seconds"),
    )


def _only(place: str, table: Mapping[str, Any], known: set[str]) -> None:
    if strange := sorted(set(table) - known):
        raise SuiteError(place, f"unknown: {', '.join(strange)}")
