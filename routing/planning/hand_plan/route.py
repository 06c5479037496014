"""The routes of an edit: those it leaves alone as they were, the others timed anew.

A vehicle that brings goods to another one is timed before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.forward import ForwardSchedule
from routing.plan.halt import Halt, packed
from routing.plan.services import ROAD

from .chain import Gap
from .transfers import TransferRules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.lot import Bag
    from routing.plan.halt import TourHalts
    from routing.plan.model import Plan, Route, Tour
    from routing.travel.matrix import Travel

    from .bags import Carried
    from .tours import HaltLoad, Movement, TourLoad
    from .transfers import Moved, Times

Driven = dict["Moved", tuple[str, int, "Times"]]
"""The legs by road: vehicle, tour and times by bag and place in its way."""


def hand_routes(
    day: Day,
    travel: Travel,
    plan: Plan,
    tours: Sequence[TourLoad],
    carried: Sequence[Carried],
) -> tuple[list[Route], Driven]:
    """Return the routes of an edit and who drives what.

    Nobody can write times into the sheet: a vehicle that was left alone waits
    for goods that another one brings later now.
    """
    untouched = plan.routes
    settings = {
        route.vehicle: tuple(tour.bulkhead for tour in route.tours)
        for route in plan.routes
    }
    while True:
        made = HandRoutes(day, travel, untouched, tours, carried, settings)
        left = tuple(one for one in untouched if not made.is_early(one))
        if left == untouched:
            return made.routes, made.driven
        untouched = left


class HandRoutes:
    """The routes of an edit in the order of the vehicles, some left as they were.

    ``untouched`` are the routes that may stay: those whose halts and bags are the
    same, and whose bags go on as before. ``bulkheads`` are the settings of each
    vehicle's tours in the plan (R1b): a tour that is timed anew keeps its own where
    its loads have room, else it takes the first of the table in which they have.
    """

    def __init__(
        self,
        day: Day,
        travel: Travel,
        untouched: Sequence[Route],
        tours: Sequence[TourLoad],
        carried: Sequence[Carried],
        bulkheads: Mapping[str, Sequence[int]],
    ) -> None:
        self._by_vehicle: dict[str, list[TourLoad]] = {}
        for tour in tours:
            self._by_vehicle.setdefault(tour.vehicle.vehicle_id, []).append(tour)
        self._carried = {one.bag.id: one for one in carried}
        self._vehicle_of = {
            (movement.bag.id, movement.index): key
            for key, own in self._by_vehicle.items()
            for movement in _movements(own)
        }
        self._rules = TransferRules(day, travel)
        self._schedule = ForwardSchedule(day, travel, self._rules)
        self._routes: dict[str, Route] = {}
        self._untouched = untouched
        self._bulkheads = bulkheads
        self.driven: Driven = {}
        for route in untouched:
            own = self._by_vehicle.get(route.vehicle, [])
            if own and _is_same(own, route) and not self._is_rerouted(own):
                self._set(route)
                self._schedule.hold(own[0].vehicle, route)
        while left := [key for key in self._by_vehicle if key not in self._routes]:
            free = (key for key in left if not self._awaited(key))
            self._time(next(free, left[0]))

    @property
    def routes(self) -> list[Route]:
        """The routes in the order of the vehicles."""
        return [self._routes[key] for key in self._by_vehicle]

    def is_early(self, route: Route) -> bool:
        """Tell whether a route takes goods on before another vehicle brings them."""
        if self._routes.get(route.vehicle) is not route:
            return False
        known = self._known()
        for movement in _movements(self._by_vehicle[route.vehicle]):
            one, index = self._carried[movement.bag.id], movement.index
            if index and isinstance(one.chain[index - 1], Gap):
                ready = self._rules.ready_for(one, index, known)
                before = self.driven[movement.bag.id, index - 1][0]
                moved = self._routes[before] not in self._untouched
                if moved and ready is not None and ready > known[one.bag.id, index][0]:
                    return True
        return False

    def _at(self, moved: Moved) -> str:
        """Return the vehicle that drives a leg."""
        return self.driven[moved][0]

    def _known(self) -> dict[Moved, Times]:
        return {key: times for key, (_, _, times) in self.driven.items()}

    def _is_rerouted(self, tours: Sequence[TourLoad]) -> bool:
        """Tell whether a bag of some tours takes other services, or at other times."""
        for movement in _movements(tours):
            chain = self._carried[movement.bag.id].chain
            taken = [part for part in chain if not isinstance(part, Gap)]
            former = [leg for leg in movement.bag.legs if leg.kind != ROAD]
            if any(part.new or part.retimed for part in taken):
                return True
            if len(taken) != len(former):
                return True
        return False

    def _awaited(self, vehicle: str) -> bool:
        """Tell whether a vehicle takes goods on that another one still brings."""
        return any(
            self._source(movement) not in (None, vehicle)
            for movement in _movements(self._by_vehicle[vehicle])
        )

    def _source(self, movement: Movement) -> str | None:
        """Return the vehicle, not timed yet, that brings a bag for a movement."""
        before = movement.bag.id, movement.index - 1
        vehicle = self._vehicle_of.get(before)
        return None if vehicle in self._routes else vehicle

    def _time(self, vehicle: str) -> None:
        own = self._by_vehicle[vehicle]
        rounds = 1
        if any(self._source(movement) == vehicle for movement in _movements(own)):
            # It brings goods to itself: when is known once it was timed.
            rounds = 2
        for _ in range(rounds):
            known = self._known()
            others = {
                key: times for key, times in known.items() if self._at(key) != vehicle
            }
            for movement in _movements(own):
                carried = self._carried[movement.bag.id]
                if len(carried.chain) > 1:
                    self._rules.learn(carried, movement.index, known, others)
            wished = self._bulkheads.get(vehicle, ())
            route = self._schedule.timed(own[0].vehicle, _halts(own), wished)
            self._set(route)
        self._schedule.hold(own[0].vehicle, route)

    def _set(self, route: Route) -> None:
        self._routes[route.vehicle] = route
        own = self._by_vehicle[route.vehicle]
        for number, (load, tour) in enumerate(zip(own, route.tours, strict=True)):
            for key, times in _times(load, tour):
                self.driven[key] = route.vehicle, number, times


def _movements(tours: Sequence[TourLoad]) -> Iterator[Movement]:
    """Yield what tours carry, each once."""
    for tour in tours:
        yield from tour.load
        for halt in tour.halts:
            yield from halt.pick_up


def _halts(tours: Sequence[TourLoad]) -> list[TourHalts]:
    """Return the halts; what boards and leaves on the way is one bag."""
    known: dict[str, Bag] = {}

    def bags(movements: Sequence[Movement]) -> tuple[Bag, ...]:
        return tuple(known.setdefault(one.bag.id, packed(one.bag)) for one in movements)

    return [
        tuple(
            Halt(
                site=halt.site,
                deliver=bags(halt.deliver),
                pick_up=bags(halt.pick_up),
            )
            for halt in tour.halts
        )
        for tour in tours
    ]


def _times(load: TourLoad, tour: Tour) -> Iterator[tuple[Moved, Times]]:
    """Yield the times of what a tour carries."""
    taken: dict[Moved, tuple[int, int]] = {}
    for movement in load.load:
        taken[movement.bag.id, movement.index] = tour.start, tour.start
    left = {(one.bag.id, one.index): tour.end for one in load.unload}
    for halt, stop in zip(load.halts, tour.stops, strict=True):
        for one in halt.pick_up:
            taken[one.bag.id, one.index] = stop.start, stop.depart
        for one in halt.deliver:
            left[one.bag.id, one.index] = stop.arrive
    for key, (ready, depart) in taken.items():
        yield key, (ready, depart, left[key])


def _is_same(tours: Sequence[TourLoad], route: Route) -> bool:
    """Tell whether an edit leaves a route as it was."""
    return len(tours) == len(route.tours) and all(
        len(load.halts) == len(tour.stops)
        and _ids(load.load) == set(tour.load)
        and _ids(load.unload) == set(tour.unload)
        and all(
            halt.site == stop.site and _handles(halt, stop.deliver, stop.pick_up)
            for halt, stop in zip(load.halts, tour.stops, strict=True)
        )
        for load, tour in zip(tours, route.tours, strict=True)
    )


def _handles(halt: HaltLoad, deliver: Sequence[str], pick_up: Sequence[str]) -> bool:
    return _ids(halt.deliver) == set(deliver) and _ids(halt.pick_up) == set(pick_up)


def _ids(movements: Sequence[Movement]) -> set[str]:
    return {one.bag.id for one in movements}
