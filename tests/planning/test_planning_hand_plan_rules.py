"""Red lines: which violations no reason excuses."""

from dataclasses import replace

import pytest
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
    "cause", ["R1_CAP_KG", "R2_SEGMENT", "T5_CUTOFF", "W3_SECURITY", "C1_EXPOSURE"]
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
