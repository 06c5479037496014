"""Prices of the clock are beyond the oracle: it says so, and never passes them over."""

from dataclasses import replace
from fractions import Fraction

import pytest

from benchmarks.oracle.scope import OutOfScopeError, refuse
from benchmarks.small_days import small_day
from routing.domain.freshness import FreshModel


def test_a_small_day_is_within_it():
    refuse(small_day(1)[0])


def test_lateness_at_a_price_is_refused():
    day = small_day(1)[0]
    first, *rest = day.consignments
    soft = replace(first, deadline=36_000, late_micro_yuan=1)
    with pytest.raises(OutOfScopeError, match="lateness"):
        refuse(replace(day, consignments=(soft, *rest)))


def test_freshness_is_refused_where_it_weighs():
    day = small_day(1)[0]
    counted = replace(day.settings, freshness=FreshModel.LINEAR)
    refuse(replace(day, settings=counted))
    weighed = replace(counted, freshness_weight=Fraction(1))
    with pytest.raises(OutOfScopeError, match="freshness"):
        refuse(replace(day, settings=weighed))
