"""Cold goods in other hands: only where the offer names their class (R4c)."""

from dataclasses import replace

import pytest
from check.service_county import GOODS, service_day, service_travel
from check.service_county_plan import service_plan
from properties.service_edits import edit_offer

from routing.check.judge import judge
from routing.domain.vehicle import Temperature


def causes(day):
    # h1 goes by O1: 10 items of the class GOODS.
    found = judge(day, service_travel(), service_plan())
    return [(v.cause, v.amount) for v in found if v.cause == "T8_NOT_OFFERED"]


def chilled(day):
    kept = replace(day.goods[GOODS], temp=Temperature.CHILLED)
    return replace(day, goods={**day.goods, GOODS: kept})


@pytest.mark.parametrize(
    ("change", "classes", "expected"),
    [
        (lambda day: day, (), []),
        (lambda day: day, (GOODS,), []),
        (chilled, (GOODS,), []),
        (chilled, (), [("T8_NOT_OFFERED", 10)]),
    ],
)
def test_who_does_not_name_a_class_keeps_nothing_cold(change, classes, expected):
    day = edit_offer(change(service_day()), "O1", goods_classes=classes)
    assert causes(day) == expected
