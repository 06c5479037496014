"""Who comes to a site today, when, and with what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.site import Level

from .slack import arrival_band, latest_starts

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan, Route, Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A halt of a vehicle; ``early`` to ``late`` is its arrival band (``slack``)."""

    route: Route
    tour: int
    order: int
    stop: Stop
    early: int
    late: int
    latest: int


def visits_of(day: Day, plan: Plan) -> dict[str, tuple[Visit, ...]]:
    """Return the visits of each site that has any, sites in order of the tables.

    Visits are in order of time, then of the plan.
    """
    found: dict[str, list[Visit]] = {site: [] for site in day.sites}
    for route in plan.routes:
        latest = latest_starts(day, plan, route)
        for number, tour in enumerate(route.tours):
            for index, stop in enumerate(tour.stops):
                limit = latest[number, index]
                early, late = arrival_band(stop.start, limit)
                found[stop.site].append(
                    Visit(
                        route=route,
                        tour=number,
                        order=index + 1,
                        stop=stop,
                        early=early,
                        late=late,
                        latest=limit,
                    )
                )
    return {
        site: tuple(sorted(visits, key=lambda visit: visit.stop.start))
        for site, visits in found.items()
        if visits
    }


def townships(day: Day, sites: list[str]) -> dict[str, list[str]]:
    """Group sites by township, each by its hub's id, in order of the tables.

    A hub belongs to itself; what has no township (stations of the county town)
    stands with the centre.
    """
    groups: dict[str, list[str]] = {}
    for site in sites:
        known = day.sites[site]
        group = known.township or day.centre
        if known.level is Level.HUB or group not in day.sites:
            group = site
        groups.setdefault(group, []).append(site)
    return groups
