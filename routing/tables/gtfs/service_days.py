"""On which dates a service of a feed runs: calendar and calendar_dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from routing.tables.schema_cells import CellError, date, flag

from .place import FeedError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from .files import FeedRow, FeedTable

WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
ADDED, REMOVED = "1", "2"
Made = TypeVar("Made")


class ServiceDays:
    """Services by id; either table may be empty, an exception goes first.

    A row whose dates or marks cannot be read is in ``errors``: its service runs on
    no day, since the day that the row means may be this one.
    """

    def __init__(self, calendar: FeedTable, dates: FeedTable) -> None:
        self.errors: list[FeedError] = []
        self._weeks: dict[str, _Week] = {}
        self._exceptions: dict[tuple[str, dt.date], bool] = {}
        self._unsure: dict[str, None] = {}
        self._known = dict.fromkeys(row["service_id"] for row in (*calendar, *dates))
        for row in calendar:
            for week in self._read(row, _Week.of):
                self._weeks[row["service_id"]] = week
        for row in dates:
            for day, added in self._read(row, _exception):
                self._exceptions[row["service_id"], day] = added

    def is_known(self, service: str) -> bool:
        """Tell whether any table names a service."""
        return service in self._known

    def runs(self, service: str, day: dt.date) -> bool:
        """Tell whether a service runs on a date."""
        if service in self._unsure:
            return False
        exception = self._exceptions.get((service, day))
        if exception is not None:
            return exception
        week = self._weeks.get(service)
        return week is not None and week.includes(day)

    def _read(self, row: FeedRow, read: Callable[[FeedRow], Made]) -> Iterator[Made]:
        """Yield what a row says, nothing where it cannot be read."""
        try:
            yield read(row)
        except FeedError as error:
            self.errors.append(error)
            self._unsure[row["service_id"]] = None


@dataclass(frozen=True, slots=True)
class _Week:
    """The weekdays of a service, and its first and last date."""

    days: tuple[bool, ...]
    start: dt.date
    end: dt.date

    @classmethod
    def of(cls, row: FeedRow) -> _Week:
        days = tuple(_mark(row, name) for name in WEEKDAYS)
        return cls(days, _date(row, "start_date"), _date(row, "end_date"))

    def includes(self, day: dt.date) -> bool:
        return self.start <= day <= self.end and self.days[day.weekday()]


def _exception(row: FeedRow) -> tuple[dt.date, bool]:
    if row["exception_type"] not in (ADDED, REMOVED):
        raise FeedError(row, "exception_type", "GTFS_BAD_CALENDAR")
    return _date(row, "date"), row["exception_type"] == ADDED


def _mark(row: FeedRow, column: str) -> bool:
    try:
        return flag(row[column])
    except CellError:
        raise FeedError(row, column, "GTFS_BAD_CALENDAR") from None


def _date(row: FeedRow, column: str) -> dt.date:
    """Read ``20260309``; a spreadsheet may have made ``2026-03-09`` of it."""
    try:
        return date(row[column])
    except CellError:
        raise FeedError(row, column, "GTFS_BAD_CALENDAR") from None
