"""Lateness at a price (T1c, P1g): the four villages by hand.

K1 serves A at 11:10 (c1 20 items, c2 10) and B at 13:00 (c3 15 and c4 5 in one bag,
c5 taken on); windows and prices here are added to those goods.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages import four_village_day, hm
from features.four_villages_judged import causes
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_consignment

from routing.domain.window import TimeWindow
from routing.plan.io import dump_plan, load_plan
from routing.plan.late_fees import late_fees
from routing.plan.model import LateFee

YUAN = 1_000_000


def soft(day, key, window, price, most=None):
    early, late = (hm(clock) for clock in window.split("-"))
    return edit_consignment(
        day,
        key,
        windows=(TimeWindow(early, late),),
        late_micro_yuan=price,
        late_most=most,
    )


def late_day(most=None):
    day = soft(four_village_day(), "c1", "09:00-11:00", 3 * YUAN, most)
    for key in ("c3", "c4"):
        day = soft(day, key, "12:00-12:30", YUAN // 2, most)
    return soft(day, "c5", "09:00-13:00", 9 * YUAN)


FEES = (
    # 10 minutes × 3 yuan, all 20 items.
    LateFee(consignment="c1", item_seconds=20 * 600, cents=3000),
    # 30 minutes × 0.5 yuan, all 15 and all 5 items.
    LateFee(consignment="c3", item_seconds=15 * 1800, cents=1500),
    LateFee(consignment="c4", item_seconds=5 * 1800, cents=1500),
)


def late_plan(fees=FEES):
    return replace(four_village_plan(), late_fees=fees)


def test_lateness_is_allowed_and_priced():
    plan = late_plan()
    assert causes(late_day(), plan) == []
    assert plan.cost_parts["late"] == 6000
    assert plan.cost_cents == 23_858 + 6000


def test_the_planner_prices_it_alike():
    plan = four_village_plan()
    assert late_fees(late_day(), plan.routes, plan.bags) == FEES
    assert late_fees(four_village_day(), plan.routes, plan.bags) == ()


def test_a_late_plan_comes_back_equal_and_others_do_not_name_it():
    plan = late_plan()
    text = dump_plan(plan)
    assert load_plan(text) == plan
    assert '"late": 6000' in text
    assert "late" not in dump_plan(four_village_plan())


@pytest.mark.parametrize(
    ("fees", "expected"),
    [
        (FEES[1:], [("P1_LATE", 3000), ("P1_LATE_TIME", 12_000)]),
        ((replace(FEES[0], cents=2990), *FEES[1:]), [("P1_LATE", 10)]),
        (
            (replace(FEES[0], item_seconds=12_060), *FEES[1:]),
            [("P1_LATE_TIME", 60)],
        ),
        (
            (*FEES, LateFee(consignment="c5", item_seconds=60, cents=9)),
            [("P1_LATE", 9), ("P1_LATE_TIME", 60)],
        ),
        (
            (*FEES, LateFee(consignment="c9", item_seconds=0, cents=1)),
            [("P1_LATE", 1)],
        ),
    ],
)
def test_wrong_figures_are_found(fees, expected):
    assert causes(late_day(), late_plan(fees)) == expected


def test_no_later_than_the_limit():
    # A: 10 minutes late, B: 30.
    assert causes(late_day(most=1800), late_plan()) == []
    found = causes(late_day(most=540), late_plan())
    assert found == [("T1_WINDOW", 60), ("T1_WINDOW", 1260)]


def test_never_before_the_first_window_begins():
    day = soft(late_day(), "c1", "11:15-11:30", 3 * YUAN)
    assert causes(day, late_plan(FEES[1:])) == [("T1_WINDOW", 300)]


def test_a_soft_deadline():
    day = edit_consignment(
        late_day(), "c1", windows=(), deadline=hm("11:05"), late_most=240
    )
    fees = (LateFee(consignment="c1", item_seconds=20 * 300, cents=1500), *FEES[1:])
    assert causes(day, late_plan(fees)) == [("T1_DEADLINE", 60)]
    hard = edit_consignment(day, "c1", late_micro_yuan=None)
    assert causes(hard, late_plan(FEES[1:])) == [("T1_DEADLINE", 300)]


def test_goods_of_different_prices_share_no_bag():
    day = soft(late_day(), "c4", "12:00-12:30", YUAN)
    fees = (*FEES[:2], replace(FEES[2], cents=3000))
    found = causes(day, late_plan(fees))
    assert [cause for cause, _ in found] == ["M2_LOT"]


@pytest.mark.parametrize("minutes", [1, 7, 45])
def test_every_minute_later_costs_one_minute_more(minutes):
    """A later start at A, all else as before but what hangs on it."""
    plan = late_plan()
    (tour,) = plan.routes[0].tours
    first = tour.stops[0]
    moved = replace(
        first,
        start=first.start + 60 * minutes,
        depart=first.depart + 60 * minutes,
    )
    tours = (replace(tour, stops=(moved, *tour.stops[1:])),)
    plan = replace(plan, routes=(replace(plan.routes[0], tours=tours), plan.routes[1]))
    fees = late_fees(late_day(), plan.routes, plan.bags)
    assert fees[0].cents == 3000 + 300 * minutes
    assert fees[1:] == FEES[1:]
