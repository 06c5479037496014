"""What a village may expect of each partner on a day, from the days before it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from routing.domain.units import divide_half_up

from .model import DELIVERY

if TYPE_CHECKING:
    from .model import History

WEEKS = 4
"""The same weekday of so many weeks before; assumed."""

DAYS = 7
"""So many of the latest days, where none of those was closed; assumed."""

Key = tuple[str, str, str]


def forecast_days(history: History, date: dt.date) -> tuple[dt.date, ...]:
    """Return the days that a forecast for a date is the mean of, ascending.

    The same weekday of the four weeks before, as far as those days have rows; where
    none has, the last seven days before the date that have.
    """
    closed = {row.date for row in history.villages if row.date < date}
    alike = [date - dt.timedelta(weeks=week) for week in range(WEEKS, 0, -1)]
    same = tuple(day for day in alike if day in closed)
    return same or tuple(sorted(closed)[-DAYS:])


def expected_items(history: History, date: dt.date) -> dict[Key, int]:
    """Return items by site, partner and class that a date may bring.

    The mean over ``forecast_days``, half up; a village without a row on one of
    these days had none. What had been left from the day before does not count: it
    is no new arrival. Deliveries alone, in the order of the history; none at 0.

    Parameters
    ----------
    history
        As ``files.read_history`` returns it.
    date
        Service date; only days before it are looked at.
    """
    days = forecast_days(history, date)
    sums: Counter[Key] = Counter()
    for row in history.villages:
        if row.date in days and row.kind == DELIVERY:
            sums[row.key] += max(row.demanded - row.backlog, 0)
    means = {key: divide_half_up(total, len(days)) for key, total in sums.items()}
    return {key: items for key, items in means.items() if items}
