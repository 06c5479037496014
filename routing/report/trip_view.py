"""A used trip as pages, maps and KPIs show it: its calls and segments."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.trip import stop_work_duration
from routing.plan.services import trip_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routing.domain.day import Day
    from routing.domain.line import Line
    from routing.domain.trip import Trip
    from routing.plan.model import Plan, PlannedBag
    from routing.plan.services import Carried, RunLeg, TripRun


@dataclass(frozen=True, slots=True, kw_only=True)
class TripCall:
    """A call of a trip, its hold included, and what boards and alights there."""

    number: int
    site: str
    arrive: int
    depart: int
    boards: tuple[Carried, ...]
    alights: tuple[Carried, ...]

    @property
    def handled(self) -> int:
        """Bags, or their boxes, that board or alight (T5d, C2b)."""
        return sum(one.bag.pieces for one in (*self.boards, *self.alights))


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What is on board between a call and the next (rule R2).

    ``pieces`` are bags, boxes and loose pieces; ``bags`` counts as ``cap_bags`` does,
    a loose piece as two. ``load_factor`` is
    the largest of the shares of bags, kg and m³ that are used; None where a trip
    takes nothing at all.
    """

    number: int
    pieces: int
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
    rides: tuple[RunLeg, ...]
    calls: tuple[TripCall, ...]
    segments: tuple[Segment, ...]

    @property
    def bags(self) -> tuple[PlannedBag, ...]:
        """Bags that ride some of it, each once."""
        found = {one.bag.id: one.bag for ride in self.rides for one in ride.carried}
        return tuple(found.values())

    @property
    def items(self) -> int:
        """Items that ride some of it."""
        return items_of(self.bags)

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

    Trips that the day does not have, or whose rows name other calls, are left
    out: a plan edited by hand may have some, and the judge reports them.
    """
    views = (_view(run) for run in trip_runs(day, plan))
    return tuple(view for view in views if view is not None)


def _view(run: TripRun) -> TripView | None:
    if run.trip is None or run.line is None:
        return None
    calls = tuple(
        TripCall(
            number=number,
            site=stop.site,
            arrive=stop.arrival_time + run.hold,
            depart=stop.departure_time + run.hold,
            boards=_carried(ride for ride in run.legs if ride.board == number),
            alights=_carried(ride for ride in run.legs if ride.alight == number),
        )
        for number, stop in enumerate(run.trip.stops)
    )
    return TripView(
        trip=run.trip,
        line=run.line,
        hold=run.hold,
        rides=tuple(sorted(run.legs, key=lambda ride: (ride.board, ride.alight))),
        calls=calls,
        segments=tuple(
            _segment(run, number, run.trip) for number in range(len(calls) - 1)
        ),
    )


def _carried(rides: Iterable[RunLeg]) -> tuple[Carried, ...]:
    return tuple(one for ride in rides for one in ride.carried)


def _segment(run: TripRun, number: int, trip: Trip) -> Segment:
    on_board = (ride for ride in run.legs if ride.board <= number < ride.alight)
    bags: Sequence[PlannedBag] = [one.bag for one in _carried(on_board)]
    count = sum(bag.slots for bag in bags)
    grams = sum(bag.grams for bag in bags)
    cm3 = sum(bag.cm3 for bag in bags)
    limits = ((count, trip.cap_bags), (grams, trip.cap_g), (cm3, trip.cap_cm3))
    shares = [Fraction(load, limit) for load, limit in limits if limit]
    return Segment(
        number=number,
        pieces=sum(bag.pieces for bag in bags),
        bags=count,
        items=items_of(bags),
        grams=grams,
        cm3=cm3,
        load_factor=max(shares, default=None),
    )


def items_of(bags: Iterable[PlannedBag]) -> int:
    """Return the items in bags."""
    return sum(sum(bag.items.values()) for bag in bags)


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
