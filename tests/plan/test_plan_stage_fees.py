"""Stage fees made by the plan are those that the judge, on its own, asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.service_county import GOODS, service_day, service_travel
from check.service_county_plan import service_plan

from routing.check.judge import judge
from routing.domain.price import Price, PriceBasis
from routing.domain.tariff import Stage
from routing.plan.stage_fees import stage_fees


def test_fees_of_the_county_by_hand():
    assert stage_fees(service_day(), service_plan().bags) == service_plan().stage_fees


TARIFFS = {
    # Hub: h1 20, g1 1, s1 10, p1 10, w1 10; station: h1 20, g1 1, x1 20, w1 10, n1 8.
    "items at the hub": (Stage.HUB, PriceBasis.PER_ITEM, {}, (51, 5100)),
    "bags at the hub": (Stage.HUB, PriceBasis.PER_BAG, {}, (5, 500)),
    # 20 + 20 + 12 + 15 + 10 kg.
    "kilograms at the hub": (Stage.HUB, PriceBasis.PER_KG, {}, (77_000, 7700)),
    "once a day": (Stage.HUB, PriceBasis.PER_TRIP, {}, (1, 100)),
    "a month": (Stage.HUB, PriceBasis.PER_MONTH, {}, None),
    "at another hub": (Stage.HUB, PriceBasis.PER_ITEM, {"from_site": "N"}, None),
    "of one partner": (Stage.HUB, PriceBasis.PER_ITEM, {"payer": "P"}, (40, 4000)),
    "stations": (Stage.STATION, PriceBasis.PER_ITEM, {}, (59, 5900)),
    "stations of one class": (
        Stage.STATION,
        PriceBasis.PER_ITEM,
        {"goods_class": GOODS},
        (58, 5800),
    ),
    "first tier": (Stage.STATION, PriceBasis.PER_ITEM, {"tier_to": 50}, (50, 5000)),
    "second tier": (Stage.STATION, PriceBasis.PER_ITEM, {"tier_from": 51}, (9, 900)),
    # 78 kg: 8 of them above 70.
    "tier of kilograms": (
        Stage.STATION,
        PriceBasis.PER_KG,
        {"tier_from": 70_000},
        (8_000, 800),
    ),
    "sorting is settled": (Stage.SORT, PriceBasis.PER_ITEM, {}, None),
}


@pytest.mark.parametrize("name", TARIFFS)
def test_fee_is_the_judges(name):
    stage, basis, more, expected = TARIFFS[name]
    day = service_day()
    tariff = replace(
        day.tariffs[0],
        stage=stage,
        price=Price(basis=basis, micro_yuan=1_000_000),
        **{"payer": "共配中心", **more},
    )
    day = replace(day, tariffs=(tariff,))

    fees = stage_fees(day, service_plan().bags)

    made = [(fee.quantity, fee.cents) for fee in fees]
    assert made == ([] if expected is None else [expected])
    plan = replace(service_plan(), stage_fees=fees)
    assert judge(day, service_travel(), plan) == []
