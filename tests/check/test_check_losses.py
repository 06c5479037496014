"""A vehicle lost with its load (W5f); the arithmetic stands in ``replans``."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.replans import (
    K1,
    K2,
    K3,
    LOSS,
    P1_LEFT,
    at,
    lost_day,
    lost_plan,
    road,
    stranded_plan,
)
from features.four_villages import four_village_travel, hm
from features.four_villages_plan import four_village_plan
from properties.plan_edits import (
    edit_bag,
    edit_route,
    edit_site,
    edit_stop,
    edit_tour,
)

from routing.check.judge import judge
from routing.domain.day import VehicleOut
from routing.domain.past import Breakdown, Loss


def found(day, plan, earlier=None):
    told = earlier or four_village_plan()
    violations = judge(day, four_village_travel(), plan, told)
    return sorted((v.cause, v.where, v.amount) for v in violations)


def test_what_is_on_board_is_fetched_where_it_stands():
    assert found(lost_day(), lost_plan()) == []


def test_what_is_on_board_stays_where_it_stands():
    assert found(lost_day(), stranded_plan()) == []


def test_a_later_replan_keeps_the_loss():
    # At 12:30 K3 is at B; nothing has changed since.
    later = replace(lost_plan(), past=replace(lost_plan().past, now=hm("12:30")))
    assert found(lost_day(), later, lost_plan()) == []
    forgotten = replace(later, past=replace(later.past, losses=()))
    assert ("W5_LOSS", "K1", 1) in found(lost_day(), forgotten, lost_plan())


def test_it_may_stand_at_a_site_that_is_closed():
    # A was served before it closed; what is on board is fetched from the vehicle.
    day = edit_site(lost_day(), "A", dispatchable=False)
    assert found(day, lost_plan()) == []
    # What lies at A itself stays there: K3 may not fetch a2, which K1 had brought.
    plan = edit_stop(lost_plan(), (K3, 0, 0), pick_up=("b1", "a2"))
    assert ("W5_SITE_CLOSED", "K3 #1.1 @A", 10) in found(day, plan)


def new_tour_of_k1(plan):
    tour = replace(
        four_village_plan().routes[K2].tours[0],
        load=(),
        stops=(),
        load_start=hm("11:30"),
    )
    tours = (*plan.routes[K1].tours, replace(tour, start=hm("11:50"), end=hm("11:50")))
    return edit_route(plan, K1, tours=tours)


LOST = {
    "it drives on": (
        lambda plan: at("11:30"),
        [("W5_LOSS", "K1", 1)],
    ),
    "it drives on although it is lost": (
        lambda plan: at("11:30", four_village_plan(), LOSS),
        [
            ("W5_LOSS", "K1 #1", 1),
            ("W5_BEGUN_HALT", "K1 #1.2 @B", 1),
            ("W5_BEGUN_TIMES", "K1 #1", 7_280),
        ],
    ),
    "it is lost elsewhere": (
        lambda plan: at("11:30", plan, replace(LOSS, site="B")),
        [("W5_LOSS", "K1", 1)],
    ),
    "it is lost a minute later": (
        lambda plan: at("11:30", plan, replace(LOSS, time=LOSS.time + 60)),
        [("W5_LOSS", "K1", 1)],
    ),
    "it does not say where it stands": (
        lambda plan: edit_tour(plan, (K1, 0), stands=None),
        [("W5_LOSS", "K1 #1", 1)],
    ),
    "another says that it stands": (
        lambda plan: edit_tour(plan, (K3, 0), stands="A"),
        [("W5_LOSS", "K3 #1", 1)],
    ),
    "it starts again": (new_tour_of_k1, [("W5_LOST_DRIVES", "K1", 1)]),
    "its halt was not served": (
        lambda plan: edit_tour(plan, (K1, 0), stops=(), unload=("a1", "a2", "b1")),
        [("W5_BEGUN_HALT", "K1 #1 @A", 1)],
    ),
    "it stands there later than it was lost": (
        lambda plan: edit_tour(plan, (K1, 0), end=hm("11:20")),
        [("W5_BEGUN_TIMES", "K1 #1", 240)],
    ),
    "its goods are gone": (
        lambda plan: replace(plan, bags=tuple(b for b in plan.bags if b.id != "b1")),
        [
            ("M5_CONSERVATION", "@B P 普通 [c4]", 5),
            ("M5_CONSERVATION", "@B Q 普通 [c3]", 15),
            ("M5_UNKNOWN_BAG", "[b1]", 1),
        ],
    ),
    "they are fetched before it is known": (
        lambda plan: edit_tour(plan, (K3, 0), load_start=hm("11:29")),
        [("W5_IN_PAST", "K3 #1", 60)],
    ),
    "they are fetched somewhere else": (
        lambda plan: edit_bag(
            edit_stop(plan, (K3, 0, 0), site="D"),
            "b1",
            legs=(plan.bags[2].legs[0], road("K3", "DB", "12:03:40", "12:08:40")),
        ),
        [("M5_GAP", "[b1] A>D", 2860)],
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_a_lost_vehicle(name):
    edit, expected = LOST[name]
    rows = found(lost_day(), edit(lost_plan()))
    assert [row for row in expected if row not in rows] == []


def test_goods_that_stay_on_their_way_are_counted_as_left():
    plan = stranded_plan()
    counted = replace(plan, unserved=(P1_LEFT, *plan.unserved[3:]), penalty_cents=8_000)
    assert found(lost_day(), counted) == [
        ("M5_CONSERVATION", "@B P 普通 [c4]", 5),
        ("M5_CONSERVATION", "@B Q 普通 [c3]", 15),
    ]


def test_only_what_has_begun_may_stay_on_its_way():
    # K3 brings b1 back to C, where it is not meant to go.
    plan = lost_plan()
    tour = plan.routes[K3].tours[0]
    back = (*plan.bags[2].legs[:1], road("K3", "AC", "12:03:40", "13:17:20"))
    plan = edit_stop(plan, (K3, 0, 1), deliver=())
    plan = edit_tour(plan, (K3, 0), unload=(*tour.unload, "b1"))
    rows = found(lost_day(), edit_bag(plan, "b1", legs=back))
    assert ("M5_PLACE", "[b1]", 20) in rows
    assert ("M5_CONSERVATION", "@B Q 普通 [c3]", 15) in rows


@pytest.mark.parametrize(
    ("time", "lost"),
    [
        # Loading: the tour is not driven, and nothing is lost.
        ("10:50", False),
        ("11:00", True),
        ("13:17:19", True),
        ("13:17:20", False),
        # An instant to come.
        ("13:41", False),
        (None, False),
    ],
)
def test_when_a_vehicle_is_lost(time, lost):
    broken = Breakdown(vehicle="K1", time=time and hm(time))
    day = replace(lost_day(), breakdowns=(broken,))
    assert (("W5_LOSS", "K1", 1) in found(day, at("13:40"))) == lost


def test_it_stands_where_somebody_said():
    loss = replace(LOSS, site="B")
    plan = edit_tour(stranded_plan(), (K1, 0), stands="B")
    rows = found(lost_day("B"), at("11:30", plan, loss))
    assert "W5_LOSS" not in {cause for cause, _, _ in rows}
    assert ("W5_LOSS", "K1", 1) in found(lost_day("B"), stranded_plan())


def test_a_vehicle_that_is_out_drives_what_had_begun_and_no_more():
    day = lost_day()
    gone = day.vehicles["K1"]
    day = replace(
        day,
        vehicles={k: v for k, v in day.vehicles.items() if k != "K1"},
        vehicles_out=(VehicleOut(vehicle=gone, cause="OVERRIDE"),),
    )
    # K1 has worked today: E would still be its usual halt (P3a).
    plan = lost_plan()
    assert found(day, plan) == []
    at_nine = replace(plan, past=replace(plan.past, now=hm("09:00")))
    assert ("W5_VEHICLE_OUT", "K1", 1) in found(day, at_nine)


def test_a_loss_at_an_unknown_place_is_told():
    loss = Loss(vehicle="K1", time=LOSS.time, site="Z")
    assert ("W5_LOSS", "K1", 1) in found(lost_day(), at("11:30", lost_plan(), loss))
