"""Goods that are outside or under way too long: by how much, where, what to do.

c6, 12 items, goes from the centre to D in 1,000 s; hands are 24 s at the centre and
180 + 24 s at D: 1,228 s on K2, which keeps nothing cold. K1 may not enter D.
"""

from __future__ import annotations

from dataclasses import replace

from check.cold_goods import AMBIENT, CHILLED, COLD, FROZEN, with_class
from features.four_villages import four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_goods, edit_vehicle

from routing.optimize.repair import repair
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.planning.output.workbook_content import workbook_content
from routing.planning.reasons.compatibility import unserved_fits
from routing.planning.reasons.explain import explain_site
from routing.planning.reasons.explain_words import explanation_lines
from routing.planning.reasons.unserved import unserved_rows

TRAVEL = four_village_travel()
ALONE = {"pack_duration": 600, "cold_limit_duration": 300}


def asked(key, temp=CHILLED, **needs):
    """Return the four villages, unlocked, with one cold or limited consignment."""
    day = four_village_day()
    settings = replace(day.settings, economic_deferral=False, keep_usual=False)
    day = replace(day, settings=settings, locks=(), set_aside=())
    day = with_class(day, key, **needs)
    return edit_goods(day, COLD, temp=temp)


def only_row(day):
    """Plan c6 by insertion alone and return the row of what stays."""
    kept = tuple(row for row in day.consignments if row.consignment_id == "c6")
    day = replace(day, consignments=kept)
    ways = direct_ways(day)
    problem = build_road_problem(day, TRAVEL, ways.shipments)
    simulator = Simulator(problem)
    simulator.insert_all(range(len(ways.shipments)))
    left = simulator.left()
    problem, draft = repair(problem, simulator.draft(), left, ways.left)
    simulator = Simulator(problem)
    simulator.load(draft)
    bags = [problem.shipments[k] for k in simulator.left()]
    (row,) = unserved_rows(day, TRAVEL, problem, ways, simulator, bags)
    return row


def said(row):
    return row.reason, row.certified, row.amount, row.unit


def test_a_foam_box_on_a_road_on_which_nothing_keeps_it():
    row = only_row(asked("c6", **ALONE))
    assert said(row) == ("COLD_LIMIT", True, 328, "s")
    assert row.nearest == (
        "K2最接近，脱冷超时限 6 分钟，最久的是县中心→南村这一段：车上不保冷"
    )
    assert row.action == "安排带冷藏、冷冻车厢的车送这一段"


def test_in_hands_where_the_vehicle_keeps_it():
    day = asked("c6", cold_limit_duration=100)
    rooms = {CHILLED: 150_000, AMBIENT: 150_000}
    row = only_row(edit_vehicle(day, "K2", compartments_cm3=rooms))
    assert said(row) == ("COLD_LIMIT", True, 128, "s")
    assert row.nearest == "K2最接近，脱冷超时限 3 分钟，最久的是装卸和途中开门"
    assert row.action == "改用泡沫箱加冰，在货类表填保冷分钟"


def test_where_it_was_outside_before_no_leg_is_blamed():
    # Cold at 07:00 at a warm origin: it waits 1 h 10 min before K2 leaves at 08:10.
    day = asked("c6", **ALONE)
    rows = tuple(
        replace(row, precooled_time=row.ready_time + 1)
        if row.consignment_id == "c6"
        else row
        for row in day.consignments
    )
    centre = replace(day.sites["C"], cold_storage_cm3={FROZEN: None})
    day = replace(day, consignments=rows, sites={**day.sites, "C": centre})
    row = only_row(day)
    assert (row.reason, row.action) == ("COLD_LIMIT", "")
    assert row.nearest.startswith("K2最接近，脱冷超时限")
    assert "最久" not in row.nearest


def test_too_long_under_way_is_not_called_cold():
    row = only_row(asked("c6", AMBIENT, max_ride_duration=700))
    assert said(row) == ("TIME_WINDOW", True, 300, "s")
    assert row.nearest == "K2最接近，在途超过货类上限 5 分钟"
    assert row.action == "安排更直接的车或班次，缩短在途时间"


def told(day):
    """Return what is said about E, where c8 stays behind; K2 halts there."""
    answer = explain_site(day, TRAVEL, four_village_plan(), "E")
    (row,) = [r for r in answer["consignments"] if r["consignment"] == "c8"]
    lines = explanation_lines(answer, day)
    return row["others"][1], [line for line in lines if "× K2" in line]


def test_explain_tells_by_how_much_a_vehicle_is_over():
    other, lines = told(asked("c8", pack_duration=60, cold_limit_duration=60))
    assert (other["vehicle"], other["reason"]) == ("K2", "COLD_LIMIT")
    assert "note" not in other
    minutes = -(-other["amount"] // 60)
    assert lines == [f"  × K2：COLD_LIMIT 脱冷时间超过时限，超 {minutes} 分钟"]

    other, lines = told(asked("c8", AMBIENT, max_ride_duration=60))
    assert (other["reason"], other["note"]) == ("TIME_WINDOW", "RIDE")
    minutes = -(-other["amount"] // 60)
    assert lines == [f"  × K2：TIME_WINDOW 超过货类的最长在途分钟，超 {minutes} 分钟"]


def test_the_sheets_of_what_stays_say_the_same():
    day = asked("c8", AMBIENT, max_ride_duration=60)
    plan = four_village_plan()
    (fits,) = [f for f in unserved_fits(day, TRAVEL, plan) if f.site == "E"]
    stopped = {fit.vehicle: fit.stopped_by for fit in fits.fits}
    assert stopped["K2"].startswith("TIME_WINDOW 超过货类的最长在途分钟 ")
    row = only_row(asked("c6", **ALONE))
    (line,) = workbook_content(day, replace(plan, unserved=(row,))).unserved
    assert (line.reason, line.shortfall) == ("脱冷时间超过时限", "6 分钟")
    assert (line.nearest, line.action) == (row.nearest, row.action)
