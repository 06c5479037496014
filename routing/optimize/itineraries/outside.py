"""How long cold goods are outside their temperature before and between rides (C1c)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .legs import Given, Road

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.cold import ColdNeeds
    from routing.domain.day import Day

    from ..ways import Shipment
    from .legs import Leg


def hand_duration(batch: Shipment, sec_per_item: int) -> int:
    """Return how long the largest bag of a batch is handed over (C1c)."""
    return sec_per_item * max(bag.items for bag in batch.bags)


def outside_since(day: Day, batch: Shipment) -> int | None:
    """Return from when on cold goods are outside at their origin; None: not (C1c)."""
    row = batch.lot.consignments[0]
    temp = day.goods[row.goods_class].temp
    if day.sites[row.origin].keeps(temp):
        return None
    # What has been under way stands where it is now, wherever it was made cold.
    if row.seal is not None and row.seal.since is not None:
        return row.seal.since
    return row.precooled_time


def most_outside(batch: Shipment, needs: ColdNeeds) -> int | None:
    """Return the seconds that goods may be outside from now on; None: any."""
    if needs.most_outside is None:
        return None
    before = [row.seal.outside_duration for row in batch.rows if row.seal is not None]
    return needs.most_outside - max(before, default=0)


def fixed_duration(legs: Sequence[Leg], since: int | None) -> int:
    """Return the seconds outside on scheduled legs that follow each other warm.

    Goods that wait for the first of them outside do so ``since`` an instant.
    """
    scheduled = [leg for leg in legs if not isinstance(leg, Road)]
    if len(scheduled) < len(legs):
        return 0
    begin = scheduled[0].ready_by if since is None else since
    return scheduled[-1].arrive - begin - given_duration(scheduled)


def given_duration(legs: Sequence[Leg]) -> int:
    """Return how long partners have goods of some legs: they keep them (C1c)."""
    return sum(leg.arrive - leg.depart for leg in legs if isinstance(leg, Given))
