"""What is still to be carried: bags where they stand, and goods not packed yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.lot import lot_key
from routing.domain.reason import ReasonCode
from routing.domain.seal import Seal
from routing.domain.units import divide_half_up

from .outside_so_far import outside_so_far
from .told import by_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag

    from .going import Going, Standing
    from .outside_so_far import Outside

MARK = "~"
"""Between a consignment and the bag that a part of it lies in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFew:
    """More items of a consignment are under way than today's tables ask for."""

    site: str
    partner: str
    goods_class: str
    moving: int
    asked: int


def opened_bags(day: Day, plan: Plan, legs: Mapping[str, int]) -> set[str]:
    """Return bags not under way that are packed anew, because their goods changed.

    Goods are gone, or are fewer, or may no longer share a bag.
    """
    rows = {row.consignment_id: row for row in day.consignments}
    opened = set()
    packed: dict[str, int] = {}
    for bag in plan.bags:
        moves = legs.get(bag.id, 0) > 0
        known = [rows[key] for key in bag.contents if key in rows]
        if not moves and (
            len(known) < len(bag.contents) or len({lot_key(day, r) for r in known}) > 1
        ):
            opened.add(bag.id)
            continue
        for key, items in bag.contents.items():
            packed[key] = packed.get(key, 0) + items
    for bag in sorted(plan.bags, key=lambda b: b.id, reverse=True):
        if bag.id in opened or legs.get(bag.id, 0) > 0:
            continue
        if any(packed[key] > rows[key].items for key in bag.contents):
            opened.add(bag.id)
            for key, items in bag.contents.items():
                packed[key] -= items
    return opened


def too_few(day: Day, plan: Plan, legs: Mapping[str, int]) -> list[TooFew]:
    """Return the goods of which more is under way than the tables ask for."""
    rows = {row.consignment_id: row for row in day.consignments}
    moving: dict[str, tuple[int, PlannedBag]] = {}
    for bag in plan.bags:
        if legs.get(bag.id, 0):
            for key, items in bag.contents.items():
                moving[key] = moving.get(key, (0, bag))[0] + items, bag
    found = []
    for key, (items, bag) in sorted(moving.items()):
        row = rows.get(key)
        if row is not None and row.items >= items:
            continue
        found.append(
            TooFew(
                site=bag.destination if row is None else row.outer_site,
                partner=next(iter(bag.items)) if row is None else row.partner,
                goods_class=bag.goods_class if row is None else row.goods_class,
                moving=items,
                asked=0 if row is None else row.items,
            )
        )
    return found


def later_goods(day: Day, going: Going) -> tuple[Consignment, ...]:
    """Return the consignments of what is still to be carried.

    First the bags that are packed, each where it stands, then what lies in none.
    """
    rows = {row.consignment_id: row for row in day.consignments}
    found: list[Consignment] = []
    packed: dict[str, int] = {}
    for bag in by_id(going.plan).values():
        for key, items in bag.contents.items():
            packed[key] = packed.get(key, 0) + items
        standing = going.standing[bag.id]
        if not standing.arrived and standing.site != bag.destination:
            outside = outside_so_far(day, going, standing, rows)
            found += _sealed(day, standing, rows, outside)
    for row in day.consignments:
        left = row.items - packed.get(row.consignment_id, 0)
        if left > 0:
            found.append(_part(row, left))
    return tuple(found)


def _part(row: Consignment, items: int) -> Consignment:
    """Return some items of a consignment; its figures are never too small."""
    if items == row.items:
        return row
    return replace(
        row,
        items=items,
        grams=-(-row.grams * items // row.items),
        cm3=-(-row.cm3 * items // row.items),
        backlog_items=min(row.backlog_items, items),
        cod_cents=row.cod_cents * items // row.items,
        late_micro_yuan=_late_price(row, items),
    )


def _late_price(row: Consignment, items: int) -> int | None:
    """Return what a minute of some of its items costs (P1g)."""
    if row.late_micro_yuan is None:
        return None
    return divide_half_up(row.late_micro_yuan * items, row.items)


def _sealed(
    day: Day, standing: Standing, rows: Mapping[str, Consignment], outside: Outside
) -> Iterator[Consignment]:
    """Yield what lies in a bag, as goods that begin where the bag stands."""
    bag = standing.bag
    inside = [(rows[key], items) for key, items in bag.contents.items()]
    seal = Seal(
        bag_id=bag.id,
        lot_id=bag.lot,
        loose=bag.loose,
        passed=standing.passed[:-1],
        outside_duration=outside.seconds,
        since=outside.since if standing.legs else None,
        due=outside.due,
        box=bag.box,
        boxes=bag.boxes,
        closed=outside.closed,
    )
    blocked = [row.blocked for row, _ in inside]
    if _is_locked_in(day, standing):
        blocked = [ReasonCode.STATION_CLOSED]
    deadlines = [row.deadline for row, _ in inside if row.deadline is not None]
    windows = next((row.windows for row, _ in inside if row.windows), ())
    grams = _shares(bag.grams, [(row.grams, row.items, n) for row, n in inside])
    cm3 = _shares(bag.cm3, [(row.cm3, row.items, n) for row, n in inside])
    moved = bool(standing.legs)
    soft = all(row.is_soft for row, _ in inside)
    for number, (row, items) in enumerate(inside):
        # What a village gave has kept its promise when it left the village.
        fetched = moved and row.kind is not ConsignmentKind.DELIVERY
        kept = fetched and standing.site != row.origin
        yield replace(
            row,
            consignment_id=sealed_id(row.consignment_id, bag.id),
            origin=standing.site,
            items=items,
            grams=grams[number],
            cm3=cm3[number],
            ready_time=standing.ready,
            windows=() if kept else windows,
            deadline=None if kept else min(deadlines, default=None),
            late_micro_yuan=_late_price(row, items) if soft and not kept else None,
            must=any(other.must for other, _ in inside),
            backlog_items=0,
            cod_cents=0,
            blocked=blocked[0] if all(blocked) else None,
            seal=seal,
        )


def _is_locked_in(day: Day, standing: Standing) -> bool:
    """Tell whether a bag was handed over where nobody is by now (W6d)."""
    handed = bool(standing.legs) and not standing.aboard
    return handed and not day.sites[standing.site].dispatchable


def sealed_id(consignment: str, bag: str) -> str:
    """Return the id of a part of a consignment that lies in a bag."""
    return f"{consignment}{MARK}{bag}"


def whole_id(consignment: str) -> str:
    """Return the consignment that a part is of."""
    return consignment.partition(MARK)[0]


def _shares(total: int, parts: Sequence[tuple[int, int, int]]) -> list[int]:
    """Split what a bag weighs over its contents; the last one takes the rest."""
    found: list[int] = []
    for amount, items, count in parts[:-1]:
        found.append(min(amount * count // items, total - sum(found)))
    return [*found, total - sum(found)]
