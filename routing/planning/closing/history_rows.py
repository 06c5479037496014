"""The rows that a closed day adds to the histories."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from routing.domain.units import divide_half_up
from routing.plan.actuals.model import RowKind
from routing.tables.history.model import LineRow, VillageRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.plan.actuals.closed import Closed, Done, Line
    from routing.plan.model import Plan

NOON = 12 * 3600
BUS = "bus"

Key = tuple[str, str, str, str]


def village_rows(day: Day, closed: Closed, date: dt.date) -> list[VillageRow]:
    """Return a day's items by site, partner, class and kind."""
    backlog = _backlog(day)
    noon: Counter[Key] = Counter()
    timed: Counter[Key] = Counter()
    sums: Counter[Key] = Counter()
    for done in closed.done:
        row = done.row
        if row.kind is RowKind.TRANSFER or done.time is None:
            continue
        key = row.site, row.partner, row.goods_class, row.consignment_kind
        timed[key] += done.items
        sums[key] += done.items * done.time
        noon[key] += done.items if done.time <= NOON else 0
    rows = []
    for line in closed.lines:
        key = line.site, line.partner, line.goods_class, line.kind
        if line.site in day.sites and line.partner in day.partners:
            figures = backlog[key], noon[key], timed[key], sums[key]
            rows.append(_village(day, date, line, figures))
    return rows


def _backlog(day: Day) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for row in day.consignments:
        key = row.outer_site, row.partner, row.goods_class, row.kind.value
        # A row that waited without saying how many: all of them did.
        waited = row.items if row.days_waiting and not row.backlog_items else 0
        found[key] += min(row.backlog_items or waited, row.items)
    return found


def _village(
    day: Day, date: dt.date, line: Line, figures: tuple[int, int, int, int]
) -> VillageRow:
    backlog, noon, timed, seconds = figures
    site = day.sites[line.site]
    hub = day.sites.get(site.township or "")
    return VillageRow(
        date=date,
        site=line.site,
        site_name=site.name,
        township="" if hub is None else hub.name,
        partner=line.partner,
        partner_name=day.partners[line.partner].name,
        goods_class=line.goods_class,
        kind=line.kind,
        demanded=line.demanded,
        backlog=backlog,
        delivered=line.delivered,
        by_noon=noon,
        time=divide_half_up(seconds, timed) if timed else None,
    )


def line_rows(day: Day, plan: Plan, closed: Closed, date: dt.date) -> list[LineRow]:
    """Return what each line carried: bags of which anything was handed over."""
    bags: dict[str, set[str]] = defaultdict(set)
    trips: dict[str, set[str]] = defaultdict(set)
    items: Counter[str] = Counter()
    for line, done in _on_lines(day, closed):
        if done.items:
            bags[line].update(done.row.bags)
            trips[line].add(done.row.carrier)
            items[line] += done.items
    loose = {bag.id for bag in plan.bags if bag.loose}
    return [
        LineRow(
            date=date,
            line=name,
            line_name=line.name,
            trips=len(trips[name]),
            bags=len(bags[name] - loose),
            pieces=len(bags[name] & loose),
            items=items[name],
        )
        for name, line in day.lines.items()
        if bags[name]
    ]


def _on_lines(day: Day, closed: Closed) -> Iterator[tuple[str, Done]]:
    known = {**{out.trip.trip_id: out.trip for out in day.trips_out}, **day.trips}
    for done in closed.done:
        if done.row.carrier_kind == BUS and done.row.carrier in known:
            yield known[done.row.carrier].line_id, done
