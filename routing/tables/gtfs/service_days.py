"""On which dates a service of a feed runs: calendar and calendar_dates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from .place import FeedError

if TYPE_CHECKING:
    from .files import FeedRow, FeedTable

WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
ADDED, REMOVED = "1", "2"


class ServiceDays:
    """Services by id; either table may be empty, an exception goes first."""

    def __init__(self, calendar: FeedTable, dates: FeedTable) -> None:
        self._weeks = {row["service_id"]: row for row in calendar}
        self._exceptions: dict[tuple[str, str], FeedRow] = {
            (row["service_id"], row["date"]): row for row in dates
        }
        self._known = dict.fromkeys(service for service, _ in self._exceptions)

    def is_known(self, service: str) -> bool:
        """Tell whether any table names a service."""
        return service in self._weeks or service in self._known

    def runs(self, service: str, date: dt.date) -> bool:
        """Tell whether a service runs on a date.

        Raises
        ------
        FeedError
            When a row that decides it has a date or mark that cannot be read.
        """
        row = self._exceptions.get((service, date.strftime("%Y%m%d")))
        if row is not None:
            if row["exception_type"] not in (ADDED, REMOVED):
                raise FeedError(row, "exception_type", "GTFS_BAD_CALENDAR")
            return row["exception_type"] == ADDED
        week = self._weeks.get(service)
        if week is None:
            return False
        start = _date(week, "start_date")
        end = _date(week, "end_date")
        return start <= date <= end and week[WEEKDAYS[date.weekday()]] == "1"


def _date(row: FeedRow, column: str) -> dt.date:
    try:
        return dt.datetime.strptime(row[column], "%Y%m%d").date()
    except ValueError:
        raise FeedError(row, column, "GTFS_BAD_CALENDAR") from None
