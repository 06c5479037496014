"""Freight shuttles that wait for goods at their first stop (T5e), by hand.

On the day of ``way_day`` the shuttle F1 leaves C at 08:30 with a cut-off of 15 min:
what is ready at 08:25 misses it by 08:25 - 08:15 = 10 min. Waiting so long it leaves
at 08:40, is at H at 09:10, its goods are ready at 09:30, and K2 drives 1,200 s to V.
"""

from dataclasses import replace

import pytest
from features.four_villages import hm
from planning.way_day import way_day, way_travel
from properties.plan_edits import edit_consignment
from properties.service_edits import edit_line

from routing.check.judge import judge
from routing.domain.price import PriceBasis
from routing.optimize.budget import Budget
from routing.planning.holds import holds_of, without_idle, worth_waiting
from routing.planning.plan_day import plan_day
from routing.planning.reasons.explain import explain_site

F1 = (PriceBasis.PER_TRIP, 20_000_000)
DIRECT, FROM_HUB = 14_000, 3_200
"""By K1 straight, and by K2 from the hub: the sums are in test_planning_ways."""


def shuttle_day(most, ready="08:25"):
    day = way_day("C>V", "K1", "K2", F1=F1)
    day = edit_line(day, "F1", max_hold_duration=most)
    return edit_consignment(day, "c1", ready_time=hm(ready))


def planned(day, start=None):
    budget = Budget(iterations=10, workers=1)
    outcome = plan_day(day, way_travel(), budget, start=start)
    assert outcome.violations == []
    return outcome


def legs(plan):
    [bag] = plan.bags
    return [(leg.vehicle or leg.trip, leg.depart, leg.arrive) for leg in bag.legs]


def test_shuttle_waits_as_long_as_its_goods_need():
    plan = planned(shuttle_day(900)).plan
    assert holds_of(plan) == {"F1-out": 600}
    assert legs(plan) == [
        ("F1-out", hm("08:40"), hm("09:10")),
        ("K2", hm("09:30"), hm("09:50")),
    ]
    assert plan.cost_cents == 2_000 + FROM_HUB


@pytest.mark.parametrize(
    ("most", "ready", "hold"),
    [
        (600, "08:25", {"F1-out": 600}),  # exactly as long as it may
        (599, "08:25", {}),  # a second short
        (900, "08:15", {}),  # ready in time: nothing to wait for
        (900, "08:31", {}),  # 16 min late
    ],
)
def test_bounds_of_waiting(most, ready, hold):
    day = shuttle_day(most, ready)
    assert worth_waiting(day) == hold
    plan = planned(day).plan
    assert holds_of(plan) == hold
    rides = bool(hold) or ready == "08:15"
    assert plan.cost_cents == (2_000 + FROM_HUB if rides else DIRECT)


def test_what_needs_less_waiting_is_not_kept():
    day = shuttle_day(900)
    plan = planned(day).plan

    def later(leg):
        if leg.trip is None:
            return leg
        return replace(leg, depart=leg.depart + 120, arrive=leg.arrive + 120)

    [bag], [load] = plan.bags, plan.bus_loads
    slow = replace(
        plan,
        bags=(replace(bag, legs=tuple(later(leg) for leg in bag.legs)),),
        bus_loads=(replace(load, hold=720),),
    )
    # 12 min: at H at 09:12, ready at 09:32, and K2 has left at 09:30.
    assert judge(day, way_travel(), slow) != []
    assert without_idle(day, way_travel(), slow) == plan


def test_plan_that_waits_may_be_begun_with():
    day = shuttle_day(900)
    plan = planned(day).plan
    again = planned(day, start=plan).plan
    assert (legs(again), again.cost_cents) == (legs(plan), plan.cost_cents)
    # Its timetable is that of its shuttles for whoever asks why.
    [row] = planned(day).ways
    [taken] = [way for way in row["ways"] if way.get("taken")]
    assert [leg.get("depart") for leg in taken["legs"]] == [hm("08:40"), None]
    told = explain_site(day, way_travel(), plan, "V")
    assert told["consignments"][0]["taken"]
