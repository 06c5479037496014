"""Goods that must be kept cold, or be quick, for a random small day.

All choices follow from the seed, with a generator of their own: without cold goods
a seed gives the day that it gave before. Nothing here is measured anywhere.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.box import BoxStock
from routing.domain.consignment import ConsignmentKind
from routing.domain.goods import GoodsClass
from routing.domain.site import Level
from routing.domain.vehicle import Temperature

from .small_services import chance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.handover_offer import HandoverOffer
    from routing.domain.site import Site
    from routing.domain.vehicle import Vehicle

MINUTE, H = 60, 3600
AMBIENT, CHILLED, FROZEN = Temperature
MILK, ICE, CHERRY, FRY = COLD = ("奶", "雪糕", "樱桃", "鱼苗")
SHARE_COLD = 0.6
LIMITS = (0, 8, 15, 30, 60)
FOAMS = (0, 0, 20, 45, 120)
QUICK = (40, 90, 180)
ROOMS: tuple[dict[Temperature, int | None], ...] = (
    {},
    {CHILLED: None},
    {CHILLED: 150_000, FROZEN: 60_000},
    {FROZEN: None},
)
SHARES: tuple[dict[Temperature, float], ...] = (
    {AMBIENT: 1.0},
    {AMBIENT: 0.6, CHILLED: 0.4},
    {AMBIENT: 0.5, CHILLED: 0.3, FROZEN: 0.2},
    {AMBIENT: 0.7, FROZEN: 0.3},
)
"""How a vehicle's room is shared among its compartments."""
SHARE_MOVABLE = 0.4
"""Of the vehicles, those whose bulkhead may move."""
SHARES_WITH_BOXES = (0.0, 0.2, 0.4, 0.6)
"""Of the sites and temperatures of a day, those with a stock of boxes."""


def add_cold(seed: int, day: Day) -> Day:
    """Return the day with about half of its goods cold or quick."""
    rng = random.Random(f"{seed} cold")
    goods = {name: _class(rng, name) for name in COLD}
    cars = {
        key: _with_bulkhead(seed, _compartments(rng, car))
        for key, car in day.vehicles.items()
    }
    sites = {key: _rooms(rng, site) for key, site in day.sites.items()}
    offers = {key: _named(rng, offer) for key, offer in day.offers.items()}
    door = rng.choice([0, 60, 60, 180])
    boxes = {stock.box_id: stock for stock in _stocks(seed, day)}
    return replace(
        day,
        goods={**day.goods, **goods},
        vehicles=cars,
        sites=sites,
        offers=offers,
        consignments=tuple(_rows(rng, day)),
        boxes=boxes,
        settings=replace(day.settings, door_open_duration=door),
    )


def _stocks(seed: int, day: Day) -> Iterator[BoxStock]:
    """Yield the stocks of reusable boxes: some of three days in four have any."""
    rng = random.Random(f"{seed} boxes")
    share = rng.choice(SHARES_WITH_BOXES)
    for site in day.sites:
        for temp in (CHILLED, FROZEN):
            if chance(rng, share):
                litres = rng.choice([30, 60, 120])
                yield BoxStock(
                    type=f"{litres}升{temp}",
                    site=site,
                    owner=rng.choice([None, None, *day.partners]),
                    count=rng.randint(1, 5),
                    cm3=litres * 1000,
                    autonomy=rng.choice([20, 60, 240]) * MINUTE,
                    temp=temp,
                    micro_yuan_per_use=rng.choice([0, 1_333_333, 4_000_000]),
                    usable_from=rng.choice([0, 0, 0, 9 * H]),
                )


def _class(rng: random.Random, name: str) -> GoodsClass:
    if name == FRY:
        return GoodsClass(
            goods_class=name, max_ride_duration=rng.choice(QUICK) * MINUTE
        )
    return GoodsClass(
        goods_class=name,
        temp=FROZEN if name == ICE else CHILLED,
        bus_allowed=chance(rng, 0.7),
        cold_limit_duration=rng.choice(LIMITS) * MINUTE,
        pack_duration=rng.choice(FOAMS) * MINUTE,
    )


def _compartments(rng: random.Random, car: Vehicle) -> Vehicle:
    whole = sum(car.compartments_cm3.values())
    shares = rng.choice(SHARES)
    rooms = {temp: round(whole * share) for temp, share in shares.items()}
    return replace(car, compartments_cm3=rooms)


def _with_bulkhead(seed: int, car: Vehicle) -> Vehicle:
    """Return a vehicle whose bulkhead may move (R1b)."""
    rng = random.Random(f"{seed} bulkhead {car.vehicle_id}")
    if not chance(rng, SHARE_MOVABLE):
        return car
    whole = sum(car.compartments_cm3.values())
    shares = rng.choice(SHARES)
    rooms = {temp: round(whole * share) for temp, share in shares.items()}
    return car if rooms == car.compartments_cm3 else replace(car, bulkheads=(rooms,))


def _rooms(rng: random.Random, site: Site) -> Site:
    if site.level is not Level.HUB:
        return site
    return replace(site, cold_storage_cm3=rng.choice(ROOMS))


def _named(rng: random.Random, offer: HandoverOffer) -> HandoverOffer:
    """Return an offer that may name the classes it takes (R4c)."""
    named = rng.choice([(), (MILK, ICE, CHERRY), ("普通", CHERRY, FRY)])
    return offer if offer.last_resort else replace(offer, goods_classes=named)


def _rows(rng: random.Random, day: Day) -> Iterator[Consignment]:
    for row in day.consignments:
        if not chance(rng, SHARE_COLD):
            yield row
            continue
        cold = replace(row, goods_class=rng.choice(COLD))
        if row.kind is not ConsignmentKind.DELIVERY and chance(rng, 0.6):
            time = max(row.ready_time, rng.choice([8, 9, 10]) * H)
            cold = replace(cold, ready_time=time, precooled_time=time)
        yield cold
