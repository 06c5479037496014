"""KPIs of service: items, villages, timeliness, fairness and what comes back."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routing.domain.consignment import ConsignmentKind
from routing.domain.site import Level
from routing.domain.vehicle import Temperature

from .figures import kilograms, mean, percent, rounded
from .served import Served, on_time_items, same_day_items, within_24h_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from routing.domain.day import Day
    from routing.domain.site import Site
    from routing.plan.model import Plan

AT_TOWNSHIP = "到镇自提"
NO_POINT = (AT_TOWNSHIP, "直投到户")
"""Ways of service (sites, service_kind) without a point in the village."""


def item_kpis(day: Day, plan: Plan, served: tuple[Served, ...]) -> dict[str, Any]:
    """Return items demanded, planned and left, and the backlog."""
    waiting = [row.consignment.days_waiting for row in served if row.unserved]
    return {
        "items_demanded": day.items_demanded,
        "items_planned": plan.items_planned,
        "items_unserved": plan.items_unserved,
        "items_set_aside": sum(row.items for row in day.set_aside),
        "planned_share": percent(plan.items_planned, day.items_demanded),
        "backlog_items": sum(row.backlog_items for row in day.consignments),
        # The oldest go first.
        "backlog_left_items": sum(
            max(0, row.consignment.backlog_items - row.planned) for row in served
        ),
        "longest_wait_days": max(waiting, default=0),
    }


def upstream_kpis(day: Day, plan: Plan) -> dict[str, Any]:
    """Return items and mass that come back from the villages."""
    up = {
        row.consignment_id
        for row in day.consignments
        if row.kind is not ConsignmentKind.DELIVERY
    }
    bags = [bag for bag in plan.bags if up.issuperset(bag.contents)]
    cold = [
        bag
        for bag in bags
        if day.goods[bag.goods_class].temp is not Temperature.AMBIENT
    ]
    return {
        "upstream_items": sum(sum(bag.items.values()) for bag in bags),
        "upstream_kg": kilograms(sum(bag.grams for bag in bags)),
        "upstream_cold_kg": kilograms(sum(bag.grams for bag in cold)),
    }


def village_kpis(day: Day, served: tuple[Served, ...]) -> dict[str, Any]:
    """Return the counts of villages and the three coverages."""
    villages = [site for site in day.sites.values() if site.level is Level.VILLAGE]
    demanded, planned = Counter[str](), Counter[str]()
    down, reached = Counter[str](), Counter[str]()
    for row in day.set_aside:
        demanded[row.site] += row.items
    for one in served:
        site = one.consignment.outer_site
        demanded[site] += one.consignment.items
        planned[site] += one.planned
        if one.consignment.kind is ConsignmentKind.DELIVERY:
            down[site] += one.consignment.items
            reached[site] += same_day_items(one) if _within(day.sites[site]) else 0
    ids = [site.site_id for site in villages]
    asked = [site for site in ids if demanded[site]]
    down_asked = [site for site in ids if down[site]]
    arrived = [site for site in down_asked if reached[site]]
    whole = [site for site in down_asked if reached[site] >= down[site]]
    weekly = [
        Fraction(str(site.services_per_week))
        for site in villages
        if site.services_per_week is not None
    ]
    frequency = mean(weekly)
    return {
        "villages": len(villages),
        "villages_demanded": len(asked),
        "villages_served": sum(1 for site in asked if planned[site]),
        "villages_partly": sum(
            1 for site in asked if 0 < planned[site] < demanded[site]
        ),
        "villages_unserved": sum(1 for site in asked if not planned[site]),
        "villages_reached": len(arrived),
        "point_coverage": percent(sum(map(_has_point, villages)), len(villages)),
        "village_reach_rate": percent(len(arrived), len(down_asked)),
        "village_full_rate": percent(len(whole), len(down_asked)),
        "weekly_frequency": None if frequency is None else rounded(frequency, 1),
    }


def _has_point(site: Site) -> bool:
    return site.served_by is None and site.service_kind not in NO_POINT


def _within(site: Site) -> bool:
    return site.served_by is None and site.service_kind != AT_TOWNSHIP


def timeliness_kpis(day: Day, served: tuple[Served, ...]) -> dict[str, Any]:
    """Return the shares of the demanded items that are on time and within 24 h."""
    down = [one for one in served if one.consignment.kind is ConsignmentKind.DELIVERY]
    asked = sum(one.consignment.items for one in down)
    return {
        "on_time_share": percent(
            sum(on_time_items(day, one) for one in served), day.items_demanded
        ),
        "within_24h_share": percent(
            sum(within_24h_items(day, one) for one in down), asked
        ),
    }


def fairness_kpis(day: Day, served: tuple[Served, ...]) -> dict[str, Any]:
    """Return planned and on-time shares per partner and township, and the gaps."""
    kpis: dict[str, Any] = {}
    for name, key, order in (
        ("partner", lambda one: one.consignment.partner, list(day.partners)),
        ("township", lambda one: _township(day, one), _townships(day)),
    ):
        for kind, count in (
            ("planned", lambda one: one.planned),
            ("on_time", lambda one: on_time_items(day, one)),
        ):
            shares = _shares(served, key, count, order)
            kpis[f"{kind}_share_by_{name}"] = shares
            kpis[f"{kind}_gap_{name}"] = (
                round(max(shares.values()) - min(shares.values()), 1)
                if shares
                else None
            )
    return kpis


def _township(day: Day, one: Served) -> str:
    site = day.sites[one.consignment.outer_site]
    return site.township or site.site_id


def _townships(day: Day) -> list[str]:
    return list(dict.fromkeys(s.township or s.site_id for s in day.sites.values()))


def _shares(
    served: Iterable[Served],
    key: Callable[[Served], str],
    count: Callable[[Served], int],
    order: list[str],
) -> dict[str, float]:
    asked, done = Counter[str](), Counter[str]()
    for one in served:
        asked[key(one)] += one.consignment.items
        done[key(one)] += count(one)
    return {
        name: share
        for name in order
        if (share := percent(done[name], asked[name])) is not None
    }
