"""Rules C1, C3 and R3d: how long goods are outside or under way, cold stores.

Where cold goods may ride at all is judged with the room (R1) and with trips (W3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .causes import Cause
from .exposure import exposure_of
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.vehicle import Temperature
    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents
    from .trail import Ride


def check_cold(case: Case) -> Iterator[Violation]:
    """Check the way of every bag that is carried, and what cold stores hold."""
    for bag, contents in case.bags.items():
        rides = case.rides.get(bag, ())
        # A faulty custody is reported; there is no way to follow then.
        if rides and bag not in case.excused:
            yield from _exposed(case, bag)
            yield from _precooled(contents, rides[0])
            yield from _under_way(contents, rides)
    yield from _cold_stores(case)


def _exposed(case: Case, bag: str) -> Iterator[Violation]:
    """At most so long outside (C1d)."""
    exposure = exposure_of(case, bag)
    if exposure is not None and exposure.over:
        where = f"{exposure.worst_leg} [{bag}]"
        yield found(Cause.C1_EXPOSURE, where, exposure.over)


def _precooled(contents: Contents, first: Ride) -> Iterator[Violation]:
    """Taken on when it has been cooled, not before (C1e)."""
    times = (row.precooled_time for row, _ in contents.rows)
    ready = max((time for time in times if time is not None), default=first.boarded)
    if first.boarded < ready:
        where = f"{first.where} [{contents.bag.id}]"
        yield found(Cause.C1_PRECOOL, where, ready - first.boarded)


def _under_way(contents: Contents, rides: tuple[Ride, ...]) -> Iterator[Violation]:
    """At most so long from the first carrier to the last (C3)."""
    limit = contents.needs.ride
    taken = rides[-1].handed - rides[0].boarded
    if limit is not None and taken > limit:
        yield found(Cause.C3_RIDE, f"[{contents.bag.id}]", taken - limit)


def _cold_stores(case: Case) -> Iterator[Violation]:
    """Add up what waits in every cold store that names a volume (R3d)."""
    changes: dict[tuple[str, Temperature], list[tuple[int, int]]] = {}
    for bag_id, rides in case.rides.items():
        contents = case.bags.get(bag_id)
        if contents is not None:
            temp = contents.needs.temp
            for place, change in _waits(contents, rides):
                changes.setdefault((place, temp), []).append(change)
    for (site_id, temp), events in changes.items():
        site = case.day.sites.get(site_id)
        room = site.cold_storage_cm3.get(temp) if site else None
        if room is None:
            continue
        present = peak = 0
        for _, cm3 in sorted(events):
            present += cm3
            peak = max(peak, present)
        if peak > room:
            yield found(Cause.R3_COLD_STORE, f"@{site_id}", peak - room)


def _waits(
    contents: Contents, rides: tuple[Ride, ...]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the cm³ that come to transfers and leave them, with twice the instant.

    What leaves counts half a second later: both ends of a stay are included (R3c).
    """
    for number, ride in enumerate(rides, start=1):
        ends = number == len(rides)
        if ends and ride.to_site == contents.destination:
            return  # It has arrived, and waits no more.
        yield ride.to_site, (ride.arrive * 2, contents.cm3)
        if not ends:  # What ends its way here stays here (M5d).
            gone = max(rides[number].depart, ride.arrive)
            yield ride.to_site, (gone * 2 + 1, -contents.cm3)
