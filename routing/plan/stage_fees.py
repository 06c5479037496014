"""The stage fees of a plan from its bags' ways (rule P1b): hub and station."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.price import Quantity
from routing.domain.site import Level
from routing.domain.tariff import Stage
from routing.domain.units import divide_half_up

from .model import StageFee

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.tariff import Tariff

    from .model import PlannedBag

POINTS = (Level.STATION, Level.VILLAGE, Level.HAMLET, Level.LOCKER)


def stage_fees(day: Day, bags: Sequence[PlannedBag]) -> tuple[StageFee, ...]:
    """Return what the tariffs of hubs and stations cost, in table order.

    Tariffs of which no unit falls into their tier are left out.
    """
    made = []
    for tariff in day.tariffs:
        if tariff.stage not in (Stage.HUB, Stage.STATION):
            continue
        quantity = _quantity(day, tariff, bags)
        units = tariff.units(quantity)
        if units:
            made.append(
                StageFee(
                    tariff=tariff.tariff_id,
                    stage=tariff.stage.value,
                    payer=tariff.payer,
                    payee=tariff.payee,
                    quantity=units,
                    cents=tariff.fee_cents(quantity),
                )
            )
    return tuple(made)


def passed_stages(day: Day, bag: PlannedBag) -> Iterator[tuple[Stage, str]]:
    """Yield the priced stages of a bag's way, each with the site of ``from_site``."""
    for leg in bag.legs[:-1]:
        if day.sites[leg.to_site].level is Level.HUB:
            yield Stage.HUB, leg.to_site
    last = bag.legs[-1]
    if (
        bag.arrives
        and last.kind != "handover"
        and day.sites[last.to_site].level in POINTS
    ):
        yield Stage.STATION, bag.origin


def _quantity(day: Day, tariff: Tariff, bags: Sequence[PlannedBag]) -> Quantity:
    """Return what a tariff is asked for."""
    rows = {row.consignment_id: row for row in day.consignments}
    items: dict[str, int] = {}
    count = 0
    for bag in bags:
        for stage, site in passed_stages(day, bag):
            if stage is not tariff.stage:
                continue
            paid = {
                key: number
                for key, number in bag.contents.items()
                if _is_paid(day, tariff, rows[key], site)
            }
            count += bag.pieces if paid else 0
            for key, number in paid.items():
                items[key] = items.get(key, 0) + number
    return Quantity(
        items=sum(items.values()),
        bags=count,
        grams=sum(
            divide_half_up(rows[key].grams * number, rows[key].items)
            for key, number in items.items()
        ),
    )


def _is_paid(day: Day, tariff: Tariff, row: Consignment, site: str) -> bool:
    """Tell whether a tariff is asked for the items of a consignment."""
    if tariff.stage is Stage.STATION and row.kind is not ConsignmentKind.DELIVERY:
        return False
    own = tariff.payer not in day.partners or tariff.payer == row.partner
    return own and tariff.applies(row.goods_class, site, row.destination)
