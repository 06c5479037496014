"""Largest remainders: exact totals, shares followed, ties to the first."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from routing.tables.split import split_total, village_weights


def test_largest_remainders_by_hand():
    # 10 × 50/100 = 5, 10 × 33/100 = 3.3, 10 × 17/100 = 1.7: the one left goes to 1.7.
    assert split_total(10, [Fraction(50), Fraction(33), Fraction(17)]) == [5, 3, 2]


def test_equal_weights_give_the_rest_to_the_first():
    assert split_total(11, [Fraction(0)] * 3) == [4, 4, 3]


def test_villages_without_share_divide_the_rest_of_100_percent():
    # 100 - 40 = 60 for two villages.
    assert village_weights([Decimal(40), None, None]) == [40, 30, 30]
    assert village_weights([None, None]) == [1, 1]
    assert village_weights([Decimal(80), Decimal(40), None]) == [80, 40, 0]


@given(
    st.integers(0, 10_000),
    st.lists(st.fractions(min_value=0, max_value=100), min_size=1, max_size=20),
)
def test_parts_sum_to_the_total_and_stay_near_their_share(total, weights):
    parts = split_total(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        exact = total * weight / whole if whole else Fraction(total, len(weights))
        assert abs(part - exact) < 1
