"""Places of the judge in the words of a dispatcher."""

from __future__ import annotations

import dataclasses

import pytest
from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan

from routing.check.causes import UNITS, Cause
from routing.check.judge import judge
from routing.check.words import call_place, ride_place, stop_place, tour_place
from routing.domain.trip import TripOut
from routing.plan.violation import Violation
from routing.report.place_words import place_words
from routing.report.violation_words import violation_text


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("K1", "K1"),
        (tour_place("K1", 0), "K1 第1趟"),
        (stop_place("K2", 1, 2, "H"), "K2 第2趟第3站 镇站"),
        ("K1 #1 P", "K1 第1趟 邮政"),
        ("K1 charge @H", "K1 充电 镇站"),
        ("K1 @X,H", "K1 路口、镇站"),
        ("K1 km", "K1 里程"),
        (call_place("L1-0800", 2, "X"), "班车 城北线 08:00 第3站 路口"),
        (ride_place("L1-0800", "C", "X"), "班车 城北线 08:00 县中心→路口"),
        ("L1-0800 C>X [x1]", "班车 城北线 08:00 县中心→路口 袋 x1"),
        ("L1-0800 C>X Q", "班车 城北线 08:00 县中心→路口 快递"),
        ("L1-0800 (2-4)", "班车 城北线 08:00 第2站→第4站"),
        ("L1-0800 普通 / 大件", "班车 城北线 08:00 普通 / 大件"),
        ("F1-0930", "货运班车 共富班车 09:30"),
        ("L1-1400 C>H", "班车 城北线 14:00 县中心→镇站"),  # cancelled today
        ("O1", "代投 快递 镇站→V3"),
        ("O2 [l1]", "兜底 邮政 县中心→V4 袋 l1"),
        ("[h1]", "袋 h1"),
        ("[h1] @H", "袋 h1 镇站"),
        ("[h1] H>C", "袋 h1 镇站→县中心"),
        ("@H", "镇站"),
        ("@V1 Q 普通 [c1]", "V1 快递 普通 袋 c1"),
        ("T1", "结算价 T1（乡镇中转）"),
        ("cost_cents.last_resort", "成本合计·兜底"),
        ("cost_cents.total", "成本合计·总成本"),
        ("delay", "乘客延误"),
        ("penalty_cents", "惩罚合计"),
        ("L9 C>H", "L9 县中心→镇站"),  # no such trip: the rest is known
        ("@nowhere", "nowhere"),
        ("", ""),
    ],
)
def test_a_place_in_words(where, told):
    assert place_words(service_day(), where, "zh") == told


def test_ids_with_spaces_are_found_as_they_stand():
    day = service_day()
    trip = dataclasses.replace(day.trips["L1-0800"], trip_id="L1 早 1")
    sites = {**day.sites, "三 岔>口": dataclasses.replace(day.sites["X"], name="岔口")}
    day = dataclasses.replace(day, trips={**day.trips, "L1 早 1": trip}, sites=sites)

    assert (
        place_words(day, "L1 早 1 C>三 岔>口", "zh") == "班车 城北线 08:00 县中心→岔口"
    )
    assert place_words(day, "@三 岔>口 P 普通", "zh") == "岔口 邮政 普通"


def test_a_trip_that_an_override_took_out_keeps_its_name():
    day = service_day()
    out = day.trips_out[0]
    assert isinstance(out, TripOut)
    assert place_words(day, out.trip.trip_id, "en") == "bus 城北线 14:00"


def test_every_violation_of_the_judge_ends_in_words():
    """A plan with faults of each carrier: no id of a trip or an offer is left."""
    day, plan = service_day(), service_plan()
    loads = tuple(
        dataclasses.replace(load, bags=(*load.bags, "q1"), fee_cents=1)
        for load in plan.bus_loads
    )
    given = tuple(dataclasses.replace(row, fee_cents=1) for row in plan.handovers)
    broken = dataclasses.replace(plan, bus_loads=loads, handovers=given, delay_cents=7)
    found = judge(day, service_travel(), broken)
    texts = [violation_text(day, row, "zh") for row in found]

    assert len(texts) > 10
    ids = (*day.trips, *day.offers)
    assert [text for text in texts if any(name in text for name in ids)] == []
    assert any(text.startswith("班车 城北线 08:00 第") for text in texts)


def test_a_dispatcher_reads_stop_and_minutes():
    late = Violation(
        cause="T5_DWELL",
        where=call_place("L1-0800", 1, "H"),
        amount=75,
        unit=str(UNITS[Cause.T5_DWELL]),
    )
    told = violation_text(service_day(), late, "zh")
    assert told.startswith("班车 城北线 08:00 第2站 镇站")
    assert "2 分钟" in told
    assert told.endswith("[T5_DWELL]")
