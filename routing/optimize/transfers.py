"""Whether goods can go otherwise than straight on one vehicle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.site import Level
from routing.domain.transfer import may_transfer

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.domain.site import Site

FEW_SITES = 24
"""Up to so many sites every one is asked as a transfer, and every chain of roads."""


def is_meeting_place(site: Site) -> bool:
    """Tell whether goods usually change vehicles at a site."""
    return site.level in (Level.HUB, Level.COLDSTORE) and may_transfer(site)


def offers_more(day: Day) -> bool:
    """Tell whether a day has trips, offers, or vehicles that may meet at a hub.

    On a large day only such as are based there count.
    """
    few = len(day.sites) <= FEW_SITES
    return (
        bool(day.trips)
        or bool(day.offers)
        or (few and any(is_meeting_place(site) for site in day.sites.values()))
        or any(
            car.start_site != day.centre and may_transfer(day.sites[car.start_site])
            for car in day.vehicles.values()
        )
    )
