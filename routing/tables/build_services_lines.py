"""Lines, and the stops of each with seconds from its first one."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.coordinates import crow_metres
from routing.domain.line import Line, LineKind
from routing.domain.price import Price
from routing.domain.site import Contact
from routing.domain.trip import BUS_MAX_DWELL, StopTime
from routing.domain.units import (
    cents_from_yuan,
    divide_half_up,
    metres_from_km,
    micro_from_yuan,
    seconds_from_minutes,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from routing.domain.price import PriceBasis
    from routing.domain.site import Site

    from .build_draft import Draft
    from .schema import Row

MIN_STOPS = 2
BACKWARDS = "OFFSET_BACKWARDS"


def make_price(row: Row, basis: PriceBasis) -> Price:
    """Return the price of a line, offer or tariff row."""

    def micro(column: str) -> int | None:
        value: Decimal | None = row.values.get(column)
        return None if value is None else micro_from_yuan(value)

    return Price(
        basis=basis,
        micro_yuan=micro("price"),
        low_micro_yuan=micro("price_min"),
        high_micro_yuan=micro("price_max"),
        guarantee_cents=cents_from_yuan(row.values.get("guarantee_yuan", 0)),
    )


def make_line(row: Row) -> Line:
    """Build a line; a bus that is said to wait for goods will not (rule T5)."""
    values = row.values
    kind: LineKind = values.get("kind", LineKind.BUS)
    hold = seconds_from_minutes(values.get("max_hold_min", 0))
    if hold and kind is LineKind.BUS:
        row.warn("BUS_NEVER_WAITS", "max_hold_min")
        hold = 0
    return Line(
        line_id=values["line_id"],
        name=values.get("name", values["line_id"]),
        operator=values["operator"],
        price=make_price(row, values["price_basis"]),
        kind=kind,
        max_hold_duration=hold,
        runs_anyway=values.get("runs_anyway", False),
        own_trip_cents=cents_from_yuan(values.get("own_cost_trip", 0)),
        contact=Contact(name=values.get("contact", ""), phone=values.get("phone", "")),
    )


@dataclass(slots=True)
class LineRows:
    """The stop rows of a line: usable ones, and where those set aside were."""

    usable: list[Row] = field(default_factory=list)
    lost: list[int | None] = field(default_factory=list)
    """Their places in the order of stops, None where that cannot be read."""
    backwards: bool = False
    """Whether times fall backwards: nobody knows which of them is wrong."""

    def take(self, row: Row) -> None:
        """Add a row."""
        if row.usable:
            self.usable.append(row)
            return
        self.lost.append(row.values.get("seq"))
        self.backwards |= any(f.code == BACKWARDS for f in row.findings)

    def is_end(self, row: Row) -> bool:
        """Tell whether a usable stop is the first or the last of its line.

        Where a stop beyond it was set aside it is none: a bus has no lay-over there.
        """
        if None in self.lost:
            return False
        places = [*map(_seq, self.usable), *(n for n in self.lost if n is not None)]
        return _seq(row) in (min(places), max(places))


@dataclass(slots=True)
class _Timed:
    """A stop row with its seconds from the first stop, None until interpolated."""

    row: Row
    site: str
    arrives: int | None
    leaves: int | None
    interpolated: bool = False


def line_stops(
    draft: Draft, rows: LineRows, sites: dict[str, Site]
) -> tuple[StopTime, ...]:
    """Return the stops of a line as if it left at midnight; empty if below two.

    Times that fall backwards leave none of them to be relied on: empty as well.

    Parameters
    ----------
    rows
        Its rows in any order.
    sites
        Sites by id, for the distances that missing times are spread by.
    """
    if rows.backwards:
        return ()
    timed = [_timed(draft, row) for row in sorted(rows.usable, key=_seq)]
    known = [n for n, stop in enumerate(timed) if stop.leaves is not None]
    if len(known) < MIN_STOPS:
        return ()
    timed = timed[known[0] : known[-1] + 1]
    _interpolate(draft, timed, sites)
    last = len(timed) - 1
    return tuple(
        _stop(draft, stop, at_end=number in (0, last) and rows.is_end(stop.row))
        for number, stop in enumerate(timed)
    )


def _seq(row: Row) -> int:
    return int(row.values["seq"])


def _timed(draft: Draft, row: Row) -> _Timed:
    offset = row.values.get("offset_min")
    arrive = row.values.get("arrive_min", offset)
    if offset is None or arrive is None:
        return _Timed(row, draft.sites.find(row.values["site"])[0], None, None)
    leaves = seconds_from_minutes(offset)
    arrives = seconds_from_minutes(arrive)
    return _Timed(row, draft.sites.find(row.values["site"])[0], arrives, leaves)


def _interpolate(draft: Draft, stops: list[_Timed], sites: dict[str, Site]) -> None:
    """Spread the time between two known stops over those between, by distance."""
    known = [n for n, stop in enumerate(stops) if stop.leaves is not None]
    for first, last in pairwise(known):
        if last == first + 1:
            continue
        part = stops[first : last + 1]
        way = _distances(part, sites)
        start, end = part[0].leaves or 0, part[-1].arrives or 0
        for stop, metres in zip(part[1:-1], way[1:-1], strict=True):
            time = start + divide_half_up((end - start) * metres, way[-1])
            stop.arrives = stop.leaves = time
            stop.interpolated = True
        line = part[0].row.values["line_id"]
        draft.assumptions.add(
            f"stop_times.{line}.offset_min",
            "、".join(stop.site for stop in part[1:-1]),
            "interpolated",
        )


def _distances(part: Sequence[_Timed], sites: dict[str, Site]) -> list[int]:
    """Return what lies behind at each stop: as written, as the crow flies, or even."""
    written = [stop.row.values.get("dist") for stop in part]
    if all(value is not None for value in written):
        way = [metres_from_km(value) for value in written if value is not None]
        way = [value - way[0] for value in way]
        if way == sorted(way) and way[-1] > 0:
            return way
    places = [sites[stop.site] for stop in part]
    if all(place.lon is not None for place in places):
        way = [0]
        for a, b in pairwise(places):
            crow = crow_metres(a.lon or 0, a.lat or 0, b.lon or 0, b.lat or 0)
            way.append(way[-1] + round(float(crow)))
        if way[-1] > 0:
            return way
    return list(range(len(part)))


def _stop(draft: Draft, stop: _Timed, *, at_end: bool) -> StopTime:
    values = stop.row.values
    dwell = values.get("max_dwell_min")
    limit = BUS_MAX_DWELL if dwell is None else seconds_from_minutes(dwell)
    if dwell is None and not at_end:
        draft.assumptions.add("stop_times.max_dwell_min", str(BUS_MAX_DWELL // 60))
    handover = [draft.sites.find(text)[0] for text in values.get("handover_sites", ())]
    return StopTime(
        seq=values["seq"],
        site=stop.site,
        arrival_time=stop.arrives or 0,
        departure_time=stop.leaves or 0,
        load_ok=values["load_ok"],
        unload_ok=values["unload_ok"],
        max_dwell_duration=None if at_end else limit,
        handover_sites=tuple(dict.fromkeys(handover)),
        walk_duration=seconds_from_minutes(values.get("walk_min", 0)),
        attended=values.get("attended"),
        interpolated=stop.interpolated,
    )
