"""What is kept cold where, and what a bag needs (rules R1, R1b, C1a, C1b)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.site import Level
from routing.domain.vehicle import Temperature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from routing.domain.goods import GoodsClass
    from routing.domain.site import Site
    from routing.domain.vehicle import Vehicle

    Rooms = Mapping[Temperature, int]

COLD_BY_ITSELF = (Level.CENTRE, Level.COLDSTORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Needs of a bag; ``outside`` and ``ride`` are most seconds, None no limit.

    ``outside`` is limit and foam together, None too for goods that are not cold.
    ``box`` are the seconds that the ice of its boxes lasts (C2c), 0 without boxes;
    what is in boxes counts as foamed (C2b).
    """

    temp: Temperature
    foamed: bool
    outside: int | None
    ride: int | None
    box: int = 0


def needs_of(classes: Iterable[GoodsClass]) -> Needs:
    """Return what classes in one bag need together: the least of each (C1b)."""
    inside = list(classes)
    temp = inside[0].temp
    cold = temp is not Temperature.AMBIENT
    limits = [goods.cold_limit_duration for goods in inside]
    rides = [goods.max_ride_duration for goods in inside]
    limit = min((x for x in limits if x is not None), default=None)
    pack = min(goods.pack_duration for goods in inside) if cold else 0
    return Needs(
        temp=temp,
        foamed=pack > 0,
        outside=limit + pack if cold and limit is not None else None,
        ride=min((x for x in rides if x is not None), default=None),
    )


def settings_of(vehicle: Vehicle) -> tuple[Rooms, ...]:
    """Return the compartments of each setting of its bulkhead, in cm³ (R1b)."""
    return vehicle.compartments_cm3, *vehicle.bulkheads


def compartment(rooms: Rooms, needs: Needs) -> Temperature | None:
    """Return the compartment that a bag rides in, None where there is none (C1b)."""
    rooms = rooms or {Temperature.AMBIENT: 0}
    if needs.temp in rooms:
        return needs.temp
    foam = needs.foamed and Temperature.AMBIENT in rooms
    return Temperature.AMBIENT if foam else None


def is_warm(site: Site, temp: Temperature) -> bool:
    """Tell whether a site does not keep a temperature (C1a)."""
    if temp is Temperature.AMBIENT:
        return False
    if site.cold_storage_cm3:
        return temp not in site.cold_storage_cm3
    return site.level not in COLD_BY_ITSELF
