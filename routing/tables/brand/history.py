"""历史件量: items by date and partner, and whether today's are out of the way."""

from __future__ import annotations

import csv
import hashlib
import io
import statistics
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..finding import Finding, Grade
from ..grid import ReadError
from ..reader_csv import read_csv
from ..schema_cells import CellError, date, whole
from .records import HISTORY_FILE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from .parcels import Counted

DAYS = 7
"""Days before today that are looked at."""

FEWEST_DAYS = 3
"""Days with this partner's items before anything is said of it."""

USUAL = 0.5
"""Share by which a day may differ from the median."""

PERCENT = 100
HEADERS = ("日期", "合作单位", "件数", "内容指纹")
FINGERPRINT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The items of one partner on one day; ``content`` tells equal tables."""

    date: dt.date
    partner: str
    items: int
    content: str = ""


def content_of(counted: Counted) -> str:
    """Return a digest of the counts: the same for the same table."""
    lines = sorted(
        f"{[(role.value, texts) for role, texts in key]}{goods}{group.items}"
        for (key, goods), group in counted.groups.items()
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:FINGERPRINT]


def read_history(folder: Path) -> list[Arrival]:
    """Return what earlier imports counted; lines that say nothing are passed over."""
    path = folder / HISTORY_FILE
    if not path.is_file():
        return []
    try:
        grid = read_csv(path.read_bytes(), file=path.name, table="orders")
    except (ReadError, OSError):
        return []
    found = []
    for _, cells in grid.rows:
        day, partner, items, content, *_ = [*cells, "", "", "", ""]
        with suppress(CellError):
            found.append(
                Arrival(
                    date=date(day), partner=partner, items=whole(items), content=content
                )
            )
    return found


def with_arrival(history: Sequence[Arrival], arrival: Arrival) -> list[Arrival]:
    """Return a history with one partner's day put in or replaced, by date."""
    kept = [
        old
        for old in history
        if (old.date, old.partner) != (arrival.date, arrival.partner)
    ]
    return sorted([*kept, arrival], key=lambda one: (one.date, one.partner))


def history_text(history: Iterable[Arrival]) -> str:
    """Return the table as CSV."""
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(HEADERS)
    for one in history:
        table.writerow((one.date.isoformat(), one.partner, one.items, one.content))
    return stream.getvalue()


def usual_items(
    history: Iterable[Arrival], partner: str, today: dt.date
) -> float | None:
    """Return the median of a partner's days in the week before, None for too few."""
    items = [
        one.items
        for one in history
        if one.partner == partner and 0 < (today - one.date).days <= DAYS
    ]
    return statistics.median(items) if len(items) >= FEWEST_DAYS else None


def unusual_totals(
    history: Sequence[Arrival],
    totals: Mapping[str, int],
    today: dt.date,
    names: Mapping[str, str],
) -> list[Finding]:
    """Return a warning for each partner that is missing or far from its usual items.

    Parameters
    ----------
    history
        Earlier days.
    totals
        Today's items by partner.
    today
        Service date.
    names
        What partners are called, by id.
    """
    found = []
    for partner in dict.fromkeys(one.partner for one in history):
        usual = usual_items(history, partner, today)
        items = totals.get(partner, 0)
        if not usual or abs(items - usual) <= USUAL * usual:
            continue
        details = {"partner": names.get(partner, partner), "usual": f"{usual:g}"}
        if not items:
            code = "PARTNER_MISSING_TODAY"
        else:
            code = "PARTNER_ITEMS_UNUSUAL"
            percent = f"{PERCENT * (items - usual) / usual:+.0f}"
            details |= {"items": str(items), "percent": percent}
        found.append(Finding(code=code, grade=Grade.WARNING, details=details))
    return found
