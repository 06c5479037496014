"""The county with services, by hand: nothing is found, and it costs what it costs."""

from __future__ import annotations

from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan

from routing.check.judge import judge
from routing.plan.io import dump_plan, load_plan


def test_judge_finds_nothing():
    assert judge(service_day(), service_travel(), service_plan()) == []


def test_cost_by_part():
    plan = service_plan()
    # Vehicles 80 + 30; 12.80 + 2.10; 21.04 + 10.21; buses 3 × 3 + 2 × 3 + 4 + 20.
    assert plan.cost_parts == {
        "fixed": 11_000,
        "km": 1_490,
        "hours": 3_125,
        "cold": 0,
        "bus": 3_900,
        "handover": 800,
        "last_resort": 900,
        "stages": 1_730,
        "boxes": 0,
        "late": 0,
        "delay": 110,
    }
    assert plan.cost_cents == 23_055


def test_plan_json_holds_it_all():
    plan = load_plan(dump_plan(service_plan()))

    assert plan == service_plan()
    assert judge(service_day(), service_travel(), plan) == []
