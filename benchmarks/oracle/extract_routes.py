"""Routes, tours and halts of a solution, and the road legs that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.domain.units import distance_cents, duration_cents
from routing.plan.model import Leg, Pause, PauseKind, Route, RouteCost, Stop
from routing.plan.model import Tour as PlannedTour

from .legs import seconds_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day

    from .extract import Went
    from .fleet import Shift
    from .model import Model
    from .rest import Rest
    from .tour import Tour


def routes_of(
    model: Model,
    shifts: Sequence[Shift],
    went: Went,
    solver: Any,  # noqa: ANN401
) -> tuple[Route, ...]:
    """Return the routes of the vehicles that drive, in the order of the table."""
    read = _Reader(model, went, solver)
    return tuple(read.route(s) for s in shifts if solver.value(s.used))


class _Reader:
    """Reads routes from the values of a solution."""

    def __init__(self, model: Model, went: Went, solver: Any) -> None:  # noqa: ANN401
        self.model, self.went, self.value = model, went, solver.value
        self.names = {bag.bag.bag_id: name for name, (bag, _) in went.items()}

    def route(self, shift: Shift) -> Route:
        car = shift.vehicle
        tours = [tour for tour in shift.tours if self.value(tour.used)]
        metres = self.value(shift.metres)
        seconds = self.value(tours[-1].end) - self.value(shift.begin)
        pauses: list[Pause] = []
        if shift.rest is not None:
            for site, literal in shift.rest.places:
                if self.value(literal):
                    pauses.append(self._pause(shift.rest, site))
        return Route(
            vehicle=car.vehicle_id,
            tours=tuple(self._tour(tour, shift.rest, pauses) for tour in tours),
            pauses=tuple(pauses),
            metres=metres,
            seconds=seconds,
            cost_cents=RouteCost(
                fixed=car.fixed_cents,
                km=distance_cents(metres, car.micro_yuan_per_km),
                hours=duration_cents(seconds, car.micro_yuan_per_hour),
            ),
        )

    def _pause(self, rest: Rest, site: str) -> Pause:
        start = self.value(rest.start)
        return Pause(
            kind=PauseKind.BREAK, site=site, start=start, end=start + rest.duration
        )

    def _tour(self, tour: Tour, rest: Rest | None, pauses: list[Pause]) -> PlannedTour:
        load = self._true(tour.loads)
        aboard, before = list(load), 0
        stops = []
        for node in self._sequence(tour):
            halt = tour.halts[node - 1]
            drops, picks = self._true(halt.drops), self._true(halt.picks)
            aboard = [bag for bag in aboard if bag not in drops] + list(picks)
            stops.append(
                Stop(
                    site=halt.site,
                    arrive=self._arrival(tour, (before, node), rest, pauses),
                    start=self.value(halt.start),
                    depart=self.value(halt.depart),
                    deliver=drops,
                    pick_up=picks,
                    **_load(self.went, aboard),
                )
            )
            before = node
        return PlannedTour(
            load_start=self.value(tour.load_start),
            start=self.value(tour.start),
            end=self._arrival(tour, (before, 0), rest, pauses),
            load=load,
            unload=self._true(tour.unloads),
            stops=tuple(stops),
            stands=None,
            bulkhead=[self.value(setting) for setting in tour.settings].index(1),
            **_load(self.went, load),
        )

    def _arrival(
        self,
        tour: Tour,
        arc: tuple[int, int],
        rest: Rest | None,
        pauses: list[Pause],
    ) -> int:
        """Return when a leg ends; a break that does not fall into it comes after."""
        one, two = (tour.site(node) for node in arc)
        seconds = seconds_between(self.model.travel, tour.vehicle, one, two)
        arrive = int(self.value(tour.departs(arc[0]))) + seconds
        if rest is None or not self.value(tour.rests[arc[0]]):
            return arrive
        on_road = self.value(rest.start) <= arrive
        pauses.append(self._pause(rest, one if on_road else two))
        return arrive + (rest.duration if on_road else 0)

    def _true(self, literals: dict[str, Any]) -> tuple[str, ...]:
        going = [key for key, literal in literals.items() if self.value(literal)]
        return tuple(sorted(self.names[key] for key in going))

    def _sequence(self, tour: Tour) -> Iterator[int]:
        after = {one: two for one, two, literal in tour.arcs if self.value(literal)}
        node = after.get(0, 0)
        while node:
            yield node
            node = after[node]


def _load(went: Went, bags: Sequence[str]) -> dict[str, int]:
    inside = [went[bag][0].bag for bag in bags]
    return {
        "load_g": sum(bag.grams for bag in inside),
        "load_cm3": sum(bag.cm3 for bag in inside),
        "load_items": sum(bag.items for bag in inside),
    }


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
