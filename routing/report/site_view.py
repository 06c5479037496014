"""A site as maps show it: what it asked for, what it got, and by which route."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .cold_view import cold_sites

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.domain.site import Level
    from routing.plan.model import Plan

    from .route_view import RouteView
    from .service_view import Services


class SiteState(StrEnum):
    """How a site fares today; each has a colour and a shape of its own."""

    SERVED = "served"
    PART = "part"
    NONE = "none"
    IDLE = "idle"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """A site with its items of the day and the numbers of its routes and services.

    ``cold``: goods that are kept cold change hands there.
    """

    site: str
    name: str
    level: Level
    demanded: int
    unserved: int
    routes: tuple[int, ...]
    cold: bool = False

    @property
    def state(self) -> SiteState:
        """All, part or none of its goods planned, or no goods today."""
        if self.unserved:
            # Rows that were set aside are unserved, but no consignments.
            some = self.unserved < self.demanded
            return SiteState.PART if some else SiteState.NONE
        return SiteState.SERVED if self.demanded else SiteState.IDLE


def site_views(
    day: Day, plan: Plan, routes: Sequence[RouteView], services: Services
) -> tuple[SiteView, ...]:
    """Return the view of each site, in the order of the tables."""
    demanded: Counter[str] = Counter()
    for row in day.consignments:
        demanded[row.outer_site] += row.items
    unserved: Counter[str] = Counter()
    for left in plan.unserved:
        unserved[left.site] += left.items
    calls: dict[str, list[int]] = {site: [] for site in day.sites}
    for view in routes:
        for tour in view.route.tours:
            for stop in tour.stops:
                if view.number not in calls[stop.site]:
                    calls[stop.site].append(view.number)
    for name, number in services.calls():
        if number not in calls[name]:
            calls[name].append(number)
    cold = cold_sites(day, plan)
    return tuple(
        SiteView(
            site=site.site_id,
            name=site.name,
            level=site.level,
            demanded=demanded[site.site_id],
            unserved=unserved[site.site_id],
            routes=tuple(calls[site.site_id]),
            cold=site.site_id in cold,
        )
        for site in day.sites.values()
    )
