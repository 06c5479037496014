"""What trips and offers carry today, as their hand-over sheets ask: call by call.

A plan edited elsewhere may name a trip, call or offer that the day does not
have: its goods still stand on a sheet, with what the plan says of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.handover_offer import HandoverOffer
    from routing.domain.line import Line
    from routing.domain.trip import StopTime, Trip
    from routing.plan.model import BusLoad, Handover, Leg, Plan, PlannedBag

ROAD, BUS, HANDOVER = "road", "bus", "handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A bag on one of its legs; ``index`` is the leg's place, None where unknown."""

    bag: PlannedBag
    index: int | None

    @property
    def leg(self) -> Leg | None:
        """The leg itself."""
        return None if self.index is None else self.bag.legs[self.index]

    @property
    def giver(self) -> str:
        """Site that gives it: where the leg starts."""
        return self.bag.origin if self.leg is None else self.leg.from_site

    @property
    def receiver(self) -> str:
        """Site that receives it: where the leg ends."""
        return self.bag.destination if self.leg is None else self.leg.to_site

    @property
    def before(self) -> Leg | None:
        """The leg that brings it to this carrier."""
        return self.bag.legs[self.index - 1] if self.index else None

    @property
    def after(self) -> Leg | None:
        """The leg that takes it on."""
        if self.index is None or self.index + 1 == len(self.bag.legs):
            return None
        return self.bag.legs[self.index + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLeg:
    """A row of bus loads: bags from call ``board`` to call ``alight`` (from 0)."""

    load: BusLoad
    board: int
    alight: int
    carried: tuple[Carried, ...]

    @property
    def bags(self) -> tuple[PlannedBag, ...]:
        """The bags themselves."""
        return tuple(one.bag for one in self.carried)


@dataclass(frozen=True, slots=True, kw_only=True)
class TripRun:
    """A trip with what it carries; ``trip`` and ``line`` None where unknown.

    ``hold`` seconds later than its timetable a shuttle leaves its first stop.
    """

    trip_id: str
    trip: Trip | None
    line: Line | None
    hold: int
    legs: tuple[RunLeg, ...]

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls where goods board or alight, in order."""
        numbers = sorted({n for leg in self.legs for n in (leg.board, leg.alight)})
        return tuple(self.call(number) for number in numbers)

    @property
    def carried(self) -> tuple[Carried, ...]:
        """All bags, in order of boarding."""
        legs = sorted(self.legs, key=lambda leg: leg.board)
        return tuple(bag for leg in legs for bag in leg.carried)

    @property
    def departure(self) -> int | None:
        """When it leaves its first stop today, the hold included."""
        return None if self.trip is None else self.trip.departure_time + self.hold

    def call(self, number: int) -> Call:
        """Return a call where goods board or alight, counted from 0."""
        boards = tuple(leg for leg in self.legs if leg.board == number)
        alights = tuple(leg for leg in self.legs if leg.alight == number)
        depart, arrive = _said(boards, alights)
        stop, cutoff = None, 0
        if self.trip is not None:
            stop, cutoff = self.trip.stops[number], self.trip.cutoff_duration
            depart = stop.departure_time + self.hold
            arrive = stop.arrival_time + self.hold
        return Call(
            number=number,
            site=boards[0].load.board if boards else alights[0].load.alight,
            stop=stop,
            arrive=arrive,
            depart=depart,
            latest=depart - cutoff,
            boards=boards,
            alights=alights,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of a trip with the rows that board and alight there.

    Times are those of today, the hold of a shuttle included; ``latest`` is when
    goods must be with whoever gives them (departure less cut-off, rule T5a).
    """

    number: int
    site: str
    stop: StopTime | None
    arrive: int
    depart: int
    latest: int
    boards: tuple[RunLeg, ...]
    alights: tuple[RunLeg, ...]

    @property
    def walk(self) -> int:
        """Seconds on foot between the stop and who gives or receives."""
        return 0 if self.stop is None else self.stop.walk_duration

    @property
    def boarding(self) -> tuple[Carried, ...]:
        """Bags that board here."""
        return tuple(bag for leg in self.boards for bag in leg.carried)

    @property
    def alighting(self) -> tuple[Carried, ...]:
        """Bags that alight here."""
        return tuple(bag for leg in self.alights for bag in leg.carried)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRun:
    """What is given to a carrier by an offer; ``offer`` None where unknown."""

    offer_id: str
    offer: HandoverOffer | None
    row: Handover
    carried: tuple[Carried, ...]


def trip_runs(day: Day, plan: Plan) -> tuple[TripRun, ...]:
    """Return each trip with goods, in the order of the plan's bus loads."""
    loads: dict[str, list[BusLoad]] = {}
    for load in plan.bus_loads:
        if load.bags:
            loads.setdefault(load.trip, []).append(load)
    legs = _Legs(plan)
    known = {**{out.trip.trip_id: out.trip for out in day.trips_out}, **day.trips}
    return tuple(
        _trip_run(day, known.get(name), rows, legs) for name, rows in loads.items()
    )


def offer_runs(day: Day, plan: Plan) -> tuple[OfferRun, ...]:
    """Return each offer with goods, in the order of the plan's handovers."""
    legs = _Legs(plan)
    return tuple(
        OfferRun(
            offer_id=row.offer,
            offer=day.offers.get(row.offer),
            row=row,
            carried=legs.carried(row.bags, HANDOVER, row.offer),
        )
        for row in plan.handovers
        if row.bags
    )


def by_giver(carried: Iterable[Carried]) -> dict[str, list[Carried]]:
    """Group bags by the site that gives them, in their order."""
    groups: dict[str, list[Carried]] = {}
    for one in carried:
        groups.setdefault(one.giver, []).append(one)
    return groups


def by_receiver(carried: Iterable[Carried]) -> dict[str, list[Carried]]:
    """Group bags by the site that receives them, in their order."""
    groups: dict[str, list[Carried]] = {}
    for one in carried:
        groups.setdefault(one.receiver, []).append(one)
    return groups


def calls_of(trip: Trip, load: BusLoad) -> tuple[int, int] | None:
    """Return the boarding and the alighting call of a row (rule M5c), or None."""
    board = _call_number(trip, load.board, load.board_call, 0)
    if board is None:
        return None
    alight = _call_number(trip, load.alight, load.alight_call, board + 1)
    return None if alight is None else (board, alight)


def _call_number(trip: Trip, site: str, said: int | None, first: int) -> int | None:
    if said is not None:
        known = first <= said < len(trip.stops) and trip.stops[said].site == site
        return said if known else None
    calls = range(first, len(trip.stops))
    return next((n for n in calls if trip.stops[n].site == site), None)


def _said(boards: Sequence[RunLeg], alights: Sequence[RunLeg]) -> tuple[int, int]:
    """Return departure and arrival as the bags say, for an unknown trip."""
    left = [bag.leg for row in boards for bag in row.carried]
    come = [bag.leg for row in alights for bag in row.carried]
    depart = max((leg.depart for leg in left if leg is not None), default=0)
    arrive = max((leg.arrive for leg in come if leg is not None), default=0)
    return depart or arrive, arrive or depart


def _trip_run(
    day: Day, trip: Trip | None, loads: Sequence[BusLoad], legs: _Legs
) -> TripRun:
    pairs = [calls_of(trip, load) for load in loads] if trip is not None else []
    numbers = [pair for pair in pairs if pair is not None]
    if len(numbers) < len(loads):
        # Some call is not the timetable's: then it is not followed at all.
        trip = None
        numbers = [(2 * row, 2 * row + 1) for row in range(len(loads))]
    rows = [
        RunLeg(
            load=load,
            board=board,
            alight=alight,
            carried=legs.carried(load.bags, BUS, load.trip),
        )
        for load, (board, alight) in zip(loads, numbers, strict=True)
    ]
    return TripRun(
        trip_id=loads[0].trip,
        trip=trip,
        line=None if trip is None else day.lines.get(trip.line_id),
        hold=max(load.hold for load in loads),
        legs=tuple(rows),
    )


class _Legs:
    """The legs of every bag by carrier, each taken once, in their order."""

    def __init__(self, plan: Plan) -> None:
        self._bags: Mapping[str, PlannedBag] = {bag.id: bag for bag in plan.bags}
        self._left: dict[tuple[str, str, str | None], list[int]] = {}
        for bag in plan.bags:
            for index, leg in enumerate(bag.legs):
                carrier = leg.trip if leg.kind == BUS else leg.offer
                self._left.setdefault((bag.id, leg.kind, carrier), []).append(index)

    def carried(
        self, bags: Sequence[str], kind: str, carrier: str
    ) -> tuple[Carried, ...]:
        return tuple(self._taken(bags, kind, carrier))

    def _taken(self, bags: Sequence[str], kind: str, carrier: str) -> Iterator[Carried]:
        for name in bags:
            if name in self._bags:
                left = self._left.get((name, kind, carrier))
                index = left.pop(0) if left else None
                yield Carried(bag=self._bags[name], index=index)
