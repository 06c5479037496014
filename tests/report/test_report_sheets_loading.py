"""装车单: the last halt first, totals against the capacity."""

from __future__ import annotations

from dataclasses import replace

from report_day import SECRETS, make_day, make_travel
from report_plan import make_plan
from sheet_rows import four_context, rows_of, words_of

from routing.report.sheets.loading_list import id_ranges, loading_list
from routing.report.sheets.loads import BASE, loads_of

K1, K2 = 0, 1
HEAD = ["装车序", "袋号", "内件", "公斤", "备注", "装好打勾"]


def loading(vehicle: int, **changes) -> str:
    context = four_context(**changes)
    return loading_list(context, context.plan.routes[vehicle])


def test_the_last_halt_is_loaded_first():
    assert rows_of(loading(K1)) == [
        HEAD,
        ["第 2 站 西村（村站）：1 袋，共 20 件"],
        ["1", "b1", "邮政 5 件，快递 15 件", "20", "", "□"],
        ["第 1 站 东村（村站）：2 袋，共 30 件"],
        ["2", "a1", "邮政 20 件", "20", "", "□"],
        ["3", "a2", "快递 10 件", "12", "", "□"],
    ]


def test_totals_stand_against_the_capacity():
    # 52 of 60 kg, 0.25 of 0.30 m³, 50 of 60 items; leaving B 25 kg and 10 items
    # are on board, and 20 kg and 20 items leaving A.
    words = words_of(loading(K1))

    assert "此处装车 3 袋，共 50 件；装完后车上" in words
    assert (
        "重量 52 / 60 公斤（87%）；体积 0.25 / 0.30 方（83%）；件数 50 / 60（83%）"
        in words
    )
    assert (
        "途中收件后车上最多：重量 25 / 60 公斤（42%）；"
        "体积 0.10 / 0.30 方（33%）；件数 20 / 60（33%）" in words
    )
    # K2 has no limit of items and collects nothing.
    assert "件数 12\n" in words_of(loading(K2))
    assert "途中收件后" not in words_of(loading(K2))


def test_each_tour_has_a_page_of_its_own_with_its_own_count():
    html = loading(K2)
    words = words_of(html)

    assert html.count('<section class="page">') == 2
    assert words.count("第 1 页 / 共 1 页") == 2
    assert "装车单 K2　第 1 趟（共 2 趟）　2026-03-02" in words
    assert "装车地点 县中心　09:16 开始装，09:26 出发" in words


def test_there_are_boxes_to_sign():
    words = words_of(loading(K1))
    for box in ("装车人", "复核人", "封签号", "实装袋数"):
        assert f"{box} ＿" in words


def test_chute_temperature_and_must_are_named():
    day = four_context().day
    d = replace(day.sites["D"], chute="A-07")
    rows = tuple(
        replace(row, must=True) if row.consignment_id == "c6" else row
        for row in day.consignments
    )
    cold = replace(make_day().goods["冷鲜"], goods_class="普通")
    day = replace(
        day,
        sites={**day.sites, "D": d},
        consignments=rows,
        goods={**day.goods, "普通": cold},
    )
    found = rows_of(loading(K2, day=day))
    assert found[1] == ["第 1 站·格口 A-07 南村（村站）：1 袋，共 12 件"]
    assert found[2][4] == "冷藏，裸装\n今日必达"


def test_loose_pieces_of_a_kind_share_a_row():
    context = four_context()
    plan = context.plan
    bag = next(bag for bag in plan.bags if bag.id == "d1")
    pieces = tuple(
        replace(
            bag,
            id=f"L0009-{number:03d}",
            lot="L0009",
            loose=True,
            contents={"c6": 1},
            items={"P": 1},
            grams=31_000,
        )
        for number in (1, 2, 3, 5)
    )
    tour = plan.routes[K2].tours[0]
    ids = tuple(piece.id for piece in pieces)
    stop = replace(tour.stops[0], deliver=ids)
    route = replace(
        plan.routes[K2],
        tours=(replace(tour, load=ids, stops=(stop,)), plan.routes[K2].tours[1]),
    )
    plan = replace(plan, routes=(plan.routes[K1], route), bags=(*plan.bags, *pieces))

    assert rows_of(loading(K2, plan=plan))[1:3] == [
        ["第 1 站 南村（村站）：散件 4，共 4 件"],
        [
            "1–4",
            "L0009-001～L0009-003，L0009-005",
            "邮政 4 件",
            "124",
            "散件 4 个",
            "□",
        ],
    ]


def test_ids_are_written_as_ranges():
    assert id_ranges(["L1-001", "L1-002", "L1-003", "L2-004", "x", "L2-006"]) == (
        "L1-001～L1-003，L2-004，x，L2-006"
    )
    assert id_ranges([]) == ""


def test_a_vehicle_that_loads_on_its_way_has_a_list_for_that_halt():
    # K1 leaves empty and takes b1 at A for B.
    plan = four_context().plan
    tour = plan.routes[K1].tours[0]
    first = replace(tour.stops[0], deliver=(), pick_up=("b1",))
    tour = replace(tour, load=(), load_g=0, stops=(first, tour.stops[1]))
    route = replace(plan.routes[K1], tours=(tour,))

    loads = list(loads_of(four_context().day.vehicles["K1"], route))
    assert [(load.site, load.stop, dict(load.bags)) for load in loads] == [
        ("A", 0, {1: ("b1",)})
    ]
    html = loading(K1, plan=replace(plan, routes=(route, plan.routes[K2])))
    assert "途中在 东村 装车　11:10 到，11:14 离开" in words_of(html)
    assert [row[0] for row in rows_of(html)] == [
        "装车序",
        "第 2 站 西村（村站）：1 袋，共 20 件",
        "1",
    ]


def test_a_tour_that_only_collects_says_that_it_leaves_empty():
    plan = four_context().plan
    tour = plan.routes[K1].tours[0]
    stop = replace(tour.stops[1], deliver=(), pick_up=("p1",))
    route = replace(plan.routes[K1], tours=(replace(tour, load=(), stops=(stop,)),))

    loads = list(loads_of(four_context().day.vehicles["K1"], route))
    assert [(load.stop, dict(load.bags)) for load in loads] == [(BASE, {})]
    html = loading(K1, plan=replace(plan, routes=(route, plan.routes[K2])))
    assert "空车出发，途中收件。" in words_of(html)


def test_the_driver_is_named_only_with_contacts():
    values = {"day": make_day(), "travel": make_travel(), "plan": make_plan()}
    assert SECRETS[2] in loading(0, **values)
    assert SECRETS[2] not in loading(0, contacts=False, **values)


def test_a_group_that_goes_on_says_its_halt_again():
    # 60 bags for one halt: its line stands on every page with bags.
    context = four_context()
    plan = context.plan
    bag = next(bag for bag in plan.bags if bag.id == "d1")
    bags = tuple(replace(bag, id=f"L0009-{number:03d}") for number in range(1, 61))
    ids = tuple(bag.id for bag in bags)
    tour = plan.routes[K2].tours[0]
    tour = replace(tour, load=ids, stops=(replace(tour.stops[0], deliver=ids),))
    route = replace(plan.routes[K2], tours=(tour,))
    plan = replace(plan, routes=(plan.routes[K1], route), bags=bags)

    html = loading(K2, plan=plan)
    rows = rows_of(html)
    pages = html.count("<thead>")
    assert pages == 3
    assert rows.count(["第 1 站 南村（村站）：60 袋，共 720 件"]) == pages
    assert [row[1] for row in rows if len(row) > 1 and row[0].isdigit()] == list(ids)
