"""What has begun and what was planned for the rest, as one plan of the whole day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.past import Past
from routing.plan.box_uses import box_uses
from routing.plan.cold_time import temperatures, with_cold
from routing.plan.delay import delay_cents
from routing.plan.freshness import freshness_cents
from routing.plan.late_fees import late_fees
from routing.plan.model import Pause, PauseKind, Route
from routing.plan.route_cost import route_cost
from routing.plan.service_loads import bus_loads, handovers
from routing.plan.services import BUS, HANDOVER, calls_of
from routing.plan.stage_fees import stage_fees
from routing.plan.tour_ends import drives, with_driven

from ..sums import metres_of, penalty_sum, source_sums
from .later_services import begun_loads
from .merged_bags import merged_bags, merged_unserved
from .merged_loads import with_loads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.domain.past import Loss
    from routing.plan.model import Plan, PlannedBag
    from routing.plan.service_loads import Call
    from routing.travel.matrix import Travel

    from .going import Going
    from .later_vehicles import Later
    from .residual import Residual


def merged_plan(
    day: Day, travel: Travel, going: Going, residual: Residual, rest: Plan
) -> Plan:
    """Join what has begun with a plan of the residual day.

    Parameters
    ----------
    day, travel
        As they are today.
    rest
        The plan of ``residual.day``.

    Returns
    -------
    Plan
        Of the whole day, with figures and fees of all of it.
    """
    bags = merged_bags(day, going, rest)
    known = {bag.id: bag for bag in bags}
    past = Past(now=going.now, hold=going.hold, losses=_losses(going))
    whole = with_driven(day, {name for name, tours in going.tours.items() if tours})
    made = _Routes(whole, travel, going, residual)
    temps = temperatures(day, bags)
    routes = [
        with_cold(whole.vehicles[route.vehicle], with_loads(route, known), temps)
        for route in (made.route(name, rest) for name in whole.vehicles)
        if route is not None
    ]
    loads = tuple(bus_loads(day, _rides(day, going, rest, known), _holds(going, rest)))
    unserved = merged_unserved(day, rest)
    return replace(
        rest,
        status="partial" if unserved else "complete",
        routes=tuple(routes),
        bags=bags,
        unserved=unserved,
        bus_loads=loads,
        handovers=tuple(handovers(day, _given(bags))),
        stage_fees=stage_fees(day, bags),
        box_uses=box_uses(day, bags),
        late_fees=late_fees(day, routes, bags),
        freshness=freshness_cents(day, routes, bags),
        delay_cents=delay_cents(day, loads, bags),
        penalty_cents=penalty_sum(whole, routes, unserved),
        distance_sources=source_sums(whole, travel, routes),
        past=past,
    )


def _losses(going: Going) -> tuple[Loss, ...]:
    return tuple(sorted(going.losses.values(), key=lambda row: (row.time, row.vehicle)))


class _Routes:
    """Routes of the whole day by vehicle."""

    def __init__(
        self, day: Day, travel: Travel, going: Going, residual: Residual
    ) -> None:
        self._day, self._travel, self._going = day, travel, going
        self._residual = residual

    def route(self, name: str, rest: Plan) -> Route | None:
        """Return a vehicle's route; None where it does not drive today."""
        tours = list(self._going.tours.get(name, ()))
        pauses = list(self._going.pauses.get(name, ()))
        more = next((r for r in rest.routes if r.vehicle == name), None)
        if more is not None:
            later = self._residual.later[name]
            pauses += later.rests
            pauses += self._owed(name, more)
            pauses += more.pauses
            tours += more.tours
        if not tours:
            return None
        if more is None:
            # Who charges for a tour that is not driven any more needs no charge.
            pauses = [p for p in pauses if p.start < tours[-1].end]
        car = self._day.vehicles[name]
        seconds = tours[-1].end - tours[0].load_start
        route = Route(
            vehicle=name,
            tours=tuple(tours),
            pauses=tuple(sorted(pauses, key=lambda p: (p.start, p.end))),
            metres=0,
            seconds=seconds,
            cost_cents=route_cost(car, 0, 0),
        )
        metres = metres_of(self._travel, car, drives(car, route))
        return replace(
            route,
            metres=metres,
            cost_cents=route_cost(car, metres, seconds),
        )

    def _owed(self, name: str, more: Route) -> Iterator[Pause]:
        """Yield the breaks that are taken while it waits for what comes next."""
        later = self._residual.later[name]
        for start, end in _breaks_due(later, more):
            yield Pause(
                kind=PauseKind.BREAK,
                site=later.vehicle.start_site,
                start=start,
                end=end,
            )


def short_of_breaks(residual: Residual, rest: Plan) -> list[str]:
    """Return vehicles that owe a break and have no time for it before they go on."""
    return [
        route.vehicle
        for route in rest.routes
        for _, end in _breaks_due(residual.later[route.vehicle], route)
        if end > route.tours[0].load_start
    ]


def _breaks_due(later: Later, more: Route) -> Iterator[tuple[int, int]]:
    """Yield from when to when breaks are taken that fall due before a route begins."""
    begin, end = more.tours[0].load_start, more.tours[-1].end
    for rest in later.owed:
        if begin > rest.window.early and end >= rest.window.late:
            start = max(rest.window.early, later.vehicle.shift.early)
            yield start, start + rest.duration


def _rides(
    day: Day, going: Going, rest: Plan, known: dict[str, PlannedBag]
) -> dict[Call, list[PlannedBag]]:
    """Return the bags of each trip between each two of its calls."""
    rides: dict[Call, list[PlannedBag]] = {}
    for load, board, alight in begun_loads(day, going):
        key = (load.trip, board, alight)
        rides.setdefault(key, []).extend(known[bag] for bag in load.bags)
    for load in rest.bus_loads:
        calls = calls_of(day.trips[load.trip], load)
        if calls is not None:
            key = (load.trip, *calls)
            rides.setdefault(key, []).extend(known[bag] for bag in load.bags)
    return rides


def _holds(going: Going, rest: Plan) -> dict[str, int]:
    """Return how long shuttles wait, in what has begun and in what has not."""
    holds = {load.trip: load.hold for load in rest.bus_loads}
    begun = {
        leg.trip
        for row in going.standing.values()
        for leg in row.legs
        if leg.kind == BUS
    }
    holds |= {
        load.trip: load.hold for load in going.plan.bus_loads if load.trip in begun
    }
    return holds


def _given(bags: tuple[PlannedBag, ...]) -> dict[str, list[PlannedBag]]:
    given: dict[str, list[PlannedBag]] = {}
    for bag in bags:
        for leg in bag.legs:
            if leg.kind == HANDOVER and leg.offer is not None:
                given.setdefault(leg.offer, []).append(bag)
    return given
