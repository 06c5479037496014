"""Red lines: which violations no reason excuses."""

from dataclasses import replace

import pytest
from check.service_county import GOODS, service_day, service_travel
from check.service_county_plan import service_plan
from features.line_county import ROUTES, line_plan, read_line_day

from routing.check.judge import judge
from routing.domain.reason import ReasonCode
from routing.domain.vehicle import Temperature
from routing.plan.violation import Violation
from routing.planning.hand_plan.edit import red_lines


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    intake = read_line_day(tmp_path_factory.mktemp("county"))
    return intake.day, intake.travel, line_plan(intake.day, intake.travel)


def violation(cause):
    return Violation(cause=cause, where="K1 #1", amount=1, unit="items")


@pytest.mark.parametrize(
    "cause",
    [
        *("R1_CAP_KG", "R2_SEGMENT", "T5_CUTOFF", "W3_SECURITY"),
        *("C1_EXPOSURE", "C1_PRECOOL", "C3_RIDE"),
    ],
)
def test_payload_buses_and_cold_chain_are_red(county, cause):
    day, _, plan = county
    rows = [violation(cause), violation("T1_WINDOW")]
    assert red_lines(rows, day, plan) == rows[:1]


@pytest.mark.parametrize(
    "cause", ["T1_WINDOW", "T6_HOURS", "R1_CAP_M3", "W1_ACCESS", "T7_BREAK", "R5_DOCKS"]
)
def test_what_a_person_may_answer_for_is_not(county, cause):
    day, _, plan = county
    assert red_lines([violation(cause)], day, plan) == []


@pytest.mark.parametrize(
    ("reason", "red"),
    [(ReasonCode.GOODS_PROHIBITED, 1), (ReasonCode.NOT_SERVICE_DAY, 0)],
)
def test_of_blocked_goods_only_prohibited_ones_are(county, reason, red):
    day, travel, plan = county
    rows = tuple(
        replace(row, blocked=reason) if row.destination == "B" else row
        for row in day.consignments
    )
    day = replace(day, consignments=rows)
    found = judge(day, travel, plan)
    assert [row.cause for row in found] == ["W5_BLOCKED"]
    assert len(red_lines(found, day, plan)) == red


def test_cold_goods_without_a_cold_compartment_are(county):
    day, travel, plan = county
    cold = replace(day.goods["普通"], temp=Temperature.CHILLED)
    chilled = replace(day, goods={"普通": cold})
    found = [row for row in judge(chilled, travel, plan) if row.cause[:2] == "R1"]
    assert {row.where for row in found} == {"K1 #1", "K2 #1"}
    assert red_lines(found, chilled, plan) == found
    assert len(ROUTES) == 2


def test_the_cold_limit_is_where_goods_in_foam_ride_warm(county):
    # To D ride 20 items: loaded 40 s before 08:44:00, there 09:09:40, 180 + 40 s to
    # hand over: 40 + 1,540 + 220 = 1,800 s. All others are outside for less.
    day, travel, plan = county
    foam = {"temp": Temperature.CHILLED, "pack_duration": 1680}
    boxed = replace(day.goods["普通"], cold_limit_duration=60, **foam)
    chilled = replace(day, goods={"普通": boxed})
    found = judge(chilled, travel, plan)
    assert [(row.cause, row.amount) for row in found] == [("C1_EXPOSURE", 60)]
    assert red_lines(found, chilled, plan) == found


def test_bare_cold_goods_on_a_bus_are():
    day = service_day()
    cold = replace(day.goods[GOODS], temp=Temperature.FROZEN)
    frozen = replace(day, goods={**day.goods, GOODS: cold})
    plan = service_plan()
    found = [
        row
        for row in judge(frozen, service_travel(), plan)
        if row.cause == "R1_COMPARTMENT"
    ]
    # c3 on L1-0800 (g1) is of the class 大件 and stays ambient.
    assert {row.where for row in found} == {
        *("F1-0930 C>H [s1]", "L1-0800 C>H [h1]", "L1-0800 C>X [x1]"),
        *("L1-1300 H>X [w1]", "L1-1300 H>C [p1]", "L2-2330 C>N [n1]"),
        *("K1 #1", "K2 #1"),
    }
    assert red_lines(found, frozen, plan) == found
