"""Rule W5, locks: sites that are held to a vehicle, to an order, unbroken."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..domain.day import LockKind
from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.day import Lock
    from ..plan.violation import Violation
    from .case import Case

ORDERED = (LockKind.SEQUENCE, LockKind.STRICT, LockKind.DEPARTED)
UNBROKEN = (LockKind.STRICT, LockKind.DEPARTED)


def check_locks(case: Case) -> Iterator[Violation]:
    """Check every lock against the bags and halts of its sites."""
    for lock in case.day.locks:
        where = f"{lock.vehicle} @{','.join(lock.sites)}"
        astray = sum(
            contents.outer_site in lock.sites
            and any(
                ride.vehicle != lock.vehicle
                for ride in case.rides.get(bag, ())
                if contents.outer_site in (ride.from_site, ride.to_site)
            )
            for bag, contents in case.bags.items()
        )
        if astray:
            yield found(Cause.W5_LOCK, where, astray)
        yield from _order(case, lock, where)


def _order(case: Case, lock: Lock, where: str) -> Iterator[Violation]:
    """Check the order of the halts, and what lies between two of them."""
    ranks = {site: rank for rank, site in enumerate(lock.sites)}
    # The place of each halt counts returns to the base as a place of their own.
    place = 0
    held: list[tuple[int, int]] = []
    for tour in case.tours():
        if tour.vehicle.vehicle_id != lock.vehicle:
            continue
        for stop in tour.tour.stops:
            if stop.site in ranks:
                held.append((place, ranks[stop.site]))
            place += 1
        place += 1
    wrong = sum(after[1] < before[1] for before, after in pairwise(held))
    between = sum(after[0] - before[0] - 1 for before, after in pairwise(held))
    if lock.kind in ORDERED and wrong:
        yield found(Cause.W5_LOCK_ORDER, where, wrong)
    if lock.kind in UNBROKEN and between:
        yield found(Cause.W5_LOCK_GAP, where, between)
