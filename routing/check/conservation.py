"""Rules M1 and M5: items planned + unserved = demanded, each exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.reason import ReasonCode
from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.consignment import Consignment
    from ..plan.model import Unserved
    from ..plan.violation import Violation
    from .case import Case


def check_conservation(case: Case) -> Iterator[Violation]:
    """Compare what is planned and left with what was asked, row by row."""
    yield from _bag_ids(case)
    yield from _unserved_rows(case)
    yield from _consignments(case)
    yield from _set_aside(case)


def _bag_ids(case: Case) -> Iterator[Violation]:
    seen: set[str] = set()
    for bag in case.plan.bags:
        if bag.id in seen:
            yield found(Cause.M5_DUPLICATE_BAG, f"[{bag.id}]", 1)
        seen.add(bag.id)
    named = [bag for tour in case.tours() for bag in _named(tour.trail.on_board)]
    named += [bag for load in case.plan.bus_loads for bag in load.bags]
    named += [bag for row in case.plan.handovers for bag in row.bags]
    for bag_id in dict.fromkeys(named):
        if bag_id not in case.bags:
            yield found(Cause.M5_UNKNOWN_BAG, f"[{bag_id}]", 1)


def _named(on_board: list[tuple[str, ...]]) -> Iterator[str]:
    for leg in on_board:
        yield from leg


def _unserved_rows(case: Case) -> Iterator[Violation]:
    known = {row.consignment_id: row for row in case.day.consignments}
    reasons = {code.value for code in ReasonCode}
    # A row set aside is listed even where nobody can read how much it asked for.
    unread = {
        (row.site, row.partner, row.goods_class)
        for row in case.day.set_aside
        if not row.items
    }
    for row in case.plan.unserved:
        key = (row.site, row.partner, row.goods_class)
        least = 0 if row.consignment is None and key in unread else 1
        where = _place(row.site, row.partner, row.goods_class)
        consignment = known.get(row.consignment or "")
        if row.consignment is not None and consignment is None:
            place = f"{where} [{row.consignment}]"
            yield found(Cause.M1_UNKNOWN_CONSIGNMENT, place, max(1, row.items))
        elif row.items < least or (consignment and _differs(row, consignment)):
            yield found(Cause.M5_UNSERVED_ROW, where, 1)
        if row.reason not in reasons:
            yield found(Cause.M5_REASON, where, 1)


def _differs(row: Unserved, consignment: Consignment) -> bool:
    return (row.site, row.partner, row.goods_class, row.kind, row.priority) != (
        consignment.outer_site,
        consignment.partner,
        consignment.goods_class,
        consignment.kind.value,
        consignment.priority.value,
    )


def _consignments(case: Case) -> Iterator[Violation]:
    planned: dict[str, int] = {}
    for contents in case.bags.values():
        # A bag of a re-plan may stay on its way (M5d).
        arrives = case.past is None or contents.bag.arrives
        for key, items in contents.bag.contents.items():
            if not arrives:
                planned.setdefault(key, 0)
                continue
            # A count below zero (see ``packing``) must not hide another bag.
            planned[key] = planned.get(key, 0) + max(0, items)
    left: dict[str, int] = {}
    for row in case.plan.unserved:
        if row.consignment is not None:
            left[row.consignment] = left.get(row.consignment, 0) + row.items
    for row_ in case.day.consignments:
        key = row_.consignment_id
        difference = planned.pop(key, 0) + left.get(key, 0) - row_.items
        if difference:
            where = _place(row_.outer_site, row_.partner, row_.goods_class)
            yield found(Cause.M5_CONSERVATION, f"{where} [{key}]", abs(difference))
    for key, items in planned.items():
        yield found(Cause.M1_UNKNOWN_CONSIGNMENT, f"[{key}]", max(1, items))


def _set_aside(case: Case) -> Iterator[Violation]:
    balance: dict[tuple[str, str, str], int] = {}
    for row in case.day.set_aside:
        key = (row.site, row.partner, row.goods_class)
        balance[key] = balance.get(key, 0) - row.items
    for left in case.plan.unserved:
        if left.consignment is None:
            key = (left.site, left.partner, left.goods_class)
            balance[key] = balance.get(key, 0) + left.items
    for key, difference in balance.items():
        if difference:
            yield found(Cause.M5_CONSERVATION, _place(*key), abs(difference))


def _place(site: str, partner: str, goods_class: str) -> str:
    return f"@{site} {partner} {goods_class}"
