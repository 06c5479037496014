"""The list of changes (变更): village by village with amounts, and per driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.changes import (
    ChangeReason,
    Changes,
    DriverChange,
    DriverRow,
    VillageChange,
    chain_of,
)
from routing.report.sheets.frame import plan_number

from ..output.void_sheets import route_contents
from .comparison import moved_villages, villages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from routing.plan.changes import Chain
    from routing.plan.model import Plan, PlannedBag, Route

    from .earlier import EarlierWays


def change_list(
    known: EarlierWays,
    earlier: Plan,
    plan: Plan,
    change_cents: int,
    savings: Mapping[str, int | None],
) -> Changes:
    """Return what a plan changes of an earlier plan of its day.

    ``savings`` tell how much dearer a village would be on its earlier way, in
    cents; None or no entry where that way is not possible any more.
    """
    carried = villages_of(known, plan)
    asked = {row.outer_site for row in known.day.consignments}
    moved = moved_villages(known, plan)
    order = list(known.day.sites)
    had = [site for site in order if site in known.villages]
    had += [site for site in known.villages if site not in known.day.sites]
    both = [site for site in had if site in asked]
    changed = [
        _village(known, site, moved.get(site, []), carried.get(site, []), savings)
        for site in both
        if site in moved or site not in carried
    ]
    return Changes(
        earlier=plan_number(earlier),
        change_cents=change_cents,
        villages=len(both),
        changed=tuple(changed),
        new=tuple(s for s in order if s in carried and s not in known.villages),
        without_goods=tuple(site for site in had if site not in asked),
        drivers=tuple(_drivers(list(known.day.vehicles), earlier, plan)),
    )


def _village(
    known: EarlierWays,
    site: str,
    away: list[PlannedBag],
    carried: list[PlannedBag],
    savings: Mapping[str, int | None],
) -> VillageChange:
    lots = {bag.lot for bag in away}
    before = _chains_before(known, site, lots)
    saves = savings.get(site)
    if not away:
        reason, saves = ChangeReason.LEFT, None
    elif not any(lot in known.lots for lot in lots):
        reason = ChangeReason.NEW_GOODS
    elif known.is_gone(before):
        reason = ChangeReason.GONE
    else:
        reason = ChangeReason.NO_ROOM if saves is None else ChangeReason.CHEAPER
    after = dict.fromkeys(chain_of(bag) for bag in carried if bag.lot in lots)
    return VillageChange(
        site=site,
        before=before,
        after=tuple(after),
        reason=reason,
        items=sum(sum(bag.items.values()) for bag in away),
        saves_cents=saves,
    )


def _chains_before(
    known: EarlierWays, site: str, lots: Iterable[str]
) -> tuple[Chain, ...]:
    """Return the earlier ways of some lots, those of the village for new goods."""
    chains = {
        chain
        for lot in lots
        if lot in known.lots
        for chain in known.chains[known.lots[lot]]
    }
    return tuple(
        chain for chain in known.villages[site] if not chains or chain in chains
    )


def _drivers(order: list[str], earlier: Plan, plan: Plan) -> Iterator[DriverRow]:
    """Yield what becomes of each driver's sheet, as its paper would tell it."""
    before, now = route_contents(earlier), route_contents(plan)
    old = {route.vehicle: route for route in earlier.routes}
    new = {route.vehicle: route for route in plan.routes}
    for vehicle in [*order, *(key for key in old if key not in order)]:
        if vehicle not in old and vehicle not in new:
            continue
        halts, had = _halts(new.get(vehicle)), _halts(old.get(vehicle))
        if vehicle not in new:
            change = DriverChange.GONE
        elif vehicle not in old:
            change = DriverChange.NEW
        elif before[vehicle] == now[vehicle]:
            change = DriverChange.UNCHANGED
        else:
            same = halts == had
            change = DriverChange.FIGURES if same else DriverChange.HALTS
        yield DriverRow(
            vehicle=vehicle,
            change=change,
            added=_without(halts, had),
            dropped=_without(had, halts),
        )


Halts = tuple[tuple[str, ...], ...]


def _halts(route: Route | None) -> Halts:
    if route is None:
        return ()
    return tuple(tuple(stop.site for stop in tour.stops) for tour in route.tours)


def _without(halts: Halts, others: Halts) -> tuple[str, ...]:
    known = {site for tour in others for site in tour}
    return tuple(
        dict.fromkeys(site for tour in halts for site in tour if site not in known)
    )
