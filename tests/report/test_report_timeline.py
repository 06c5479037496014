"""The timeline: bars of different shapes, and the same in words."""

from __future__ import annotations

import dataclasses
import re

from report_day import make_day, make_travel
from report_plan import make_plan, make_route

from routing.plan.model import Pause, PauseKind
from routing.report.page_timeline import timeline
from routing.report.route_view import route_views
from routing.report.service_view import shown_services
from routing.report.timeline_axis import Axis


def drawn(plan=None, lang="zh"):
    day, plan = make_day(), plan or make_plan()
    routes = route_views(day, make_travel(), plan)
    services = shown_services(day, plan, routes, lang)
    return timeline(day, plan, routes, services, lang)


def test_an_axis_spreads_full_hours_over_the_line():
    axis = Axis(7 * 3600, 12 * 3600)

    assert axis.x(7 * 3600) == 18
    assert axis.x(12 * 3600) == 982
    assert axis.x(9 * 3600 + 1800) == 500


def test_a_line_tells_its_times_in_words():
    # Loading 2 x 1,200, driving 8,040, service 740, waiting 340, rest 1,800 s.
    told = re.search(r'aria-label="(.*?)"', drawn())[1]

    assert told == (
        "鲁F001 07:30–11:12 · 装车 0:40 · 行驶 2:14 · 交接 0:12 · 等待 0:06 · 休息 0:30"
    )


def test_the_table_adds_up():
    body = drawn().split('class="spent"')[1]
    rows = re.findall(r"<tr>(.*?)</tr>", body)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]

    # Kinds that nobody does today have no column.
    assert cells[0] == [
        "线路", "开始", "收车", "装车", "行驶", "交接", "等待", "休息", "合计",
    ]  # fmt: skip
    assert cells[1][1:] == [
        "07:30", "11:12", "0:40", "2:14", "0:12", "0:06", "0:30", "3:42",
    ]  # fmt: skip
    assert cells[2] == [
        "合计", "", "", "0:40", "2:14", "0:12", "0:06", "0:30", "3:42",
    ]  # fmt: skip


def test_every_stretch_has_a_hint_of_its_own():
    hints = re.findall(r"<title>(.*?)</title>", drawn())

    assert hints[:5] == [
        "装车 07:30–07:50 龙山县中心",
        "行驶 07:50–08:10 王家村",
        "交接 08:10–08:14 王家村 · 冷货交接",  # K1 takes produce on there
        "行驶 08:14–08:24 李家村",
        "等待 08:24–08:30 李家村",
    ]


def shapes(kind):
    """Return height, fill and dashes of the bars of a kind of pause or work."""
    route = make_route()
    pause = Pause(kind=PauseKind.CHARGE, site="C", start=32_260, end=34_060)
    plan = make_plan(routes=(dataclasses.replace(route, pauses=(pause,)),))
    found = set()
    for page in (drawn(), drawn(plan)):
        for bar in re.findall(rf"<title>{kind} .*?</title><rect (.*?)/>", page):
            look = dict(re.findall(r'([\w-]+)="(.*?)"', bar))
            found.add((look["height"], look["fill"], "stroke-dasharray" in look))
    return found


def test_each_kind_has_a_shape_of_its_own():
    kinds = ("装车", "行驶", "交接", "等待", "休息", "充电")
    looks = [shapes(kind) for kind in kinds]

    assert all(len(look) == 1 for look in looks)
    assert len(set.union(*looks)) == len(kinds)


def test_it_speaks_english():
    page = drawn(lang="en")

    assert "serving 08:10–08:14 王家村" in page
    assert "Time of each route" in page


def test_no_routes_are_said_to_be_none():
    assert "没有线路。" in drawn(make_plan(routes=(), bags=()))
