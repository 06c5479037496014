"""A used handover offer as pages and maps show it: what goes where, by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .bag_mode import bags_by_id

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.domain.handover_offer import HandoverOffer
    from routing.plan.model import Handover, Plan, PlannedBag


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """A row of ``handovers``; ``ends`` are its bags by the site they go to."""

    offer: HandoverOffer
    row: Handover
    ends: dict[str, tuple[PlannedBag, ...]]

    @property
    def bags(self) -> tuple[PlannedBag, ...]:
        """All its bags."""
        return tuple(bag for bags in self.ends.values() for bag in bags)

    @property
    def items(self) -> int:
        """Items in its bags."""
        return sum(sum(bag.items.values()) for bag in self.bags)


def offer_views(day: Day, plan: Plan) -> tuple[OfferView, ...]:
    """Return the offers that are used, in the order of the plan; unknown ones not."""
    bags = bags_by_id(plan)
    views = []
    for row in plan.handovers:
        offer = day.offers.get(row.offer)
        if offer is None:
            continue
        ends: dict[str, list[PlannedBag]] = {}
        for bag in (bags[name] for name in row.bags if name in bags):
            legs = (leg for leg in bag.legs if leg.offer == row.offer)
            leg = next(legs, None)
            ends.setdefault(leg.to_site if leg else bag.destination, []).append(bag)
        known = {site: tuple(found) for site, found in ends.items()}
        views.append(OfferView(offer=offer, row=row, ends=known))
    return tuple(views)
