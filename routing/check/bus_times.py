"""Rule T5: work within the stay, the timetable, and somebody who is there.

The cut-off is judged with the custody of each bag (see ``custody``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.line import LineKind
from .causes import Cause
from .sites import bound_rows, deadline_over, own_off, windows_off
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.trip import StopTime
    from ..plan.violation import Violation
    from .case import Case
    from .service_trail import TripLeg
    from .trail import Ride


def check_bus_times(case: Case) -> Iterator[Violation]:
    """Check work, holds, and who gives and receives."""
    for legs in case.by_trip().values():
        yield from _dwell(case, legs)
        yield from _hold(legs)
    for ride, leg in case.bus_rides():
        yield from _met(case, ride.from_site, ride.depart, leg, leg.board)
        yield from _met(case, ride.to_site, ride.arrive, leg, leg.alight)
        yield from _promised(case, ride)


def work_by_call(case: Case, legs: tuple[TripLeg, ...]) -> dict[int, int]:
    """Return the seconds of work at each call of a trip that has any (T5d)."""
    settings = case.day.settings
    bags: dict[int, int] = {}
    for leg in legs:
        for call in (leg.board, leg.alight):
            bags[call] = bags.get(call, 0) + case.pieces(leg.load.bags)
    return {
        call: settings.bus_stop_duration + settings.bus_duration_per_bag * count
        for call, count in sorted(bags.items())
        if count
    }


def _dwell(case: Case, legs: tuple[TripLeg, ...]) -> Iterator[Violation]:
    """Work ≤ max_dwell, which the first and the last stop of a line have none of."""
    stops = legs[0].trip.stops
    for call, seconds in work_by_call(case, legs).items():
        limit = stops[call].max_dwell_duration
        if limit is not None and seconds > limit:
            yield found(Cause.T5_DWELL, legs[0].call_where(call), seconds - limit)


def _hold(legs: tuple[TripLeg, ...]) -> Iterator[Violation]:
    """Only a shuttle waits, at most max_hold, as a whole (T5e)."""
    first = legs[0]
    holds = [leg.load.hold for leg in legs]
    limit = first.line.max_hold_duration
    if first.line.kind is not LineKind.SHUTTLE:
        limit = 0
    off = max(max(holds) - limit, 0) + max(-min(holds), 0)
    off += max(holds) - min(holds)
    if off:
        yield found(Cause.T5_HOLD, first.trip.trip_id, off)


def _met(
    case: Case, site_id: str, time: int, leg: TripLeg, call: int
) -> Iterator[Violation]:
    """Somebody gives or receives there at that instant (T5b)."""
    stop: StopTime = leg.trip.stops[call]
    where = leg.call_where(call)
    if stop.attended is False:
        yield found(Cause.T5_NO_ONE, where, 1)
    elif stop.attended is None:
        site = case.day.sites.get(site_id)
        closed = windows_off(site.hours, time) if site else 0
        if closed:
            yield found(Cause.T5_CLOSED, where, closed)


def _promised(case: Case, ride: Ride) -> Iterator[Violation]:
    """Own windows and deadlines hold at the village end (T5c)."""
    for site_id, time in ((ride.from_site, ride.depart), (ride.to_site, ride.arrive)):
        where = f"{ride.where} [{ride.bag}]"
        rows = tuple(bound_rows(case, site_id, (ride.bag,)))
        outside = max((own_off(row, time) for row in rows), default=0)
        if outside:
            yield found(Cause.T1_WINDOW, where, outside)
        late = deadline_over(rows, time)
        if late:
            yield found(Cause.T1_DEADLINE, where, late)
