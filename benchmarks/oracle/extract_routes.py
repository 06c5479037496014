"""Routes, tours and halts of a solution, and the road legs that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.domain.units import distance_cents, duration_cents
from routing.plan.model import Leg, Pause, PauseKind, Route, RouteCost, Stop
from routing.plan.model import Tour as PlannedTour

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day

    from .extract import Went
    from .fleet import Shift
    from .model import Model
    from .tour import Halt, Tour


def routes_of(
    model: Model,
    shifts: Sequence[Shift],
    went: Went,
    solver: Any,  # noqa: ANN401
) -> tuple[Route, ...]:
    """Return the routes of the vehicles that drive, in the order of the table."""
    routes = []
    for shift in shifts:
        if not solver.value(shift.used):
            continue
        car = shift.vehicle
        tours = [tour for tour in shift.tours if solver.value(tour.used)]
        metres = solver.value(shift.metres)
        seconds = solver.value(tours[-1].end) - solver.value(shift.begin)
        routes.append(
            Route(
                vehicle=car.vehicle_id,
                tours=tuple(_tour(model, tour, went, solver) for tour in tours),
                pauses=tuple(_pauses(shift, solver)),
                metres=metres,
                seconds=seconds,
                cost_cents=RouteCost(
                    fixed=car.fixed_cents,
                    km=distance_cents(metres, car.micro_yuan_per_km),
                    hours=duration_cents(seconds, car.micro_yuan_per_hour),
                ),
            )
        )
    return tuple(routes)


def _pauses(shift: Shift, solver: Any) -> Iterator[Pause]:  # noqa: ANN401
    if shift.rest is None:
        return
    for site, literal in shift.rest.places:
        if solver.value(literal):
            start = solver.value(shift.rest.start)
            end = start + shift.rest.duration
            yield Pause(kind=PauseKind.BREAK, site=site, start=start, end=end)


def _tour(model: Model, tour: Tour, went: Went, solver: Any) -> PlannedTour:  # noqa: ANN401
    load = _true(tour.loads, solver)
    aboard = list(load)
    stops = []
    for halt in _sequence(tour, solver):
        drops, picks = _true(halt.drops, solver), _true(halt.picks, solver)
        aboard = [bag for bag in aboard if bag not in drops] + list(picks)
        stops.append(
            Stop(
                site=halt.site,
                arrive=solver.value(halt.arrive),
                start=solver.value(halt.start),
                depart=solver.value(halt.depart),
                deliver=drops,
                pick_up=picks,
                **_load(went, aboard),
            )
        )
    return PlannedTour(
        load_start=solver.value(tour.load_start),
        start=solver.value(tour.start),
        end=solver.value(tour.end),
        load=load,
        unload=_true(tour.unloads, solver),
        stops=tuple(stops),
        **_load(went, load),
    )


def _true(literals: dict[str, Any], solver: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(sorted(key for key, lit in literals.items() if solver.value(lit)))


def _load(went: Went, bags: Sequence[str]) -> dict[str, int]:
    inside = [went[bag][0].bag for bag in bags]
    return {
        "load_g": sum(bag.grams for bag in inside),
        "load_cm3": sum(bag.cm3 for bag in inside),
        "load_items": sum(bag.items for bag in inside),
    }


def _sequence(tour: Tour, solver: Any) -> Iterator[Halt]:  # noqa: ANN401
    after = {one: two for one, two, literal in tour.arcs if solver.value(literal)}
    node = after.get(0, 0)
    while node:
        yield tour.halts[node - 1]
        node = after[node]


def road_legs(routes: Sequence[Route], day: Day) -> dict[tuple[str, str, str], Leg]:
    """Return the road legs by bag and sites: from boarding to leaving a tour."""
    legs: dict[tuple[str, str, str], Leg] = {}
    for route in routes:
        base = day.vehicles[route.vehicle].start_site
        for number, tour in enumerate(route.tours):
            aboard = dict.fromkeys(tour.load, (base, tour.start))
            events = [
                (s.site, s.arrive, s.deliver, s.depart, s.pick_up) for s in tour.stops
            ]
            events.append((base, tour.end, tour.unload, tour.end, ()))
            for site, arrive, leaving, depart, boarding in events:
                for bag in leaving:
                    began, since = aboard.pop(bag)
                    legs[bag, began, site] = Leg(
                        kind="road",
                        from_site=began,
                        to_site=site,
                        depart=since,
                        arrive=arrive,
                        vehicle=route.vehicle,
                        tour=number,
                    )
                aboard.update(dict.fromkeys(boarding, (site, depart)))
    return legs
