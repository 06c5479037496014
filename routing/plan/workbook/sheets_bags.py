"""The sheet of bags (集包袋): contents, boxes, carriers and times.

Where the day has reusable boxes, those of a bag may be edited and are read back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.services import ROAD

from .columns import header, word
from .service_words import say, time_cell, way_cell
from .sheet import Column, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.plan.model import PlannedBag

    from .cells import Value
    from .content import WorkbookContent
    from .names import Names

ONE = "0.0"
KILO = 1000
_WAY_WIDTH = 70


_HEADS: tuple[tuple[str, float, str], ...] = (
    ("BAG", 13, ""),
    ("FROM", 20, ""),
    ("TO", 24, ""),
    ("GOODS_CLASS", 9, ""),
    ("LOOSE", 7, ""),
    ("ITEMS", 7, ""),
    ("KG", 9, ONE),
    ("LITRES", 9, ONE),
    ("CONTENTS", 34, ""),
    ("VEHICLE", 14, ""),
    ("TOUR", 6, ""),
    ("LEAVE", 8, ""),
    ("ARRIVE", 8, ""),
)
_BOXES: tuple[tuple[str, float, str], ...] = (("BOX", 22, ""), ("BOXES", 6, ""))


def bags_sheet(
    content: WorkbookContent, names: Names, choices: Mapping[str, str]
) -> Sheet:
    """Return every bag that travels with its contents.

    Where the day has boxes, two columns more tell those of the bag. Where any bag
    has more than one leg, or one that is not by road, a last column tells all.
    """
    lang = content.lang
    boxes = has_boxes(content)
    columns = [
        Column(
            header=header(name, lang),
            width=width,
            number_format=form,
            editable=name == "BOX",
            computed=boxes and name != "BOX",
        )
        for name, width, form in (*_HEADS, *(_BOXES if boxes else ()))
    ]
    ways = any(_is_way(bag) for bag in content.plan.bags)
    if ways:
        columns.append(Column(header=say("COL_WAY", lang), width=_WAY_WIDTH))
    return Sheet(
        name=word("SHEET_BAGS", lang),
        columns=columns,
        rows=(
            [
                *_bag_cells(bag, names, lang),
                *(_box_cells(bag, names) if boxes else ()),
                *([way_cell(bag, names, lang)] * ways),
            ]
            for bag in content.plan.bags
        ),
        guide=word("BAGS_GUIDE", lang).strip().splitlines() if boxes else (),
        fixed=1,
        choices=[(len(_HEADS), choices["BOX"])] if boxes else (),
    )


def has_boxes(content: WorkbookContent) -> bool:
    """Tell whether bags are in boxes, or could be put into some."""
    bags = content.plan.bags
    return bool(content.day.boxes) or any(bag.box is not None for bag in bags)


def _box_cells(bag: PlannedBag, names: Names) -> list[Value]:
    if bag.box is None:
        return [None, None]
    return [names.boxes.label(bag.box), bag.boxes]


def _is_way(bag: PlannedBag) -> bool:
    """Tell whether a bag has anything but one leg by road."""
    return len(bag.legs) > 1 or any(leg.kind != ROAD for leg in bag.legs)


def _bag_cells(bag: PlannedBag, names: Names, lang: str) -> list[Value]:
    leg = bag.legs[0] if bag.legs else None
    inside = "、".join(
        f"{names.partners.label(partner)} {count}"
        for partner, count in bag.items.items()
    )
    cells: list[Value] = [
        bag.id,
        names.sites.label(bag.origin),
        names.sites.label(bag.destination),
        bag.goods_class,
        word("YES" if bag.loose else "NO", lang),
        sum(bag.items.values()),
        bag.grams / KILO,
        bag.cm3 / KILO,
        inside,
    ]
    if leg is None:
        cells += [None] * 4
    else:
        carrier = leg.vehicle or leg.trip or leg.offer or ""
        cells += [
            names.vehicles.label(carrier),
            None if leg.tour is None else leg.tour + 1,
            time_cell(leg.depart, lang),
            time_cell(bag.legs[-1].arrive, lang),
        ]
    return cells
