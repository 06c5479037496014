"""What was missing today, as rows of tomorrow's tables of demand and pickups."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind, Priority
from routing.domain.units import clock, divide_half_up
from routing.plan.actuals.words import kind_word, say, why_word
from routing.plan.workbook.cells import harmless
from routing.tables.carried_over import CARRIED_DEMAND, CARRIED_PICKUPS
from routing.tables.headers import HEADERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.plan.actuals.closed import Closed, Missing

DEMAND_FILE = f"{CARRIED_DEMAND}.csv"
PICKUPS_FILE = f"{CARRIED_PICKUPS}.csv"
DEMAND_COLUMNS = (
    "site", "partner", "goods_class", "items", "kg", "m3", "priority", "status",
    "backlog", "days_waiting", "cod_yuan", "window", "from_site", "note",
)  # fmt: skip
PICKUP_COLUMNS = (
    "kind", "site", "partner", "goods_class", "items", "kg", "window", "to_site",
    "must", "note",
)  # fmt: skip
LATE_COLUMNS = ("late_yuan_min", "late_max_min")
PRIORITY_WORDS = {Priority.HIGH: "高", Priority.NORMAL: "中", Priority.LOW: "低"}
CARRIED_WORD = "滞留"
"""What the column of states says of rows that come from the day before."""

YES = "是"
KILO, MILLION, CENTS, MINUTE = 1000, 1_000_000, 100, 60
TABLE_LANGUAGE = "zh"
"""Words of tables are Chinese, as the headers that a clerk fills in."""

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tomorrow:
    """Rows for the next day by canonical column, and what fits in no table.

    ``homeless`` are items of rows of today's tables that name no known site,
    partner or class: nothing can be written for them.
    """

    demand: tuple[Row, ...]
    pickups: tuple[Row, ...]
    homeless: tuple[Missing, ...]

    @property
    def items(self) -> int:
        """Items of both tables."""
        return sum(int(row["items"]) for row in (*self.demand, *self.pickups))


def tomorrow(day: Day, closed: Closed) -> Tomorrow:
    """Return what belongs to the next day; goods that go no more are left out."""
    known = {row.consignment_id: row for row in day.consignments}
    demand: list[Row] = []
    pickups: list[Row] = []
    homeless: list[Missing] = []
    for one, items in _joined(closed.missing).items():
        row = known.get(one.consignment or "")
        if row is None and not _has_home(day, one):
            homeless.append(one)
        elif row is None or row.kind is ConsignmentKind.DELIVERY:
            demand.extend(_demands(day, one, items, row))
        else:
            pickups.append(_pickup(day, one, items, row))
    for odd in closed.strange:
        pickups.append(
            {
                "kind": kind_word(ConsignmentKind.MISSORTED.value, TABLE_LANGUAGE),
                "site": odd.site,
                "partner": odd.partner,
                "goods_class": odd.goods_class,
                "items": str(odd.items),
                "note": say("NOTE_STRANGE", TABLE_LANGUAGE),
            }
        )
    return Tomorrow(
        demand=tuple(demand), pickups=tuple(pickups), homeless=tuple(homeless)
    )


def _joined(missing: Iterable[Missing]) -> dict[Missing, int]:
    """Add up what one consignment misses in several rows, by where it is."""
    first: dict[tuple[object, ...], Missing] = {}
    sums: Counter[tuple[object, ...]] = Counter()
    for one in missing:
        if one.again:
            where = one.row.site, one.row.partner, one.row.goods_class
            key = one.consignment or where, one.found_at
            first.setdefault(key, one)
            sums[key] += one.items
    return {one: sums[key] for key, one in first.items()}


def _has_home(day: Day, one: Missing) -> bool:
    """Tell whether items of a row that was set aside can stand in a table."""
    pickups = any(
        (row.site, row.partner, row.goods_class, row.table)
        == (one.row.site, one.row.partner, one.row.goods_class, "pickups")
        for row in day.set_aside
    )
    site = day.sites.get(one.row.site)
    names = one.row.partner in day.partners and one.row.goods_class in day.goods
    return site is not None and site.site_id != day.centre and names and not pickups


def _note(day: Day, one: Missing) -> str:
    site = day.sites[one.row.site].name
    if one.row.reason:
        return say("NOTE_LEFT", TABLE_LANGUAGE, site=site)
    why = why_word(one.why, TABLE_LANGUAGE)
    return say("NOTE_MISSING", TABLE_LANGUAGE, site=site, why=why)


def _demands(
    day: Day, one: Missing, items: int, row: Consignment | None
) -> Iterator[Row]:
    """Yield what waited before apart from what is left for the first time.

    What has waited longest is taken to have gone first.
    """
    fresh = 0
    if row is not None and row.days_waiting and row.backlog_items:
        fresh = min(items, row.items - min(row.backlog_items, row.items))
    if fresh:
        yield {**_demand(day, one, fresh, row), "days_waiting": "1"}
    if items > fresh:
        yield _demand(day, one, items - fresh, row)


def _demand(day: Day, one: Missing, items: int, row: Consignment | None) -> Row:
    found = {
        "site": one.row.site,
        "partner": one.row.partner,
        "goods_class": one.row.goods_class,
        "items": str(items),
        "status": CARRIED_WORD,
        "backlog": str(items),
        "days_waiting": "1",
        "from_site": one.found_at,
        "note": _note(day, one),
    }
    if row is None:
        return found
    start = one.found_at or (row.origin if row.origin != day.centre else "")
    return {
        **found,
        "site": row.destination,
        **_measures(row, items),
        "priority": PRIORITY_WORDS[row.priority],
        "days_waiting": str(row.days_waiting + 1),
        "cod_yuan": _share(row.cod_cents, items, row.items, CENTS),
        "window": _windows(row),
        "from_site": start,
        **lateness_cells(row, items),
    }


def _pickup(day: Day, one: Missing, items: int, row: Consignment) -> Row:
    measures = _measures(row, items)
    return {
        "kind": kind_word(row.kind.value, TABLE_LANGUAGE),
        # What stands on its way is fetched where it stands.
        "site": one.found_at or row.origin,
        "partner": row.partner,
        "goods_class": row.goods_class,
        "items": str(items),
        "kg": measures["kg"],
        "window": _windows(row),
        "to_site": row.destination if row.destination != day.centre else "",
        "must": YES if row.must else "",
        "note": _note(day, one),
        **lateness_cells(row, items),
    }


def _measures(row: Consignment, items: int) -> Row:
    """Return kg and m³ in proportion, blank for none."""
    return {
        "kg": _share(row.grams, items, row.items, KILO),
        "m3": _share(row.cm3, items, row.items, MILLION),
    }


def _share(total: int, items: int, of: int, unit: int) -> str:
    part = divide_half_up(total * items, of)
    digits = len(str(unit)) - 1
    return f"{part / unit:.{digits}f}".rstrip("0").rstrip(".") if part else ""


def _windows(row: Consignment) -> str:
    return ";".join(f"{clock(one.early)}-{clock(one.late)}" for one in row.windows)


def lateness_cells(row: Consignment, items: int) -> Row:
    """Return what a minute late of some items costs, and how many there may be."""
    if row.late_micro_yuan is None or not row.windows:
        # A deadline was the day's own, and its price with it.
        return {}
    most = "" if row.late_most is None else f"{row.late_most / MINUTE:g}"
    micro = divide_half_up(row.late_micro_yuan * items, row.items)
    price = f"{micro / MILLION:.6f}".rstrip("0").rstrip(".")
    return {"late_yuan_min": price, "late_max_min": most}


def demand_text(rows: Sequence[Row]) -> str:
    """Return the table of tomorrow's demand as CSV with Chinese headers."""
    return _table("demand", DEMAND_COLUMNS, rows)


def pickups_text(rows: Sequence[Row]) -> str:
    """Return the table of tomorrow's pickups as CSV with Chinese headers."""
    return _table("pickups", PICKUP_COLUMNS, rows)


def _table(table: str, columns: Sequence[str], rows: Iterable[Row]) -> str:
    rows = tuple(rows)
    # Few days have goods that may be late: the columns stand where they are used.
    late = (name for name in LATE_COLUMNS if any(row.get(name) for row in rows))
    columns = (*columns, *late)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADERS[table][name][0] for name in columns)
    writer.writerows(_line(row, columns) for row in rows)
    return stream.getvalue()


def _line(row: Mapping[str, str], columns: Sequence[str]) -> Iterator[object]:
    for name in columns:
        yield harmless(row.get(name, ""))
