"""Lateness and freshness in figures and on the driver's sheet; places by hand.

The four villages of ``test_check_late``: c1 (20 items) 10 minutes late, c3 and c4
(15 and 5 items in one bag) 30 minutes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from check.test_check_late import late_day, late_plan
from features.four_villages import four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan

from routing.report.freshness_page import render_freshness
from routing.report.freshness_svg import freshness_svg
from routing.report.freshness_view import FreshnessView, points_csv, points_of
from routing.report.kpi_timed import timed_kpis
from routing.report.sheets.frame import SheetContext
from routing.report.sheets.route_sheet import route_sheet
from routing.report.sheets.slack import latest_starts
from routing.report.village_cost import village_cents


def sheet(day, plan):
    context = SheetContext(
        day=day,
        travel=four_village_travel(),
        plan=plan,
        version=1,
        printed=dt.datetime(2026, 3, 2, 6, 0),
    )
    return route_sheet(context, plan.routes[0])


def test_kpis_say_who_is_late_and_by_how_much():
    plan = replace(late_plan(), freshness={"樱桃": 250, "奶": 50})
    assert timed_kpis(late_day(), plan) == {
        "late_bags": 2,
        "late_items": 40,
        # (20 × 10 + 20 × 30) ÷ 40.
        "late_mean_min": 20.0,
        "late_longest_min": 30.0,
        "cost_late_yuan": 60.0,
        "freshness_yuan": 3.0,
        "freshness_by_class_yuan": {"樱桃": 2.5, "奶": 0.5},
    }


def test_lateness_is_borne_by_the_village_that_waits():
    day, plan = late_day(), late_plan()
    travel = four_village_travel()
    late = village_cents(day, travel, plan)
    prompt = village_cents(day, travel, four_village_plan())
    more = {site: late[site] - cents for site, cents in prompt.items()}
    assert more == {"A": 3000, "B": 3000, "D": 0, "E": 0}
    assert sum(late.values()) == plan.cost_cents


def test_late_halts_are_red_with_their_minutes():
    page = sheet(late_day(), late_plan())
    assert '<span class="alert">‼迟到 10 分钟</span>' in page
    assert '<span class="alert">‼迟到 30 分钟</span>' in page
    assert "‼迟到" not in sheet(four_village_day(), four_village_plan())


def test_a_late_halt_is_not_too_late_but_must_not_wait():
    day, plan = late_day(), late_plan()
    latest = latest_starts(day, plan, plan.routes[0])
    stops = plan.routes[0].tours[0].stops
    assert latest[0, 0] == stops[0].start
    assert latest[0, 1] == stops[1].start


def made(*figures):
    """Return points of a weight, cost, loss and items left behind each, in cents."""
    plan = four_village_plan()
    base = plan.cost_cents
    plans = []
    for weight, cost, lost in figures:
        row = replace(plan, delay_cents=cost - base, freshness={"樱桃": lost})
        plans.append((Fraction(weight), row))
    return points_of(plans)


def test_points_that_others_beat_are_marked():
    points = made(
        (0, 30_000, 900), (1, 30_500, 700), (2, 31_000, 800), (4, 30_000, 900)
    )
    assert [point.dominated for point in points] == [False, False, True, False]


def view(*figures):
    return FreshnessView(
        day=four_village_day(), points=made(*figures), seed=7, limit="各搜索 5 秒"
    )


def test_the_page_says_what_fresher_goods_cost():
    seen = view((0, 30_000, 900), (1, 30_500, 250), (2, 31_000, 800))
    page = render_freshness(seen)
    # 305 + 2.5 < 300 + 9.
    assert "权重 1：成本 305.00 元，鲜度损失 2.50 元" in page
    assert "从权重 0 到 1：多花 5.00 元运费，货少掉 6.50 元。" in page
    assert "被压过" in page
    assert "Labuza" not in page
    assert "Osvald" in page
    assert page.count("<svg") == 1
    assert points_csv(seen).splitlines()[3].startswith("2,310.00,8.00,318.00,8,2,41.0")


def test_the_picture_has_a_dot_per_weight():
    picture = freshness_svg(view((0, 30_000, 900), (1, 30_000, 900), (2, 30_500, 700)))
    assert picture.count("<circle") == 3
    assert "权重 0、1" in picture
    # Without any difference there is still a picture.
    assert freshness_svg(view((0, 30_000, 0), (1, 30_000, 0))).count("<circle") == 2
