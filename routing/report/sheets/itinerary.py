"""What happens to a bag, leg by leg: the vehicle, trip or partner that has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.report.trip_view import trip_views

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.domain.handover_offer import HandoverOffer
    from routing.domain.trip import StopTime, Trip
    from routing.plan.model import Leg, Plan
    from routing.report.trip_view import TripCall, TripView

ROAD, BUS, HANDOVER = "road", "bus", "handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ride:
    """A trip with the calls where goods board and alight, times of today."""

    view: TripView
    board: TripCall
    alight: TripCall

    @property
    def trip(self) -> Trip:
        """The trip."""
        return self.view.trip

    @property
    def board_stop(self) -> StopTime:
        """What the timetable says of the call where goods board."""
        return self.trip.stops[self.board.number]

    @property
    def alight_stop(self) -> StopTime:
        """What the timetable says of the call where goods alight."""
        return self.trip.stops[self.alight.number]

    @property
    def latest(self) -> int:
        """By when goods are with whoever gives them: departure less cut-off (T5a)."""
        return self.board.depart - self.trip.cutoff_duration

    @property
    def from_first(self) -> bool:
        """Whether it boards at the first stop, as the timetable says."""
        return self.board.number == 0 and not self.view.hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A leg of a bag with what stands behind it.

    By road, ``stop`` is the halt of the tour (from 1) where the bag is handed
    over, or, where that is the vehicle's base, where it is taken on board
    (``taken``); 0 where the plan has no such halt. By bus there is a ``ride``, by
    handover an ``offer``; None where the day has no such trip, call or offer.
    """

    leg: Leg
    stop: int = 0
    taken: bool = False
    ride: Ride | None = None
    offer: HandoverOffer | None = None

    @property
    def closing(self) -> int:
        """By when the bag is to be there: departure less cut-off, or cut-off."""
        return self.leg.depart if self.ride is None else self.ride.latest


Steps = tuple[Step, ...]


def steps_of(day: Day, plan: Plan) -> dict[str, Steps]:
    """Return the steps of every bag, by its id."""
    rides = _rides(day, plan)
    halts = _halts(plan)
    steps: dict[str, Steps] = {}
    for bag in plan.bags:
        way = []
        for leg in bag.legs:
            if leg.kind == BUS:
                known = rides.get((bag.id, leg.trip or ""))
                way.append(Step(leg=leg, ride=known.pop(0) if known else None))
            elif leg.kind == HANDOVER:
                way.append(Step(leg=leg, offer=day.offers.get(leg.offer or "")))
            else:
                way.append(_by_road(bag.id, leg, halts))
        steps[bag.id] = tuple(way)
    return steps


def _rides(day: Day, plan: Plan) -> dict[tuple[str, str], list[Ride]]:
    """Return the rides of each bag on each trip, in order of boarding."""
    rides: dict[tuple[str, str], list[Ride]] = {}
    for view in trip_views(day, plan):
        for row in view.rides:
            board, alight = view.calls[row.board], view.calls[row.alight]
            ride = Ride(view=view, board=board, alight=alight)
            for bag in row.bags:
                rides.setdefault((bag.id, view.trip.trip_id), []).append(ride)
    return rides


_Halts = dict[tuple[str | None, int | None, str, bool], list[int]]
"""Halts (from 1) by vehicle, tour, bag and whether it is taken on board there."""


def _halts(plan: Plan) -> _Halts:
    halts: _Halts = {}
    for route in plan.routes:
        for number, tour in enumerate(route.tours):
            for order, stop in enumerate(tour.stops, start=1):
                for ids, taken in ((stop.deliver, False), (stop.pick_up, True)):
                    for bag in ids:
                        key = (route.vehicle, number, bag, taken)
                        halts.setdefault(key, []).append(order)
    return halts


def _by_road(bag: str, leg: Leg, halts: _Halts) -> Step:
    for taken in (False, True):
        found = halts.get((leg.vehicle, leg.tour, bag, taken))
        if found:
            return Step(leg=leg, stop=found.pop(0), taken=taken)
    return Step(leg=leg)
