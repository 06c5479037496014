"""The cold chain of what had begun (W5h): no violation later, unless it goes on.

The clock stands in ``service_county_plan``. s1 goes C → H with F1 (09:20:00 at the
cut-off, 10:15:00 there: 3,300 s), waits and goes on with O1, which keeps it, at 12:00.
p1 is taken on at V1 at 09:10:00 by K2, which loads at 08:50:00 and leaves at 09:00:00.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from check.cold_goods import AMBIENT, CHILLED, COLD, county
from check.replans import at
from check.service_county import service_travel
from check.test_check_judge import _spoil
from features.four_villages import hm
from properties.plan_edits import edit_consignment, edit_site
from properties.service_edits import edit_offer

from routing.check.judge import judge


def found(day, plan, now):
    violations = judge(day, service_travel(), at(now, plan), plan)
    return [(v.cause, v.where, v.amount) for v in violations]


def chilled_hub(**needs):
    """s1 is cold, and kept at H and by O1."""
    day, plan = county("c4", **needs)
    day = edit_offer(day, "O1", goods_classes=(COLD,))
    return edit_site(day, "H", cold_storage_cm3={CHILLED: None}), plan


@pytest.mark.parametrize(
    ("now", "counts"),
    [
        # Before F1 takes it on; on its way, not to go on; when O1 has it.
        ("09:19", True),
        ("11:00", True),
        ("12:01", False),
    ],
)
def test_exposure_counts_while_a_bag_goes_on(now, counts):
    # O1 adds nothing: what is over, 3,300 - 3,000 s, is the same without it.
    day, plan = chilled_hub(pack_duration=2000, cold_limit_duration=1000)
    expected = [("C1_EXPOSURE", "F1-0930 C>H [s1]", 300)] if counts else []
    assert found(day, plan, now) == expected


@pytest.mark.parametrize(("now", "counts"), [("11:00", True), ("12:01", False)])
def test_time_under_way_counts_while_a_bag_goes_on(now, counts):
    # 09:20:00 - 16:00:00, 24,000 s; with F1 alone 3,300 s.
    day, plan = chilled_hub(temp=AMBIENT, max_ride_duration=3000)
    expected = [("C3_RIDE", "[s1]", 21_000)] if counts else []
    assert found(day, plan, now) == expected


@pytest.mark.parametrize(("now", "counts"), [("08:50", True), ("08:51", False)])
def test_what_was_taken_on_too_early_is_so_for_good(now, counts):
    # Cooled at 09:15:00; K2 has begun once it loads, and p1 goes on at 14:16.
    day, plan = county("c9", pack_duration=90_000)
    day = edit_consignment(day, "c9", precooled_time=hm("09:15"))
    expected = [("C1_PRECOOL", "K2 #1.1 @V1 [p1]", 300)] if counts else []
    assert found(day, plan, now) == expected


@pytest.mark.parametrize(("now", "counts"), [("08:50", True), ("08:51", False)])
def test_a_cold_store_that_was_full(now, counts):
    # K2 brings p1, 75,000 cm³, at 09:24:02, once it has begun.
    day, plan = county("c9", pack_duration=90_000)
    day = edit_site(day, "H", cold_storage_cm3={CHILLED: 74_000})
    rows = [row for row in found(day, plan, now) if row[0] == "R3_COLD_STORE"]
    assert rows == ([("R3_COLD_STORE", "@H", 1000)] if counts else [])


@pytest.mark.parametrize("seed", range(30))
def test_judge_never_raises_on_cold_goods(seed):
    rng = random.Random(seed)
    needs = {"pack_duration": 100, "cold_limit_duration": 9, "max_ride_duration": 9}
    day, told = county("c2 c4 c8 c9", **needs)
    day = edit_site(day, "H", cold_storage_cm3={CHILLED: 9})
    day = edit_consignment(day, "c9", precooled_time=hm("09:15"))
    rules = {"C1_EXPOSURE", "C1_PRECOOL", "C3_RIDE", "R3_COLD_STORE"}
    seen = set()
    for _ in range(10):
        plan = told
        for _ in range(rng.randint(1, 8)):
            routes, bags = _spoil(plan.routes, rng), _spoil(plan.bags, rng)
            plan = replace(plan, routes=routes, bags=bags)
        rows = [row for row in judge(day, service_travel(), plan) if row.cause in rules]
        assert all(row.amount > 0 for row in rows)
        seen |= {row.cause for row in rows}
    assert seen == rules
