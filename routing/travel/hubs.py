"""Sites without coordinates: reached by way of their hub, over ``metres_to_hub``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .matrix import UNREACHABLE, Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.domain.day import Day

    from .options import TravelOptions
    from .pairs import Pairs


@dataclass(frozen=True, slots=True)
class Spurs:
    """For every site its hub's row and the metres to it.

    Shape (n,) each; a site with coordinates, or without ``metres_to_hub``, is
    its own hub at 0 metres.
    """

    hub: NDArray[np.int64]
    metres: NDArray[np.int32]

    def of_hubs(self) -> Spurs:
        """Return the ways of those whose hub is no other's: its own, at 0 metres."""
        rows = np.arange(len(self.hub))
        ends = self.hub[self.hub] == self.hub
        metres = np.where(ends, self.metres, 0).astype(np.int32)
        return Spurs(np.where(ends, self.hub, rows), metres)


def spurs_of(day: Day, index: dict[str, int]) -> Spurs:
    """Return the way to the hub of every site that only has that."""
    hub = np.arange(len(index))
    metres = np.zeros(len(index), dtype=np.int32)
    for site in day.sites.values():
        base = site.township if site.township in index else day.centre
        if site.lon is None and site.metres_to_hub is not None:
            hub[index[site.site_id]] = index[base]
            metres[index[site.site_id]] = site.metres_to_hub
    return Spurs(hub, metres)


def fill_by_hub(
    pairs: Pairs, spurs: Spurs, options: TravelOptions, max_kmh: float | None
) -> None:
    """Fill missing pairs of such sites, marked ``ESTIMATE``.

    Way to the hub + hub to hub + way from the hub; the time of each part is
    its own. Hubs go first: without coordinates they are reached from the centre,
    over a distance of their own.
    """
    for reached in (spurs.of_hubs(), spurs):
        distant = reached.hub != np.arange(len(reached.hub))
        where = pairs.missing & (distant[:, None] | distant[None, :])
        if where.any():
            spur_seconds = options.speed_curve.seconds(reached.metres, max_kmh)
            metres = _by_way_of_hub(pairs.metres, reached.hub, reached.metres)
            seconds = _by_way_of_hub(pairs.seconds, reached.hub, spur_seconds)
            where &= metres < UNREACHABLE
            pairs.put(where, metres, seconds, Source.ESTIMATE)


def _by_way_of_hub(
    values: NDArray[np.int32], hub: NDArray[np.int64], spur: NDArray[np.int32]
) -> NDArray[np.int32]:
    between = values[np.ix_(hub, hub)].astype(np.int64)
    total = between + spur[:, None] + spur[None, :]
    result: NDArray[np.int32] = np.where(
        between < UNREACHABLE, total, UNREACHABLE
    ).astype(np.int32)
    return result
