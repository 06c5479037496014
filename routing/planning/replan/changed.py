"""What a re-plan changes of the plan that it carries on: villages and drivers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.changes import ChangeReason, Changes, VillageChange, chain_of

from ..changes.change_list import driver_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.changes import Chain
    from routing.plan.model import Plan, PlannedBag


def replan_changes(day: Day, told: Plan, plan: Plan, rest: Changes) -> Changes:
    """Return the changes of the whole day.

    Parameters
    ----------
    told, plan
        The earlier plan with today's consignments, and the re-plan.
    rest
        The changes of what had not begun: they know what a change saves.
    """
    outer = {row.consignment_id: row.outer_site for row in day.consignments}
    before, now = _by_village(told, outer), _by_village(plan, outer)
    asked = set(outer.values())
    known = {row.site: row for row in rest.changed}
    villages = [site for site in day.sites if site in before and site in asked]
    changed = [
        row
        for site in villages
        for row in _village(day, site, before[site], now.get(site, []), known)
    ]
    return replace(
        rest,
        villages=len(villages),
        changed=tuple(changed),
        new=tuple(s for s in day.sites if s in now and s not in before),
        without_goods=tuple(s for s in before if s not in asked),
        drivers=tuple(driver_rows(list(day.vehicles), told, plan)),
    )


def _by_village(plan: Plan, outer: Mapping[str, str]) -> dict[str, list[PlannedBag]]:
    found: dict[str, list[PlannedBag]] = {}
    for bag in plan.bags:
        village = outer.get(next(iter(bag.contents)), bag.destination)
        found.setdefault(village, []).append(bag)
    return found


def _village(
    day: Day,
    site: str,
    before: Sequence[PlannedBag],
    now: Sequence[PlannedBag],
    known: Mapping[str, VillageChange],
) -> Iterator[VillageChange]:
    """Yield the change of a village, if there is one."""
    had = {bag.id: chain_of(bag) for bag in before}
    goes = {bag.id: chain_of(bag) for bag in now}
    ways = set(had.values())
    away = [
        bag
        for bag in now
        if goes[bag.id] != had.get(bag.id, goes[bag.id])
        or (bag.id not in had and goes[bag.id] not in ways)
    ]
    fewer = len(now) < len(before)
    lost = [bag for bag in before if fewer and bag.id not in goes]
    stays = any(not bag.arrives for bag in away) or (lost and not away)
    if not away and not lost:
        return
    concerned = [had[bag.id] for bag in (*away, *lost) if bag.id in had]
    saves, reason = None, ChangeReason.NO_ROOM
    if stays:
        reason = ChangeReason.LEFT
    elif not concerned:
        reason = ChangeReason.NEW_GOODS
    elif _is_gone(day, concerned):
        reason = ChangeReason.GONE
    elif site in known:
        saves, reason = known[site].saves_cents, known[site].reason
    yield VillageChange(
        site=site,
        before=tuple(dict.fromkeys(concerned)) or tuple(dict.fromkeys(had.values())),
        after=tuple(dict.fromkeys(goes[bag.id] for bag in away)),
        reason=reason,
        items=sum(sum(bag.items.values()) for bag in (*away, *lost)),
        saves_cents=saves,
    )


def _is_gone(day: Day, chains: Sequence[Chain]) -> bool:
    """Tell whether a vehicle, trip or offer of some ways is not there any more."""
    out = {row.vehicle for row in day.breakdowns}
    here = {*day.vehicles, *day.trips, *day.offers} - out
    return any(leg.carrier not in here for chain in chains for leg in chain)
