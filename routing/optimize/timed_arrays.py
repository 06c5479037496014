"""What the kernel knows of prices of the clock: lateness (P1g) and freshness (P5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.domain.late import LAST

from .itineraries.timed import MovedFresh, fresh_rates
from .kernel.data import BIG, FRESH_BIT, LATE_BIT

if TYPE_CHECKING:
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day

    from .itineraries.network import Network
    from .ways import Shipment
    from .window_sets import WindowSets

NAMES = ("late", "whole", "part", "fresh", "spoil", "begin", "until", "foam", "warm")


def timed_arrays(day: Day, network: Network, windows: WindowSets) -> dict[str, object]:
    """Return ``s_`` arrays of prices of the clock, ``a_soft`` and ``has_timed``."""
    count = len(network.shipments)
    rows = np.zeros((count, len(NAMES)), np.int64)
    soft = np.full(2 * count, -1, np.int64)
    flags = 0
    for k, shipment in enumerate(network.shipments):
        row = shipment.outer
        village = 2 * k + (row.outer_site == shipment.lot.destination)
        end = shipment.to_site if village % 2 else shipment.from_site
        if row.is_soft and end == row.outer_site and (row.windows or row.deadline):
            soft[village] = windows.add_pairs(prompt_pairs(row))
            rows[k, :3] = late_rates(shipment)
            flags |= LATE_BIT
        rates = fresh_rates(day, shipment)
        if rates is not None:
            moved = network.fresh.get(k) or MovedFresh.straight(day, shipment)
            until = BIG if moved.until is None else moved.until
            rows[k, 3:] = *rates, moved.begin, until, moved.foam, moved.warm
            flags |= FRESH_BIT
    return {
        **{f"s_{name}": rows[:, n].copy() for n, name in enumerate(NAMES)},
        "a_soft": soft,
        "has_timed": flags,
    }


def prompt_pairs(row: Consignment) -> tuple[tuple[int, int], ...]:
    """Return when each window begins, and from when on a start is late then (T1c)."""
    deadline = LAST if row.deadline is None else row.deadline
    if not row.windows:
        return ((0, deadline),)
    return tuple((w.early, min(w.late, deadline)) for w in row.windows)


def late_rates(shipment: Shipment) -> tuple[int, int, int]:
    """Return the price of a minute, consignments held whole, price of the others.

    Prices are millionths of a yuan: of a whole consignment, and of the others as far
    as the shipment holds them (all of a lot agree in price).
    """
    inside: dict[str, int] = {}
    for bag in shipment.bags:
        for key, items in bag.contents:
            inside[key] = inside.get(key, 0) + items
    price = shipment.outer.late_micro_yuan or 0
    whole, part = 0, 0
    for row in shipment.rows:
        items = inside[row.consignment_id]
        if items == row.items and row.late_micro_yuan == price:
            whole += 1
        else:
            part += (row.late_micro_yuan or 0) * items // row.items
    return price, whole, part
