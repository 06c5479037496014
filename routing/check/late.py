"""Rules T1c and P1g: how late goods are at their village end, and its price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .causes import Cause
from .cents import cents
from .trail import BUS, HANDOVER
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.consignment import Consignment
    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents
    from .trail import Ride

MINUTE = 60


def check_late(case: Case) -> Iterator[Violation]:
    """Compare the lateness that a plan states with that of its bags."""
    if case.excused:
        return  # Bags that cannot be followed are late by nobody knows how much.
    rows = {row.consignment_id: row for row in case.day.consignments}
    due = _item_seconds(case)
    for stated in case.plan.late_fees:
        seconds = due.pop(stated.consignment, 0)
        if stated.item_seconds != seconds:
            off = abs(stated.item_seconds - seconds)
            yield found(Cause.P1_LATE_TIME, stated.consignment, off)
        row = rows.get(stated.consignment)
        price = 0 if row is None else _price(row, seconds)
        if stated.cents != price:
            yield found(Cause.P1_LATE, stated.consignment, abs(stated.cents - price))
    for name, seconds in due.items():
        if seconds:
            yield found(Cause.P1_LATE_TIME, name, seconds)
            price = _price(rows[name], seconds)
            if price:
                yield found(Cause.P1_LATE, name, price)


def _price(row: Consignment, item_seconds: int) -> int:
    return cents((row.late_micro_yuan or 0) * item_seconds, MINUTE * row.items)


def _item_seconds(case: Case) -> dict[str, int]:
    """Return items × seconds late of every consignment, summed over its bags."""
    spent: dict[str, int] = {}
    for bag, rides in case.rides.items():
        contents = case.bags.get(bag)
        if contents is None or rides[-1].to_site != contents.destination:
            continue  # What does not arrive is unserved, not late.
        for row, items in contents.rows:
            if row.late_micro_yuan is not None:
                late = _late(row, *_served(case, contents, rides))
                spent[row.consignment_id] = spent.get(row.consignment_id, 0)
                spent[row.consignment_id] += late * items
    return spent


def _served(
    case: Case, contents: Contents, rides: tuple[Ride, ...]
) -> tuple[int, bool]:
    """Return when a bag's village end is served (T1b), and whether it is brought."""
    if contents.outer_site == contents.destination:
        last = rides[-1]
        brought = last.kind == HANDOVER or (last.kind != BUS and last.off_halt is None)
        return last.handed, brought
    first = rides[0]
    if first.kind in (BUS, HANDOVER):
        return first.depart, False
    if first.on_halt is not None:
        return first.boarded, False
    tours = case.tours()
    starts = (
        tour.tour.load_start
        for tour in tours
        if (tour.vehicle.vehicle_id, tour.number) == (first.carrier, first.tour)
    )
    return next(starts), False


def _late(row: Consignment, time: int, brought: bool) -> int:  # noqa: FBT001
    """Return the seconds after the last own window begun, or after the deadline."""
    late = 0 if row.deadline is None else time - row.deadline
    begun = [window for window in row.windows if brought or window.early <= time]
    if begun:
        late = max(late, time - begun[-1].late)
    return max(0, late)


def windows_of(row: Consignment) -> tuple[tuple[int, int | None], ...]:
    """Return when service may start by its own windows; None is no end (T1c)."""
    if row.late_micro_yuan is None:
        return tuple((window.early, window.late) for window in row.windows)
    more = row.late_most
    return tuple(
        (window.early, None if more is None else window.late + more)
        for window in row.windows
    )


def deadline_of(row: Consignment) -> int | None:
    """Return by when service starts at the latest, lateness included; None: any."""
    if row.deadline is None or row.late_micro_yuan is None:
        return row.deadline
    return None if row.late_most is None else row.deadline + row.late_most
