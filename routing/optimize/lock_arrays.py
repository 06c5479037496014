"""Ordered locks as arrays of a road problem (rule W5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.domain.held_order import held_orders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from routing.domain.day import Day

    from .ways import Shipment


def lock_arrays(day: Day, shipments: Sequence[Shipment]) -> dict[str, object]:
    """Return the lock and the place in it of each shipment and of each visit.

    ``s_lock`` and ``s_rank`` have a row per shipment, ``a_lock`` and ``a_rank``
    two (origin, destination); -1 is no lock. ``lock_strict`` tells of each lock
    whether it is unbroken.
    """
    orders, _ = held_orders(day.locks)
    rank = {
        site: (number, place)
        for number, order in enumerate(orders)
        for place, site in enumerate(order.sites)
    }
    pairs = [
        rank.get(end, (-1, 0)) if end == s.outer.outer_site else (-1, 0)
        for s in shipments
        for end in (s.from_site, s.to_site)
    ]
    ends = range(0, len(pairs), 2)
    return {
        "s_lock": _ints([max(pairs[i][0], pairs[i + 1][0]) for i in ends]),
        "s_rank": _ints([max(pairs[i][1], pairs[i + 1][1]) for i in ends]),
        "a_lock": _ints([pair[0] for pair in pairs]),
        "a_rank": _ints([pair[1] for pair in pairs]),
        "lock_strict": np.array([o.unbroken for o in orders] or [False], np.uint8),
        "has_locks": bool(orders),
    }


def _ints(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)
