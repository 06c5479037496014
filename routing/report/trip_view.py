"""A used trip as pages, maps and KPIs show it: its calls, rides and segments."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.trip import LOOSE_BAGS, stop_work_duration

from .bag_mode import bags_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.line import Line
    from routing.domain.trip import Trip
    from routing.plan.model import BusLoad, Leg, Plan, PlannedBag


@dataclass(frozen=True, slots=True, kw_only=True)
class TripRide:
    """A row of ``bus_loads``: what rides between two calls, counted from 0."""

    load: BusLoad
    board: int
    alight: int
    bags: tuple[PlannedBag, ...]

    @property
    def items(self) -> int:
        """Items in its bags."""
        return sum(sum(bag.items.values()) for bag in self.bags)

    @property
    def grams(self) -> int:
        """Grams of its bags."""
        return sum(bag.grams for bag in self.bags)

    def leg(self, bag: PlannedBag) -> Leg | None:
        """Return the leg of a bag on this ride; it names who gives and receives."""
        legs = (leg for leg in bag.legs if leg.trip == self.load.trip)
        return next(legs, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TripCall:
    """A call of a trip, its hold included, and the bags in and out."""

    number: int
    site: str
    arrive: int
    depart: int
    boards: tuple[PlannedBag, ...]
    alights: tuple[PlannedBag, ...]

    @property
    def handled(self) -> int:
        """Bags that board or alight."""
        return len(self.boards) + len(self.alights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What is on board between a call and the next (rule R2).

    ``bags`` counts as ``cap_bags`` does, a loose piece as two. ``load_factor`` is
    the largest of the shares of bags, kg and m³ that are used; None where a trip
    takes nothing at all.
    """

    number: int
    bags: int
    items: int
    grams: int
    cm3: int
    load_factor: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TripView:
    """A trip that carries something. ``calls`` and ``segments`` are all of it."""

    trip: Trip
    line: Line
    hold: int
    rides: tuple[TripRide, ...]
    calls: tuple[TripCall, ...]
    segments: tuple[Segment, ...]

    @property
    def bags(self) -> tuple[PlannedBag, ...]:
        """Bags that ride some of it, each once."""
        found = {bag.id: bag for ride in self.rides for bag in ride.bags}
        return tuple(found.values())

    @property
    def items(self) -> int:
        """Items that ride some of it."""
        return sum(sum(bag.items.values()) for bag in self.bags)

    @property
    def fee_cents(self) -> int:
        """Fees of its rides."""
        return sum(ride.load.fee_cents for ride in self.rides)

    @property
    def loaded(self) -> tuple[Segment, ...]:
        """Segments from the first boarding to the last alighting."""
        first = min(ride.board for ride in self.rides)
        return self.segments[first : max(ride.alight for ride in self.rides)]

    @property
    def fullest(self) -> Fraction | None:
        """Largest load factor of its segments."""
        known = [one.load_factor for one in self.loaded if one.load_factor is not None]
        return max(known, default=None)


def trip_views(day: Day, plan: Plan) -> tuple[TripView, ...]:
    """Return the trips that carry something, in the order of the plan.

    Rows that name no trip or call of the day are left out: a plan edited by
    hand may have some, and the judge reports them.
    """
    bags = bags_by_id(plan)
    rides: dict[str, list[TripRide]] = {}
    for load in plan.bus_loads:
        trip = day.trips.get(load.trip)
        ride = None if trip is None else _ride(trip, load, bags)
        if ride is not None:
            rides.setdefault(load.trip, []).append(ride)
    return tuple(_view(day, day.trips[trip], rows) for trip, rows in rides.items())


def _ride(trip: Trip, load: BusLoad, bags: Mapping[str, PlannedBag]) -> TripRide | None:
    """Find the calls of a row (rule M5c)."""
    board = _call(trip, load.board, load.board_call, 0)
    if board is None:
        return None
    alight = _call(trip, load.alight, load.alight_call, board + 1)
    if alight is None or alight <= board:
        return None
    known = tuple(bags[name] for name in load.bags if name in bags)
    return TripRide(load=load, board=board, alight=alight, bags=known)


def _call(trip: Trip, site: str, call: int | None, first: int) -> int | None:
    if call is not None:
        return call if 0 <= call < len(trip.stops) else None
    calls = range(first, len(trip.stops))
    return next((number for number in calls if trip.stops[number].site == site), None)


def _view(day: Day, trip: Trip, rides: Sequence[TripRide]) -> TripView:
    hold = max(ride.load.hold for ride in rides)
    calls = tuple(
        TripCall(
            number=number,
            site=stop.site,
            arrive=stop.arrival_time + hold,
            depart=stop.departure_time + hold,
            boards=tuple(
                bag for ride in rides if ride.board == number for bag in ride.bags
            ),
            alights=tuple(
                bag for ride in rides if ride.alight == number for bag in ride.bags
            ),
        )
        for number, stop in enumerate(trip.stops)
    )
    segments = tuple(
        _segment(
            trip,
            number,
            [
                bag
                for ride in rides
                if ride.board <= number < ride.alight
                for bag in ride.bags
            ],
        )
        for number in range(len(trip.stops) - 1)
    )
    return TripView(
        trip=trip,
        line=day.lines[trip.line_id],
        hold=hold,
        rides=tuple(sorted(rides, key=lambda ride: (ride.board, ride.alight))),
        calls=calls,
        segments=segments,
    )


def _segment(trip: Trip, number: int, bags: Sequence[PlannedBag]) -> Segment:
    count = sum(LOOSE_BAGS if bag.loose else 1 for bag in bags)
    grams = sum(bag.grams for bag in bags)
    cm3 = sum(bag.cm3 for bag in bags)
    limits = ((count, trip.cap_bags), (grams, trip.cap_g), (cm3, trip.cap_cm3))
    shares = [Fraction(load, limit) for load, limit in limits if limit]
    return Segment(
        number=number,
        bags=count,
        items=sum(sum(bag.items.values()) for bag in bags),
        grams=grams,
        cm3=cm3,
        load_factor=max(shares, default=None),
    )


def delay_seconds(day: Day, view: TripView) -> Fraction:
    """Return the seconds that passengers wait for goods, all of them (rule P1c).

    Work at a call beyond the scheduled stay, at every call but the first and the
    last, times the passengers; nobody where the table does not say how many.
    """
    settings = day.settings
    waited = 0
    for call, stop in list(zip(view.calls, view.trip.stops, strict=True))[1:-1]:
        work = stop_work_duration(
            call.handled, settings.bus_stop_duration, settings.bus_duration_per_bag
        )
        waited += max(0, work - (stop.departure_time - stop.arrival_time))
    return waited * Fraction(str(view.trip.passengers or 0))
