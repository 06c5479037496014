"""A plan from moves that somebody else decided: who halts where with which bags.

Everything happens as early as it may, in rounds until nothing moves any more, so
that vehicles wait for each other at transfers. What breaks a rule is timed all the
same, for the judge to say so.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from routing.domain.lot import build_lots
from routing.domain.units import distance_cents, duration_cents
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

from .clock import Scene, ending_there, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.travel.matrix import Travel

    from .clock import Clock
    from .moves import BusRide, Run


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
        order = list(day.vehicles)
        self.runs = sorted(runs, key=lambda run: (order.index(run.vehicle), run.tour))
        self.rides = sorted(rides, key=lambda ride: (ride.trip, ride.board))
        self.bags = {
            bag.contents[0][0]: bag for lot in build_lots(day) for bag in lot.bags
        }
        self.day = day
        self.scene = Scene(day=day, travel=travel, bags=self.bags)

    def plan(self) -> Plan:
        clock = settle(self.scene, self.runs, self.rides)
        routes = tuple(
            self._route(vehicle, list(tours), clock)
            for vehicle, tours in groupby(self.runs, key=lambda run: run.vehicle)
        )
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

    def _route(self, vehicle: str, runs: Sequence[Run], clock: Clock) -> Route:
        car = self.day.vehicles[vehicle]
        tours = tuple(self._tour(run, clock) for run in runs)
        seconds = tours[-1].end - tours[0].load_start
        metres = sum(
            self.scene.leg(car, *pair)[0] for run in runs for pair in self._pairs(run)
        )
        return Route(
            vehicle=vehicle,
            tours=tours,
            pauses=(),
            metres=metres,
            seconds=seconds,
            cost_cents=RouteCost(
                fixed=car.fixed_cents,
                km=distance_cents(metres, car.micro_yuan_per_km),
                hours=duration_cents(seconds, car.micro_yuan_per_hour),
            ),
        )

    def _tour(self, run: Run, clock: Clock) -> Tour:
        car = self.day.vehicles[run.vehicle]
        begin, leave, back = clock.spans[run.vehicle, run.tour]
        aboard = Counter(run.load)
        full = self._load(aboard)
        stops = []
        for visit, (arrive, start, depart) in zip(
            run.visits, clock.stops[run.vehicle, run.tour], strict=True
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
        return Tour(
            load_start=begin,
            start=leave,
            end=back,
            load=self._ids(run.load),
            unload=self._ids(ending_there(self.scene, car, +aboard)),
            stops=tuple(stops),
            stands=None,
            **full,
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

    def _bag(self, parcel: str, clock: Clock) -> PlannedBag:
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
        travel = self.scene.travel
        for run in self.runs:
            matrix = travel.of(profile_of(self.day.vehicles[run.vehicle]))
            for here, there in self._pairs(run):
                pair = travel.index[here], travel.index[there]
                name = Source(int(matrix.source[pair])).name.lower()
                metres[name] = metres.get(name, 0) + int(matrix.metres[pair])
        return {name: length for name, length in metres.items() if length}


def _legs(parcel: str, ends: tuple[str, str], clock: Clock) -> tuple[Leg, ...]:
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
                tour=move.tour if road else None,
                trip=None if road else move.carrier,
            )
        )
        at = move.to_site
    return tuple(legs)
