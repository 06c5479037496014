"""Rules C2 and P1h: which bags go in reusable boxes, how many boxes, from when.

What boxes keep is part of the exposure (C2c), what they take of the room (C2b).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .access import may_carry
from .causes import Cause
from .cents import cents
from .contents import asked_boxes
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.box import BoxStock
    from ..domain.day import Day
    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents


def check_boxes(case: Case) -> Iterator[Violation]:
    """Check every bag in boxes, every stock, and what is paid for them."""
    for contents in case.bags.values():
        yield from _stocked(case.day, contents)
        yield from _ready(case, contents)
    used = _used(case)
    for box, boxes in used.items():
        over = boxes - case.day.boxes[box].count
        if over > 0:
            yield found(Cause.C2_COUNT, box, over)
    yield from _uses(case, used)


def _stocked(day: Day, contents: Contents) -> Iterator[Violation]:
    """Check the stock that a bag names, and the number of its boxes (C2a)."""
    bag, stock = contents.bag, contents.stock
    where = f"[{bag.id}]"
    if bag.box is not None and (stock is None or not _may_use(day, contents, stock)):
        yield found(Cause.C2_BOX, where, 1)
    if stock is None:
        if bag.box is None and bag.boxes:
            yield found(Cause.C2_SIZE, where, abs(bag.boxes))
    elif contents.whole:
        asked = asked_boxes(stock.cm3, contents.exact_cm3, len(contents.rows))
        if bag.boxes not in asked:
            yield found(Cause.C2_SIZE, where, abs(bag.boxes - contents.boxes))


def _may_use(day: Day, contents: Contents, stock: BoxStock) -> bool:
    """Tell whether goods may go in boxes: temperature, size, site and owner (C2a)."""
    if contents.bag.loose and contents.boxes > 1:
        return False
    if not contents.needs.is_cold or contents.needs.temp is not stock.temp:
        return False
    partners = {row.partner for row, _ in contents.rows}
    return contents.origin == stock.site and (
        stock.owner in partners
        or all(may_carry(day, stock.owner, partner) for partner in partners)
    )


def _ready(case: Case, contents: Contents) -> Iterator[Violation]:
    """Goods leave when their boxes are back and frozen, not before (C2d)."""
    bag, stock = contents.bag, contents.stock
    rides = case.rides.get(bag.id, ())
    # A faulty custody is reported; nobody knows then when the goods leave.
    if stock is None or not rides or bag.id in case.excused:
        return
    early = stock.usable_from - rides[0].boarded
    if early > 0:
        yield found(Cause.C2_READY, f"{rides[0].where} [{bag.id}]", early)


def _used(case: Case) -> dict[str, int]:
    """Return the boxes of each stock of which any leave, in table order (C2d)."""
    used = dict.fromkeys(case.day.boxes, 0)
    for contents in case.bags.values():
        box = contents.bag.box
        if box in used:
            used[box] += contents.boxes
    return {box: boxes for box, boxes in used.items() if boxes}


def _uses(case: Case, used: dict[str, int]) -> Iterator[Violation]:
    """Compare the box uses that a plan states with those of its bags (P1h)."""
    due = dict(used)
    for stated in case.plan.box_uses:
        boxes = due.pop(stated.box, 0)
        off = abs(stated.fee_cents - _fee(case.day, stated.box, boxes))
        if off:
            yield found(Cause.P1_FEE, stated.box, off)
        elif not boxes or stated.boxes != boxes:
            yield found(Cause.P1_BOXES, stated.box, 1)
    for box, boxes in due.items():
        fee = _fee(case.day, box, boxes)
        if fee:
            yield found(Cause.P1_FEE, box, fee)
        else:
            yield found(Cause.P1_BOXES, box, 1)


def _fee(day: Day, box: str, boxes: int) -> int:
    """Return what some boxes of a stock cost, half up once."""
    stock = day.boxes.get(box)
    return cents(boxes * stock.micro_yuan_per_use) if stock else 0
