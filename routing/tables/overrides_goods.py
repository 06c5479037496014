"""Overrides of goods: more or fewer items, excluded, let through, due today, locked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.day import Lock, LockKind
from routing.domain.goods import DEFAULT_CLASS
from routing.domain.held_order import held_orders
from routing.domain.reason import ReasonCode

from .build_lines import DemandLine, DemandRead
from .overrides import Override, Selector, select
from .split import split_total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .build_blocked import Blocks
    from .build_draft import Draft
    from .build_sites import SitesRead

CHANGE = re.compile(r"([+\-=加增减]?)\s*(\d+)\s*件?")
LOCK_WORDS = {
    "vehicle": LockKind.VEHICLE, "车辆": LockKind.VEHICLE,
    "sequence": LockKind.SEQUENCE, "顺序": LockKind.SEQUENCE,
    "strict": LockKind.STRICT, "严格": LockKind.STRICT,
    "loaded": LockKind.LOADED, "已装车": LockKind.LOADED,
    "departed": LockKind.DEPARTED, "已发车": LockKind.DEPARTED,
}  # fmt: skip
WAITING = (LockKind.LOADED, LockKind.DEPARTED)
LOCK_TOKENS = re.compile(r"[:=,;、|\s]+")


def change_items(
    draft: Draft, sites: SitesRead, demand: DemandRead, override: Override
) -> None:
    """Add, take away or set the items of what an override selects."""
    found = CHANGE.fullmatch(override.parameter)
    if found is None:
        override.row.reject("BAD_CHANGE", "parameter")
        return
    selector = select(draft, sites, override)
    if selector is None:
        return
    chosen = [
        index
        for index, line in enumerate(demand.lines)
        if line.kind is ConsignmentKind.DELIVERY and selector.matches(*line.key)
    ]
    old = sum(demand.lines[index].items for index in chosen)
    amount = int(found[2])
    signs = {"+": old + amount, "加": old + amount, "增": old + amount}
    signs |= {"-": old - amount, "减": old - amount}
    new = signs.get(found[1], amount)
    if new < 0:
        override.row.warn("ITEMS_BELOW_ZERO", "parameter", items=str(old))
        new = 0
    if chosen:
        _rescale(demand, chosen, new)
    elif new and len(selector.sites) == len(selector.partners) == 1:
        demand.lines.append(_new_line(override, selector, new))
    elif new:
        override.row.reject("OVERRIDE_NO_MATCH", "object", word=override.object)


def _rescale(demand: DemandRead, chosen: Sequence[int], new: int) -> None:
    """Share a new number of items out over lines by their old ones."""
    lines = [demand.lines[index] for index in chosen]
    parts = split_total(new, [Fraction(line.items) for line in lines])
    for index, line, items in zip(chosen, lines, parts, strict=True):
        demand.lines[index] = replace(
            line,
            items=items,
            grams=_scaled(line.grams, items, line.items),
            cm3=_scaled(line.cm3, items, line.items),
            backlog_items=min(line.backlog_items, items),
        )
    demand.lines = [line for line in demand.lines if line.items]


def _scaled(amount: int | None, items: int, old: int) -> int | None:
    return None if amount is None else -(-amount * items // old)


def _new_line(override: Override, selector: Selector, items: int) -> DemandLine:
    return DemandLine(
        table=override.row.table.name,
        row=override.row.raw.row,
        site=selector.sites[0],
        partner=selector.partners[0],
        goods_class=selector.goods[0] if selector.goods else DEFAULT_CLASS,
        items=items,
    )


@dataclass(slots=True, kw_only=True)
class Marked:
    """Consignments as the overrides leave them, and the locks."""

    consignments: list[Consignment]
    locks: list[Lock] = field(default_factory=list)
    unkept: list[Lock] = field(default_factory=list)
    """Locks that nobody can keep."""


def mark_goods(
    draft: Draft, sites: SitesRead, marked: Marked, blocks: Blocks, override: Override
) -> None:
    """Apply exclude, allow or must to the consignments that it selects."""
    selector = select(draft, sites, override)
    if selector is None:
        return
    chosen = [
        index
        for index, row in enumerate(marked.consignments)
        if selector.matches(row.outer_site, row.partner, row.goods_class)
    ]
    if not chosen:
        override.row.warn("OVERRIDE_NO_MATCH", "object", word=override.object)
    by_site = bool(selector.sites) and not selector.partners and not selector.goods
    if override.kind == "exclude" and chosen and not by_site:
        override.row.warn("EXCLUDED_AS_DEFERRED", "object", word=override.object)
    for index in chosen:
        row = marked.consignments[index]
        if override.kind == "must":
            marked.consignments[index] = replace(row, must=True)
        elif override.kind == "allow":
            blocks.allowed[row.consignment_id] = None
        else:
            reason = (
                ReasonCode.STATION_CLOSED
                if by_site
                else ReasonCode.DEFERRED_LOW_PRIORITY
            )
            blocks.by_consignment.setdefault(row.consignment_id, reason)


def read_lock(
    draft: Draft, in_service: Mapping[str, object], override: Override
) -> Lock | None:
    """Read a lock: a vehicle and sites in object and parameter, in any order.

    ``object`` 鲁A1, ``parameter`` ``顺序:甲村、乙村``; the kind is VEHICLE where no
    word says otherwise.
    """
    kind, vehicle = LockKind.VEHICLE, None
    sites: list[str] = []
    for token in LOCK_TOKENS.split(f"{override.object} {override.parameter}".strip()):
        word = LOCK_WORDS.get(token.casefold())
        cars = draft.vehicles.find(token)
        places = draft.sites.find(token)
        if word is not None and not cars:
            kind = word
        elif cars and vehicle is None:
            vehicle = cars[0]
        elif len(places) == 1:
            sites.append(places[0])
        else:
            near = draft.sites.nearest(token, draft.found)
            override.row.reject("UNKNOWN_OBJECT", "object", word=token, suggestion=near)
    if not override.row.usable:
        return None
    waits = kind in WAITING
    if vehicle is None or not (sites or waits):
        override.row.reject("BAD_LOCK", "object")
        return None
    if waits:
        override.row.warn("LOCK_NEEDS_FROM", "parameter")
    if vehicle not in in_service:
        override.row.warn("LOCKED_VEHICLE_OUT", "object", word=vehicle)
    return Lock(
        kind=kind,
        vehicle=vehicle,
        sites=tuple(sites),
        reason=override.reason,
        by=override.by,
    )


def block_conflicts(
    marked: Marked, in_service: Mapping[str, object], blocks: Blocks
) -> None:
    """Block goods of sites whose locks nobody can keep.

    Locks to a vehicle that is out, to two vehicles, or in orders that contradict.
    """
    _, contradictory = held_orders(marked.locks)
    apart = {site: None for lock in contradictory for site in lock.sites}
    vehicles: dict[str, dict[str, None]] = {}
    for lock in marked.locks:
        if lock.kind in WAITING and lock.vehicle not in in_service:
            # It was loaded or under way, and broke down: others fetch its goods.
            continue
        for site in lock.sites:
            vehicles.setdefault(site, {})[lock.vehicle] = None
    for row in marked.consignments:
        named = vehicles.get(row.outer_site, {})
        out = any(vehicle not in in_service for vehicle in named)
        if len(named) > 1 or out or row.outer_site in apart:
            blocks.by_consignment[row.consignment_id] = ReasonCode.LOCK_CONFLICT
    marked.unkept = [
        lock
        for lock in marked.locks
        if lock in contradictory
        or (lock.vehicle not in in_service and lock.kind not in WAITING)
    ]
    marked.locks = [
        lock
        for lock in marked.locks
        if lock.vehicle in in_service and lock not in contradictory
    ]
