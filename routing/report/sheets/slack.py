"""How late a halt may begin and the rest of the route still holds.

The route is a chain of loading, drives, services and pauses in the planned
order. Going backwards, each link may begin at the latest when

* its own bound allows: the window that holds its planned start (the site's
  hours and the windows of what is handled), deadlines, a break's window, the
  next ban at either end of a drive, a dock or charger that another vehicle of
  the plan takes next, and what goes on by another carrier must arrive in time
  for it (``transfers``);
* the next link may still begin at *its* latest; waiting in between is used up.

The end of the chain is bound by the shift, the longest route time from the
first loading as planned, the base's hours where something is handed over, and
the window of a break that would fall due by a later return. Driving times are
those of the plan. Room at stations is not looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.late import late_seconds
from routing.plan.banned import Banned
from routing.plan.model import PauseKind
from routing.plan.tour_ends import tour_end
from routing.report.activity import bag_items, service_duration

from .transfers import ROAD, Changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.domain.window import Windows
    from routing.plan.model import Pause, Plan, Route, Tour

NEVER = 10**9
_STEP = 5 * 60
_BAND = 15 * 60

Place = tuple[int, int]
"""Tour and stop, from 0; stop -1 is the departure from the base."""
DEPARTURE = -1


@dataclass(frozen=True, slots=True)
class _Link:
    start: int
    end: int
    bound: int
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    day: Day
    plan: Plan
    route: Route
    items: Mapping[str, int]
    rows: Mapping[str, tuple[Consignment, ...]]
    """Consignments in each bag that the route loads, delivers or picks up."""
    changes: Changes
    banned: Banned

    @property
    def vehicle(self) -> Vehicle:
        return self.day.vehicles[self.route.vehicle]


def latest_starts(day: Day, plan: Plan, route: Route) -> dict[Place, int]:
    """Return the latest start of service at each halt, in seconds of the day.

    Keys are (tour, stop) from 0; (tour, ``DEPARTURE``) is the latest departure
    from the base. A value before the planned start means that the plan breaks
    a rule there or later on (a plan edited by hand may).
    """
    known = {row.consignment_id: row for row in day.consignments}
    handled = {
        key
        for tour in route.tours
        for keys in (tour.load, *((*s.deliver, *s.pick_up) for s in tour.stops))
        for key in keys
    }
    rows = {
        bag.id: tuple(known[key] for key in bag.contents if key in known)
        for bag in plan.bags
        if bag.id in handled
    }
    banned = Banned(day, day.vehicles[route.vehicle])
    case = _Case(day, plan, route, bag_items(plan), rows, Changes(day, plan), banned)
    links = sorted(_links(case), key=lambda link: (link.start, link.end))
    latest: dict[Place, int] = {}
    limit = _end_bound(case)
    for link in reversed(links):
        limit = min(link.bound, limit - (link.end - link.start))
        if link.place is not None:
            latest[link.place] = limit
    return latest


def arrival_band(start: int, latest: int) -> tuple[int, int]:
    """Return from when until when the vehicle is to be expected, in seconds.

    From the planned start of service, down to full five minutes, a quarter of
    an hour long: 09:12 with slack gives 09:10-09:25. A latest start inside the
    band cuts it, in steps of five minutes, never before the planned start. One
    that has passed already (a plan that breaks a rule) cuts nothing.
    """
    early = start // _STEP * _STEP
    late = early + _BAND
    if start <= latest < late:
        late = max(latest // _STEP * _STEP, early + _STEP)
    return early, late


def _links(case: _Case) -> Iterator[_Link]:
    inside: list[Pause] = []
    for number, tour in enumerate(case.route.tours):
        loaded = min(tour.load_start + case.vehicle.reload_duration, tour.start)
        yield _Link(tour.load_start, loaded, _loading_bound(case, tour))
        left, at, here = tour.start, DEPARTURE, case.vehicle.start_site
        for index, stop in enumerate(tour.stops):
            place = (number, at) if at == DEPARTURE else None
            due = _change_bound(case, number, stop.site, stop.deliver)
            free = _free_until(case, (here, stop.site), (left, stop.arrive))
            yield _drive(case, (left, stop.arrive), place, inside, min(due, free))
            service = service_duration(case.day.sites[stop.site], stop, case.items)
            bags = (*stop.deliver, *stop.pick_up)
            bound = _site_bound(case, stop.site, bags, stop.start)
            # Goods have arrived while the vehicle still waits to be served.
            bound = min(bound, max(due, stop.start) if stop.arrive <= due else due)
            yield _Link(stop.start, stop.start + service, bound, (number, index))
            left, at, here = stop.depart, index, stop.site
        place = (number, at) if at == DEPARTURE else None
        free = _free_until(case, (here, _home(case, tour)), (left, tour.end))
        yield _drive(case, (left, tour.end), place, inside, free)
        due = _change_bound(case, number, _home(case, tour), tour.unload)
        yield _Link(tour.end, tour.end, min(_return_bound(case, tour), due))
    for pause in case.route.pauses:
        if pause not in inside:
            yield _Link(pause.start, pause.end, _pause_bound(case, pause))


def _change_bound(case: _Case, tour: int, site: str, bags: Sequence[str]) -> int:
    """Return by when a vehicle arrives with what goes on by another carrier."""
    changes = case.changes.to(bags, site, (ROAD, case.route.vehicle, tour))
    return min((change.latest for change in changes), default=NEVER)


def _free_until(case: _Case, ends: tuple[str, str], span: tuple[int, int]) -> int:
    """Return until when the vehicle may arrive: then a ban begins here or there.

    NEVER where none is to come. Who drives in a ban already has no later chance.
    """
    (site, to), (left, arrive) = ends, span
    bans = case.banned
    if not bans.times(site) and not bans.times(to):
        return NEVER
    return min(NEVER, bans.last(site, to, arrive - left, left) + arrive - left)


def _drive(
    case: _Case,
    span: tuple[int, int],
    place: Place | None,
    inside: list[Pause],
    due: int,
) -> _Link:
    """Build a drive; a pause on the way moves with it and is noted as inside."""
    left, arrive = span
    bound = NEVER if due == NEVER else due - (arrive - left)
    for pause in case.route.pauses:
        if left <= pause.start and pause.end <= arrive and left < arrive:
            inside.append(pause)
            bound = min(bound, left + _pause_bound(case, pause) - pause.start)
    return _Link(left, arrive, bound, place)


def _within(windows: Windows, time: int) -> int:
    """Return the end of the window around an instant, or the instant itself."""
    ends = (window.late for window in windows if window.early <= time <= window.late)
    return next(ends, time) if windows else NEVER


def _site_bound(case: _Case, site: str, bags: Sequence[str], time: int) -> int:
    bound = _within(case.day.sites[site].hours, time)
    for bag in bags:
        for row in case.rows.get(bag, ()):
            if row.outer_site == site:
                bound = min(bound, _own_bound(row, time))
    return bound


def _own_bound(row: Consignment, time: int) -> int:
    """Return until when goods may start and be no later than they are."""
    if late_seconds(row, time):
        return time
    return min(
        _within(row.windows, time), NEVER if row.deadline is None else row.deadline
    )


def _loading_bound(case: _Case, tour: Tour) -> int:
    base = case.vehicle.start_site
    bound = _site_bound(case, base, tour.load, tour.load_start)
    docks = case.day.sites[base].docks
    if docks is None:
        return bound
    others = [
        (other.load_start, other.load_start + vehicle.reload_duration)
        for route in case.plan.routes
        if route is not case.route
        and (vehicle := case.day.vehicles[route.vehicle]).start_site == base
        for other in route.tours
    ]
    length = case.vehicle.reload_duration
    return min(bound, _next_taken(others, docks, tour.load_start + length) - length)


def _pause_bound(case: _Case, pause: Pause) -> int:
    length = pause.end - pause.start
    if pause.kind is PauseKind.BREAK:
        ends = [
            rest.window.late
            for rest in case.vehicle.breaks
            if rest.window.early <= pause.start and pause.end <= rest.window.late
        ]
        return min(ends, default=NEVER) - length
    if pause.kind is PauseKind.CHARGE:
        others = [
            (other.start, other.end)
            for route in case.plan.routes
            if route is not case.route
            for other in route.pauses
            if other.kind is PauseKind.CHARGE and other.site == pause.site
        ]
        chargers = case.day.sites[pause.site].chargers
        return _next_taken(others, chargers, pause.end) - length
    return NEVER


def _next_taken(others: Sequence[tuple[int, int]], room: int, time: int) -> int:
    """Return from when on, not before ``time``, others take all the places."""
    for begin in sorted(start for start, _ in others if start >= time):
        if sum(start <= begin < end for start, end in others) >= room:
            return begin
    return NEVER


def _return_bound(case: _Case, tour: Tour) -> int:
    """Return the latest return: the base is open where something is handed over."""
    hours = case.day.sites[_home(case, tour)].hours
    return max((w.late for w in hours), default=NEVER) if tour.unload else NEVER


def _home(case: _Case, tour: Tour) -> str:
    """Return where a tour ends."""
    return tour_end(case.vehicle, case.route, case.route.tours.index(tour))


def _end_bound(case: _Case) -> int:
    """Return the latest end of the whole route."""
    vehicle, tours = case.vehicle, case.route.tours
    begin = tours[0].load_start
    bound = min(vehicle.shift.late, begin + vehicle.max_route_duration)
    for rest in vehicle.breaks:
        if begin > rest.window.early:
            continue
        planned = any(
            pause.kind is PauseKind.BREAK
            and rest.window.early <= pause.start
            and pause.end <= rest.window.late
            and pause.end - pause.start >= rest.duration
            for pause in case.route.pauses
        )
        if not planned:
            bound = min(bound, rest.window.late - 1)
    return bound
