"""KPIs of ways: items by mode, changes of carrier, and the share that buses carry."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from routing.plan.services import BUS
from routing.travel.matrix import UNREACHABLE

from .bag_mode import Mode, bag_mode
from .figures import hours, percent
from .road_leg import tour_legs
from .trip_view import trip_views

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from .trip_view import TripView


def way_kpis(day: Day, travel: Travel, plan: Plan) -> dict[str, Any]:
    """Return items by mode, transfers, and what buses carry of all."""
    items: Counter[Mode] = Counter()
    changed = transfers = by_bus = waited = 0
    for bag in plan.bags:
        count = sum(bag.items.values())
        items[bag_mode(day, bag)] += count
        changes = list(pairwise(bag.legs))
        transfers += len(changes)
        changed += count if changes else 0
        waited += count * sum(goes.depart - came.arrive for came, goes in changes)
        by_bus += count if any(leg.kind == BUS for leg in bag.legs) else 0
    moved = sum(
        sum(bag.items.values()) * (len(bag.legs) - 1) for bag in plan.bags if bag.legs
    )
    return {
        **{f"items_{mode.value}": items[mode] for mode in Mode},
        "transfers": transfers,
        "items_transferred": changed,
        "transfer_wait_hours": hours(Fraction(waited, moved)) if moved else None,
        "bus_share_items": percent(by_bus, plan.items_planned),
        "bus_share_item_km": _share_of_km(day, travel, plan),
    }


def _share_of_km(day: Day, travel: Travel, plan: Plan) -> float | None:
    """Return the share of item x km on trips; None where a way is not known."""
    views = trip_views(day, plan)
    ridden = [_item_metres(travel, view) for view in views]
    if None in ridden:
        return None
    bus = sum(metres for metres in ridden if metres is not None)
    road = 0
    for route in plan.routes:
        for number, tour in enumerate(route.tours):
            legs = tour_legs(day, travel, route, number)
            loads = [tour.load_items, *(stop.load_items for stop in tour.stops)]
            pairs = zip(legs, loads, strict=True)
            road += sum(leg.metres * load for leg, load in pairs)
    return percent(bus, bus + road)


def _item_metres(travel: Travel, view: TripView) -> int | None:
    """Return items x metres along a trip, by the first road matrix of the day."""
    matrix = next(iter(travel.matrices.values()), None)
    total = 0
    for segment in view.segments:
        ends = [view.calls[segment.number + at].site for at in (0, 1)]
        if not segment.items:
            continue
        if matrix is None or any(site not in travel.index for site in ends):
            return None
        metres = int(matrix.metres[travel.index[ends[0]], travel.index[ends[1]]])
        if metres >= UNREACHABLE:
            return None
        total += segment.items * metres
    return total
