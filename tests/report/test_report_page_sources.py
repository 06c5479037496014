"""Data, distances, parameters and assumptions, and what must not stand there."""

from __future__ import annotations

import dataclasses

from report_day import SECRETS, make_day, make_sites, make_travel
from report_plan import make_plan

from routing.domain.consignment import Priority
from routing.domain.day import Settings
from routing.report.page_sources import (
    assumptions_html,
    parameters_html,
    sources_html,
)
from routing.travel.matrix import Source


def test_distances_by_source_with_their_share():
    html = sources_html(make_day(), make_plan(), "zh")

    # 40, 22 and 5 of 67 km, the largest first.
    cells = '<td class="n">40.0</td><td class="n">59.7 %</td>'
    assert f"<td>≈估算</td>{cells}" in html
    assert html.index("≈估算") < html.index("里程表</td>") < html.index("推算</td>")


def test_guessed_positions_labels_and_hashes_are_named():
    sites = make_sites()
    sites["V4"] = dataclasses.replace(sites["V4"], position_estimated=True)
    plan = make_plan(hashes={"tables": "0123456789abcdef", "travel": "f" * 64})
    html = sources_html(make_day(sites=sites), plan, "zh")

    assert "数据说明: 合成数据&lt;演示&gt;" in html
    assert "7 个站点中有 1 个没有实测坐标" in html
    assert "表格校验值 sha256 0123456789ab…" in html


def test_parameters_say_what_was_chosen():
    settings = Settings(
        economic_deferral=True,
        penalty_cents={Priority.HIGH: 1_250},
        keep_usual=True,
        dispatcher_phone=SECRETS[4],
        extra={"temperature_c": "12", "值班电话": SECRETS[4]},
    )
    plan = make_plan(
        parameters={
            "iterations": 20,
            "time_limit": None,
            "workers": 1,
            "engine": "auto",
        },
        versions={"gongpei": "0.1.0", "numpy": "2.0"},
    )
    html = parameters_html(make_day(settings=settings), plan, "zh")

    for row in (
        "<td>装袋方式</td><td>合并装袋</td>",
        "<td>缓投一件按多少元衡量（高）</td><td>12.5 元</td>",
        "<td>每处换车按多少元衡量</td><td>5 元</td>",
        "<td>气温</td><td>12</td>",
        "<td>随机种子</td><td>7</td>",
        "<td>搜索次数</td><td>20</td>",
        "<td>求解器</td><td>全部</td>",
        "<td>程序版本</td><td>0.1.0</td>",
    ):
        assert row in html
    # Keys that nobody knows may hold anything, phones too.
    assert SECRETS[4] not in html
    assert "搜索时限" not in html


def test_values_without_a_source_are_marked():
    used = (
        ("vehicles.light.fill", "0.85", "assumed"),
        ("partners.any.kg_per_item", "1.5", "assumed:USUAL_WEIGHT"),
        ("settings.bagging", "shared", "ROAD_LAW"),
    )
    html = assumptions_html(make_day(assumptions=used), make_travel(), "zh")

    mark = '<em class="est">假定</em>'
    assert f"<td>车辆·轻货·装载系数</td><td>0.85</td><td>{mark}</td>" in html
    assert f"<td>1.5</td><td>{mark} 件均重一般在1–1.5公斤</td>" in html
    law = "道路交通安全法规：连续驾驶4小时须休息"
    assert f"<td>参数·装袋</td><td>合并装袋</td><td>{law}</td>" in html


def test_what_stands_for_a_road_is_listed_where_a_distance_is_estimated():
    travel = make_travel()
    matrix = travel.of("microvan")
    known = dataclasses.replace(matrix, source=matrix.source * 0 + Source.FILE)
    measured = dataclasses.replace(travel, matrices={"microvan": known})

    assert "绕行系数" in assumptions_html(make_day(), travel, "zh")
    assert "绕行系数" not in assumptions_html(make_day(), measured, "zh")


def test_in_english():
    html = parameters_html(make_day(), make_plan(), "en")
    assert "<td>bags</td><td>shared by partners</td>" in html
