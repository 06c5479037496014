"""Reusable boxes of a plan as pages, sheets and KPIs show them (rules C2a to C2d)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.texts.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag

FAMILY = "cold"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyBoxes:
    """Boxes of a stock that are empty at a site in the evening, and must come back."""

    site: str
    box: str
    boxes: int


def box_type(day: Day, box: str) -> str:
    """Return the type of a stock; of one that the day does not have from its id."""
    stock = day.boxes.get(box)
    return box.rpartition("@")[0] if stock is None else stock.type


def box_home(day: Day, box: str) -> str:
    """Return the site that a stock belongs to."""
    stock = day.boxes.get(box)
    return box.rpartition("@")[2] if stock is None else stock.site


def box_words(day: Day, bags: Iterable[PlannedBag], lang: str) -> str:
    """Return the boxes of some bags by type, ``60升×2``; empty for none."""
    boxes: Counter[str] = Counter()
    for bag in bags:
        if bag.box is not None:
            boxes[box_type(day, bag.box)] += bag.boxes
    return text(FAMILY, "COMMA", lang).join(
        text(FAMILY, "BOXES", lang, type=kind, n=n) for kind, n in boxes.items()
    )


def count_boxes(bags: Iterable[PlannedBag]) -> int:
    """Return how many boxes some bags take."""
    return sum(bag.boxes for bag in bags if bag.box is not None)


def empty_boxes(day: Day, plan: Plan) -> tuple[EmptyBoxes, ...]:
    """Return the boxes to fetch tomorrow, in the order of the sites and the boxes.

    They are where their bags end their way; those that end at home need no way.
    """
    found: Counter[tuple[str, str]] = Counter()
    for bag in plan.bags:
        end = bag.legs[-1].to_site if bag.legs else bag.destination
        if bag.box is not None and end != box_home(day, bag.box):
            found[end, bag.box] += bag.boxes
    sites = {site: place for place, site in enumerate(day.sites)}
    stocks = {box: place for place, box in enumerate(day.boxes)}
    order = sorted(
        found,
        key=lambda key: (
            sites.get(key[0], len(sites)),
            stocks.get(key[1], len(stocks)),
            key,
        ),
    )
    return tuple(
        EmptyBoxes(site=site, box=box, boxes=found[site, box]) for site, box in order
    )


def boxes_by_type(day: Day, bags: Sequence[PlannedBag]) -> dict[str, int]:
    """Return how many boxes leave by type, in the order of the table of boxes."""
    used: dict[str, int] = dict.fromkeys((s.type for s in day.boxes.values()), 0)
    for bag in bags:
        if bag.box is not None:
            kind = box_type(day, bag.box)
            used[kind] = used.get(kind, 0) + bag.boxes
    return {kind: boxes for kind, boxes in used.items() if boxes}
