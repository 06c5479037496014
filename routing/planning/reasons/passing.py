"""What a hub or the centre handles for others: by whom it comes, by whom it goes."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from routing.report.trip_view import items_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag

    Ride = tuple[Leg, PlannedBag]


def passing_goods(day: Day, plan: Plan, site: str) -> dict[str, Any] | None:
    """Return what begins, ends or changes carriers at a site for other places.

    Returns
    -------
    dict
        ``bags`` and ``items``; ``arriving`` and ``leaving``: each carrier with
        ``time`` (seconds), ``bags`` and ``items``; ``most_items``: what is there
        at most at once, its own goods included (rule R3), from ``most_time``;
        ``room``: what it holds beside its stock, None without a limit. None where
        nothing of others is handled.
    """
    own = {row.consignment_id for row in day.consignments if row.outer_site == site}
    bags = [bag for bag in plan.bags if own.isdisjoint(bag.contents)]
    coming = [(leg, bag) for bag in bags for leg in bag.legs if leg.to_site == site]
    going = [(leg, bag) for bag in bags for leg in bag.legs if leg.from_site == site]
    if not coming and not going:
        return None
    through = {bag.id: bag for _, bag in (*coming, *going)}
    most, at = _most(plan.bags, site)
    place = day.sites[site]
    limit = place.storage_items
    return {
        "bags": len(through),
        "items": items_of(through.values()),
        "most_items": most,
        "most_time": at,
        "room": None if limit is None else max(limit - place.stock_items, 0),
        "arriving": _carriers(coming, arriving=True),
        "leaving": _carriers(going, arriving=False),
    }


def _carriers(rides: Iterable[Ride], *, arriving: bool) -> list[dict[str, Any]]:
    """Return each carrier at each time with what it brings or takes, by time."""
    groups: dict[tuple[object, ...], list[Ride]] = {}
    for leg, bag in rides:
        time = leg.arrive if arriving else leg.depart
        key = (time, leg.kind, leg.vehicle, leg.tour, leg.trip, leg.offer)
        groups.setdefault(key, []).append((leg, bag))
    rows = [_row(group, arriving=arriving) for group in groups.values()]
    return sorted(rows, key=lambda row: int(row["time"]))


def _row(group: Sequence[Ride], *, arriving: bool) -> dict[str, Any]:
    leg = group[0][0]
    names = {"trip": leg.trip, "offer": leg.offer, "vehicle": leg.vehicle}
    row: dict[str, Any] = {"by": leg.kind}
    row |= {name: carrier for name, carrier in names.items() if carrier is not None}
    if leg.vehicle is not None:
        row["tour"] = leg.tour or 0
    bags = [bag for _, bag in group]
    return row | {
        "time": leg.arrive if arriving else leg.depart,
        "bags": len(bags),
        "items": items_of(bags),
    }


def _most(bags: Iterable[PlannedBag], site: str) -> tuple[int, int | None]:
    """Return how many items are there at most, come to stay or to go on, and when."""
    changes = []
    for bag in bags:
        items = items_of([bag])
        for came, goes in zip_longest(bag.legs, bag.legs[1:]):
            if came.to_site != site:
                continue
            # What comes and what goes in one instant are both there.
            changes.append((came.arrive, 0, items))
            if goes is not None:
                changes.append((max(goes.depart, came.arrive), 1, -items))
    most, since, present = 0, None, 0
    for time, _, items in sorted(changes):
        present += items
        if present > most:
            most, since = present, time
    return most, since
