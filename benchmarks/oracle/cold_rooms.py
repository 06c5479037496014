"""Room in the cold rooms of transfers (rule R3d)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.vehicle import Temperature

from .custody import keep_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.site import Site

    from .custody import Custody, Stay
    from .model import Model


def add_cold_rooms(model: Model, custodies: Sequence[Custody]) -> None:
    """Keep what waits at transfers within the volume that keeps it."""
    for site in model.day.sites.values():
        for temp in (Temperature.CHILLED, Temperature.FROZEN):
            room = site.cold_storage_cm3.get(temp)
            if room is not None:
                waiting = _waiting(site, temp, custodies)
                keep_within(model, waiting, room)


def _waiting(
    site: Site, temp: Temperature, custodies: Sequence[Custody]
) -> list[tuple[Stay, int]]:
    """Return stays and cm³ of bags that may wait; none waits at its destination."""
    return [
        (custody.stays[site.site_id], custody.bag.bag.cm3)
        for custody in custodies
        if custody.bag.needs.temp is temp
        and site.site_id in custody.stays
        and site.site_id != custody.bag.first.destination
    ]
