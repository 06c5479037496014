"""Whether goods can go otherwise than straight on one vehicle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.transfer import may_transfer

if TYPE_CHECKING:
    from routing.domain.day import Day


def offers_more(day: Day) -> bool:
    """Tell whether a day has trips, offers, or vehicles based at a hub."""
    return (
        bool(day.trips)
        or bool(day.offers)
        or any(
            car.start_site != day.centre and may_transfer(day.sites[car.start_site])
            for car in day.vehicles.values()
        )
    )
