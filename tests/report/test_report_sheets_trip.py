"""交接单 of trips: what boards and alights at each call, and who signs."""

from __future__ import annotations

import re
from dataclasses import replace

from service_sheets import CREW, CREW_PHONE, KEEPER, PEOPLE, service_context
from sheet_rows import rows_of, words_of

from routing.domain.price import Price, PriceBasis
from routing.domain.trip import TripChange, TripChangeKind
from routing.plan.model import BusLoad
from routing.plan.services import trip_runs
from routing.plan.violation import Violation
from routing.report.sheets.trip_sheet import trip_sheet


def sheet(trip: str, **changes) -> str:
    context = service_context(**changes)
    runs = {run.trip_id: run for run in trip_runs(context.day, context.plan)}
    return trip_sheet(context, runs[trip])


def with_stop(day, trip: str, call: int, **changes):
    stops = list(day.trips[trip].stops)
    stops[call] = replace(stops[call], **changes)
    changed = replace(day.trips[trip], stops=tuple(stops))
    return replace(day, trips={**day.trips, trip: changed})


def heads(trip: str, **changes) -> list[str]:
    return [row[0] for row in rows_of(sheet(trip, **changes)) if len(row) == 1]


def test_head_names_line_trip_crew_and_departure():
    words = words_of(sheet("L1-0800"))

    assert "交接单 班车 城北线 08:00　2026-03-02" in words
    assert "线路 城北线　班次号 L1-0800　承运单位 公交" in words
    assert (
        f"车牌 豫Q12345　驾驶员 {CREW}　电话 {CREW_PHONE}　08:00 从县中心发车" in words
    )
    # h1 20, g1 1 and x1 20 items, 20 kg and 0.1, 0.06, 0.1 m³.
    assert "全程共运 2 袋＋散件 1，共 41 件 · 60 公斤 · 0.26 方" in words
    calls = "县中心 08:00（上 2 袋+1 散件） → 镇站 08:40（下 1 袋+1 散件）"
    assert f"有货的站：{calls}\n→ 路口 08:55（下 1 袋）" in words


def test_a_long_name_of_a_line_stands_once_in_the_head():
    day = service_context().day
    name = "城北线（县中心—镇站—路口—镇站—县中心，每日三班，春运加开）"
    lines = {**day.lines, "L1": replace(day.lines["L1"], name=name)}
    html = sheet("L1-0800", day=replace(day, lines=lines))

    assert "交接单 班车 城北线 08:00　2026-03-02" in words_of(html)
    assert f"线路 {name}　班次号 L1-0800" in words_of(html)
    assert html.count(name) == 1


def test_rows_stand_by_call_with_what_boards_and_alights():
    # Loose pieces stand behind the bags of their group.
    rows = [row for row in rows_of(sheet("L1-0800")) if len(row) > 1]
    board = ["序", "袋号", "送往", "件数", "公斤", "来自 / 备注", "已上车"]
    alight = ["序", "袋号", "送往", "件数", "公斤", "接下来 / 备注", "已收"]
    assert rows == [
        board,
        ["1", "h1", "V1", "20", "20", "本站", "□"],
        ["2", "g1", "V1", "1", "20", "散件 1 个\n本站", "□"],
        ["3", "x1", "V2", "20", "20", "本站", "□"],
        alight,
        ["1", "h1", "V1", "20", "20", "转 K2，09:00 走", "□"],
        ["2", "g1", "V1", "1", "20", "散件 1 个\n转 K2，09:00 走", "□"],
        alight,
        ["1", "x1", "V2", "20", "20", "到此为止", "□"],
    ]


def test_calls_say_by_when_and_who_receives():
    words = words_of(sheet("L1-0800"))
    # Departure 08:00 less 15 min.
    assert "上车　县中心　08:00 发车　最晚 07:45 交齐" in words
    assert "下车　镇站　08:40 到站" in words
    keeper = f"（{KEEPER} 13900002222）"
    found = heads("L1-0800")
    assert f"县中心{keeper} 交出，到镇站下车：1 袋＋散件 1，共 21 件" in found
    # The hub is open 07:00-19:00; V2 lies five minutes behind the stop.
    hub = f"镇站{keeper} 接收，营业时间内有人（07:00–19:00）：1 袋＋散件 1，共 21 件"
    assert hub in found
    village = f"V2（派人到站牌接，走回 5 分钟，09:00 到站点）{keeper} 接收，"
    assert f"{village}营业时间内有人（08:00–18:00）：1 袋，共 20 件" in found


def test_boxes_to_count_seal_and_sign_stay_with_the_last_bag():
    found = heads("L1-0800")
    board = found[2].split("\n")
    assert board[0] == "上车交接（县中心）"
    assert board[1].startswith(
        "应交 2 袋、散件 1　实交 ＿＿＿ 袋、散件 ＿＿＿　封签号 ＿"
    )
    assert "交出人签字 ＿" in board[-1]
    assert "驾驶员签字 ＿" in board[-1]
    assert board[-1].endswith("已安检 □　异常 ＿＿＿＿＿＿＿＿")
    alight = found[4].split("\n")
    assert alight[1].startswith("应收 1 袋、散件 1　实收 ＿＿＿ 袋")
    assert "封签完好 □　破损 □　数不符 □" in alight[1]
    assert "异常 ＿" in alight[-1]
    assert "接收人签字 ＿" in alight[-1]


def test_a_shuttle_needs_no_security_check_and_shows_the_shifted_times():
    words = words_of(sheet("F1-0930"))
    assert "已安检" not in words
    hold = "等货：本班今日晚发 5 分钟（时刻表 09:30，今日 09:35 从县中心发车）"
    assert hold in words
    assert "上车　县中心　09:35 发车　最晚 09:20 交齐" in words
    assert "下车　镇站　10:15 到站" in words
    # The table says that somebody is at both stops.
    assert "接收，有人接车" in words
    assert "今日晚发" not in words_of(sheet("L1-0800"))


def test_produce_rides_home_and_says_where_it_comes_from():
    # L1-1300: w1 from K1 boards at H (1), p1 from K2 at H (3), which ends at C.
    rows = [row for row in rows_of(sheet("L1-1300")) if len(row) > 1]
    assert [[*row[:3], row[5]] for row in rows if row[0] == "1"] == [
        ["1", "w1", "V2", "K1，10:13 送到"],
        ["1", "w1", "V2", "到此为止"],
        ["1", "p1", "县中心", "K2，09:24 送到"],
        ["1", "p1", "县中心", "到此为止"],
    ]
    words = words_of(sheet("L1-1300"))
    assert "上车　镇站　13:41 发车　最晚 13:26 交齐" in words
    assert "上车　镇站　14:16 发车　最晚 14:01 交齐" in words


def test_a_village_that_gives_to_the_bus_walks_to_the_stop():
    context = service_context()
    plan = context.plan
    bags = tuple(
        replace(
            bag,
            origin="V2",
            legs=(replace(bag.legs[1], from_site="V2", depart=13 * 3600 + 3330),),
        )
        if bag.id == "p1"
        else bag
        for bag in plan.bags
    )
    load = BusLoad(trip="L1-1300", board="X", alight="C", bags=("p1",), fee_cents=300)
    found = heads("L1-1300", plan=replace(plan, bags=bags, bus_loads=(load,)))
    assert found[0].startswith("V2（走到站牌 5 分钟）（李站长 13900002222） 交出，")


def test_past_midnight_is_tomorrow():
    words = words_of(sheet("L2-2330"))
    assert "有货的站：县中心 23:30（上 1 袋） → 夜站 次日00:20（下 1 袋）" in words
    assert "下车　夜站　次日00:20 到站" in words


def test_nobody_at_the_stop_and_nominal_times_are_warned_of():
    day = with_stop(service_context().day, "L1-0800", 2, attended=False)
    trip = replace(day.trips["L1-0800"], exact=False)
    day = replace(day, trips={**day.trips, "L1-0800": trip})
    words = words_of(sheet("L1-0800", day=day))
    assert "▲ 站牌无人接车，先打电话" in words
    assert "▲ 本线路只有发车间隔" in words


def test_what_is_changed_or_open_today_stands_in_the_head():
    day = service_context().day
    changes = (
        TripChange(kind=TripChangeKind.DELAYED, text="15", reason="修路", by="刘调度"),
        TripChange(kind=TripChangeKind.CAPACITY, text="2袋", reason="", by="刘调度"),
    )
    trip = replace(day.trips["L1-0800"], changes=changes, confirmed=False)
    words = words_of(
        sheet("L1-0800", day=replace(day, trips={**day.trips, "L1-0800": trip}))
    )
    assert "今日调整：晚点 15（修路）" in words
    assert "今日调整：减载 2袋\n" in words
    assert "▲ 承运方还没有确认带货" in words
    assert "刘调度" not in words
    for line in ("今日调整", "▲"):
        assert line not in words_of(sheet("L1-0800"))


def test_a_trip_that_is_out_must_not_be_loaded():
    plan = service_context().plan
    load = BusLoad(trip="L1-1400", board="C", alight="H", bags=("h1",), fee_cents=0)
    words = words_of(sheet("L1-1400", plan=replace(plan, bus_loads=(load,))))
    assert "▲ 本班次今天不开" in words
    assert "上车　县中心　14:00 发车" in words


def test_a_site_without_hours_is_always_open():
    context = service_context()
    hub = replace(context.day.sites["H"], hours=())
    day = replace(context.day, sites={**context.day.sites, "H": hub})
    assert "接收，全天有人" in words_of(sheet("L1-0800", day=day))


def test_the_township_stands_with_a_name_that_is_not_alone():
    context = service_context()
    other = replace(context.day.sites["V3"], name="V1")
    day = replace(context.day, sites={**context.day.sites, "V3": other})
    rows = rows_of(sheet("L1-0800", day=day))
    assert [row[2] for row in rows if row[0] == "1"][:1] == ["V1（镇站）"]


def test_what_to_do_names_the_dispatcher():
    words = words_of(sheet("L1-0800"))
    for part in ("班车没来：过了发车时间 15 分钟", "袋数、袋号、封签对不上", "没人接"):
        assert part in words
    assert "打调度电话 0396-2218899" in words


def test_nobody_is_named_without_contacts():
    words = words_of(sheet("L1-0800", contacts=False))
    assert not [name for name in PEOPLE if name in words]
    assert "驾驶员 ＿" in words
    assert "打电话给调度" in words


def test_an_unknown_trip_warns_and_lists_its_goods():
    plan = service_context().plan
    load = BusLoad(trip="L9", board="C", alight="H", bags=("h1",), fee_cents=0)
    html = sheet("L9", plan=replace(plan, bus_loads=(load,)))
    assert "▲ 时刻表里没有这个班次" in words_of(html)
    assert [row[1] for row in rows_of(html) if row[0] == "1"] == ["h1", "h1"]


def test_violations_of_the_trip_and_its_bags_stand_first():
    rows = [
        Violation(cause="T5_DWELL", where="L1-0800 (3) @X", amount=60, unit="s"),
        Violation(cause="R2_SEGMENT", where="L1-1300 (2-3)", amount=1, unit="bags"),
        Violation(cause="T5_CUTOFF", where="[h1] L1-0800 C>H", amount=60, unit="s"),
    ]
    words = words_of(sheet("L1-0800", violations=rows))
    assert "全计划有 3 处超限或不符，其中涉及本单 2 处" in words
    assert re.search(r"▲ .*班车 城北线 08:00 第 ?3 ?站 路口", words)
    assert re.search(r"▲ .*袋 h1 ", words)


def test_english():
    words = words_of(sheet("L1-0800", lang="en"))
    assert "Board at 县中心, departure 08:00, hand in by 07:45" in words
    assert "h1" in words


def test_a_price_is_not_the_crews_business():
    context = service_context()
    price = Price(basis=PriceBasis.PER_BAG, micro_yuan=7_770_000)
    line = replace(context.day.lines["L1"], price=price)
    day = replace(context.day, lines={**context.day.lines, "L1": line})
    assert "7.77" not in words_of(sheet("L1-0800", day=day))
