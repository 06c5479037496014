"""A plan read back as routes: the four villages, entry by entry."""

import pytest
from features.four_villages import four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan
from properties.cold_days import cold_day
from properties.plan_edits import edit_stop

from routing.optimize.budget import Budget
from routing.optimize.road import build_road_problem
from routing.optimize.routes import without
from routing.optimize.simulator import Simulator
from routing.planning.plan_day import plan_day
from routing.planning.reasons.rebuild import RebuiltPlan


def names(rebuilt):
    return [[bag.bag_id for bag in batch.bags] for batch in rebuilt.batches]


def routes(rebuilt):
    day = four_village_day()
    problem = build_road_problem(day, four_village_travel(), rebuilt.batches)
    return rebuilt.routes(problem)


def test_bags_of_a_lot_with_the_same_halts_are_one_shipment():
    rebuilt = RebuiltPlan(four_village_day(), four_village_plan())
    assert names(rebuilt) == [["a1", "a2"], ["b1"], ["d1"], ["e1"], ["p1"]]
    # 2k + 1 delivers shipment k, 2k picks it up: a, b, then p at B.
    assert routes(rebuilt) == [[1, 3, 8], [5, -1, 7]]


def test_bags_of_a_lot_with_halts_of_their_own_stay_apart():
    plan = edit_stop(four_village_plan(), (0, 0, 0), deliver=("a1",))
    plan = edit_stop(plan, (0, 0, 1), deliver=("a2", "b1"))
    rebuilt = RebuiltPlan(four_village_day(), plan)
    assert names(rebuilt)[:2] == [["a1"], ["a2"]]
    # a1 at the first halt; a2, b1 and p1 at the second.
    assert routes(rebuilt)[0] == [1, 3, 5, 10]


def test_bags_asked_for_are_apart():
    def is_second(bag):
        return bag.id == "a2"

    rebuilt = RebuiltPlan(four_village_day(), four_village_plan(), is_second)
    assert names(rebuilt)[:2] == [["a1"], ["a2"]]


def test_a_tour_that_is_emptied_goes():
    assert without([5, -1, 7, 8], {3, 4}) == [5]
    assert without([5, -1, 7, 8], {2}) == [7, 8]
    assert without([5], {2}) == []


@pytest.mark.parametrize("seed", [23, 25, 48, 62, 66])
def test_of_ways_that_are_bound_otherwise_the_one_is_found_that_goods_went(seed):
    day, travel = cold_day(seed, tight=seed % 2 == 0)
    plan = plan_day(day, travel, Budget(iterations=8, workers=1, seed=1)).plan
    rebuilt = RebuiltPlan(day, plan)
    problem = build_road_problem(day, travel, rebuilt.batches)
    assert Simulator(problem).load(rebuilt.draft(problem, frozenset())) == []
