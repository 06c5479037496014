"""Reasons for which a consignment must stay, known before planning."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routing.domain.goods import AcceptRule
from routing.domain.reason import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from routing.domain.consignment import Consignment
    from routing.domain.goods import GoodsClass
    from routing.domain.site import Site
    from routing.domain.trip import Trip
    from routing.domain.vehicle import Vehicle

ENDLESS = 10**18
"""Room in cm³ of a trip that names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Biggest:
    """The heaviest and largest single item that anything on the road takes."""

    grams: int
    cm3: int


@dataclass(slots=True, kw_only=True)
class Blocks:
    """What blocks consignments today, from the sites and the overrides."""

    impassable: Mapping[str, None] = field(default_factory=dict)
    by_consignment: dict[str, ReasonCode] = field(default_factory=dict)
    allowed: dict[str, None] = field(default_factory=dict)
    """Consignments that an override lets pass the review of their class."""


def biggest_item(vehicles: Iterable[Vehicle], trips: Iterable[Trip]) -> Biggest:
    """Return the limits for one item of fleet and trips together.

    Offers name no limit for a piece, which does not mean that they take any.
    """
    fleet, runs = list(vehicles), list(trips)
    grams = [v.cap_g for v in fleet] + [_piece(trip) for trip in runs]
    rooms = [max(max(r.values()) for r in v.alternatives) for v in fleet]
    rooms += [ENDLESS if trip.cap_cm3 is None else trip.cap_cm3 for trip in runs]
    return Biggest(
        grams=max(grams, default=0),
        cm3=max(rooms, default=0),
    )


def _piece(trip: Trip) -> int:
    """Return the heaviest piece that a trip takes."""
    return trip.max_piece_g if trip.cap_g is None else min(trip.max_piece_g, trip.cap_g)


def block(
    row: Consignment,
    sites: Mapping[str, Site],
    goods: GoodsClass,
    biggest: Biggest,
    blocks: Blocks,
) -> Consignment:
    """Return the consignment with the first reason that holds it back, if any."""
    outer = sites[row.outer_site]
    ends = (sites[row.origin], sites[row.destination])
    each_grams = -(-row.grams // row.items)
    each_cm3 = -(-row.cm3 // row.items)
    review = goods.rule is AcceptRule.REVIEW
    reasons = (
        (goods.rule is AcceptRule.REFUSE, ReasonCode.GOODS_PROHIBITED),
        (review and row.consignment_id not in blocks.allowed, ReasonCode.NEEDS_REVIEW),
        (not all(site.dispatchable for site in ends), ReasonCode.STATION_CLOSED),
        (outer.site_id in blocks.impassable, ReasonCode.UNREACHABLE),
        (not all(site.serves_today for site in ends), ReasonCode.NOT_SERVICE_DAY),
        (
            each_grams > biggest.grams or each_cm3 > biggest.cm3,
            ReasonCode.OVERSIZE,
        ),
    )
    for holds, reason in reasons:
        if holds:
            return replace(row, blocked=reason)
    return replace(row, blocked=blocks.by_consignment.get(row.consignment_id))
