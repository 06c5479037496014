"""What keeping goods cold asks of a bag: its temperature, packing and limits (C1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .vehicle import Temperature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .box import BoxStock
    from .goods import GoodsClass
    from .vehicle import Vehicle


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdNeeds:
    """Needs of goods that share a bag, seconds; None is no limit.

    ``pack`` above 0: foam boxes keep it cold so long (C1b); ``box`` above 0: it is
    in a reusable box, whose ice lasts so long from its closing on (C2c). ``limit``
    bounds the exposure (C1d), ``ride`` the time under way (C3).
    """

    temp: Temperature
    pack: int
    limit: int | None
    ride: int | None
    box: int = 0

    @property
    def is_cold(self) -> bool:
        """Whether it must be kept chilled or frozen."""
        return self.temp is not Temperature.AMBIENT

    @property
    def is_packed(self) -> bool:
        """Whether it may ride where nothing keeps it: in foam or a box (C1b, C2b)."""
        return self.is_cold and (self.pack > 0 or self.box > 0)

    @property
    def most_outside(self) -> int | None:
        """Seconds that it may be outside in all, what foam gives included."""
        if not self.is_cold or self.limit is None:
            return None
        return self.limit + self.pack


def room_for(needs: ColdNeeds, vehicle: Vehicle) -> int:
    """Return the cm³ where goods ride in a vehicle, 0 where they must not (C1b).

    The most of any setting of its bulkhead (R1b).
    """
    return max(_room_in(needs, rooms) for rooms in vehicle.alternatives)


def _room_in(needs: ColdNeeds, rooms: Mapping[Temperature, int]) -> int:
    return rooms.get(rides_in(needs, rooms), 0)


def rides_in(needs: ColdNeeds, rooms: Mapping[Temperature, int]) -> Temperature:
    """Return the temperature of the compartment where goods ride (C1b).

    There may be none of it in ``rooms``: then they must not.
    """
    if needs.is_packed and needs.temp not in rooms:
        return Temperature.AMBIENT
    return needs.temp


def cold_needs(goods: Iterable[GoodsClass], box: BoxStock | None = None) -> ColdNeeds:
    """Return what goods of one temperature need together: the least of each (C1b).

    ``box`` is the stock whose boxes they are in, if any.

    Raises
    ------
    ValueError
        Without any goods.
    """
    classes = tuple(goods)
    if not classes:
        msg = "Expected at least one goods class."
        raise ValueError(msg)
    limits = [g.cold_limit_duration for g in classes]
    rides = [g.max_ride_duration for g in classes]
    return ColdNeeds(
        temp=classes[0].temp,
        pack=min(g.pack_duration for g in classes),
        limit=min((x for x in limits if x is not None), default=None),
        ride=min((x for x in rides if x is not None), default=None),
        box=0 if box is None else box.autonomy,
    )
