"""Fees by hand: every basis, rounding once, nothing at the margin per month."""

import pytest

from routing.domain.price import (
    Price,
    PriceBasis,
    Quantity,
    fee_cents,
    standing_cents,
    trip_fee_cents,
)

LOAD = Quantity(items=37, bags=3, grams=41_250)


def price(basis, yuan, **options):
    micro = None if yuan is None else round(yuan * 1_000_000)
    return Price(basis=basis, micro_yuan=micro, **options)


@pytest.mark.parametrize(
    ("basis", "yuan", "cents"),
    [
        (PriceBasis.PER_ITEM, 0.4, 1480),  # 37 x 0.40 = 14.80
        (PriceBasis.PER_BAG, 4.0, 1200),  # 3 x 4.00 = 12.00
        (PriceBasis.PER_KG, 0.5, 2063),  # 41.25 x 0.50 = 20.625, half up
        (PriceBasis.PER_TRIP, 30.0, 3000),
        (PriceBasis.PER_MONTH, 900.0, 0),  # rule P2
        (PriceBasis.PER_ITEM, None, 0),  # nobody knows: incomplete, not guessed
    ],
)
def test_fee_of_a_load(basis, yuan, cents):
    assert fee_cents(price(basis, yuan), LOAD) == cents


def test_a_fee_is_rounded_once_and_half_up():
    # 0.005 yuan an item: one item is half a cent and rounds up, three are 1.5 cents.
    each = price(PriceBasis.PER_ITEM, 0.005)
    assert fee_cents(each, Quantity(items=1)) == 1
    assert fee_cents(each, Quantity(items=3)) == 2
    assert fee_cents(each, Quantity(items=200)) == 100
    # A price of a third of a cent keeps its millionths until the end.
    third = price(PriceBasis.PER_ITEM, 0.003333)
    assert fee_cents(third, Quantity(items=3)) == 1


def test_nothing_carried_costs_nothing():
    for basis in PriceBasis:
        assert fee_cents(price(basis, 9.0), Quantity()) == 0


def test_a_price_per_trip_is_due_once_per_trip():
    whole = price(PriceBasis.PER_TRIP, 30.0)
    legs = [Quantity(), Quantity(items=8, bags=1, grams=9), Quantity(items=2, bags=1)]
    assert trip_fee_cents(whole, legs) == (0, 3000, 0)
    assert trip_fee_cents(whole, [Quantity(), Quantity()]) == (0, 0)


def test_other_prices_are_due_per_leg_each_rounded():
    per_kg = price(PriceBasis.PER_KG, 0.5)
    # 1.01 kg = 0.505 yuan: 51 cents on each leg, not 101 for both together.
    legs = [Quantity(bags=1, grams=1010), Quantity(bags=1, grams=1010)]
    assert trip_fee_cents(per_kg, legs) == (51, 51)


def test_what_is_due_each_month_is_spread_over_its_days():
    # 900 yuan in 26 days: 34.615... yuan a day.
    assert standing_cents(price(PriceBasis.PER_MONTH, 900.0), 0, 26) == 3462
    # 520 yuan are guaranteed, 20 a day; 12 were earned, 8 are still due.
    kept = price(PriceBasis.PER_BAG, 4.0, guarantee_cents=52_000)
    assert standing_cents(kept, 1200, 26) == 800
    assert standing_cents(kept, 2500, 26) == 0
    assert standing_cents(price(PriceBasis.PER_ITEM, 1.0), 0, 26) == 0


def test_a_price_knows_whether_it_is_known():
    assert price(PriceBasis.PER_BAG, 0.0).is_known
    assert not price(PriceBasis.PER_BAG, None).is_known


@pytest.mark.parametrize(
    "wrong",
    [
        {"micro_yuan": -1},
        {"micro_yuan": 1, "guarantee_cents": -1},
        {"micro_yuan": 1, "low_micro_yuan": 5, "high_micro_yuan": 4},
    ],
)
def test_impossible_prices_are_not_built(wrong):
    with pytest.raises(ValueError, match="price"):
        Price(basis=PriceBasis.PER_ITEM, **wrong)


def test_a_quantity_is_at_least_nothing():
    with pytest.raises(ValueError, match="at least nothing"):
        Quantity(items=-1)
