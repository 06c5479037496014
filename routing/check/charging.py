"""Rule D1, range: metres since the last charge, and where charging may happen."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..plan.model import PauseKind
from .causes import Cause
from .sweep import crowded
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.model import Pause
    from ..plan.violation import Violation
    from .case import Case, RouteCase


def check_charging(case: Case) -> Iterator[Violation]:
    """Check ranges, charges and chargers."""
    plugged: dict[str, list[tuple[int, int]]] = {}
    for route in case.routes:
        yield from _charges(route)
        yield from _range(route)
        for pause in _charging(route):
            plugged.setdefault(pause.site, []).append((pause.start, pause.end))
    for site_id, intervals in plugged.items():
        site = case.day.sites.get(site_id)
        for over in crowded(intervals, site.chargers if site else 0):
            yield found(Cause.D1_CHARGERS, f"@{site_id}", over)


def _charging(route: RouteCase) -> Iterator[Pause]:
    for pause in route.route.pauses:
        if pause.kind == PauseKind.CHARGE:
            yield pause


def _gap(route: RouteCase, charge: Pause) -> int | None:
    """Return the number of the tour after which the vehicle charges at its base."""
    for before, after in pairwise(route.tours):
        early, late = before.tour.end, after.tour.load_start
        if early <= charge.start <= charge.end <= late and charge.site == before.ends:
            return before.number
    return None


def _charges(route: RouteCase) -> Iterator[Violation]:
    """Check that charges are long enough, at the base, between two tours (D1a)."""
    for charge in _charging(route):
        where = f"{route.vehicle.vehicle_id} charge @{charge.site}"
        short = route.vehicle.recharge_duration - (charge.end - charge.start)
        if _gap(route, charge) is None:
            # None of its time counts as charging.
            yield found(Cause.D1_CHARGE, where, max(1, charge.end - charge.start))
        elif short > 0:
            yield found(Cause.D1_CHARGE, where, short)


def _range(route: RouteCase) -> Iterator[Violation]:
    """Metres since the vehicle was full; a faulty charge is reported once."""
    limit = route.vehicle.range_m
    if limit is None:
        return
    full_after = [_gap(route, charge) for charge in _charging(route)]
    driven = 0
    for tour in route.tours:
        driven += sum(drive.metres or 0 for drive in tour.drives)
        if tour.number in full_after or tour is route.tours[-1]:
            if driven > limit:
                yield found(Cause.D1_RANGE, tour.where, driven - limit)
            driven = 0
