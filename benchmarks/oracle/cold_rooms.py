"""Room in the cold rooms of transfers (rule R3d)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.vehicle import Temperature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.site import Site

    from .custody import Custody
    from .model import Model


def add_cold_rooms(model: Model, custodies: Sequence[Custody]) -> None:
    """Keep what waits at transfers within the volume that keeps it."""
    for site in model.day.sites.values():
        for temp in (Temperature.CHILLED, Temperature.FROZEN):
            room = site.cold_storage_cm3.get(temp)
            if room is not None:
                _keep(model, site, room, _waiting(site, temp, custodies))


def _waiting(
    site: Site, temp: Temperature, custodies: Sequence[Custody]
) -> list[Custody]:
    """Return bags that may wait there; at its destination a bag does not wait."""
    return [
        custody
        for custody in custodies
        if custody.bag.needs.temp is temp
        and site.site_id in custody.stays
        and site.site_id != custody.bag.first.destination
    ]


def _keep(model: Model, site: Site, room: int, waiting: Sequence[Custody]) -> None:
    cp, sizes = model.cp, [custody.bag.bag.cm3 for custody in waiting]
    if sum(sizes) <= room:
        return
    # It matters when exactly a vehicle comes and goes.
    model.tight = True
    stays = [custody.stays[site.site_id] for custody in waiting]
    intervals = [
        cp.new_optional_interval_var(
            # The instant of leaving counts as present (R3c).
            stay.arrive,
            model.time(),
            stay.leave + 1,
            stay.present,
            "",
        )
        for stay in stays
    ]
    cp.add_cumulative(intervals, sizes, room)
