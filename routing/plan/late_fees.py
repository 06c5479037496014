"""What a plan's lateness costs (rules T1c and P1g), from its routes and bags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.late import late_cents, late_seconds

from .model import LateFee
from .services import HANDOVER, ROAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day

    from .model import Leg, PlannedBag, Route, Tour


def late_fees(
    day: Day, routes: Sequence[Route], bags: Sequence[PlannedBag]
) -> tuple[LateFee, ...]:
    """Return the consignments that are late, in the order of the day (P1g).

    Only bags that reach their destination count.
    """
    soft = {row.consignment_id: row for row in day.consignments if row.is_soft}
    if not soft:
        return ()
    spent: dict[str, int] = {}
    for row, _, items, seconds in late_goods(day, routes, bags):
        key = row.consignment_id
        spent[key] = spent.get(key, 0) + items * seconds
    return tuple(
        LateFee(
            consignment=key,
            item_seconds=spent[key],
            cents=late_cents(row, spent[key]),
        )
        for key, row in soft.items()
        if spent.get(key)
    )


def late_goods(
    day: Day, routes: Sequence[Route], bags: Sequence[PlannedBag]
) -> Iterator[tuple[Consignment, PlannedBag, int, int]]:
    """Yield what is late: the consignment, its bag, items in it and seconds late."""
    soft = {row.consignment_id: row for row in day.consignments if row.is_soft}
    tours = {
        (route.vehicle, number): tour
        for route in routes
        for number, tour in enumerate(route.tours)
    }
    for bag in bags if soft else ():
        if not bag.legs or not bag.arrives:
            continue
        for key, items in bag.contents.items():
            row = soft.get(key)
            if row is None:
                continue
            down = row.kind is ConsignmentKind.DELIVERY
            leg = bag.legs[-1 if down else 0]
            tour = tours.get((leg.vehicle or "", leg.tour or 0))
            time, brought = _outer_time(bag, leg, tour, down=down)
            seconds = late_seconds(row, time, brought=brought)
            if seconds:
                yield row, bag, items, seconds


def _outer_time(
    bag: PlannedBag, leg: Leg, tour: Tour | None, *, down: bool
) -> tuple[int, bool]:
    """Return when a bag's village end is served, and whether it is brought (T1e)."""
    if leg.kind != ROAD or tour is None:
        return (leg.arrive if down else leg.depart), down and leg.kind == HANDOVER
    # One vehicle may carry a bag twice: the halt is the one at its village.
    site = leg.to_site if down else leg.from_site
    for stop in tour.stops:
        if stop.site == site and bag.id in (stop.deliver if down else stop.pick_up):
            return stop.start, False
    return (tour.end, True) if down else (tour.load_start, False)
