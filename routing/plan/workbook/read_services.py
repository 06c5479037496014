"""The sheets of bus loads and handovers read back: carriers, calls, bag numbers.

Times and figures are not read, but for how long a shuttle waits for goods, and for
a trip that calls at a place more than once: there the times that are written tell
which call is meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from routing.tables.cells import fold, is_number

from .edit import HandService, ServiceSheet
from .layout import OFFERS, TRIPS
from .service_words import time_cell
from .sheet_found import find_service_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.domain.trip import StopTime, Trip
    from routing.tables.finding import Finding

    from .names import Kind, Names
    from .sheet_found import EditedBook, FoundSheet

Given = tuple[int, dict[str, str]]
"""A row of the sheet: its number, and its cells by column."""

_BETWEEN = re.compile(r"[、,;\s]+")
_MINUTES = re.compile(r"\s*(分钟?|min)\s*$")
_LONGEST_HOLD = 24 * 60
"""Minutes; no more is meant."""


def read_trips(
    book: EditedBook, day: Day, names: Names
) -> tuple[ServiceSheet | None, list[Finding]]:
    """Return the sheet of bus loads, None where there is none, and its findings."""
    found = find_service_sheet(book, TRIPS)
    if found is None:
        return None, []
    reader = _Reader(found, day, names)
    rows = [row for row in map(reader.trip, found.rows) if row is not None]
    holds = _holds(found, rows) if "HOLD" in found.headers else None
    sheet, findings = _sheet(found, rows)
    return replace(sheet, holds=holds), findings


def read_offers(
    book: EditedBook, day: Day, names: Names
) -> tuple[ServiceSheet | None, list[Finding]]:
    """Return the sheet of handovers, None where there is none, and its findings."""
    found = find_service_sheet(book, OFFERS)
    if found is None:
        return None, []
    reader = _Reader(found, day, names)
    return _sheet(found, [reader.offer(given) for given in found.rows])


def _sheet(
    found: FoundSheet, rows: Sequence[HandService | None]
) -> tuple[ServiceSheet, list[Finding]]:
    understood = tuple(row for row in rows if row is not None)
    column = found.headers.get("BAG_IDS", "")
    return ServiceSheet(
        name=found.sheet, column=column, rows=understood
    ), found.findings


def _holds(found: FoundSheet, rows: Sequence[HandService]) -> dict[str, int]:
    """Return how long each trip waits; one that waits nowhere waits 0 seconds.

    A trip waits as a whole: rows that say nothing go with those that do.
    """
    holds: dict[str, int] = {}
    told: dict[str, HandService] = {}
    for row in rows:
        holds.setdefault(row.service, 0)
        if row.hold is None:
            continue
        first = told.setdefault(row.service, row)
        holds[row.service] = first.hold or 0
        if first.hold != row.hold:
            _, values = next(given for given in found.rows if given[0] == row.row)
            found.say(
                "EDIT_HOLD_DIFFERS",
                row=row.row,
                column="HOLD",
                value=values["HOLD"],
                details={"trip": row.service, "other": first.row},
            )
    return holds


class _Reader:
    """Reads row after row."""

    def __init__(self, found: FoundSheet, day: Day, names: Names) -> None:
        self._found = found
        self._day = day
        self._names = names

    def trip(self, given: Given) -> HandService | None:
        """Return a row of bus loads, None with findings where it is unclear."""
        before = self._start(given)
        key = self._id(given, "TRIP", self._names.trips, "EDIT_UNKNOWN_TRIP")
        bags = self._bags(given)
        hold = self._hold(given)
        board = self._id(given, "BOARD", self._names.sites, "EDIT_UNKNOWN_SITE")
        alight = self._id(given, "ALIGHT", self._names.sites, "EDIT_UNKNOWN_SITE")
        if key and key not in self._day.trips:
            self._say("EDIT_TRIP_OUT", given, "TRIP")
        if len(self._found.findings) > before:
            return None
        calls = self._calls(given, self._day.trips[key], board, alight)
        if calls is None:
            return None
        return HandService(row=given[0], service=key, bags=bags, calls=calls, hold=hold)

    def offer(self, given: Given) -> HandService | None:
        """Return a row of handovers, None with findings where it is unclear."""
        before = self._start(given)
        key = self._id(given, "OFFER", self._names.offers, "EDIT_UNKNOWN_OFFER")
        bags = self._bags(given)
        if len(self._found.findings) > before:
            return None
        return HandService(row=given[0], service=key, bags=bags)

    def _start(self, given: Given) -> int:
        before = len(self._found.findings)
        for (row, column), value in self._found.errors.items():
            if row == given[0]:
                self._found.say("EDIT_ERROR_CELL", row=row, column=column, value=value)
        return before

    def _say(self, code: str, given: Given, column: str, **details: object) -> None:
        number, values = given
        if (number, column) in self._found.errors:
            return  # Said already.
        value = values.get(column, "")
        self._found.say(code, row=number, column=column, value=value, details=details)

    def _id(self, given: Given, column: str, kind: Kind, unknown: str) -> str:
        """Return the id that a cell means, empty with a finding where unclear."""
        written = given[1].get(column, "")
        if not written:
            self._say("EDIT_BLANK", given, column)
            return ""
        keys = kind.find(written)
        if len(keys) == 1:
            return keys[0]
        if keys:
            self._say("EDIT_AMBIGUOUS", given, column, known="、".join(keys))
        else:
            near = "、".join(kind.nearest(written)) or "?"
            self._say(unknown, given, column, near=near)
        return ""

    def _bags(self, given: Given) -> tuple[str, ...]:
        written = fold(given[1].get("BAG_IDS", ""))
        bags = tuple(dict.fromkeys(b for b in _BETWEEN.split(written) if b))
        if not bags:
            self._say("EDIT_BLANK", given, "BAG_IDS")
        return bags

    def _hold(self, given: Given) -> int | None:
        """Return how many seconds the trip waits, None where nothing is said."""
        written = _MINUTES.sub("", fold(given[1].get("HOLD", ""))).replace(",", "")
        if not written:
            return None
        minutes = Decimal(written) if is_number(written) else Decimal(-1)
        if not 0 <= minutes <= _LONGEST_HOLD:
            self._say("EDIT_BAD_HOLD", given, "HOLD")
            return None
        return round(minutes * _MINUTE)

    def _calls(
        self, given: Given, trip: Trip, board: str, alight: str
    ) -> tuple[int, int] | None:
        """Return the calls that the places mean (rule M5c)."""
        for column, site in (("BOARD", board), ("ALIGHT", alight)):
            if not any(stop.site == site for stop in trip.stops):
                known = (self._names.sites.label(stop.site) for stop in trip.stops)
                self._say("EDIT_NOT_ON_TRIP", given, column, known="、".join(known))
                return None
        pairs = list(_pairs(trip, board, alight))
        if not pairs:
            label = self._names.sites.label(board)
            self._say("EDIT_CALL_ORDER", given, "ALIGHT", board=label)
            return None
        told = [pair for pair in pairs if self._is_told(given, trip, pair)]
        return (told or pairs)[0]

    def _is_told(self, given: Given, trip: Trip, pair: tuple[int, int]) -> bool:
        """Tell whether the times of a row are those of a pair of calls."""
        for column, stop, late in (
            ("DEPARTS", trip.stops[pair[0]], False),
            ("COMES", trip.stops[pair[1]], True),
        ):
            written = given[1].get(column, "")
            if written and written not in self._times(trip, stop, late=late):
                return False
        return True

    def _times(self, trip: Trip, stop: StopTime, *, late: bool) -> list[str]:
        """Return how the time of a call may be written, the hold included."""
        line = self._day.lines[trip.line_id]
        time = stop.arrival_time if late else stop.departure_time
        return [
            time_cell(time + hold, lang)
            for hold in range(0, line.max_hold_duration + 1, _MINUTE)
            for lang in ("zh", "en")
        ]


_MINUTE = 60


def _pairs(trip: Trip, board: str, alight: str) -> Iterator[tuple[int, int]]:
    """Yield the pairs of calls at two sites, the earliest boarding first."""
    for first, stop in enumerate(trip.stops):
        if stop.site != board:
            continue
        for second in range(first + 1, len(trip.stops)):
            if trip.stops[second].site == alight:
                yield first, second
