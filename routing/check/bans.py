"""Rule W1b: nothing moves in a banned area in its times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.vehicle import Temperature
from .causes import Cause
from .spans import standing
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..domain.ban import Ban
    from ..domain.vehicle import Vehicle
    from ..plan.model import Pause
    from ..plan.violation import Violation
    from .case import Case, Drive


def check_bans(case: Case) -> Iterator[Violation]:
    """Check when every drive begins and ends; the amount is the least way out."""
    for route in case.routes:
        bans = [ban for ban in case.day.bans if not _is_exempt(route.vehicle, ban)]
        if not bans:
            continue
        for tour in route.tours:
            for drive, place in zip(tour.drives, tour.leg_places, strict=False):
                left, come = _moving(drive, route.route.pauses)
                for site, time, where in (
                    (drive.from_site, left, place),
                    (drive.to_site, come, drive.where),
                ):
                    inside = _inside(bans, site, time)
                    if inside:
                        yield found(Cause.W1_BAN, where, inside)


def _is_exempt(vehicle: Vehicle, ban: Ban) -> bool:
    """Tell whether a ban is not for a vehicle: its class, a permit, what it is."""
    cooled = set(vehicle.compartments_cm3) - {Temperature.AMBIENT}
    return (
        vehicle.vehicle_class not in ban.vehicle_classes
        or vehicle.vehicle_id in ban.permits
        or (ban.cold_exempt and bool(cooled))
        or (ban.green_exempt and vehicle.green_channel)
    )


def _moving(drive: Drive, pauses: tuple[Pause, ...]) -> tuple[int, int]:
    """Return when a vehicle drives off and stops: pauses at the ends are standing."""
    left, come = drive.depart, drive.arrive
    rests = standing(drive, pauses)
    for rest in rests:
        if rest.site == drive.from_site and rest.start <= left:
            left = max(left, rest.end)
    for rest in sorted(rests, key=lambda rest: rest.end, reverse=True):
        if rest.site == drive.to_site and rest.end >= come:
            come = min(come, rest.start)
    return left, come


def _inside(bans: Sequence[Ban], site: str, time: int) -> int:
    """Return the seconds from ``time`` to the nearer end of the banned time around it.

    Times that overlap or touch are one; 0 where nothing is banned.
    """
    spans = sorted(
        (span.early, span.late)
        for ban in bans
        if site in ban.sites
        for span in ban.times
        if span.early < span.late
    )
    begin = end = -1
    for early, late in spans:
        if early > end:
            if end > time:
                break
            begin, end = early, late
        else:
            end = max(end, late)
    return min(time - begin, end - time) if begin < time < end else 0
