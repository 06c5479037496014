"""The plan as rows of the sheet of stops: one per halt, direction, partner, class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRow:
    """Items of one partner and class that one halt hands over or takes on.

    ``tour`` and ``order`` count from 1; ``grams`` are the items' part of their
    bags, ``bags`` counts the bags that hold some of them.
    """

    vehicle: str
    tour: int
    order: int
    stop: Stop
    pick_up: bool
    partner: str
    goods_class: str
    items: int
    grams: int
    bags: int

    @property
    def place(self) -> str:
        """Vehicle, tour and halt as the judge writes them."""
        return f"{self.vehicle} #{self.tour}.{self.order}"


def stop_rows(day: Day, plan: Plan) -> Iterator[StopRow]:
    """Yield the rows in the order of the plan, deliveries before pickups."""
    consignments = {row.consignment_id: row for row in day.consignments}
    bags = {bag.id: bag for bag in plan.bags}
    ranks = {key: rank for rank, key in enumerate(day.partners)}
    for route in plan.routes:
        for number, tour in enumerate(route.tours, start=1):
            for order, stop in enumerate(tour.stops, start=1):
                for pick_up, handled in ((False, stop.deliver), (True, stop.pick_up)):
                    parts = _parts(
                        [bags[key] for key in handled if key in bags], consignments
                    )
                    for partner, goods in sorted(
                        parts, key=lambda key: (ranks.get(key[0], -1), key[1])
                    ):
                        items, grams, count = parts[partner, goods]
                        yield StopRow(
                            vehicle=route.vehicle,
                            tour=number,
                            order=order,
                            stop=stop,
                            pick_up=pick_up,
                            partner=partner,
                            goods_class=goods,
                            items=items,
                            grams=grams,
                            bags=count,
                        )


def _parts(
    bags: list[PlannedBag], consignments: Mapping[str, Consignment]
) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Return items, grams and bags by partner and class."""
    parts: dict[tuple[str, str], tuple[int, int, int]] = {}
    for bag in bags:
        inside: dict[tuple[str, str], tuple[int, int]] = {}
        for key, count in bag.contents.items():
            if key not in consignments:
                continue
            row = consignments[key]
            kind = row.partner, row.goods_class
            items, grams = inside.get(kind, (0, 0))
            part = row.grams * count // row.items
            inside[kind] = items + count, grams + part
        for kind, (items, grams) in inside.items():
            before = parts.get(kind, (0, 0, 0))
            parts[kind] = before[0] + items, before[1] + grams, before[2] + 1
    return parts
