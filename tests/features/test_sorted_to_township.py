"""Goods that a partner sorts to the township only do not go straight to a village."""

from __future__ import annotations

from dataclasses import replace

from features.four_villages import four_village_day, four_village_travel
from properties.plan_edits import edit_partner, edit_site

from routing.domain.partner import SortDepth
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day


def rough_day():
    """Q sorts to the township; A and B lie below one, D and E below none."""
    day = edit_partner(four_village_day(), "Q", sort_depth=SortDepth.TOWNSHIP)
    for village in ("A", "B"):
        day = edit_site(day, village, township="C")
    return replace(day, locks=())


def unsorted(day):
    budget = Budget(iterations=10, workers=1, seed=1)
    outcome = plan_day(day, four_village_travel(), budget)
    assert outcome.violations == []
    rows = outcome.plan.unserved
    return {
        (row.site, row.partner): row.items
        for row in rows
        if row.reason == "NOT_SORTED_TO_VILLAGE"
    }


def test_stays_where_nobody_sorts():
    # c3 and c4 share a bag, so P's 5 items for B stay with the 15 of Q.
    assert unsorted(rough_day()) == {("A", "Q"): 10, ("B", "Q"): 15, ("B", "P"): 5}


def test_goes_where_the_centre_sorts():
    assert unsorted(edit_site(rough_day(), "C", sorts=True)) == {}
