"""What scheduled trips and other partners carry, as their lists in a plan say.

A row that names no trip, call or offer of the day cannot be followed: it is
reported once, and the custody of its bags is not judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .causes import Cause
from .trail import BUS, HANDOVER, Ride
from .words import call_place, found, ride_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.day import Day
    from ..domain.handover_offer import HandoverOffer
    from ..domain.line import Line
    from ..domain.trip import StopTime, Trip
    from ..plan.model import BusLoad, Handover, Leg, Plan
    from ..plan.violation import Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class TripLeg:
    """A row of ``bus_loads`` with its calls, counted from 0 along the trip."""

    load: BusLoad
    trip: Trip
    line: Line
    board: int
    alight: int

    @property
    def on(self) -> StopTime:
        """Call where it boards."""
        return self.trip.stops[self.board]

    @property
    def off(self) -> StopTime:
        """Call where it alights."""
        return self.trip.stops[self.alight]

    @property
    def depart(self) -> int:
        """Departure at the boarding call, the hold of a shuttle included."""
        return self.on.departure_time + self.load.hold

    @property
    def arrive(self) -> int:
        """When the receiving site has the goods: arrival and the walk (T5a)."""
        return self.off.arrival_time + self.load.hold + self.off.walk_duration

    @property
    def where(self) -> str:
        """Place of the row."""
        return ride_place(self.trip.trip_id, self.load.board, self.load.alight)

    def call_where(self, call: int) -> str:
        """Place of a call of the trip."""
        return call_place(self.trip.trip_id, call, self.trip.stops[call].site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A row of ``handovers`` with its offer."""

    row: Handover
    offer: HandoverOffer


@dataclass(slots=True)
class ServiceTrail:
    """What services do to bags; ``broken`` are bags of rows without a service."""

    trip_legs: list[TripLeg] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    rides: list[Ride] = field(default_factory=list)
    faults: list[Violation] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def follow_services(day: Day, plan: Plan) -> ServiceTrail:
    """Follow the bags of every trip leg and handover."""
    trail = ServiceTrail()
    legs = _Legs(plan)
    for load in plan.bus_loads:
        leg = _trip_leg(day, load, trail)
        if leg is None:
            trail.broken.extend(load.bags)
            continue
        trail.trip_legs.append(leg)
        trail.rides.extend(_bus_rides(leg, legs))
    for row in plan.handovers:
        offer = day.offers.get(row.offer)
        if offer is None:
            fault = found(Cause.T8_NO_OFFER, row.offer, max(1, len(row.bags)))
            trail.faults.append(fault)
            trail.broken.extend(row.bags)
            continue
        trail.given.append(Given(row=row, offer=offer))
        trail.rides.extend(_handover_rides(offer, row, legs))
    trail.faults.extend(_repeated(plan, trail))
    return trail


def _trip_leg(day: Day, load: BusLoad, trail: ServiceTrail) -> TripLeg | None:
    where = ride_place(load.trip, load.board, load.alight)
    bags = max(1, len(load.bags))
    trip = day.trips.get(load.trip)
    if trip is None:
        out = any(row.trip.trip_id == load.trip for row in day.trips_out)
        cause = Cause.W5_TRIP_OUT if out else Cause.T5_NO_TRIP
        trail.faults.append(found(cause, where, bags))
        return None
    board = _call(trip, load.board, load.board_call, 0)
    after = 0 if board is None else board + 1
    alight = _call(trip, load.alight, load.alight_call, after)
    if alight is None and load.alight_call is None:
        # There is such a call, but before the boarding: that is another fault.
        alight = _call(trip, load.alight, None, 0)
    if board is None or alight is None:
        trail.faults.append(found(Cause.T5_NO_CALL, where, bags))
        return None
    if alight <= board or load.board == load.alight:
        trail.faults.append(found(Cause.W3_ORDER, where, bags))
        return None
    line = day.lines[trip.line_id]
    return TripLeg(load=load, trip=trip, line=line, board=board, alight=alight)


def _call(trip: Trip, site: str, call: int | None, first: int) -> int | None:
    """Return the number of the call that is meant, None where there is none."""
    if call is not None:
        known = 0 <= call < len(trip.stops) and trip.stops[call].site == site
        return call if known else None
    calls = range(first, len(trip.stops))
    return next((n for n in calls if trip.stops[n].site == site), None)


class _Legs:
    """The legs of every bag by carrier, each taken once, in their order."""

    def __init__(self, plan: Plan) -> None:
        self.left: dict[tuple[str, str, str | None], list[Leg]] = {}
        for bag in plan.bags:
            for leg in bag.legs:
                carrier = leg.trip if leg.kind == BUS else leg.offer
                self.left.setdefault((bag.id, leg.kind, carrier), []).append(leg)

    def take(self, bag: str, kind: str, carrier: str) -> Leg | None:
        legs = self.left.get((bag, kind, carrier))
        return legs.pop(0) if legs else None


def _bus_rides(leg: TripLeg, legs: _Legs) -> Iterator[Ride]:
    """Rides from the site that gives to the site that receives (T5a)."""
    trip = leg.trip
    for bag in leg.load.bags:
        said = legs.take(bag, BUS, trip.trip_id)
        gives, receives = leg.on.site, leg.off.site
        if said is not None and said.from_site in leg.on.handover_sites:
            gives = said.from_site
        if said is not None and said.to_site in leg.off.handover_sites:
            receives = said.to_site
        yield Ride(
            bag=bag,
            kind=BUS,
            carrier=trip.trip_id,
            tour=None,
            from_site=gives,
            to_site=receives,
            depart=leg.depart,
            arrive=leg.arrive,
            boarded=leg.depart - trip.cutoff_duration,
            handed=leg.arrive,
            where=leg.where,
            via=leg.on.site,
        )


def _handover_rides(offer: HandoverOffer, row: Handover, legs: _Legs) -> Iterator[Ride]:
    """Rides from the offer's site to the one of its sites that the leg names."""
    for bag in row.bags:
        said = legs.take(bag, HANDOVER, offer.offer_id)
        ends = said.to_site if said is not None else offer.to_sites[0]
        yield Ride(
            bag=bag,
            kind=HANDOVER,
            carrier=offer.offer_id,
            tour=None,
            from_site=offer.from_site,
            to_site=ends,
            depart=offer.cutoff_time,
            arrive=offer.delivered_time,
            boarded=offer.cutoff_time,
            handed=offer.delivered_time,
            where=offer.offer_id,
        )


def _repeated(plan: Plan, trail: ServiceTrail) -> Iterator[Violation]:
    """Rows that stand twice, and rows without bags (M5b)."""
    keys = Counter((leg.trip.trip_id, leg.board, leg.alight) for leg in trail.trip_legs)
    for (trip, board, alight), count in keys.items():
        if count > 1:
            where = f"{trip} ({board + 1}-{alight + 1})"
            yield found(Cause.M5_ROWS, where, count - 1)
    for offer, count in Counter(row.offer for row in plan.handovers).items():
        if count > 1:
            yield found(Cause.M5_ROWS, offer, count - 1)
    for load in plan.bus_loads:
        if not load.bags:
            where = ride_place(load.trip, load.board, load.alight)
            yield found(Cause.M5_ROWS, where, 1)
    for row in plan.handovers:
        if not row.bags:
            yield found(Cause.M5_ROWS, row.offer, 1)
