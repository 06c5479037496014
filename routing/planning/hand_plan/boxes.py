"""The boxes of bags in a person's plan: as they were, or as the sheet of bags says."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.box_uses import in_boxes
from routing.tables.finding import Finding, Grade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag
    from routing.plan.workbook.edit import HandEdit

SUGGESTIONS = 3


def said_boxes(edit: HandEdit) -> dict[str, str | None]:
    """Return the stock of each bag that the sheet of bags tells of; None: none."""
    return {} if edit.bags is None else {row.bag: row.box for row in edit.bags.rows}


def reboxed(day: Day, plan: Plan, edit: HandEdit) -> Plan:
    """Return a plan with its bags in the boxes that an edit says (rule C2a)."""
    said = said_boxes(edit)
    cm3 = {row.consignment_id: (row.cm3, row.items) for row in day.consignments}
    bags = tuple(
        _boxed(day, bag, said[bag.id], cm3)
        if bag.id in said and said[bag.id] != bag.box
        else bag
        for bag in plan.bags
    )
    return plan if bags == plan.bags else replace(plan, bags=bags)


def _boxed(
    day: Day,
    bag: PlannedBag,
    box: str | None,
    cm3: Mapping[str, tuple[int, int]],
) -> PlannedBag:
    goods = bag
    if bag.box is not None:
        # What the goods measure by themselves: their shares of the consignments.
        known = [(*cm3[key], n) for key, n in bag.contents.items() if key in cm3]
        size = sum(total * count // items for total, items, count in known)
        goods = replace(bag, box=None, boxes=0, cm3=size)
    return in_boxes(goods, day.boxes.get(box or ""))


def unknown_bags(plan: Plan, edit: HandEdit) -> list[Finding]:
    """Return rows of the sheet of bags with boxes for a bag that there is not."""
    known = [bag.id for bag in plan.bags]
    rows = () if edit.bags is None or not known else edit.bags.rows
    return [
        Finding(
            code="EDIT_UNKNOWN_BAG",
            grade=Grade.FATAL,
            file=edit.file,
            sheet=edit.bags.name if edit.bags else "",
            row=row.row,
            column=edit.bags.column if edit.bags else "",
            value=row.bag,
            details={
                "bag": row.bag,
                "near": "、".join(
                    difflib.get_close_matches(row.bag, known, SUGGESTIONS)
                )
                or "?",
            },
        )
        for row in rows
        if row.box is not None and row.bag not in known
    ]
