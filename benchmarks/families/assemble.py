"""A plan from moves that somebody else decided: who halts where with which bags.

Everything happens as early as it may, in rounds until nothing moves any more, so
that vehicles wait for each other at transfers. Each vehicle drives one tour. What
breaks a rule is timed all the same, for the judge to say so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.lot import build_lots
from routing.domain.transfer import handling_duration
from routing.domain.units import distance_cents, duration_cents
from routing.domain.window import earliest_start
from routing.plan.model import (
    BusLoad,
    Leg,
    Plan,
    PlannedBag,
    Route,
    RouteCost,
    Stop,
    Tour,
)
from routing.travel.matrix import Source
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.lot import Bag
    from routing.domain.vehicle import Vehicle
    from routing.domain.window import Windows
    from routing.travel.matrix import Travel


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A halt: parcels (consignment ids) handed over and taken there."""

    site: str
    deliver: tuple[str, ...] = ()
    pick_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A vehicle's tour: parcels loaded at its base, then halts."""

    vehicle: str
    load: tuple[str, ...] = ()
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BusRide:
    """Parcels on a trip between two of its calls, counted from 0."""

    trip: str
    board: int
    alight: int
    parcels: tuple[str, ...]


class CircleError(ValueError):
    """Vehicles wait for each other in a circle."""


@dataclass(frozen=True, slots=True)
class _Move:
    """One leg of a parcel: its carrier and its two sites."""

    carrier: str
    kind: str
    from_site: str
    to_site: str


@dataclass(slots=True)
class _Clock:
    """What is known of times: legs of parcels, stops and starts of runs."""

    ready: dict[tuple[str, str], int] = field(default_factory=dict)
    """When a parcel may leave a site, by (parcel, site)."""
    times: dict[_Move, dict[str, tuple[int, int]]] = field(default_factory=dict)
    """Departure and arrival of every parcel on a move."""
    stops: dict[str, tuple[tuple[int, int, int], ...]] = field(default_factory=dict)
    spans: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """First loading, departure and return of a vehicle."""


def assemble(
    day: Day, travel: Travel, runs: Sequence[Run], rides: Sequence[BusRide] = ()
) -> Plan:
    """Return the plan of these moves; every consignment is one bag.

    Raises
    ------
    CircleError
        When vehicles wait for each other in a circle.
    KeyError
        When a vehicle, trip, site or parcel is unknown, or a parcel stays.
    """
    return _Assembly(day, travel, runs, rides).plan()


class _Assembly:
    def __init__(
        self, day: Day, travel: Travel, runs: Sequence[Run], rides: Sequence[BusRide]
    ) -> None:
        self.day = day
        self.travel = travel
        self.runs = sorted(runs, key=lambda run: list(day.vehicles).index(run.vehicle))
        self.rides = sorted(rides, key=lambda ride: (ride.trip, ride.board))
        self.bags: Mapping[str, Bag] = {
            bag.contents[0][0]: bag for lot in build_lots(day) for bag in lot.bags
        }
        self.lots = {bag.lot_id: bag for bag in self.bags.values()}

    def plan(self) -> Plan:
        clock = self._settled()
        routes = tuple(self._route(run, clock) for run in self.runs)
        bags = [self._bag(row.consignment_id, clock) for row in self.day.consignments]
        return Plan(
            status="complete",
            date=self.day.date.isoformat(),
            seed=1,
            routes=routes,
            bags=tuple(sorted(bags, key=lambda bag: bag.id)),
            unserved=(),
            bus_loads=tuple(self._bus_load(ride) for ride in self.rides),
            distance_sources=self._sources(),
        )

    def _settled(self) -> _Clock:
        """Return the earliest times that agree with each other."""
        before = _Clock()
        # A chain of waits is at most as long as there are parcels and runs.
        for _ in range(2 + len(self.bags) + len(self.runs)):
            clock = self._round(before)
            if clock == before:
                return clock
            before = clock
        msg = "Vehicles wait for each other in a circle."
        raise CircleError(msg)

    def _round(self, before: _Clock) -> _Clock:
        clock = _Clock()
        for row in self.day.consignments:
            clock.ready[row.consignment_id, row.origin] = row.ready_time
        for ride in self.rides:
            self._ride(ride, clock)
        for run in self.runs:
            self._drive(run, before, clock)
        return clock

    def _ride(self, ride: BusRide, clock: _Clock) -> None:
        stops = self.day.trips[ride.trip].stops
        on, off = stops[ride.board], stops[ride.alight]
        for parcel in ride.parcels:
            move = _Move(ride.trip, "bus", on.site, off.site)
            leg = (on.departure_time, off.receive_time)
            self._arrive(parcel, move, leg, clock)

    def _arrive(
        self, parcel: str, move: _Move, leg: tuple[int, int], clock: _Clock
    ) -> None:
        clock.times.setdefault(move, {})[parcel] = leg
        ready = leg[1] + handling_duration(self.day.sites[move.to_site])
        clock.ready[parcel, move.to_site] = ready

    def _drive(self, run: Run, before: _Clock, clock: _Clock) -> None:
        car = self.day.vehicles[run.vehicle]
        hours = self.day.sites[car.start_site].hours
        begin = _opened(hours, car.shift.early)
        time = begin + car.reload_duration
        time = max([time, *(_ready(before, p, car.start_site) for p in run.load)])
        aboard = dict.fromkeys(run.load, (car.start_site, time))
        leave, at, stops = time, car.start_site, []
        for visit in run.visits:
            arrive = time + self._leg(car, at, visit.site)[1]
            handled = (*visit.deliver, *visit.pick_up)
            for parcel in visit.deliver:
                origin, departed = aboard.pop(parcel)
                move = _Move(run.vehicle, "road", origin, visit.site)
                self._arrive(parcel, move, (departed, arrive), clock)
            waits = (_ready(before, parcel, visit.site) for parcel in visit.pick_up)
            site = self.day.sites[visit.site]
            start = _opened(site.hours, max([arrive, *waits]))
            items = sum(self.bags[parcel].items for parcel in handled)
            time = start + site.service_duration + site.sec_per_item * items
            aboard.update(dict.fromkeys(visit.pick_up, (visit.site, time)))
            stops.append((arrive, start, time))
            at = visit.site
        back = time + self._leg(car, at, car.end_site)[1]
        clock.stops[run.vehicle] = tuple(stops)
        clock.spans[run.vehicle] = (begin, leave, back)

    def _leg(self, car: Vehicle, here: str, there: str) -> tuple[int, int]:
        matrix = self.travel.of(profile_of(car))
        pair = self.travel.index[here], self.travel.index[there]
        return int(matrix.metres[pair]), int(matrix.seconds[pair])

    def _route(self, run: Run, clock: _Clock) -> Route:
        car = self.day.vehicles[run.vehicle]
        begin, leave, back = clock.spans[run.vehicle]
        aboard = Counter(run.load)
        full = self._load(aboard)
        stops = []
        for visit, (arrive, start, depart) in zip(
            run.visits, clock.stops[run.vehicle], strict=True
        ):
            aboard.subtract(visit.deliver)
            aboard.update(visit.pick_up)
            stops.append(
                Stop(
                    site=visit.site,
                    arrive=arrive,
                    start=start,
                    depart=depart,
                    deliver=self._ids(visit.deliver),
                    pick_up=self._ids(visit.pick_up),
                    **self._load(aboard),
                )
            )
        tour = Tour(
            load_start=begin,
            start=leave,
            end=back,
            load=self._ids(run.load),
            unload=(),
            stops=tuple(stops),
            **full,
        )
        metres = sum(self._leg(car, *pair)[0] for pair in self._pairs(run))
        return Route(
            vehicle=run.vehicle,
            tours=(tour,),
            pauses=(),
            metres=metres,
            seconds=back - begin,
            cost_cents=RouteCost(
                fixed=car.fixed_cents,
                km=distance_cents(metres, car.micro_yuan_per_km),
                hours=duration_cents(back - begin, car.micro_yuan_per_hour),
            ),
        )

    def _pairs(self, run: Run) -> list[tuple[str, str]]:
        car = self.day.vehicles[run.vehicle]
        path = [car.start_site, *(visit.site for visit in run.visits), car.end_site]
        return list(pairwise(path))

    def _ids(self, parcels: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.bags[parcel].bag_id for parcel in parcels)

    def _load(self, aboard: Counter[str]) -> dict[str, int]:
        bags = [self.bags[parcel] for parcel, count in aboard.items() if count]
        return {
            "load_g": sum(bag.grams for bag in bags),
            "load_cm3": sum(bag.cm3 for bag in bags),
            "load_items": sum(bag.items for bag in bags),
        }

    def _bus_load(self, ride: BusRide) -> BusLoad:
        stops = self.day.trips[ride.trip].stops
        return BusLoad(
            trip=ride.trip,
            bags=self._ids(ride.parcels),
            board=stops[ride.board].site,
            alight=stops[ride.alight].site,
            fee_cents=0,
            board_call=ride.board,
            alight_call=ride.alight,
        )

    def _bag(self, parcel: str, clock: _Clock) -> PlannedBag:
        bag = self.bags[parcel]
        row = next(r for r in self.day.consignments if r.consignment_id == parcel)
        return PlannedBag(
            id=bag.bag_id,
            lot=bag.lot_id,
            origin=row.origin,
            destination=row.destination,
            contents=dict(bag.contents),
            items={row.partner: bag.items},
            goods_class=row.goods_class,
            grams=bag.grams,
            cm3=bag.cm3,
            loose=bag.loose,
            legs=_legs(parcel, (row.origin, row.destination), clock),
        )

    def _sources(self) -> dict[str, int]:
        metres: dict[str, int] = {}
        for run in self.runs:
            car = self.day.vehicles[run.vehicle]
            matrix = self.travel.of(profile_of(car))
            for here, there in self._pairs(run):
                pair = self.travel.index[here], self.travel.index[there]
                name = Source(int(matrix.source[pair])).name.lower()
                metres[name] = metres.get(name, 0) + int(matrix.metres[pair])
        return {name: length for name, length in metres.items() if length}


def _opened(hours: Windows, time: int) -> int:
    """Return the first open instant; the given one where none is left."""
    begin = earliest_start(hours, time)
    return time if begin is None else begin


def _ready(clock: _Clock, parcel: str, site: str) -> int:
    return clock.ready.get((parcel, site), 0)


def _legs(parcel: str, ends: tuple[str, str], clock: _Clock) -> tuple[Leg, ...]:
    """Chain the moves of a parcel from its origin to its destination."""
    moves = {
        move.from_site: (move, legs[parcel])
        for move, legs in clock.times.items()
        if parcel in legs
    }
    legs, at = [], ends[0]
    while at != ends[1]:
        move, (depart, arrive) = moves.pop(at)
        road = move.kind == "road"
        legs.append(
            Leg(
                kind=move.kind,
                from_site=move.from_site,
                to_site=move.to_site,
                depart=depart,
                arrive=arrive,
                vehicle=move.carrier if road else None,
                tour=0 if road else None,
                trip=None if road else move.carrier,
            )
        )
        at = move.to_site
    return tuple(legs)
