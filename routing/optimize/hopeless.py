"""What need not be tried again: bags for which no place was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .road import RoadProblem

_SHIPMENT = (
    *("s_from", "s_to", "s_class", "s_ready"),
    *("s_temp", "s_exposed", "s_since", "s_hand_in", "s_hand_out", "s_ride", "s_box"),
    *("s_late", "s_whole", "s_part", "s_fresh", "s_spoil", "s_begin", "s_until"),
)
_VISIT = ("a_window", "a_lock", "a_rank", "a_soft")


class Hopeless:
    """Remembers failures: what is alike and no smaller fails as well.

    Alike are shipments with the same ends, windows and permissions. With
    ``priced`` a place dearer than the penalty counts as none, so a dearer
    shipment has to be tried again.
    """

    def __init__(self, problem: RoadProblem, *, priced: bool) -> None:
        self._problem = problem
        self._priced = priced
        self._failed: dict[bytes, list[int]] = {}

    def add(self, shipment: int) -> None:
        """Remember that no place was found for a shipment."""
        self._failed.setdefault(self._kind(shipment), []).append(shipment)

    def holds(self, shipment: int) -> bool:
        """Tell whether a shipment can have no place, as a smaller one had none."""
        tables = self._problem.tables
        load, price = tables["s_load"], tables["s_penalty"]
        return any(
            bool((load[other] <= load[shipment]).all())
            and not (self._priced and price[other] < price[shipment])
            for other in self._failed.get(self._kind(shipment), ())
        )

    def forget(self, shipment: int) -> None:
        """Forget failures at the place where a shipment has been inserted.

        Beside it there is a halt now, which may be shared.
        """
        outer = self._problem.shipments[shipment].outer.outer_site
        for kind, failed in list(self._failed.items()):
            if self._problem.shipments[failed[0]].outer.outer_site == outer:
                del self._failed[kind]

    def forget_all(self) -> None:
        """Forget everything."""
        self._failed.clear()

    def _kind(self, k: int) -> bytes:
        tables = self._problem.tables
        parts: Iterable[np.generic] = [
            *(tables[name][k] for name in _SHIPMENT),
            *(tables[name][a] for name in _VISIT for a in (2 * k, 2 * k + 1)),
        ]
        key = np.array(list(parts), np.int64).tobytes()
        return key + bytes(tables["s_allowed"][k].tobytes())
