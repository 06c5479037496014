"""What an edit leaves behind: as before with its reason, the rest cancelled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode

from ..reasons.unserved_row import Why, set_aside_row, unserved_order, unserved_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.plan.model import Plan, Unserved


def known_part(day: Day, plan: Plan) -> Plan:
    """Return a plan of other tables without all that a day may not know.

    Routes and bags go; of the unserved rows those stay that still say something
    of the same goods.
    """
    rows = {row.consignment_id: row for row in day.consignments}
    kept = []
    for left in plan.unserved:
        row = rows.get(left.consignment or "")
        if row is not None and (left.site, left.partner, left.goods_class) == (
            row.outer_site,
            row.partner,
            row.goods_class,
        ):
            same = _row(day, row, left.items, ReasonCode(left.reason))
            kept.append(replace(left, kind=same.kind, priority=same.priority))
    aside = [set_aside_row(row) for row in day.set_aside]
    return replace(
        plan,
        routes=(),
        bags=(),
        bus_loads=(),
        handovers=(),
        unserved=(*kept, *aside),
    )


def left_rows(day: Day, plan: Plan, left: Mapping[str, int]) -> tuple[Unserved, ...]:
    """Return what stays behind; ``left`` are items by consignment."""
    before: dict[str, list[Unserved]] = {}
    for row in plan.unserved:
        if row.consignment is not None:
            before.setdefault(row.consignment, []).append(row)
    rows = [row for row in plan.unserved if row.consignment is None]
    for consignment in day.consignments:
        items = left[consignment.consignment_id]
        for row in before.get(consignment.consignment_id, ()):
            kept = min(items, row.items)
            items -= kept
            if kept == row.items:
                rows.append(row)
            elif kept:
                rows.append(replace(row, items=kept))
        if items:
            reason = consignment.blocked or ReasonCode.CANCELLED_BY_HAND
            rows.append(_row(day, consignment, items, reason))
    return tuple(sorted(rows, key=unserved_order))


def _row(day: Day, row: Consignment, items: int, reason: ReasonCode) -> Unserved:
    blocked = row.blocked is reason
    why = Why(reason=reason, certified=blocked, amount=items, unit="items")
    return unserved_row(day, row, items, why)
