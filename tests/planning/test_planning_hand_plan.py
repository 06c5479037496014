"""An edit as a plan: bags kept and packed anew, honest times, nothing lost."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from features.line_county import (
    COST,
    ROUTES,
    TABLES,
    hand_edit,
    line_plan,
    read_line_day,
    shape,
)

from routing.check.judge import judge
from routing.domain.day import SetAside
from routing.domain.reason import ReasonCode
from routing.planning.hand_plan.edit import HandEditError, plan_of_edit
from routing.tables.render import render

K1, K2 = ROUTES["K1"][0], ROUTES["K2"][0]


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    intake = read_line_day(tmp_path_factory.mktemp("county"))
    return intake.day, intake.travel, line_plan(intake.day, intake.travel)


def build(county, routes):
    day, travel, plan = county
    return plan_of_edit(day, travel, plan, hand_edit(routes))


def broken(county, plan):
    return [(row.cause, row.where, row.amount) for row in judge(*county[:2], plan)]


def test_the_same_routes_are_the_same_plan(county):
    assert build(county, ROUTES) == county[2]
    assert county[2].cost_cents == COST


def test_a_route_that_is_not_touched_keeps_its_times(county):
    plan = build(county, {**ROUTES, "K1": [K1[2:]]})
    assert plan.routes[1] is county[2].routes[1]


def test_bags_move_whole_where_the_split_is_the_same(county):
    """The 30 of E, two bags, ride on K3 now: same bags, other legs."""
    plan = build(county, {"K1": [K1], "K2": [K2[1:]], "K3": [K2[:1]]})
    before = {bag.id: bag.contents for bag in county[2].bags}
    assert {bag.id: bag.contents for bag in plan.bags} == before
    moved = [bag for bag in plan.bags if bag.destination == "E"]
    assert {bag.legs[0].vehicle for bag in moved} == {"K3"}
    assert len(moved) == 2


def test_a_split_bag_is_packed_anew_under_new_ids(county):
    """F's bag of 10 + 10 becomes 10 + 4 on K2 and 6 on K1; the others stay."""
    split = [*K1, ("F", "送", "ZT", 6)]
    plan = build(county, {"K1": [split], "K2": [[K2[0], ("F", "送", "ZT", 4), K2[2]]]})
    old = {bag.id for bag in county[2].bags}
    fresh = [bag for bag in plan.bags if bag.id not in old]
    assert sorted(sum(bag.items.values()) for bag in fresh) == [6, 14]
    assert {bag.destination for bag in fresh} == {"F"}
    assert len(old - {bag.id for bag in plan.bags}) == 1
    assert sum(bag.grams for bag in fresh) == 20_000
    # F is reached after 08:15: late, and nothing else is wrong.
    assert [row[0] for row in broken(county, plan)] == ["T1_WINDOW"]


def test_new_bags_hold_no_more_than_the_rules_allow(county):
    """18 and 9 items for A are more than a bag holds: 20 and 7."""
    rows = [("A", "送", "ZT", 18), ("A", "送", "YZ", 9), *K1[2:]]
    plan = build(county, {**ROUTES, "K1": [rows]})
    bags = [bag for bag in plan.bags if bag.destination == "A"]
    assert sorted(sum(bag.items.values()) for bag in bags) == [7, 20]
    assert broken(county, plan) == []


def test_what_is_left_out_is_cancelled_by_hand(county):
    plan = build(county, {"K1": [K1[:5]], "K2": ROUTES["K2"]})
    row = next(r for r in plan.unserved if r.reason == "CANCELLED_BY_HAND")
    assert (row.site, row.partner, row.kind, row.items) == ("D", "YZ", "pickup", 6)
    assert (row.amount, row.unit, row.certified) == (6, "items", False)
    assert plan.status == "partial"
    assert broken(county, plan) == []


def test_what_was_unserved_keeps_its_reason(county):
    plan = build(county, {"K1": [[*K1, ("G", "送", "ZT", 5)]], "K2": ROUTES["K2"]})
    left = [(row.site, row.items, row.reason) for row in plan.unserved]
    assert left == [("G", 7, "SEARCH_LIMIT")]
    assert broken(county, plan) == []


def test_all_served_is_complete(county):
    plan = build(county, {"K1": [[*K1, ("G", "送", "ZT", 12)]], "K2": ROUTES["K2"]})
    assert plan.status == "complete"
    assert plan.unserved == ()
    assert plan.distance_sources == {"file": 24_000 + 16_000}


def test_goods_picked_up_elsewhere_need_a_row_where_they_are(tmp_path):
    """A pickup from A to B: both ends are halts, so both need a row."""
    picked = TABLES["揽收"].replace("件数\n", "件数,送往\n").replace("YZ,6", "YZ,6,")
    picked = picked.replace("送往", "to_site") + "揽收,A,ZT,4,B\n"
    intake = read_line_day(tmp_path, 揽收=picked)
    county = (intake.day, intake.travel, line_plan(intake.day, intake.travel))
    both = [*K1[:2], ("A", "取", "ZT", 4), *K1[2:3], ("B", "送", "ZT", 4), *K1[3:]]
    plan = build(county, {**ROUTES, "K1": [both]})
    assert broken(county, plan) == []
    bag = next(bag for bag in plan.bags if bag.origin == "A")
    leg = bag.legs[0]
    assert (leg.from_site, leg.to_site, leg.vehicle) == ("A", "B", "K1")
    with pytest.raises(HandEditError, match="EDIT_NO_WAY") as stop:
        build(county, {**ROUTES, "K1": [[*K1[:2], ("A", "取", "ZT", 4), *K1[2:]]]})
    words = render(stop.value.findings[0])
    assert "4 件没有写在哪里送" in words
    assert "从上湾村到下湾村" in words


def test_another_day_takes_nothing_but_reasons_that_still_hold(county):
    day, travel, plan = county
    aside = SetAside(
        table="demand", row=3, site="A", partner="ZT", goods_class="普通", items=2,
        reason=ReasonCode.BAD_ROW,
    )  # fmt: skip
    day = replace(day, set_aside=(aside,))
    made = plan_of_edit(day, travel, plan, hand_edit(ROUTES), same_day=False)
    assert judge(day, travel, made) == []
    assert made.cost_cents == COST
    assert Counter(row.reason for row in made.unserved) == {
        "SEARCH_LIMIT": 1, "BAD_ROW": 1,
    }  # fmt: skip


def test_unserved_goods_that_may_not_go_say_why(county):
    day, travel, plan = county
    rows = tuple(
        replace(row, blocked=ReasonCode.NEEDS_REVIEW) if row.destination == "G" else row
        for row in day.consignments
    )
    day = replace(day, consignments=rows)
    empty = replace(plan, routes=(), bags=(), unserved=())
    made = plan_of_edit(day, travel, empty, hand_edit(ROUTES))
    assert [(row.reason, row.certified) for row in made.unserved] == [
        ("NEEDS_REVIEW", True)
    ]


def test_shape_of_the_plan_is_what_was_written(county):
    routes = {"K1": [K2, K1[2:]], "K3": [K1[:2]]}
    assert shape(build(county, routes)) == routes


REAL = (
    "T1_WINDOW", "T6_HOURS", "T6_SHIFT", "R1_CAP_KG", "R1_CAP_M3", "W1_ACCESS",
    "D1_RANGE",
)  # fmt: skip
"""What a person's routes may break; the plan's own figures are never wrong."""


def shuffled(seed):
    """Return the rows of the plan and G's, dealt out at random, some split."""
    deal = random.Random(seed)
    rows = [*K1, *K2, ("G", "送", "ZT", 12)]
    routes = {}
    for site, direction, partner, items in rows:
        part = deal.randint(1, items) if deal.random() < 0.4 else items
        for count in (part, items - part):
            if count and deal.random() < 0.9:
                tours = routes.setdefault(deal.choice(["K1", "K2", "K3"]), {})
                halts = tours.setdefault(deal.choice([1, 1, 1, 2]), {})
                halts.setdefault(site, []).append((site, direction, partner, count))
    dealt = {}
    for vehicle in sorted(routes):
        for number in sorted(routes[vehicle]):
            sites = list(routes[vehicle][number])
            deal.shuffle(sites)
            own = [row for s in sites for row in routes[vehicle][number][s]]
            dealt.setdefault(vehicle, []).append(own)
    return dealt


@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_edited_nothing_is_lost_and_figures_are_right(county, seed):
    routes = shuffled(seed)
    plan = build(county, routes)
    assert plan.items_planned + plan.items_unserved == 138
    assert plan.items_planned == sum(
        row[3] for tours in routes.values() for rows in tours for row in rows
    )
    assert {row[0] for row in broken(county, plan)} <= set(REAL)
