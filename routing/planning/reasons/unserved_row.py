"""Goods that stay behind as the plan states them: one form, whoever found why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.plan.model import Unserved

if TYPE_CHECKING:
    from routing.domain.consignment import Consignment
    from routing.domain.day import SetAside
    from routing.domain.reason import ReasonCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A reason as a row of the plan states it."""

    reason: ReasonCode
    certified: bool
    amount: int = 0
    unit: str = ""
    nearest: str = ""


def unserved_row(row: Consignment, items: int, why: Why) -> Unserved:
    """Return the row of items of a consignment."""
    return Unserved(
        site=row.outer_site,
        partner=row.partner,
        goods_class=row.goods_class,
        kind=row.kind.value,
        priority=row.priority.value,
        items=items,
        reason=why.reason.value,
        certified=why.certified,
        amount=why.amount,
        unit=why.unit,
        nearest=why.nearest,
        action="",
        consignment=row.consignment_id,
    )


def set_aside_row(row: SetAside) -> Unserved:
    """Return the row of items whose input row could not be used."""
    return Unserved(
        site=row.site,
        partner=row.partner,
        goods_class=row.goods_class,
        kind="",
        priority="",
        items=row.items,
        reason=row.reason.value,
        certified=True,
        amount=row.items,
        unit="items",
        nearest="",
        action="",
    )


def unserved_order(row: Unserved) -> tuple[str, ...]:
    """Return what rows are sorted by in a plan."""
    return row.site, row.partner, row.goods_class, row.consignment or "", row.reason
