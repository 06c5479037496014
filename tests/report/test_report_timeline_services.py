"""Trips, handovers and what waits at hubs on the timeline."""

from __future__ import annotations

import dataclasses
import re

from check.service_county_plan import service_plan
from service_county_map import mapped_day, shown

from routing.report.page_timeline import timeline


def drawn(plan=None, lang="zh"):
    day, plan = mapped_day(), plan or service_plan()
    routes, services = shown(day, plan, lang)
    return timeline(day, plan, routes, services, lang)


def line(page, numbers):
    return re.search(rf'<tr data-route="{numbers}">(.*?)</tr>', page, re.DOTALL)[1]


def hints(html):
    return re.findall(r"<title>(.*?)</title>", html)


def test_a_trip_tells_stretches_and_calls():
    assert hints(line(drawn(), 4)) == [
        "08:00–08:40 · 县中心→镇站 · 3 袋 41 件 · 100 %",
        "08:41–08:55 · 镇站→路口 · 1 袋 20 件 · 38 %",
        "08:55–09:55 · 路口→县中心 · 0 袋 0 件",
        "08:00 县中心 · 装上班次 3 袋 41 件",
        "08:41 镇站 · 卸下班次 2 袋 21 件",
        "08:55 路口 · 卸下班次 1 袋 20 件",
    ]


def test_with_goods_it_is_framed_and_without_thin():
    bars = re.findall(r"<g>.*?</g>", line(drawn(), 4))
    framed = ["<rect" in bar for bar in bars]
    assert framed == [True, True, False, False, False, False]


def test_a_line_is_told_in_words():
    told = re.search(r'aria-label="(.*?)"', line(drawn(), 6))[1]
    assert told == "夜班线 23:30 · 1 袋 8 件 · 23:30 县中心 → 次日00:20 夜站"


def test_before_a_line_the_departure_stands_apart_and_is_never_cut():
    # Both trips of the line, told apart by when they leave.
    heads = [line(drawn(), number).split("</th>")[0] for number in (4, 5)]
    names = [re.search(r'class="line">(.*?)<', head)[1] for head in heads]
    leaves = [re.search(r'class="leaves">(.*?)<', head)[1] for head in heads]

    assert names == ["城北线", "城北线"]
    assert leaves == ["08:00", "13:00"]


def test_the_axis_reaches_past_midnight_but_not_to_tomorrow_s_promise():
    axis = drawn().split("</thead>")[0]
    head = re.findall(r"<text[^>]*>(\d\d:\d\d)</text>", axis)
    # The night trip ends at 24:20; O2 promises 42:00, whose line ends with the sheet.
    assert head[0] == "08:00"
    assert head[-1] == "24:00"
    last = line(drawn(), 8)
    assert "次日18:00" in last
    assert re.search(r'd="M982\.0,17l-9,-5v10z"', last)


def test_a_handover_says_by_when():
    assert hints(line(drawn(), 7)) == [
        "快递 镇站→V3 · 1 袋 10 件 · 12:00 前在镇站交出，16:00 前送到"
    ]


def test_a_hub_shows_what_waits():
    # By number: K1 1, K2 2, both trips of L1 4 and 5, F1 3, O1 7.
    row = line(drawn(), "1 2 3 4 5 7")

    # g1 h1 21; p1 10; w1 10 more; s1 10 more until 12:00; w1 leaves at 13:41.
    assert hints(row) == [
        "08:40–09:00 等待 2 袋 21 件",
        "09:24–10:13 等待 1 袋 10 件",
        "10:13–10:15 等待 2 袋 20 件",
        "10:15–12:00 等待 3 袋 30 件",
        "12:00–13:41 等待 2 袋 20 件",
        "13:41–14:16 等待 1 袋 10 件",
    ]
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" fill="#d5dce3"', row)]
    assert heights == [16.8, 8.0, 16.0, 24.0, 16.0, 8.0]


def test_trips_alone_have_a_timeline():
    plan = service_plan()
    bags = tuple(bag for bag in plan.bags if bag.id in ("x1", "n1"))
    loads = (
        dataclasses.replace(plan.bus_loads[1], bags=("x1",), alight="X"),
        plan.bus_loads[-1],
    )
    page = drawn(
        dataclasses.replace(plan, routes=(), bags=bags, bus_loads=loads, handovers=())
    )
    assert page.count("<tr data-route") == 2
    assert "每条线路的用时" not in page


def test_each_kind_has_a_sign_of_its_own_in_the_legend():
    signs = re.findall(r'<svg class="sign".*?>(.*?)</svg>(.*?)</span>', drawn())
    assert [name for _, name in signs][-6:] == [
        "班次带货",
        "班次无货",
        "装上班次",
        "卸下班次",
        "代投",
        "中转停留（高低为件数）",
    ]
    assert len({shape for shape, _ in signs}) == len(signs)
