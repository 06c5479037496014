"""The day with what its partners usually send, where they have sent no numbers yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..build import begin_draft, build_day, has_travel
from ..build_demand import NO_ITEMS, bare_partner
from ..build_lines import CARRIED
from ..build_parts import read_parts
from ..build_settings import EXPECTED_FROM
from ..carried_over import with_carried_over
from ..raw import RawRow, RawTable
from ..schema_day import DEMAND_LONG, ORDERS, SETTINGS
from ..schema_words import DEMAND_STATES
from .forecast import expected_items, forecast_days
from .names import HISTORY_FILE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from ..build import DayRead
    from ..build_draft import Draft
    from .forecast import Key
    from .model import History

FORECAST_WORD = "预报"
COLUMNS = ("site", "partner", "goods_class", "items", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A day with expected items; ``items`` by partner, ``days`` they are the mean of.

    ``read`` is the day as it was where nothing is expected.
    """

    read: DayRead
    items: dict[str, int]
    days: tuple[dt.date, ...]


def with_expected(
    read: DayRead, history: History, date: dt.date | None = None
) -> Expected:
    """Add rows of demand, 预报, for partners of which there is no row at all.

    Rows left from the day before are none, a row of 0 items is one. Sites and
    classes that the day does not know are passed over, and so are partners where
    there is a table of partners. The assumptions of the day name the days that the
    numbers are the mean of; they stand in its settings.

    Parameters
    ----------
    read
        As ``build.read_day`` returns it; a day that has no demand at all as well.
    date
        Service date where the settings give none.
    """
    draft = begin_draft(read.tables, date=date, travel_given=_has_travel(read))
    parts = read_parts(draft)
    told = set(_told(draft))
    closed = not draft.has("partners")
    rows: dict[Key, int] = {}
    for key, count in expected_items(history, draft.date).items():
        site, partner, goods_class = key
        known = partner in parts.partners or closed
        placed = site in parts.sites.sites and site != parts.sites.centre
        if known and placed and goods_class in parts.goods and partner not in told:
            rows[key] = count
    days = forecast_days(history, draft.date)
    if not rows:
        return Expected(read=read, items={}, days=days)
    tables = _with_rows(read.tables, rows, days)
    built = build_day(tables, date=draft.date, travel_given=_has_travel(read))
    before = [row for row in read.findings if row.code != "TABLE_MISSING"]
    new = [row for row in built.findings if row not in before]
    fatal = any(row.grade.value == "fatal" for row in before)
    items: dict[str, int] = {}
    for (_, partner, _), count in rows.items():
        items[partner] = items.get(partner, 0) + count
    found = replace(
        read,
        day=None if fatal else built.day,
        findings=[*before, *new],
        tables=tables,
    )
    return Expected(read=found, items=items, days=days)


def _has_travel(read: DayRead) -> bool:
    return bool(read.travel_files) or has_travel(read.tables)


def _told(draft: Draft) -> Iterator[str]:
    """Yield the partners that any row of today names, by id."""
    for name in (DEMAND_LONG.table, ORDERS.table):
        table = draft.tables.get(name)
        for row in table.rows if table is not None else ():
            if DEMAND_STATES.get(row.cells.get("status", "").casefold()) == CARRIED:
                continue
            if table is not None and "partner" in table.columns:
                yield from _partner(draft, row.cells.get("partner", ""))
            elif table is not None:
                for header in table.unknown:
                    if row.cells.get(header, "") not in ("", *NO_ITEMS):
                        yield from _partner(draft, header)


def _partner(draft: Draft, written: str) -> tuple[str, ...]:
    bare = bare_partner(written)
    return draft.partners.find(written) or draft.partners.find(bare) or (bare,)


def _with_rows(
    tables: Mapping[str, RawTable], rows: Mapping[Key, int], days: tuple[dt.date, ...]
) -> dict[str, RawTable]:
    expected = RawTable(
        name=DEMAND_LONG.table,
        file=HISTORY_FILE,
        sheet="",
        columns={name: name for name in COLUMNS},
        unknown=(),
        rows=tuple(
            RawRow(
                row=number,
                cells=dict(
                    zip(COLUMNS, (*key, str(items), FORECAST_WORD), strict=True)
                ),
            )
            for number, (key, items) in enumerate(rows.items(), start=2)
        ),
    )
    own = tables.get(DEMAND_LONG.table)
    full = own is not None and bool(own.rows)
    demand = with_carried_over(own, expected) if own and full else expected
    shown = "、".join(day.isoformat() for day in days)
    note = RawRow(
        row=1,
        cells={"key": EXPECTED_FROM, "value": shown},
        place=(HISTORY_FILE, ""),
    )
    settings = tables.get(SETTINGS.table) or RawTable(
        name=SETTINGS.table,
        file=HISTORY_FILE,
        sheet="",
        columns={"key": "key", "value": "value"},
        unknown=(),
        rows=(),
    )
    kept = tuple(row for row in settings.rows if row.cells.get("key") != EXPECTED_FROM)
    return {
        **tables,
        demand.name: demand,
        settings.name: replace(settings, rows=(*kept, note)),
    }
