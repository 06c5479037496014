"""A used handover offer as pages and maps show it: what goes where, by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.plan.services import offer_runs

from .trip_view import items_of

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
        return items_of(self.bags)


def offer_views(day: Day, plan: Plan) -> tuple[OfferView, ...]:
    """Return the offers that are used, in the order of the plan; unknown ones not."""
    views = []
    for run in offer_runs(day, plan):
        if run.offer is None:
            continue
        ends: dict[str, list[PlannedBag]] = {}
        for one in run.carried:
            site = one.leg.to_site if one.leg is not None else one.bag.destination
            ends.setdefault(site, []).append(one.bag)
        known = {site: tuple(found) for site, found in ends.items()}
        views.append(OfferView(offer=run.offer, row=run.row, ends=known))
    return tuple(views)
