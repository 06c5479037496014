"""派车单 of the four villages, word for word; its times are reckoned in ``slack``."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from label_day import label_context
from report_day import SECRETS, make_day, make_travel
from report_plan import make_plan
from sheet_rows import four_context, rows_of, words_of

from routing.domain.site import ROAD_CLASSES, Contact
from routing.domain.vehicle import VehicleClass
from routing.domain.window import TimeWindow
from routing.plan.violation import Violation
from routing.report.sheets.frame import plan_number
from routing.report.sheets.route_sheet import route_sheet

K1, K2 = 0, 1
HEAD = [
    "序",
    "到站时间",
    "站点 / 负责人",
    "送达",
    "装上、带回",
    "提示",
    "扫码导航",
    "实到时间\n实收件数",
    "签收",
]
NO_LINK = "无坐标，不提供导航码"


def sheet(vehicle: int, **changes) -> str:
    context = four_context(**changes)
    return route_sheet(context, context.plan.routes[vehicle])


def report_sheet(**changes) -> str:
    values = {"day": make_day(), "travel": make_travel(), "plan": make_plan()}
    return sheet(0, **{**values, **changes})


def test_rows_of_a_tour_with_a_break():
    assert rows_of(sheet(K1)) == [
        HEAD,
        [
            "10:40 在县中心开始装车：3 袋，共 50 件 · 52 公斤 · 0.25 方；"
            "11:00 出发（最晚 11:50）"
        ],
        [
            "1",
            "11:10–11:25\n最晚 12:00",
            "东村\n村站",
            "2 袋，共 30 件\n邮政 20，快递 10",
            "—",
            "",
            NO_LINK,
            "",
            "",
        ],
        ["11:19–11:49 休息 30 分钟（西村）"],
        [
            "2",
            "13:00–13:15\n最晚 15:00",
            "西村\n村站",
            "1 袋，共 20 件\n邮政 5，快递 15",
            "1 袋，共 10 件\n农产品·邮政 10 件",
            "11:19 到，等到 13:00 再交接\n约定 13:00–15:00",
            NO_LINK,
            "",
            "",
        ],
        ["13:17 回到县中心，交回 1 袋，共 10 件"],
    ]


def test_each_tour_has_its_table_and_charging_follows_the_return():
    rows = rows_of(sheet(K2))

    assert [row[0] for row in rows if len(row) == 1] == [
        "08:00 在县中心开始装车：1 袋，共 12 件 · 12 公斤 · 0.06 方；"
        "08:10 出发（最晚 09:23）",
        "08:46 回到县中心",
        "08:46–09:16 充电 30 分钟（县中心）",
        "09:16 在县中心开始装车：1 袋，共 8 件 · 8 公斤 · 0.04 方；"
        "09:26 出发（最晚 15:10）",
        "10:16 回到县中心",
    ]
    assert [row[2] for row in rows if len(row) > 1] == [
        HEAD[2],
        "南村\n村站",
        HEAD[2],
        "北村\n村站",
    ]
    assert rows.count(HEAD) == 2
    assert rows[2][5] == "路窄，只能进：三轮"


@pytest.mark.parametrize(
    ("classes", "hint"),
    [
        # Nothing is named: all by road may enter (rule W1).
        ((), ""),
        ((VehicleClass.DRONE,), "路窄，只能进：无人机"),
        ((VehicleClass.ROBOT, VehicleClass.TRICYCLE), "路窄，只能进：三轮、无人车"),
        ((*ROAD_CLASSES, VehicleClass.DRONE), ""),
    ],
)
def test_who_may_enter(classes, hint):
    day = four_context().day
    place = four_context().plan.routes[K2].tours[0].stops[0].site
    narrow = replace(day.sites[place], allowed_classes=classes)
    html = sheet(K2, day=replace(day, sites={**day.sites, place: narrow}))
    assert rows_of(html)[2][5] == hint


def test_the_head_names_plan_version_time_page_and_who_approved():
    words = words_of(sheet(K1, version=3))

    number = plan_number(four_context().plan)
    head = f"计划号 {number} · 第 3 版 · 打印时间 2026-03-02 06:40"
    # No phone is known: there is room to write it.
    line = f"{head} · 调度电话 {'＿' * 8} · 审核 王主任"
    assert line in words
    assert "派车单 K1　2026-03-02" in words
    assert "第 1 页 / 共 1 页" in words
    assert "车辆 K1（微面）" in words
    assert "1 趟 2 站 17.0 公里　10:40 开始装车，13:17 收车" in words


def test_the_foot_says_what_to_do_when_something_happens():
    words = words_of(report_sheet())

    for case in ("晚点了", "车坏了", "路断了", "没人接", "件数不符"):
        assert case in words
    assert words.count(f"打调度电话 {SECRETS[4]}") == 5
    assert "出车里程 ＿" in words


def test_keeper_and_driver_are_named():
    words = words_of(report_sheet())
    assert f"驾驶员 {SECRETS[2]} {SECRETS[3]}" in words

    rows = rows_of(report_sheet())
    assert rows[2][2] == f"王家村\n青山镇\n{SECRETS[0]} {SECRETS[1]}"


def test_without_contacts_nobody_is_named():
    html = report_sheet(contacts=False, edited_by="刘调度", violations=[HEAVY])

    for secret in (*SECRETS, "王主任", "刘调度"):
        assert secret not in html
    assert "驾驶员 ＿" in html
    assert html.count("打电话给调度") == 5


def test_a_draft_says_so_on_every_page_and_across_it():
    context = label_context(15, approved_by=None)
    html = route_sheet(context, context.plan.routes[0])

    pages = html.count('<section class="page">')
    assert pages > 1
    assert html.count('<div class="mark"') == pages
    assert html.count('class="draft"') == pages
    approved = label_context(15, approved_by="王主任")
    clean = route_sheet(approved, approved.plan.routes[0])
    assert "试算" not in clean


def test_hints_come_from_the_data():
    # c1 is a must of high value, c2 a deadline and 25.50 yuan to collect.
    day = four_context().day
    rows = {row.consignment_id: row for row in day.consignments}
    rows["c1"] = replace(rows["c1"], must=True, cod_cents=10_000)
    rows["c2"] = replace(
        rows["c2"],
        deadline=42_000,
        cod_cents=2_550,
        windows=(TimeWindow(39_600, 43_200),),
    )
    a = replace(
        day.sites["A"],
        position_estimated=True,
        served_by="B",
        market_today=True,
        dry_only=True,
    )
    day = replace(day, sites={**day.sites, "A": a}, consignments=tuple(rows.values()))

    assert rows_of(sheet(K1, day=day))[2][5].split("\n") == [
        "须在 11:40 前送到",
        "约定 11:00–12:00",
        "今日必达",
        "代收货款 125.50 元",
        "今天赶集，人多难停车",
        "雨天不通：下雨别进，先打电话",
        "由西村代收",
        "位置为估算，出发前先打电话问路",
    ]


@pytest.mark.parametrize(
    ("weather", "said"),
    [("中雨转小雪", ["天气 中雨转小雪：路滑，慢行"]), ("晴", []), ("", [])],
)
def test_rain_and_snow_stand_at_the_head(weather, said):
    day = four_context().day
    settings = replace(day.settings, extra={"weather": weather})
    text = words_of(sheet(K1, day=replace(day, settings=settings)))
    assert re.findall(r"天气[^　]*?慢行", text) == said


def test_promises_of_goods_on_their_way_stand_where_they_are_due():
    # b1 is loaded at A for B, where c4 is due and must arrive.
    context = four_context()
    rows = tuple(
        replace(row, deadline=50_400, must=True) if row.consignment_id == "c4" else row
        for row in context.day.consignments
    )
    plan = context.plan
    tour = plan.routes[K1].tours[0]
    first = replace(tour.stops[0], pick_up=("b1",))
    route = replace(
        plan.routes[K1], tours=(replace(tour, stops=(first, tour.stops[1])),)
    )
    html = sheet(
        K1,
        day=replace(context.day, consignments=rows),
        plan=replace(plan, routes=(route, plan.routes[K2])),
    )
    found = {row[0]: row for row in rows_of(html) if row[0].isdigit()}

    assert found["1"][4:6] == ["1 袋，共 20 件\n派送件 20 件，见装车单", ""]
    assert "须在 14:00 前送到" in found["2"][5]
    assert "今日必达" in found["2"][5]


def test_cash_of_a_consignment_that_comes_in_parts_is_not_added_up():
    # Only 10 of its 20 items are in the bag that is left at the halt.
    context = four_context()
    plan = context.plan
    bags = tuple(
        replace(bag, contents={"c1": 10}, items={"P": 10}) if bag.id == "a1" else bag
        for bag in plan.bags
    )
    rows = tuple(
        replace(row, cod_cents=8_000) if row.consignment_id == "c1" else row
        for row in context.day.consignments
    )
    day = replace(context.day, consignments=rows)
    found = rows_of(sheet(K1, day=day, plan=replace(plan, bags=bags)))
    assert found[2][5] == "有代收货款（分次送，全部共 80.00 元，按实件收）"


HEAVY = Violation(cause="R1_CAP_KG", where="鲁F001 #1", amount=5_000, unit="g")
EARLY = Violation(cause="T1_WINDOW", where="鲁F001 #1.1 @V1", amount=300, unit="s")
ELSEWHERE = Violation(cause="R5_DOCKS", where="@C", amount=300, unit="s")
BREAK = Violation(cause="T7_PLACE", where="鲁F001 break @V2", amount=1, unit="pauses")


def test_violations_of_a_plan_edited_by_hand_stand_on_the_sheet():
    html = report_sheet(
        violations=[HEAVY, EARLY, ELSEWHERE, BREAK],
        edit_reason="客户要求",
        edited_by="刘调度",
    )
    words = words_of(html)

    line = (
        "▲ 本计划经人工修改，全计划有 4 处超限或不符，其中涉及本单 3 处。"
        "修改原因：客户要求；修改人：刘调度"
    )
    pages = html.count('<section class="page">')
    assert words.count(line) == pages
    assert "▲ 鲁F001 第1趟：超重5.000千克" in words
    assert "▲ 鲁F001 第1趟第1站 王家村：" in words
    assert "▲ 鲁F001 休息 李家村：" in words
    hints = [row[5] for row in rows_of(html) if len(row) > 1 and row[0].isdigit()]
    assert [hint.startswith("▲ 此站有超限") for hint in hints] == [True, False, False]


def test_a_plan_without_violations_has_no_such_line():
    assert "人工修改" not in report_sheet()


def test_names_are_escaped():
    html = report_sheet()
    assert "赵家</script>" not in html
    assert "赵家&lt;/script&gt;&lt;b&gt;村" in html


def test_where_the_position_is_known_a_code_stands_for_the_way():
    # V1, V2 and V3 have a position.
    assert report_sheet().count("<svg") == 3


def test_a_driver_without_a_phone_is_still_named():
    day = four_context().day
    k1 = replace(day.vehicles["K1"], contact=Contact(name="赵师傅"))
    day = replace(day, vehicles={**day.vehicles, "K1": k1})
    assert "驾驶员 赵师傅　1 趟" in words_of(sheet(K1, day=day))


def test_english():
    words = words_of(sheet(K1, lang="en"))
    assert "Route sheet K1, 2026-03-02" in words
    assert "latest 12:00" in words
