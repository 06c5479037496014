"""What costs most where goods are outside too long, or too long under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.cold import cold_needs
from routing.optimize.itineraries.outside import hand_duration, outside_since
from routing.optimize.kernel import codes
from routing.report.words import site_name

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.optimize.route_times import Failure
    from routing.optimize.ways import Shipment

COLD_RIDE = "COLD_RIDE"
"""Outside too long (C1d), most of it on a road on which nothing keeps it."""

COLD_HAND = "COLD_HAND"
"""Outside too long (C1d) in hands and at open doors: the vehicle keeps it."""

RIDE = "RIDE"
"""Longer under way than its class may be, cold or not (C3)."""


def miss_note(
    day: Day, vehicle: Vehicle, shipment: Shipment, failure: Failure
) -> tuple[str, str]:
    """Return what more is known of a failure than its reason says, and of which leg.

    Notes are codes of the catalogue's ways; empty where nothing more is known.
    """
    if failure.code == codes.RIDE:
        return RIDE, ""
    if failure.code != codes.COLD:
        return "", ""
    began = any(row.seal is not None for row in shipment.rows)
    if began or outside_since(day, shipment) is not None:
        return "", ""  # Perhaps it was outside before.
    needs = cold_needs(day.goods[row.goods_class] for row in shipment.rows)
    if any(needs.temp in rooms for rooms in vehicle.alternatives):
        return COLD_HAND, ""
    ends = (shipment.from_site, shipment.to_site)
    outside = (needs.most_outside or 0) + failure.amount
    if 2 * sum(_hand(day, shipment, end) for end in ends) > outside:
        return "", ""
    return COLD_RIDE, "→".join(site_name(day, end) for end in ends)


def _hand(day: Day, shipment: Shipment, site_id: str) -> int:
    """Return the seconds that the largest bag is in somebody's hands, at most."""
    site = day.sites[site_id]
    return site.service_duration + hand_duration(shipment, site.sec_per_item)
