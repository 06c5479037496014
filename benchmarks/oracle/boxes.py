"""Reusable boxes in the model: who may use them, how many there are (C2, P1h)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.partner import may_carry
from routing.domain.vehicle import Temperature
from routing.plan.model import BoxUse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.day import Day

    from .custody import Custody
    from .freight import Freight
    from .model import Model

CENT = 10_000
"""Millionths of a yuan."""


def boxed(day: Day, bag: Freight) -> Iterator[Freight]:
    """Yield a bag in the boxes of every stock that it may use (C2a, C2b)."""
    for stock in day.boxes.values():
        count = -(-bag.bag.cm3 // stock.cm3)
        if (
            bag.needs.temp is not Temperature.AMBIENT
            and stock.temp is bag.needs.temp
            and stock.site == bag.first.origin
            and all(may_carry(day.agreements, stock.owner, p) for p in bag.partners)
            and count <= (1 if bag.bag.loose else stock.count)
        ):
            inside = replace(
                bag.bag,
                bag_id=f"{bag.name}|{stock.box_id}",
                box=stock.box_id,
                boxes=count,
                cm3=count * stock.cm3,
            )
            needs = replace(bag.needs, foamed=True, box=stock.autonomy)
            yield replace(bag, bag=inside, needs=needs, stock=stock)


def add_boxes(model: Model, custodies: Sequence[Custody]) -> None:
    """Let a bag travel in one form, and no more boxes than there are (C2d, P1h)."""
    forms: dict[str, list[Custody]] = {}
    for custody in custodies:
        forms.setdefault(custody.bag.name, []).append(custody)
    for alike in forms.values():
        if len(alike) > 1:
            model.cp.add(sum(custody.served for custody in alike) <= 1)
    for stock in model.day.boxes.values():
        used = [
            custody.bag.bag.boxes * custody.served
            for custody in custodies
            if custody.bag.stock is stock
        ]
        if used:
            model.cp.add(sum(used) <= stock.count)
            model.pay(sum(used), stock.micro_yuan_per_use, 1, stock.count)


def box_uses(day: Day, went: Mapping[str, tuple[Freight, object]]) -> Iterator[BoxUse]:
    """Yield how many boxes of each stock leave, with the fee rounded once (P1h)."""
    for stock in day.boxes.values():
        used = sum(bag.bag.boxes for bag, _ in went.values() if bag.stock is stock)
        if used:
            cents = (used * stock.micro_yuan_per_use + CENT // 2) // CENT
            yield BoxUse(box=stock.box_id, boxes=used, fee_cents=cents)
