"""Freshness (P5), by hand on the four villages.

d1 (c6, 12 items, 12 kg) is ready at 07:30, leaves C at 08:10 with the tricycle K2 and
is handed over at D at 08:26:40: 3,400 s after it was ready. p1 (c5, 10 items, 25 kg)
is taken on at B at 13:00 and back at C at 13:17:20: 1,040 s. A kilogram loses 2 yuan
an hour.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.cold_goods import COLD, villages, violations_of
from features.four_villages import four_village_travel, hm
from properties.plan_edits import edit_consignment, edit_site

from routing.domain.freshness import FreshModel, spoil_thousandths
from routing.plan.freshness import freshness_cents
from routing.plan.io import dump_plan, load_plan

TWO_YUAN = 2_000_000


def fresh(keys, model, *, van=False, **needs):
    needs = {"fresh_micro_yuan": TWO_YUAN, "fresh_ea_kj": 60.0, **needs}
    day, plan = villages(keys, van=van, **needs)
    settings = replace(day.settings, freshness=model)
    return replace(day, settings=settings), plan


def found(day, plan, rules="P5"):
    return violations_of(day, four_village_travel(), plan, rules)


def test_every_hour_alike():
    day, plan = fresh("c5 c6", FreshModel.LINEAR, pack_duration=10**5)
    # c6: 12 kg × 2 yuan × 3,400 s; c5: 25 kg × 2 yuan × 1,040 s.
    told = replace(plan, freshness={COLD: 2267 + 1444})
    assert freshness_cents(day, plan.routes, plan.bags) == told.freshness
    assert found(day, told) == []
    assert found(day, plan) == [("P5_FRESHNESS", COLD, 3711)]
    assert told.cost_cents == plan.cost_cents


def test_nothing_is_counted_without_a_model():
    day, plan = fresh("c5 c6", FreshModel.NONE, pack_duration=10**5)
    assert freshness_cents(day, plan.routes, plan.bags) == {}
    assert found(day, replace(plan, freshness={COLD: 7})) == [("P5_FRESHNESS", COLD, 7)]


def test_an_hour_outside_by_degrees():
    day, _ = fresh("c6", FreshModel.ARRHENIUS)
    # exp(60,000 ÷ 8.314 × (1 ÷ 277.15 − 1 ÷ 298.15)) = 6.2593…
    assert spoil_thousandths(day, day.goods[COLD]) == 6259
    # 0 to 8 °C is kept at 4 °C too.
    limits = replace(day.goods[COLD], temp_min_c=0.0, temp_max_c=8.0)
    assert spoil_thousandths(day, limits) == 6259
    mild = replace(day.settings, temperature_c=4.0)
    assert spoil_thousandths(replace(day, settings=mild), day.goods[COLD]) == 1000
    lasting = replace(day.goods[COLD], fresh_ea_kj=None)
    assert spoil_thousandths(day, lasting) == 1000


@pytest.mark.parametrize(
    ("pack", "cents"),
    [
        # 24 s of loading and 1,000 s in the tricycle, 900 s of them free: 124 s
        # weigh 6.259: 12 kg × 2 yuan × (3,400 + 124 × 5.259) s.
        (900, 2701),
        # All of 1,024 s: 3,400 + 1,024 × 5.259.
        (0, 5857),
        (1024, 2267),
    ],
)
def test_what_foam_does_not_keep_weighs_more(pack, cents):
    day, plan = fresh("c6", FreshModel.ARRHENIUS, pack_duration=pack)
    assert freshness_cents(day, plan.routes, plan.bags) == {COLD: cents}
    assert found(day, replace(plan, freshness={COLD: cents})) == []


def test_a_cold_van_keeps_but_for_hands_and_doors():
    # b1 (c3 15 kg, c4 5 kg) leaves at 11:00, B starts at 13:00; it was ready 10:50:
    # 7,800 s. Loaded 40 s before 11:00; at A nobody opens its compartment.
    day, plan = fresh("c3 c4", FreshModel.ARRHENIUS, van=True)
    per_kg = 7800 + 40 * 5.259
    cents = round(15 * 200 * per_kg / 3600) + round(5 * 200 * per_kg / 3600)
    assert freshness_cents(day, plan.routes, plan.bags) == {COLD: cents}
    assert found(day, replace(plan, freshness={COLD: cents})) == []
    # a1 and a2 opened at A: a door of 60 s.
    day, plan = fresh("c1 c2 c3 c4", FreshModel.ARRHENIUS, van=True)
    told = freshness_cents(day, plan.routes, plan.bags)
    assert found(day, replace(plan, freshness=told)) == []


def test_what_waits_warm_after_cooling():
    # c5 is cold at 12:30 and waits outside for the van until 13:00, 1,800 s, then
    # rides 1,040 s in the microvan, all outside.
    day, plan = fresh("c5", FreshModel.ARRHENIUS, pack_duration=1)
    day = edit_consignment(
        day, "c5", precooled_time=hm("12:30"), ready_time=hm("12:30")
    )
    cents = round(25 * 200 * (2840 + 2839 * 5.259) / 3600)
    assert freshness_cents(day, plan.routes, plan.bags) == {COLD: cents}
    assert found(day, replace(plan, freshness={COLD: cents})) == []
    day = edit_site(day, "B", cold_storage_cm3={day.goods[COLD].temp: None})
    # Kept at B: only the ride, in which the hand at B lies.
    cents = round(25 * 200 * (2840 + 1039 * 5.259) / 3600)
    assert freshness_cents(day, plan.routes, plan.bags) == {COLD: cents}
    assert found(day, replace(plan, freshness={COLD: cents})) == []


def test_it_stands_in_the_file_with_its_total():
    day, plan = fresh("c6", FreshModel.LINEAR, pack_duration=10**5)
    told = replace(plan, freshness={COLD: 2267})
    text = dump_plan(told)
    assert load_plan(text) == told
    assert found(day, load_plan(text), "P") == []
    wrong = load_plan(text.replace('"total": 2267', '"total": 2266'))
    assert found(day, wrong, "P") == [("P5_FRESHNESS", "freshness.total", 1)]
    assert "freshness" not in dump_plan(plan)
