"""One row of the field: a solver on an instance, with everything that is shown."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from .record import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

OURS = "gongpei"
Point = tuple[float, float, int | None]
"""Seconds, cost from then on, and vehicles where fewest stand first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """What a solver made of an instance.

    ``cost`` is in the unit of the best-known value (county days: yuan), as the
    family's evaluator (the judge) counts it; None where there is no whole plan.
    ``left`` counts parcels (items) left behind, weighed in ``left_weight``;
    ``inserted`` shipments did not hold in a peer's routes, or were missing there,
    and were put in by our own insertion. ``essence`` names what a peer cannot
    express and was therefore not run on, ``trouble`` why there is no answer.
    ``process_seconds`` and ``peak_mib`` are of the process that searched, with
    everything it started; ``curve`` is what the solver says of itself on the way.
    """

    group: str
    instance: str
    solver: str
    seed: int
    seconds: float
    cores: int
    villages: int
    cost: float | None = None
    vehicles: int | None = None
    best: float | None = None
    best_vehicles: int | None = None
    left: int = 0
    left_weight: int = 0
    inserted: int = 0
    violations: int = 0
    faults: tuple[str, ...] = ()
    not_expressed: tuple[str, ...] = ()
    essence: str = ""
    trouble: str = ""
    search_seconds: float = 0.0
    process_seconds: float = 0.0
    peak_mib: int = 0
    curve: tuple[Point, ...] = ()
    load_average: float | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What a run that goes on does not do again."""
        return self.group, self.instance, self.solver, self.seed, self.seconds

    @property
    def whole(self) -> bool:
        """Whether there is a plan with everything in it that breaks no rule."""
        return self.cost is not None and not (self.violations or self.faults)

    @property
    def fewest_first(self) -> bool:
        """Whether vehicles count before the cost."""
        return self.best_vehicles is not None


def row_line(row: FieldRow, version: str, setting: Setting) -> str:
    """Return a row, its solver's version and where it was made as a line of JSON."""
    values = {**asdict(row), "version": version, "setting": asdict(setting)}
    return json.dumps(values, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Rows as read back, the versions of the solvers, and where they were made."""

    rows: tuple[FieldRow, ...]
    versions: dict[str, str]
    settings: tuple[Setting, ...]


def read_rows(path: Path) -> Recorded:
    """Read the lines of a run; a last line that was cut off is left out."""
    rows: list[FieldRow] = []
    versions: dict[str, str] = {}
    settings: list[Setting] = []
    for values in _objects(path.read_text("utf-8").splitlines()):
        row = _row(values)
        rows.append(row)
        versions[row.solver] = values["version"]
        setting = Setting(**values["setting"])
        if setting not in settings:
            settings.append(setting)
    return Recorded(rows=tuple(rows), versions=versions, settings=tuple(settings))


def _objects(lines: Iterable[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    given = list(lines)
    for number, line in enumerate(given):
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            # A run that was ended while it wrote.
            if number + 1 < len(given):
                raise
    return found


def _row(values: dict[str, Any]) -> FieldRow:
    known = {field.name for field in fields(FieldRow)}
    given = {name: value for name, value in values.items() if name in known}
    for name in ("faults", "not_expressed"):
        given[name] = tuple(given[name])
    given["curve"] = tuple(tuple(point) for point in given["curve"])
    return FieldRow(**given)
