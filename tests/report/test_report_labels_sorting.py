"""The sorting sheet: every bag in its chute, vehicle and order, totals that add up."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from label_day import LONG, label_context
from label_pages import printed
from report_day import SECRETS, make_day, make_travel
from report_plan import make_plan

from routing.check.causes import Cause
from routing.domain.partner import Partner
from routing.plan.violation import Violation
from routing.report.sheets.sorting_sheet import render_sorting_sheet

STOPS = 60


def cells(row: str) -> list[str]:
    found = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
    return [unescape(re.sub(r"<[^>]+>", " ", cell)).strip() for cell in found]


def tables(html: str) -> list[list[list[str]]]:
    """Return the rows of each table; one that goes on over pages stands twice."""
    return [
        [cells(row) for row in re.findall(r"<tr.*?</tr>", table, re.S)[1:]]
        for table in re.findall(r"<table.*?</table>", html, re.S)
    ]


def heads(html: str) -> list[list[str]]:
    return [
        re.findall(r"<th>(.*?)</th>", head)
        for head in re.findall(r"<thead>.*?</thead>", html, re.S)
    ]


def hand_made():
    day = make_day()
    chutes = {"V1": "10", "V2": "2", "V3": "10"}
    sites = {
        key: replace(site, chute=chutes.get(key, "")) for key, site in day.sites.items()
    }
    return replace(
        label_context(1),
        day=replace(day, sites=sites),
        travel=make_travel(),
        plan=make_plan(),
    )


def test_rows_of_the_hand_made_day():
    html = render_sorting_sheet(hand_made())
    by_site, by_vehicle = tables(html)
    nasty = make_day().sites["V3"].name
    # Loading begins at 07:30 and, for the second tour, at 34,060 s = 09:27.
    assert by_site == [
        ["2", "青山镇", "李家村", "鲁F001", "1", "1", "20", "", "20", "1", "07:30"],
        [
            "10",
            "青山镇",
            "王家村",
            "鲁F001",
            "1",
            "2–3",
            "20",
            "10",
            "30",
            "2",
            "07:30",
        ],
        ["10", "绿水镇", nasty, "鲁F001", "2", "1–2", "", "40", "40", "2", "09:27"],
        ["格口 10 合计：2 站 · 70 件 · 4 袋"],
        ["合计：3 站 · 90 件 · 5 袋"],
    ]
    # 50 items of 1.5 kg in the first tour, 40 in the second; it leaves at 35,260 s.
    assert by_vehicle == [
        ["鲁F001", "1", "07:30", "07:50", "2", "40", "10", "50", "3", "75.0"],
        ["鲁F001", "2", "09:27", "09:47", "1", "", "40", "40", "2", "60.0"],
        ["鲁F001 合计：3 站 · 90 件 · 5 袋"],
    ]
    assert heads(html)[0] == [
        "格口", "所属乡镇", "站点", "车辆", "趟次", "装车序",
        "邮政", "中通", "合计", "袋数", "最晚封袋",
    ]  # fmt: skip


def test_what_the_words_mean_stands_on_the_sheet():
    html = render_sorting_sheet(hand_made())
    assert "按格口的顺序排列" in html
    assert "最晚封袋：该车该趟开始装车的时刻" in html


def test_without_chutes_rows_go_by_vehicle_tour_and_loading():
    html = render_sorting_sheet(label_context(4, chutes=False))
    rows = tables(html)[0]
    assert [row[1][-2:] for row in rows[:-1]] == ["04", "03", "02", "01"]
    # The third station has two bags.
    assert [row[4] for row in rows[:-1]] == ["1", "2–3", "4", "5"]
    # 4 bags of 20 and a chilled one of 4; the loose piece comes back.
    assert rows[-1] == ["合计：4 站 · 84 件 · 5 袋"]
    assert "站点表里没有填格口" in html
    assert heads(html)[0][0] == "所属乡镇"


def test_loose_pieces_are_counted_apart():
    context = label_context(3)
    bags = tuple(replace(bag, loose=bag.id == "L03-B") for bag in context.plan.bags)
    html = render_sorting_sheet(replace(context, plan=replace(context.plan, bags=bags)))
    rows = tables(html)[0]
    assert [row[9] for row in rows[:3]] == ["1", "1", "1+散1"]
    assert rows[-1] == ["合计：3 站 · 64 件 · 3 袋 散1"]


def test_bags_of_two_bases_stand_on_two_sheets():
    context = hand_made()
    bags = tuple(
        replace(bag, origin="H1") if bag.id.startswith("L0003") else bag
        for bag in context.plan.bags
    )
    html = render_sorting_sheet(replace(context, plan=replace(context.plan, bags=bags)))
    assert re.findall(r"<h1>(.*?)</h1>", html) == [
        "分拣表 · 龙山县中心",
        "分拣表 · 青山镇",
    ]


def test_a_ninth_partner_puts_all_into_one_column():
    context = label_context(3)
    names = "甲乙丙丁戊己庚辛壬"
    partners = {name: Partner(partner_id=name, name=name) for name in names}
    bags = tuple(
        replace(bag, items=dict.fromkeys(names, 2)) for bag in context.plan.bags
    )
    html = render_sorting_sheet(
        replace(
            context,
            day=replace(context.day, partners={**context.day.partners, **partners}),
            plan=replace(context.plan, bags=bags),
        )
    )
    assert heads(html)[0][6] == "各家件数"
    row = tables(html)[0][0]
    assert row[6].startswith("甲 2 件")
    assert row[6].endswith("壬 2 件")
    assert row[7] == "18"


def test_sixty_long_names_on_paper(tmp_path):
    html = render_sorting_sheet(label_context(STOPS, approved_by="王审核"))
    pages = printed(html, tmp_path)
    assert len(pages) == html.count('<section class="page">')
    for number, page in enumerate(pages, start=1):
        assert page.size == pytest.approx((297, 210), abs=0.5)
        words = re.sub(r"\s+", "", page.words)
        assert f"第{number}页/共{len(pages)}页" in words
        # Header row and plan on every page.
        assert "最晚封袋" in words
        assert "计划号20260310-" in words
        assert "试算" not in words
    everything = re.sub(r"\s+", "", "".join(page.words for page in pages))
    for number in range(1, STOPS + 1):
        assert f"{LONG}{number:02d}" in everything


def test_figures_are_not_broken_over_lines(tmp_path):
    """Thousands of items of eight partners stand in their narrow columns."""
    context = label_context(3)
    names = "甲乙丙丁戊己庚辛"
    partners = {name: Partner(partner_id=name, name=f"{name}通快递") for name in names}
    bags = tuple(
        replace(bag, items=dict.fromkeys(names, 777)) for bag in context.plan.bags
    )
    html = render_sorting_sheet(
        replace(
            context,
            day=replace(context.day, partners={**context.day.partners, **partners}),
            plan=replace(context.plan, bags=bags),
        )
    )
    words = "\n".join(page.words for page in printed(html, tmp_path))
    lines = [line.split() for line in words.splitlines()]
    # Three bags of the third station and the others: 777 each in its own row,
    # 4 x 777 = 3108 in the vehicle's.
    figures = [figure for line in lines for figure in line]
    assert figures.count("777") == 2 * 8
    assert figures.count("1554") == 8
    assert figures.count("3108") == 8


def test_violations_of_the_vehicles_loaded_here_are_printed():
    rows = (
        Violation(cause=Cause.R1_CAP_KG, where="鲁F001 #1", amount=9_000, unit="g"),
        Violation(cause=Cause.R1_CAP_KG, where="鲁F002 #1", amount=5_000, unit="g"),
    )
    html = render_sorting_sheet(label_context(3, violations=rows))
    assert "超重9.000千克" in html
    assert "5.000千克" not in html


def test_trial_mark_phone_and_no_contacts():
    html = render_sorting_sheet(label_context(3))
    assert "试算，未审核" in html
    assert SECRETS[4] in html
    silent = render_sorting_sheet(label_context(3, contacts=False))
    assert not [secret for secret in SECRETS if secret in silent]


def test_keepers_and_drivers_are_not_on_the_sheet():
    html = render_sorting_sheet(label_context(3))
    assert not [secret for secret in SECRETS[:4] if secret in html]


def test_no_english_word_on_a_chinese_sheet():
    html = render_sorting_sheet(label_context(12))
    words = unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S))
    codes = r"鲁F001|\d{8}-[0-9A-F]{4}"
    assert re.findall(r"[A-Za-z]+", re.sub(codes, " ", words)) == []


def test_english_sheet():
    html = render_sorting_sheet(label_context(3, lang="en"))
    assert heads(html)[0][:3] == ["Chute", "Township", "Site"]
    assert "Total: 3 site(s) · 64 items · 4 bag(s)" in html


def test_a_plan_that_loads_nothing_says_so():
    context = label_context(3)
    empty = replace(context, plan=replace(context.plan, bags=(), routes=()))
    assert "没有要在这里分拣装车的货" in render_sorting_sheet(empty)
