"""Stage fees that the way decides: handling at hubs, delivery at stations (P1b)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.domain.price import Quantity
from routing.domain.site import Level
from routing.domain.tariff import Stage
from routing.plan.model import StageFee

from .legs import Given

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.tariff import Tariff

    from .custody import Custody
    from .freight import Freight
    from .model import Model
    from .ways import Way

SERVED = (Level.STATION, Level.VILLAGE, Level.HAMLET, Level.LOCKER)


def items_due(day: Day, tariff: Tariff, bag: Freight, way: Way) -> int:
    """Return the items of a bag that a tariff is asked for on one of its ways."""
    end = bag.first.destination
    if tariff.stage is Stage.HUB:
        sites = [s for s in way.transfers if day.sites[s].level is Level.HUB]
    elif tariff.stage is Stage.STATION and not isinstance(way.legs[-1], Given):
        brought = bag.is_delivery and day.sites[end].level in SERVED
        sites = [bag.first.origin] if brought else []
    else:
        sites = []
    return sum(
        count
        for site in sites
        for row, count in bag.rows
        if tariff.applies(row.goods_class, site, end)
        and (tariff.payer not in day.partners or tariff.payer == row.partner)
    )


def add_stage_fees(model: Model, custodies: Sequence[Custody]) -> None:
    """Price the items of the day that fall into the tier of each tariff."""
    for tariff in model.day.tariffs:
        terms = [
            (items_due(model.day, tariff, custody.bag, way), literal)
            for custody in custodies
            for way, literal in zip(custody.ways, custody.chosen, strict=True)
        ]
        most = sum(items for items, _ in terms)
        micro = tariff.price.micro_yuan or 0
        if not most or not micro:
            continue
        total = sum(items * literal for items, literal in terms)
        below = max(tariff.tier_from - 1, 0)
        top = model.cp.new_int_var(0, most, "")
        if tariff.tier_to is None:
            model.cp.add(top == total)
        else:
            model.cp.add_min_equality(top, [total, tariff.tier_to])
        units = model.cp.new_int_var(0, most, "")
        model.cp.add_max_equality(units, [top - below, 0])
        model.pay(units, micro, 1, most)


def stage_fees(day: Day, went: Mapping[str, tuple[Freight, Way]]) -> Iterator[StageFee]:
    """Yield what each tariff costs with the ways that the bags go."""
    for tariff in day.tariffs:
        total = sum(items_due(day, tariff, bag, way) for bag, way in went.values())
        below = max(tariff.tier_from - 1, 0)
        top = total if tariff.tier_to is None else min(total, tariff.tier_to)
        units: Any = max(top - below, 0)
        micro = units * (tariff.price.micro_yuan or 0)
        if units:
            yield StageFee(
                tariff=tariff.tariff_id,
                stage=tariff.stage.value,
                payer=tariff.payer,
                payee=tariff.payee,
                quantity=Quantity(items=units).items,
                cents=(micro + 5_000) // 10_000,
            )
