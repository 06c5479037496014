"""Rules C1c, C1d and C2c: how long a bag is outside its temperature, by stretch.

Outside is a union of intervals of the clock, so that an instant which two of them
cover counts once; what open doors let in comes on top, as seconds without a clock.
In reusable boxes nothing counts while their ice lasts, doors never.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from .compartments import compartment_of
from .trail import BUS, HANDOVER
from .words import stop_place, tour_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.cold import ColdNeeds
    from ..domain.vehicle import Temperature
    from .case import Case, TourCase
    from .contents import Contents
    from .trail import Ride


class Outside(StrEnum):
    """Why a bag is outside its temperature."""

    WAIT = "wait"
    """It stands at a warm site."""
    HAND = "hand"
    """It is loaded, unloaded, taken on or handed over."""
    RIDE = "ride"
    """Its vehicle, or the partner that has it, does not keep it."""
    TRIP = "trip"
    """A trip carries it, from the cut-off to the end of the walk."""
    DOORS = "doors"
    """Others are served from its compartment on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What a bag is outside on one stretch of its way, in seconds (C1c).

    Only seconds that no stretch before it counts. ``leg`` is the leg, from 0, that
    the stretch belongs to; waiting belongs to the leg that ends it. ``where`` is the
    place: of the halt or tour for a hand, ``@site`` for waiting, else of the leg.
    """

    kind: Outside
    where: str
    leg: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How long a bag is outside in all, and where; ``legs`` are the legs' places.

    ``outside``, ``seconds`` and ``over`` are in seconds; ``closed`` is when its boxes
    are closed, None of a bag in none (C2c).
    """

    bag: str
    needs: ColdNeeds
    legs: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    closed: int | None = None

    @property
    def outside(self) -> int:
        """Seconds outside and of doors, what foam boxes give not yet taken off."""
        return sum(stretch.seconds for stretch in self.stretches)

    @property
    def seconds(self) -> int:
        """Exposure in seconds (C1d)."""
        return max(0, self.outside - self.needs.pack)

    @property
    def over(self) -> int:
        """Seconds over the limit; 0 for a class without one."""
        limit = self.needs.limit
        return 0 if limit is None else max(0, self.seconds - limit)

    @property
    def worst_leg(self) -> str:
        """Place of the leg with the most seconds, the first of equals."""
        seconds = [0] * len(self.legs)
        for stretch in self.stretches:
            seconds[stretch.leg] += stretch.seconds
        return self.legs[seconds.index(max(seconds))]


@dataclass(frozen=True, slots=True)
class _Span:
    """An interval of the clock in which a bag is outside, or seconds of doors."""

    kind: Outside
    where: str
    leg: int
    begin: int
    end: int


def exposure_of(case: Case, bag: str) -> Exposure | None:
    """Return the exposure of a bag; None for what is not cold or not carried.

    What ends its way short of its destination is followed as far as it went (C1d).
    """
    contents, rides = case.bags.get(bag), case.rides.get(bag, ())
    if contents is None or not contents.needs.is_cold or not rides:
        return None
    return Exposure(
        bag=bag,
        needs=contents.needs,
        legs=tuple(ride.where for ride in rides),
        stretches=tuple(_once(_unboxed(case, contents, rides))),
        closed=closed_at(case, contents, rides[0]) if contents.needs.box else None,
    )


def outside_between(case: Case, bag: str, begin: int, end: int) -> int:
    """Return the seconds of a bag outside between two instants, foam taken off (P5a).

    What open doors let in counts in full. Nothing is outside in a box whose ice lasts
    (C2c), nor goods that need no cold.
    """
    contents, rides = case.bags.get(bag), case.rides.get(bag, ())
    if contents is None or not contents.needs.is_cold or not rides:
        return 0
    doors, spans = 0, []
    for span in _unboxed(case, contents, rides):
        if span.kind is Outside.DOORS:
            doors += span.end - span.begin
        elif max(span.begin, begin) < min(span.end, end):
            spans.append((max(span.begin, begin), min(span.end, end)))
    return max(0, _length(spans) + doors - contents.needs.pack)


def closed_at(case: Case, contents: Contents, first: Ride) -> int:
    """Return when the boxes of a bag are closed: as its first hand begins (C2c)."""
    if first.kind in (BUS, HANDOVER) or first.on_halt is not None:
        return first.boarded
    return first.boarded - _hand(case, contents, first.from_site, None)


def _unboxed(
    case: Case, contents: Contents, rides: tuple[Ride, ...]
) -> Iterator[_Span]:
    """Yield what is outside, in boxes only before they close and behind their ice."""
    spans = _spans(case, contents, rides)
    if not contents.needs.box:
        yield from spans
        return
    closed = closed_at(case, contents, rides[0])
    kept_until = closed + contents.needs.box
    for span in spans:
        if span.kind is Outside.DOORS:
            continue
        if span.begin < closed:
            yield replace(span, end=min(span.end, closed))
        if span.end > kept_until:
            yield replace(span, begin=max(span.begin, kept_until))


def _once(spans: Iterator[_Span]) -> Iterator[Stretch]:
    """Yield the seconds of each span that no span before it covers."""
    covered: list[tuple[int, int]] = []
    for span in spans:
        seconds = span.end - span.begin
        if span.kind is not Outside.DOORS:
            before = _length(covered)
            covered.append((span.begin, span.end))
            seconds = _length(covered) - before
        if seconds > 0:
            yield Stretch(
                kind=span.kind, where=span.where, leg=span.leg, seconds=seconds
            )


def _length(intervals: list[tuple[int, int]]) -> int:
    """Return the seconds that some intervals cover together."""
    total, reached = 0, None
    for begin, end in sorted(intervals):
        start = begin if reached is None else max(begin, reached)
        total += max(0, end - start)
        reached = end if reached is None else max(end, reached)
    return total


def _spans(case: Case, contents: Contents, rides: tuple[Ride, ...]) -> Iterator[_Span]:
    """Yield all that is outside, in the order of the way (C1c)."""
    since, site_id = _precooled(contents), contents.origin
    for leg, ride in enumerate(rides):
        site = case.day.sites.get(site_id)
        warm = site is None or not site.keeps(contents.needs.temp)
        if since is not None and warm:
            yield _Span(Outside.WAIT, f"@{site_id}", leg, since, ride.boarded)
        if ride.kind == BUS:
            yield _Span(Outside.TRIP, ride.where, leg, ride.boarded, ride.handed)
        elif ride.kind == HANDOVER:
            if not _is_named(case, contents, ride):
                yield _Span(Outside.RIDE, ride.where, leg, ride.boarded, ride.handed)
        else:
            yield from _driven(case, contents, ride, leg)
        since, site_id = ride.handed, ride.to_site


def _precooled(contents: Contents) -> int | None:
    """Return since when the bag's goods leave their cold, the first of them (C1c)."""
    times = (row.precooled_time for row, _ in contents.rows)
    return min((time for time in times if time is not None), default=None)


def _is_named(case: Case, contents: Contents, ride: Ride) -> bool:
    """Tell whether an offer names all classes of a bag: then it is kept (R4c)."""
    named = case.day.offers[ride.carrier].goods_classes
    return all(name in named for name in contents.classes)


def _driven(case: Case, contents: Contents, ride: Ride, leg: int) -> Iterator[_Span]:
    """Yield what is outside of a ride by road: hands, and the ride or its doors."""
    begin, end = ride.boarded, ride.handed
    hand = _hand(case, contents, ride.from_site, ride.on_halt)
    taken = (begin - hand, begin) if ride.on_halt is None else (begin, begin + hand)
    yield _Span(Outside.HAND, ride.where, leg, *taken)
    needs = contents.needs
    tour = next(
        tour
        for tour in case.tours()
        if (tour.vehicle.vehicle_id, tour.number) == (ride.carrier, ride.tour)
    )
    if compartment_of(tour.rooms, needs) != needs.temp:
        yield _Span(Outside.RIDE, ride.where, leg, begin, end)
    else:
        doors = _doors(case, tour, needs.temp, ride)
        seconds = doors * case.day.settings.door_open_duration
        yield _Span(Outside.DOORS, ride.where, leg, 0, seconds)
    hand = _hand(case, contents, ride.to_site, ride.off_halt)
    yield _Span(Outside.HAND, _end_place(ride), leg, end, end + hand)


def _hand(case: Case, contents: Contents, site_id: str, halt: int | None) -> int:
    """Return the seconds of a bag's hand at a base or a halt; 0 at an unknown site."""
    site = case.day.sites.get(site_id)
    if site is None:
        return 0
    service = 0 if halt is None else site.service_duration
    return service + site.sec_per_item * contents.items


def _doors(case: Case, tour: TourCase, temp: Temperature, ride: Ride) -> int:
    """Count the halts between at which others use the compartment of a ride."""
    stops = tour.tour.stops
    first = 0 if ride.on_halt is None else ride.on_halt + 1
    return sum(
        any(
            compartment_of(tour.rooms, case.bags[other].needs) == temp
            for other in (*stop.deliver, *stop.pick_up)
            if other in case.bags
        )
        for stop in stops[first : ride.off_halt]
    )


def _end_place(ride: Ride) -> str:
    """Write the place where a ride by road is handed over."""
    if ride.tour is None or ride.off_halt is None:
        return tour_place(ride.carrier, ride.tour or 0)
    return stop_place(ride.carrier, ride.tour, ride.off_halt, ride.to_site)
