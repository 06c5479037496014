"""Rules T4 and W6: where bags change carriers, how long that takes, who sorts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.consignment import ConsignmentKind
from ..domain.partner import SortDepth
from ..domain.site import Level
from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.day import Day
    from ..domain.site import Site
    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents
    from .trail import Ride

MAX_LEGS = 3
TRANSFER_LEVELS = (Level.CENTRE, Level.STATION, Level.HUB, Level.COLDSTORE)
HOUR = 3600


def check_transfers(
    case: Case, contents: Contents, rides: tuple[Ride, ...]
) -> Iterator[Violation]:
    """Check where a bag changes carriers, and that what must be sorted is."""
    where = f"[{contents.bag.id}]"
    begun = begun_legs(case, contents)
    for number, ride in enumerate(rides[:-1], start=1):
        site = case.day.sites.get(ride.to_site)
        if number < begun or _is_put_down(case, ride):
            continue  # W6c
        if site is not None and not _keeps(site):
            yield found(Cause.W6_TRANSFER, f"{where} @{site.site_id}", 1)
    if _is_unsorted(case.day, contents, rides):
        yield found(Cause.T4_UNSORTED, where, contents.items)


def begun_legs(case: Case, contents: Contents) -> int:
    """Return how many legs of a bag had begun when a re-plan was made."""
    return case.past.legs.get(contents.bag.id, 0) if case.past else 0


def _is_put_down(case: Case, ride: Ride) -> bool:
    return case.past is not None and case.past.is_put_down(ride)


def _keeps(site: Site) -> bool:
    """Tell whether somebody keeps goods there between two carriers (W6b)."""
    return site.level in TRANSFER_LEVELS and site.dispatchable


def ready_at(case: Case, contents: Contents, rides: tuple[Ride, ...]) -> list[int]:
    """Return when the bag is ready for each of its rides (T4a, T4b)."""
    day, times = case.day, [contents.ready_time]
    unsorted = _starts_unsorted(day, contents)
    for ride in rides[:-1]:
        site = day.sites.get(ride.to_site)
        ready = ride.arrive
        if site is not None and site.level is not Level.CENTRE:
            # Nothing is handled where a bag is only put down (W6c).
            ready += 0 if _is_put_down(case, ride) else site.handling_duration
            if unsorted and site.sorts and site.sort_rate:
                # Seconds are rounded up: what is half sorted cannot leave.
                ready += -(-contents.items * HOUR // site.sort_rate)
        if site is not None and site.sorts:
            unsorted = False
        times.append(ready)
    return times


def _starts_unsorted(day: Day, contents: Contents) -> bool:
    """Tell whether a delivery below a hub is packed before it is sorted."""
    destination = day.sites.get(contents.destination)
    below = destination is not None and destination.township is not None
    rough = any(
        row.kind is ConsignmentKind.DELIVERY
        and day.partners[row.partner].sort_depth is SortDepth.TOWNSHIP
        for row, _ in contents.rows
    )
    origin = day.sites.get(contents.origin)
    return below and rough and not (origin is not None and origin.sorts)


def _is_unsorted(day: Day, contents: Contents, rides: tuple[Ride, ...]) -> bool:
    arrives = rides[-1].to_site == contents.destination
    if not arrives or not _starts_unsorted(day, contents):
        return False
    passed = (day.sites.get(ride.to_site) for ride in rides[:-1])
    return not any(site is not None and site.sorts for site in passed)
