"""Files, sorting sheet and messages of a plan with trips and handovers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from service_sheets import PEOPLE, service_context
from sheet_rows import rows_of, words_of
from texts.language_scan import chinese_words, page_words, visible_text

from benchmarks.oracle.solve import solve_small_day
from benchmarks.small_days import small_day
from routing.report.sheets.messages import RULER, messages
from routing.report.sheets.slack import DEPARTURE, latest_starts
from routing.report.sheets.sorting_sheet import render_sorting_sheet
from routing.report.sheets.write import is_sheet, sheet_pages, write_sheets

LINE = "城北线"


def renamed(**names):
    """Return the context with other names of lines and partners."""
    context = service_context()
    day = context.day
    lines = {
        key: replace(line, name=names.get(key, line.name))
        for key, line in day.lines.items()
    }
    return replace(context, day=replace(day, lines=lines))


def lists(context):
    return [name for name in sheet_pages(context) if name.startswith("交接单_")]


def test_a_file_per_trip_and_offer_between_the_loading_lists_and_the_tags():
    names = list(sheet_pages(service_context()))
    assert names[:12] == [
        "派车单_K1.html",
        "派车单_K2.html",
        "装车单_K1.html",
        "装车单_K2.html",
        "交接单_共富班车 0930.html",
        "交接单_城北线 0800.html",
        "交接单_城北线 1300.html",
        "交接单_夜班线 2330.html",
        "交接单_代投 快递 O1.html",
        "交接单_兜底 邮政 O2.html",
        "待确认.html",
        "分拣表.html",
    ]
    assert all(is_sheet(name) for name in names)
    assert is_sheet("交接单_代投 快递 O1.pdf")


def test_names_that_windows_forbids_or_mixes_up():
    # Both circles of L1 leave at other times; F1 gets the name of L1's first.
    context = renamed(L1='A/B:"线"', F1="CON")
    assert lists(context)[:3] == [
        "交接单_CON 0930.html",
        "交接单_A_B_线_ 0800.html",
        "交接单_A_B_线_ 1300.html",
    ]
    day = context.day
    trips = dict(day.trips)
    trips["F1-0930"] = replace(trips["F1-0930"].shifted(-90 * 60), trip_id="F1-0930")
    lines = {**day.lines, "F1": replace(day.lines["F1"], name='a/b:"线"')}
    context = replace(context, day=replace(day, trips=trips, lines=lines))
    assert lists(context)[:2] == [
        "交接单_a_b_线_ 0800.html",
        "交接单_A_B_线_ 0800-2.html",
    ]


def test_plans_without_services_have_none():
    context = service_context()
    plan = replace(context.plan, bus_loads=(), handovers=())
    assert lists(replace(context, plan=plan)) == []


def test_sorting_sheet_goes_from_the_site_to_the_trip_or_partner():
    rows = rows_of(render_sorting_sheet(service_context()))
    assert rows[0][2] == "车辆、班次\n或代投"
    found = rows[1:8]
    # Township, site, carrier, tour, order, P, Q, items, bags, latest closing.
    assert found == [
        ["", "镇站", "K1", "1", "1", "15", "", "15", "1", "09:40"],
        ["镇站", "V2", "K1", "1", "2", "", "10", "10", "1", "09:40"],
        [
            "镇站",
            "V3",
            "货运班车 共富班车 09:30",
            "—",
            "—",
            "10",
            "",
            "10",
            "1",
            "09:20",
        ],
        [
            "镇站",
            "V1",
            "班车 城北线 08:00",
            "—",
            "—",
            "20",
            "1",
            "21",
            "1+散1",
            "07:45",
        ],
        ["镇站", "V2", "班车 城北线 08:00", "—", "—", "", "20", "20", "1", "07:45"],
        ["镇站", "夜站", "班车 夜班线 23:30", "—", "—", "8", "", "8", "1", "23:15"],
        ["镇站", "V4", "兜底 邮政", "—", "—", "", "5", "5", "1", "16:00"],
    ]


def test_totals_of_trips_have_their_cut_off_and_departure():
    rows = rows_of(render_sorting_sheet(service_context()))
    totals = {row[0]: row[1:5] for row in rows[9:] if len(row) > 1}
    assert totals["K1"] == ["1", "09:40", "10:00", "2"]
    assert totals["货运班车 共富班车 09:30"] == ["—", "09:20", "09:35", "1"]
    assert totals["班车 城北线 08:00"] == ["—", "07:45", "08:00", "2"]
    assert totals["兜底 邮政"] == ["—", "16:00", "—", "1"]


def test_sorting_sheet_says_what_closing_means_for_services():
    note = "交班车、交代投的袋子没有装车序"
    assert note in words_of(render_sorting_sheet(service_context()))
    plan = service_context().plan
    road = tuple(bag for bag in plan.bags if bag.id in ("q1", "w1"))
    html = render_sorting_sheet(service_context(plan=replace(plan, bags=road)))
    assert note not in words_of(html)
    assert rows_of(html)[0][2] == "车辆"


def test_bags_of_one_site_and_trip_share_a_row():
    # g0 for V2 stands before h1 for V1, and still is counted with x1.
    plan = service_context().plan
    (x1,) = (bag for bag in plan.bags if bag.id == "x1")
    loads = tuple(
        replace(row, bags=("x1", "g0")) if row.bags == ("x1",) else row
        for row in plan.bus_loads
    )
    plan = replace(plan, bags=(*plan.bags, replace(x1, id="g0")), bus_loads=loads)
    rows = rows_of(render_sorting_sheet(service_context(plan=plan)))
    (row,) = (row for row in rows if row[1:3] == ["V2", "班车 城北线 08:00"])
    assert row[7:] == ["40", "2", "07:45"]


def blocks(**changes) -> list[str]:
    text = messages(service_context(**changes))
    return text.rstrip("\n").split(f"\n{RULER}\n")


def test_a_block_per_crew_and_per_partner():
    found = blocks()
    heads = [block.split("\n")[0] for block in found[1:9]]
    assert heads == [
        "【派车】2026-03-02 K1 赵司机 13700003333",
        "【派车】2026-03-02 K2 赵司机 13700003333",
        "【交接】2026-03-02 货运班车 共富班车 09:30 豫Q12345 王师傅 13800001111",
        "【交接】2026-03-02 班车 城北线 08:00 豫Q12345 王师傅 13800001111",
        "【交接】2026-03-02 班车 城北线 13:00 豫Q12345 王师傅 13800001111",
        "【交接】2026-03-02 班车 夜班线 23:30 豫Q12345 王师傅 13800001111",
        "【代投】2026-03-02 快递",
        "【代投】2026-03-02 邮政",
    ]
    keeper = "（李站长 13900002222）"
    assert found[3].split("\n")[1:4] == [
        "等货：今日 09:35 从县中心发车（时刻表 09:30）",
        f"09:35 县中心 上车 1 袋，共 10 件（09:20 前由县中心{keeper}交齐）",
        f"10:15 镇站 下车 1 袋，共 10 件，镇站{keeper}接",
    ]
    assert found[4].split("\n")[3] == f"08:55 路口 下车 1 袋，共 20 件，V2{keeper}接"
    last = (
        f"16:00 前到县中心{keeper}取 1 袋，共 5 件，次日18:00 前送到V4{keeper}（兜底）"
    )
    assert found[8].split("\n")[1] == last


def test_drivers_are_told_what_goes_on():
    first, second = blocks()[1:3]
    assert "转 班车 城北线 13:00：1 袋，共 10 件（w1），最晚 13:06 送到" in first
    assert "接自 班车 城北线 08:00（08:40 到）" in second


def test_stations_are_told_of_buses_and_partners_by_time():
    found = {block.split("\n")[0]: block.split("\n")[1:] for block in blocks()}
    crew = "（王师傅 13800001111）"
    assert found["【到货】2026-03-02 镇站"][:6] == [
        f"08:40 班车 城北线 08:00{crew} 到镇站，接 1 袋＋散件 1，共 21 件"
        "（邮政 20 件，快递 1 件）",
        "10:10–10:25 K1（赵司机 13700003333）到站，送 2 袋，共 25 件"
        "（邮政 15 件，快递 10 件）",
        f"10:15 货运班车 共富班车 09:30{crew} 到镇站，接 1 袋，共 10 件（邮政 10 件）",
        "12:00 前备好 1 袋，共 10 件（邮政 10 件），快递来取",
        f"13:41 班车 城北线 13:00{crew} 从镇站发，13:26 前备好 1 袋，共 10 件"
        "（快递 10 件）",
        f"14:16 班车 城北线 13:00{crew} 从镇站发，14:01 前备好 1 袋，共 10 件"
        "（邮政 10 件）",
    ]
    # V2 is met by no vehicle of the plan, V4 by the partner of the last resort.
    assert len(found["【到货】2026-03-02 镇站V2"]) == 4
    assert found["【到货】2026-03-02 镇站V4"][0] == (
        "次日18:00 前邮政送到 1 袋，共 5 件（快递 5 件）"
    )


def test_nobody_is_named_without_contacts(tmp_path):
    for path in write_sheets(tmp_path, service_context(contacts=False)):
        text = path.read_text("utf-8")
        assert not [name for name in PEOPLE if name in text], path.name


def test_lists_speak_one_language():
    ids = frozenset(bag.id for bag in service_context().plan.bags)
    for name, html in sheet_pages(service_context()).items():
        if name.startswith(("交接单_", "分拣表")):
            assert page_words(html, ids) == [], name
    places = {"县中心", "城北线", "夜班线", "共富班车", "镇站", "夜站", "路口"}
    known = frozenset({*places, *PEOPLE, "邮政", "快递", "公交", "王主任", "豫"})
    for name, html in sheet_pages(service_context(lang="en")).items():
        if name.startswith("交接单_"):
            found = [
                word
                for text in visible_text(html)
                for word in chinese_words(text, known)
            ]
            assert found == [], name


def test_unapproved_plans_are_marked_on_every_list():
    pages = sheet_pages(service_context(approved_by=None))
    for name, html in pages.items():
        if name.startswith("交接单_"):
            assert "试算，未审核" in words_of(html)


def test_an_unknown_trip_and_offer_are_in_the_messages():
    plan = service_context().plan
    loads = (replace(plan.bus_loads[1], trip="L9"),)
    rows = (replace(plan.handovers[0], offer="O9"),)
    text = "\n".join(blocks(plan=replace(plan, bus_loads=loads, handovers=rows)))
    assert "【交接】2026-03-02 班车 L9\n▲ 时刻表里没有这个班次" in text
    assert "【代投】2026-03-02 O9\nO9 1 袋，共 10 件" in text


@pytest.mark.parametrize("seed", [2, 5, 8, 10])
def test_plans_of_the_exact_model_are_all_on_paper(seed):
    """Every bag stands on the list of each of its trips and offers, as often as due."""
    day, travel = small_day(seed)
    plan = solve_small_day(day, travel, seconds=60).plan
    assert plan.bus_loads or plan.handovers
    context = service_context(day=day, travel=travel, plan=plan)
    pages = sheet_pages(context)
    ids = [
        row[1]
        for name, html in pages.items()
        if name.startswith("交接单_")
        for row in rows_of(html)
        if len(row) > 1 and row[-1] == "□"
    ]
    due = {"bus": 2, "handover": 1, "road": 0}
    for bag in plan.bags:
        wanted = sum(due[leg.kind] for leg in bag.legs)
        if not bag.loose:
            assert ids.count(bag.id) == wanted, bag.id
    assert messages(context)
    # A plan without faults has time left, or none, at every halt.
    for route in plan.routes:
        for (tour, stop), latest in latest_starts(day, plan, route).items():
            halts = route.tours[tour]
            planned = halts.start if stop == DEPARTURE else halts.stops[stop].start
            assert latest >= planned
