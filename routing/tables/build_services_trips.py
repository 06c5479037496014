"""The dated trips of a day: departures, service days, caps and quiet hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.domain.site import Contact
from routing.domain.trip import BUS_CUTOFF, BUS_MAX_PIECE_G, StopTime, Trip
from routing.domain.units import (
    DAY_SECONDS,
    clock,
    cm3_from_m3,
    grams_from_kg,
    seconds_from_minutes,
)
from routing.domain.window import TimeWindow, Windows

from .build_services_lines import MIN_STOPS
from .calendar import DAILY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .build_draft import Draft
    from .calendar import ServiceDays
    from .schema import Row
    from .schema_services import NoFreight

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The stops of every line from midnight on, and where today is market day."""

    stops: Mapping[str, tuple[StopTime, ...]]
    markets: Mapping[str, None]


def dated_trips(draft: Draft, row: Row, timetable: Timetable) -> list[Trip]:
    """Return the trips of a row on the service date; none where it is set aside.

    Those of the day before follow with what is left of them after midnight.
    """
    stops = timetable.stops.get(row.values["line_id"], ())
    if not stops:
        row.reject("LINE_WITHOUT_STOPS", "line_id", word=row.values["line_id"])
        return []
    rule: ServiceDays = row.values.get("days", DAILY)
    market = any(stop.site in timetable.markets for stop in stops)
    base = _trip(draft, row, stops, market=market)
    trips = []
    times = row.values["departures"]
    if rule.includes(draft.date) or (rule.market and market):
        trips += [replace(base.shifted(t), trip_id=_trip_id(row, t)) for t in times]
    if rule.includes(draft.date - ONE_DAY):
        trips += list(_after_midnight(row, base, times))
    return trips


def trip_ids(row: Row) -> list[str]:
    """Return the ids of the trips of a row on any day that it runs."""
    return [_trip_id(row, time) for time in row.values["departures"]]


def _trip_id(row: Row, time: int) -> str:
    """Return ``L03-0730``: the id or line, and the departure where it is needed."""
    own: str | None = row.values.get("trip_id")
    if own is not None and len(row.values["departures"]) == 1:
        return own
    return f"{own or row.values['line_id']}-{clock(time).replace(':', '')}"


def _trip(draft: Draft, row: Row, stops: tuple[StopTime, ...], *, market: bool) -> Trip:
    """Return the trip as it would run from midnight."""
    values = row.values
    bags = values.get("cap_bags")
    if market and "market_day_cap" in values:
        bags = values["market_day_cap"]
    for column, value in (
        ("cutoff_min", str(BUS_CUTOFF // 60)),
        ("max_piece_kg", str(BUS_MAX_PIECE_G // 1000)),
    ):
        if column not in values:
            draft.assumptions.add(f"trips.{column}", value)
    kg, m3 = values.get("cap_kg"), values.get("cap_m3")
    piece, cutoff = values.get("max_piece_kg"), values.get("cutoff_min")
    people = values.get("passengers")
    return Trip(
        trip_id="",
        line_id=values["line_id"],
        stops=stops,
        cap_bags=bags,
        cap_g=None if kg is None else grams_from_kg(kg),
        cap_cm3=None if m3 is None else cm3_from_m3(m3),
        max_piece_g=BUS_MAX_PIECE_G if piece is None else grams_from_kg(piece),
        cutoff_duration=BUS_CUTOFF if cutoff is None else seconds_from_minutes(cutoff),
        passengers=None if people is None else float(people),
        no_freight=_quiet(draft.date, values.get("no_freight", ())),
        confirmed=values.get("confirmed"),
        exact=values.get("exact", True),
        plate=values.get("plate", ""),
        contact=Contact(name=values.get("crew", ""), phone=values.get("phone", "")),
    )


def _quiet(date: dt.date, periods: tuple[NoFreight, ...]) -> Windows:
    """Return the periods without freight of the date and of the night after it."""
    found = [
        TimeWindow(
            period.window.early + ahead * DAY_SECONDS,
            period.window.late + ahead * DAY_SECONDS,
        )
        for ahead in (0, 1)
        for period in periods
        if period.days is None or period.days.includes(date + ahead * ONE_DAY)
    ]
    return tuple(sorted(found))


def _after_midnight(row: Row, base: Trip, times: tuple[int, ...]) -> Iterator[Trip]:
    """Yield what is left after midnight of the trips that left the day before."""
    for time in times:
        shift = time - DAY_SECONDS
        left = tuple(s for s in base.stops if s.arrival_time + shift >= 0)
        if len(left) < MIN_STOPS:
            continue
        trip = replace(base, stops=left, day_before=True).shifted(shift)
        yield replace(trip, trip_id=f"{_trip_id(row, time)}-D1")
