"""Custody (M5, T3, T4, W6): every bag goes one unbroken way, ready in time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..domain.site import Level
from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.day import Day
    from ..plan.model import Leg
    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents
    from .trail import Ride

MAX_LEGS = 3
ROAD = "road"
TRANSFER_LEVELS = (
    Level.CENTRE,
    Level.STATION,
    Level.HUB,
    Level.COLDSTORE,
    Level.STOP,
)


def check_custody(case: Case) -> Iterator[Violation]:
    """Check every bag's rides against its way, and its legs against its rides."""
    for tour in case.tours():
        yield from tour.trail.faults
    for bag_id, contents in case.bags.items():
        yield from _leg_kinds(contents)
        if bag_id in case.excused:
            continue
        rides = case.rides.get(bag_id, ())
        if not rides:
            yield found(Cause.M5_NOT_CARRIED, f"[{bag_id}]", max(1, contents.items))
            continue
        astray = tuple(_way(contents, rides))
        yield from astray
        if not astray:
            yield from _legs(contents, rides)
            yield from _ready(case.day, contents, rides)
            yield from _transfers(case.day, rides)
    services = len(case.plan.bus_loads) + len(case.plan.handovers)
    if services:
        yield found(Cause.W6_LEG_KIND, "bus_loads, handovers", services)


def _leg_kinds(contents: Contents) -> Iterator[Violation]:
    legs, where = contents.bag.legs, f"[{contents.bag.id}]"
    if len(legs) > MAX_LEGS:
        yield found(Cause.W6_LEGS, where, len(legs) - MAX_LEGS)
    strange = sum(leg.kind != ROAD for leg in legs)
    if strange:
        yield found(Cause.W6_LEG_KIND, where, strange)


def _way(contents: Contents, rides: tuple[Ride, ...]) -> Iterator[Violation]:
    where = f"[{contents.bag.id}]"
    starts = sum(ride.from_site == contents.origin for ride in rides)
    if starts > 1:
        yield found(Cause.M5_TWICE, where, 1)
        return
    points = [(contents.origin, rides[0].from_site)]
    points += [(one.to_site, two.from_site) for one, two in pairwise(rides)]
    points.append((rides[-1].to_site, contents.destination))
    if any(one != two for one, two in points):
        yield found(Cause.M5_PLACE, where, max(1, contents.items))


def _legs(contents: Contents, rides: tuple[Ride, ...]) -> Iterator[Violation]:
    legs, where = contents.bag.legs, f"[{contents.bag.id}]"
    wrong = abs(len(legs) - len(rides))
    wrong += sum(
        _carriage(leg) != (ROAD, ride.vehicle, ride.tour, ride.from_site, ride.to_site)
        for leg, ride in zip(legs, rides, strict=False)
    )
    if wrong:
        yield found(Cause.M5_LEGS, where, wrong)
        return
    off = sum(
        abs(leg.depart - ride.depart) + abs(leg.arrive - ride.arrive)
        for leg, ride in zip(legs, rides, strict=True)
    )
    if off:
        yield found(Cause.T4_LEG_TIMES, where, off)


def _carriage(leg: Leg) -> tuple[object, ...]:
    return leg.kind, leg.vehicle, leg.tour, leg.from_site, leg.to_site


def _ready(
    day: Day, contents: Contents, rides: tuple[Ride, ...]
) -> Iterator[Violation]:
    ready = contents.ready_time
    for ride in rides:
        if ride.boarded < ready:
            where = f"{ride.where} [{ride.bag}]"
            yield found(Cause.T3_READY, where, ready - ride.boarded)
        ready = ride.arrive + _handling(day, ride.to_site)


def _handling(day: Day, site_id: str) -> int:
    site = day.sites.get(site_id)
    if site is None or site.level is Level.CENTRE:
        return 0
    return site.handling_duration


def _transfers(day: Day, rides: tuple[Ride, ...]) -> Iterator[Violation]:
    for ride in rides[:-1]:
        site = day.sites.get(ride.to_site)
        if site is not None and site.level not in TRANSFER_LEVELS:
            yield found(Cause.W6_TRANSFER, f"[{ride.bag}] @{ride.to_site}", 1)
