"""Tariffs: tiers by hand, what they apply to, nobody pays himself."""

import pytest

from routing.domain.price import Price, PriceBasis, Quantity
from routing.domain.tariff import Stage, Tariff, tiered_cents


def tariff(basis=PriceBasis.PER_ITEM, yuan=0.5, **options):
    given = {
        "tariff_id": "T01",
        "stage": Stage.SORT,
        "payer": "zt",
        "payee": "yz",
        "price": Price(basis=basis, micro_yuan=round(yuan * 1_000_000)),
    }
    return Tariff(**(given | options))


def test_without_tiers_every_unit_is_priced():
    assert tariff().fee_cents(Quantity(items=150)) == 7500
    assert tariff().fee_cents(Quantity()) == 0


def test_tiers_divide_the_items_of_a_day():
    low = tariff(tier_from=1, tier_to=100)
    high = tariff(yuan=0.4, tier_from=101)
    assert [t.units(Quantity(items=150)) for t in (low, high)] == [100, 50]
    # 100 x 0.50 + 50 x 0.40 = 70 yuan.
    assert tiered_cents([low, high], Quantity(items=150)) == 7000
    assert tiered_cents([low, high], Quantity(items=100)) == 5000
    assert [t.units(Quantity(items=101)) for t in (low, high)] == [100, 1]


def test_tiers_of_kilograms_are_measured_not_counted():
    low = tariff(PriceBasis.PER_KG, 0.3, tier_from=0, tier_to=100_000)
    high = tariff(PriceBasis.PER_KG, 0.2, tier_from=100_000)
    load = Quantity(items=9, bags=5, grams=120_500)
    assert [t.units(load) for t in (low, high)] == [100_000, 20_500]
    # 100 kg x 0.30 = 30.00 and 20.5 kg x 0.20 = 4.10 yuan.
    assert tiered_cents([low, high], load) == 3410


def test_a_tariff_applies_to_its_class_and_places():
    anywhere = tariff()
    assert anywhere.applies("普通", "C", "V1")
    narrow = tariff(goods_class="冷藏", from_site="C", to_sites=("V1", "V2"))
    assert narrow.applies("冷藏", "C", "V2")
    for other in (("普通", "C", "V2"), ("冷藏", "H", "V2"), ("冷藏", "C", "V3")):
        assert not narrow.applies(*other)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"payee": "zt"}, "pays itself"),
        ({"tier_from": 9, "tier_to": 8}, "ends before it starts"),
        ({"tier_from": -1}, "ends before it starts"),
    ],
)
def test_impossible_tariffs_are_not_built(wrong, words):
    with pytest.raises(ValueError, match=words):
        tariff(**wrong)
