"""The VRPLIB dialect of PyVRP's instances: headers and sections with their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..finding import faulty

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SECTION = "_SECTION"
END = "EOF"
DEPOTS = "DEPOT_SECTION"
CLOSING = "-1"

HEADERS = frozenset(
    {
        "NAME", "COMMENT", "TYPE", "DIMENSION", "EDGE_WEIGHT_TYPE", "VEHICLES",
        "CAPACITY", "SERVICE_TIME", "RELEASE_TIME", "VEHICLES_MAX_DURATION",
        "VEHICLES_MAX_DISTANCE", "VEHICLES_FIXED_COST",
        "VEHICLES_UNIT_DISTANCE_COST", "VEHICLES_MAX_RELOADS",
    }
)  # fmt: skip
SECTIONS = frozenset(
    {
        "NODE_COORD_SECTION", "DEMAND_SECTION", "BACKHAUL_SECTION",
        "SERVICE_TIME_SECTION",
        "TIME_WINDOW_SECTION", "RELEASE_TIME_SECTION", "CAPACITY_SECTION",
        "VEHICLES_DEPOT_SECTION", "VEHICLES_RELOAD_DEPOT_SECTION",
        "VEHICLES_ALLOWED_CLIENTS_SECTION", "VEHICLES_MAX_DURATION_SECTION",
        "VEHICLES_MAX_DISTANCE_SECTION", "VEHICLES_FIXED_COST_SECTION",
        "VEHICLES_UNIT_DISTANCE_COST_SECTION", "VEHICLES_MAX_RELOADS_SECTION",
        DEPOTS,
    }
)  # fmt: skip
"""What is not among them is refused: a rule that nobody reads would be lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The words of a line, which counts from 1."""

    line: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VrplibFile:
    """Headers (one word row each) and the rows of sections, by name."""

    path: Path
    headers: Mapping[str, Row]
    sections: Mapping[str, tuple[Row, ...]]

    def whole(self, header: str) -> int | None:
        """Return a header as a whole number, None where it is not given."""
        row = self.headers.get(header)
        return None if row is None else self.integer(row, 0, header)

    def required(self, section: str) -> tuple[Row, ...]:
        """Return the rows of a section.

        Raises
        ------
        InstanceError
            When the file has no such section.
        """
        if section not in self.sections:
            raise faulty(self.path, "INSTANCE_SECTION", section=section)
        return self.sections[section]

    def integer(self, row: Row, place: int, section: str) -> int:
        """Return a word as a whole number.

        Raises
        ------
        InstanceError
            When it is none.
        """
        value = self.number(row, place, section)
        if value != int(value):
            raise self._refused(row, place, section, "INSTANCE_WHOLE")
        return int(value)

    def number(self, row: Row, place: int, section: str) -> float:
        """Return a word as a finite number.

        Raises
        ------
        InstanceError
            When it is none, or the line is too short.
        """
        if place >= len(row.words):
            raise faulty(
                self.path,
                "INSTANCE_SHORT_ROW",
                line=row.line,
                section=section,
                value=" ".join(row.words),
                words=place + 1,
            )
        try:
            value = float(row.words[place])
        except ValueError:
            value = float("nan")
        if not abs(value) < float("inf"):
            raise self._refused(row, place, section, "INSTANCE_NUMBER")
        return value

    def by_number(self, section: str, count: int) -> list[Row]:
        """Return the rows of a section, whose first words count from 1 to ``count``.

        Raises
        ------
        InstanceError
            When rows are missing, too many, or in another order.
        """
        rows = self.required(section)
        if len(rows) != count:
            raise faulty(
                self.path,
                "INSTANCE_COUNT",
                line=rows[-1].line if rows else 0,
                section=section,
                value=len(rows),
                expected=count,
            )
        for number, row in enumerate(rows, 1):
            if self.integer(row, 0, section) != number:
                raise faulty(
                    self.path,
                    "INSTANCE_ORDER",
                    line=row.line,
                    section=section,
                    value=row.words[0],
                    expected=number,
                )
        return list(rows)

    def _refused(self, row: Row, place: int, section: str, code: str) -> Exception:
        value = row.words[place]
        return faulty(self.path, code, line=row.line, section=section, value=value)


def is_vrplib(path: Path) -> bool:
    """Tell whether a file begins like one of VRPLIB."""
    return "NODE_COORD_SECTION" in path.read_text("utf-8", "replace")


def read_vrplib(path: Path) -> VrplibFile:
    """Read headers and sections.

    Raises
    ------
    InstanceError
        When a line, a header or a section is not of this dialect.
    """
    headers: dict[str, Row] = {}
    sections: dict[str, list[Row]] = {}
    rows: list[Row] | None = None
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
        words = line.split()
        if not words:
            continue
        if words[0] == END:
            break
        name = words[0].rstrip(":")
        if name.endswith(SECTION):
            _refuse_unknown(path, number, name, SECTIONS)
            rows = sections.setdefault(name, [])
        elif name[0].isalpha():
            _refuse_unknown(path, number, name, HEADERS)
            value = line.partition(":")[2].split()
            headers[name] = Row(line=number, words=tuple(value))
        elif rows is None:
            raise faulty(path, "INSTANCE_LINE", line=number, value=line.strip())
        else:
            rows.append(Row(line=number, words=tuple(words)))
    depots = [row for row in sections.pop(DEPOTS, []) if row.words[0] != CLOSING]
    found = {name: tuple(rows) for name, rows in sections.items()}
    if depots:
        found[DEPOTS] = tuple(depots)
    return VrplibFile(path=path, headers=headers, sections=found)


def _refuse_unknown(path: Path, line: int, name: str, known: frozenset[str]) -> None:
    if name not in known:
        raise faulty(path, "INSTANCE_UNKNOWN_SECTION", line=line, value=name)
