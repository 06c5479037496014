"""Generated days with goods that must be kept cold, or be quick."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from properties.plan_edits import edit_consignment, edit_site
from properties.service_days import LARGER, twisted_day

from routing.domain.box import BoxStock
from routing.domain.consignment import ConsignmentKind
from routing.domain.goods import GoodsClass
from routing.domain.vehicle import Temperature

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.small_days import Size
    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.travel.matrix import Travel

    Twist = Callable[[random.Random, Day], Day]

MINUTE, H = 60, 3600
AMBIENT, CHILLED, FROZEN = Temperature
CLASSES = ("奶", "雪糕", "樱桃", "鱼苗")


def _goods(rng: random.Random, *, tight: bool) -> dict[str, GoodsClass]:
    """Return bare and foamed classes, and one that must be quick."""
    limits = (0, 5, 12) if tight else (12, 30, 60)
    foam = (0, 20, 45) if tight else (0, 60, 240)

    def cold(name: str, temp: Temperature) -> GoodsClass:
        return GoodsClass(
            goods_class=name,
            temp=temp,
            bus_allowed=rng.random() < 0.7,
            cold_limit_duration=rng.choice(limits) * MINUTE,
            pack_duration=rng.choice(foam) * MINUTE,
        )

    quick = rng.choice([40, 90, 180]) * MINUTE
    return {
        "奶": cold("奶", CHILLED),
        "雪糕": cold("雪糕", FROZEN),
        "樱桃": cold("樱桃", CHILLED),
        "鱼苗": GoodsClass(goods_class="鱼苗", max_ride_duration=quick),
    }


def _compartments(rng: random.Random, car: Vehicle) -> Vehicle:
    whole = sum(car.compartments_cm3.values())
    shares = rng.choice(
        [
            {AMBIENT: 1.0},
            {AMBIENT: 0.6, CHILLED: 0.4},
            {AMBIENT: 0.5, CHILLED: 0.3, FROZEN: 0.2},
            {CHILLED: 0.5, FROZEN: 0.5},
        ]
    )
    rooms = {temp: round(whole * share) for temp, share in shares.items()}
    return replace(car, compartments_cm3=rooms)


def dear_cold(rng: random.Random, day: Day) -> Day:
    """Let refrigeration have its price, on most vehicles."""
    cars = {
        key: replace(
            car, micro_yuan_per_cold_hour=rng.choice([0, 5_000_000, 40_000_000])
        )
        for key, car in day.vehicles.items()
    }
    return replace(day, vehicles=cars)


def with_boxes(rng: random.Random, day: Day) -> Day:
    """Put stocks of reusable boxes at some sites, some of them late or dear."""
    stocks = [
        BoxStock(
            type=f"{litres}升{temp}",
            site=site,
            owner=rng.choice([None, *day.partners]),
            count=rng.randint(1, 6),
            cm3=litres * 1000,
            autonomy=rng.choice([20, 60, 240]) * MINUTE,
            temp=temp,
            micro_yuan_per_use=rng.choice([0, 1_333_333, 6_000_000]),
            usable_from=rng.choice([0, 0, 9 * H]),
        )
        for site in day.sites
        for temp in (CHILLED, FROZEN)
        for litres in (30, 90)
        if rng.random() < 0.3
    ]
    return replace(day, boxes={stock.box_id: stock for stock in stocks})


def cold_day(
    seed: int, *twists: Twist, size: Size = LARGER, tight: bool = False
) -> tuple[Day, Travel]:
    """Return a small day where about half of the goods are cold or quick.

    ``twists`` are those of ``service_days``; cold goods come after them.
    """
    day, travel = twisted_day(seed, *twists, size=size)
    rng = random.Random(f"{seed} cold {tight}")
    goods = {**day.goods, **_goods(rng, tight=tight)}
    cars = {key: _compartments(rng, car) for key, car in day.vehicles.items()}
    day = replace(day, goods=goods, vehicles=cars)
    for site in ("H1", "H2"):
        rooms = rng.choice(
            [{}, {CHILLED: None}, {CHILLED: 150_000, FROZEN: 60_000}, {FROZEN: None}]
        )
        day = edit_site(day, site, cold_storage_cm3=rooms)
    for row in day.consignments:
        if rng.random() < 0.6:
            name = rng.choice(CLASSES)
            day = edit_consignment(day, row.consignment_id, goods_class=name)
            if row.kind is not ConsignmentKind.DELIVERY and rng.random() < 0.6:
                time = max(row.ready_time, rng.choice([8, 9, 10]) * H)
                day = edit_consignment(
                    day, row.consignment_id, ready_time=time, precooled_time=time
                )
    offers = {
        key: replace(offer, goods_classes=tuple(goods)) if rng.random() < 0.5 else offer
        for key, offer in day.offers.items()
    }
    day = replace(day, offers=offers)
    door = rng.choice([0, 60, 120])
    return replace(day, settings=replace(day.settings, door_open_duration=door)), travel
