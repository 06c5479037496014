"""A plan beside an earlier one of the day: which villages' goods go another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.changes import chain_of

if TYPE_CHECKING:
    from routing.plan.model import Plan, PlannedBag

    from .earlier import EarlierWays


def moved_villages(known: EarlierWays, plan: Plan) -> dict[str, list[PlannedBag]]:
    """Return the bags that do not go as before, by their villages.

    Villages that had no way in the earlier plan have none to leave.
    """
    moved = {
        village: [
            bag for bag in bags if not known.keeps(bag.lot, village, chain_of(bag))
        ]
        for village, bags in villages_of(known, plan).items()
    }
    return {village: bags for village, bags in moved.items() if bags}


def villages_of(known: EarlierWays, plan: Plan) -> dict[str, list[PlannedBag]]:
    """Return the bags that a plan carries, by their villages."""
    outer = {row.consignment_id: row.outer_site for row in known.day.consignments}
    found: dict[str, list[PlannedBag]] = {}
    for bag in plan.bags:
        found.setdefault(outer[next(iter(bag.contents))], []).append(bag)
    return found
