"""Custody (M5, T3, T4, W6): every bag is somewhere at every minute, in one place.

From its origin a bag goes with its carriers, road vehicles, trips and other
partners, and waits at a transfer between two of them, until its destination.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .causes import Cause
from .trail import BUS, HANDOVER, ROAD
from .transfers import MAX_LEGS, begun_legs, check_transfers, ready_at
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents
    from .trail import Ride

LATE = {ROAD: Cause.T3_READY, BUS: Cause.T5_CUTOFF, HANDOVER: Cause.T8_CUTOFF}
"""What it is called when a bag is not ready for its carrier."""


def check_custody(case: Case) -> Iterator[Violation]:
    """Check every bag's rides against its way, and its legs against its rides."""
    for tour in case.tours():
        yield from tour.trail.faults
    yield from case.services.faults
    for bag_id, contents in case.bags.items():
        yield from _leg_kinds(case, contents)
        if bag_id in case.excused:
            continue
        rides = case.rides.get(bag_id, ())
        if not rides:
            yield found(Cause.M5_NOT_CARRIED, f"[{bag_id}]", max(1, contents.items))
            continue
        astray = tuple(_way(case, contents, rides))
        yield from astray
        if not astray:
            yield from _legs(contents, rides)
            yield from _ready(case, contents, rides)
            yield from check_transfers(case, contents, rides)


def _leg_kinds(case: Case, contents: Contents) -> Iterator[Violation]:
    legs, where = contents.bag.legs, f"[{contents.bag.id}]"
    over = len(legs) - begun_legs(case, contents) - MAX_LEGS
    if over > 0:
        yield found(Cause.W6_LEGS, where, over)
    strange = sum(leg.kind not in LATE for leg in legs)
    if strange:
        yield found(Cause.W6_LEG_KIND, where, strange)


def _way(
    case: Case, contents: Contents, rides: tuple[Ride, ...]
) -> Iterator[Violation]:
    where, items = f"[{contents.bag.id}]", max(1, contents.items)
    # What had begun may come back to where it came from, and start there anew.
    on_its_way = rides[:-1] if begun_legs(case, contents) else ()
    back = sum(ride.to_site == contents.origin for ride in on_its_way)
    starts = sum(ride.from_site == contents.origin for ride in rides)
    if starts > 1 + back:
        yield found(Cause.M5_TWICE, where, 1)
        return
    if rides[0].from_site != contents.origin or not (
        rides[-1].to_site == contents.destination or _stays(case, contents, rides)
    ):
        yield found(Cause.M5_PLACE, where, items)
    for one, two in pairwise(rides):
        place = f"{where} {one.to_site}>{two.from_site}"
        both = one.arrive - two.depart
        if both > 0 and one.to_site == two.from_site and two.kind != ROAD:
            # A trip or an offer goes without it: its cut-off was missed.
            continue
        if both > 0:
            yield found(Cause.M5_TWO_PLACES, place, both)
        elif one.to_site != two.from_site:
            yield found(Cause.M5_GAP, place, max(1, -both))


def _stays(case: Case, contents: Contents, rides: tuple[Ride, ...]) -> bool:
    """Tell whether a bag may end on its way: its last leg has begun (M5d)."""
    return 0 < len(rides) <= begun_legs(case, contents)


def _legs(contents: Contents, rides: tuple[Ride, ...]) -> Iterator[Violation]:
    legs, where = contents.bag.legs, f"[{contents.bag.id}]"
    wrong = abs(len(legs) - len(rides))
    wrong += sum(not ride.is_leg(leg) for leg, ride in zip(legs, rides, strict=False))
    if wrong:
        yield found(Cause.M5_LEGS, where, wrong)
        return
    off = sum(
        abs(leg.depart - ride.depart) + abs(leg.arrive - ride.arrive)
        for leg, ride in zip(legs, rides, strict=True)
    )
    if off:
        yield found(Cause.T4_LEG_TIMES, where, off)


def _ready(
    case: Case, contents: Contents, rides: tuple[Ride, ...]
) -> Iterator[Violation]:
    """Every carrier finds the bag ready (T4a)."""
    for ride, ready in zip(rides, ready_at(case, contents, rides), strict=True):
        if ride.boarded < ready:
            where = f"{ride.where} [{ride.bag}]"
            yield found(LATE[ride.kind], where, ready - ride.boarded)
