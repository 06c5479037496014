"""Plans of cold days, made once for all tests that look at them."""

from __future__ import annotations

from functools import cache

from properties.cold_days import cold_day
from properties.service_days import dear_roads, shared_stop, sorted_to_township

from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

FEW = range(36)
MANY = range(200, 400)
TWISTS = (dear_roads, shared_stop, sorted_to_township)


@cache
def planned(seed):
    """Return a cold day with services, its travel and a plan without a fault."""
    tight = seed % 4 == 0
    day, travel = cold_day(seed, TWISTS[seed % len(TWISTS)], tight=tight)
    outcome = plan_day(day, travel, Budget(iterations=1, workers=1, seed=seed))
    assert outcome.violations == []
    return day, travel, outcome.plan
