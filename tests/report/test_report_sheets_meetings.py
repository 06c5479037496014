"""村站 where buses and partners come: when, who, where to meet, what to hand over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sheet_rows import rows_of
from way_sheets import CREW, KEEPER, PHONE, STAFF, service_context, with_call

from routing.plan.model import BusLoad, Leg
from routing.report.sheets.station_sheet import station_sheets

BUS_CREW = f"皖H05012\n{CREW.name} {CREW.phone}"
MORNING = f"班车 城北线 08:00\n{BUS_CREW}"
NOON = f"班车 城北线 13:00\n{BUS_CREW}"


def page_of(context, title: str) -> str:
    """Return the page of one station."""
    (html,) = station_sheets(context).values()
    pages = html.split('<section class="page">')[1:]
    (page,) = [page for page in pages if f"<h1>村站 {title}（" in page]
    return page


def notes_of(page: str) -> list[str]:
    return [row[0] for row in rows_of(page) if len(row) == 1]


def test_a_keeper_meets_the_bus():
    # V2 lies five minutes on foot from the stop X, 路口.
    rows = rows_of(page_of(service_context(), "V2"))
    assert rows == [
        ["时间", "车辆、班次 / 联系人", "到货", "袋号"],
        ["09:00", MORNING, "1 袋，共 20 件\n快递 20 件", "x1"],
        ["接车：08:55 在 路口，步行 5 分。请提前到，车不等人。"],
        ["14:00", NOON, "1 袋，共 10 件\n快递 10 件", "w1"],
        ["接车：13:55 在 路口，步行 5 分。请提前到，车不等人。"],
    ]


def test_somebody_may_wait_at_the_stop_already():
    context = with_call(service_context(), "L1-0800", 2, attended=True)
    assert notes_of(page_of(context, "V2"))[0] == (
        "接车：08:55 在 路口，步行 5 分。那里有人代接。"
    )


@pytest.mark.parametrize("nominal", [{"interpolated": True}, {}])
def test_times_that_nobody_wrote_down_say_so(nominal):
    context = with_call(service_context(), "L1-0800", 2, **nominal)
    if not nominal:
        trip = replace(context.day.trips["L1-0800"], exact=False)
        trips = {**context.day.trips, "L1-0800": trip}
        context = replace(context, day=replace(context.day, trips=trips))
    times = [row[0] for row in rows_of(page_of(context, "V2")) if len(row) > 1]
    assert times == ["时间", "约 09:00", "14:00"]


def test_a_partner_delivers_by_its_promise():
    page = page_of(service_context(), "V3")
    assert rows_of(page)[1] == [
        "16:00 前",
        "快递（代投）",
        "1 袋，共 10 件\n邮政 10 件",
        "s1",
    ]
    # The last resort delivers tomorrow.
    assert rows_of(page_of(service_context(), "V4"))[1][:2] == [
        "次日18:00 前",
        "邮政（代投）",
    ]


def test_past_midnight():
    page = page_of(service_context(), "夜站")
    assert rows_of(page)[1][0] == "次日00:20"
    assert notes_of(page) == ["次日00:20 车到，请及时卸车、点数。"]


def test_a_hub_sees_what_comes_and_what_goes_on():
    context = service_context()
    (html,) = station_sheets(context).values()
    pages = html.split('<section class="page">')[1:]
    page = "".join(page for page in pages if "<h1>村站 镇站（" in page)
    rows = [row for row in rows_of(page) if row[0] != "时间"]
    onward = "其中 1 袋，共 10 件 要转走，见“交出”"
    assert rows == [
        [
            "08:40",
            MORNING,
            "1 袋＋散件 1，共 21 件\n邮政 20 件，快递 1 件\n"
            "其中 1 袋＋散件 1，共 21 件 要转走，见“交出”",
            "g1，h1",
        ],
        ["08:40 车到，请及时卸车、点数。"],
        ["09:24", "K2", f"1 袋，共 10 件\n邮政 10 件\n{onward}", "p1"],
        # The van that leaves nothing but time: its arrival band.
        [
            "10:10–10:25",
            "K1",
            f"2 袋，共 25 件\n邮政 15 件，快递 10 件\n{onward}",
            "q1，w1",
        ],
        [
            "10:15",
            f"货运班车 共富班车 09:30\n{BUS_CREW}",
            f"1 袋，共 10 件\n邮政 10 件\n{onward}",
            "s1",
        ],
        ["10:15 车到，请及时卸车、点数。"],
        ["09:00", "K2", "1 袋＋散件 1，共 21 件\n送往 V1", "h1，g1"],
        ["08:50 开始装车，见装车单。"],
        ["12:00 前", "快递（代投）", "1 袋，共 10 件\n送往 V3", "s1"],
        ["12:00 前交给对方；对方 16:00 前送到V3。"],
        ["13:41", NOON, "1 袋，共 10 件\n送往 V2", "w1"],
        ["13:26 前装好、封好；13:41 在 镇站 交上车。请提前到，车不等人。"],
        ["14:16", NOON, "1 袋，共 10 件\n农产品·邮政 10 件", "p1"],
        ["14:01 前装好、封好；14:16 在 镇站 交上车。请提前到，车不等人。"],
    ]


def test_produce_that_boards_at_a_village():
    """The bag of V1 goes from V2 instead, at the stop in front of it."""
    plain = with_call(service_context(), "L1-1300", 2, load_ok=True)
    plan = plain.plan
    leg = Leg(
        kind="bus",
        trip="L1-1300",
        from_site="V2",
        to_site="C",
        depart=50_130,
        arrive=53_700,
    )
    bags = tuple(
        replace(bag, origin="V2", legs=(leg,)) if bag.id == "p1" else bag
        for bag in plan.bags
    )
    loads = [row for row in plan.bus_loads if row.bags != ("p1",)]
    ride = BusLoad(trip="L1-1300", bags=("p1",), board="X", alight="C", fee_cents=300)
    plan = replace(plan, bags=bags, bus_loads=(*loads, ride))
    rows = rows_of(page_of(replace(plain, plan=plan), "V2"))
    at = rows.index(["时间", "车辆、班次 / 联系人", "交出", "袋号"])
    assert rows[at + 1 :] == [
        ["13:55", NOON, "1 袋，共 10 件\n农产品·邮政 10 件", "p1"],
        ["13:40 前装好、封好；13:55 在 路口 交上车，步行 5 分。请提前到，车不等人。"],
    ]


def test_the_list_of_a_township_names_trips_and_partners():
    (html,) = station_sheets(service_context()).values()
    rows = rows_of(html.split('<section class="page">')[1])
    assert [row[:3] for row in rows if row[0] in ("V2", "V3")] == [
        ["V2", "09:00", MORNING],
        ["V2", "14:00", NOON],
        ["V3", "16:00 前", "快递（代投）"],
    ]
    # What comes and goes with one halt has one row.
    assert [row[1:] for row in rows if row[0] == "V1"] == [
        ["09:10–09:25", "K2", "1 袋＋散件 1，共 21 件", "1 袋，共 10 件"]
    ]


def test_every_page_names_plan_version_time_page_and_phone():
    context = service_context()
    for html in station_sheets(context).values():
        pages = html.split('<section class="page">')[1:]
        assert len(pages) == 7 + 1
        for page in pages:
            assert (
                f"计划号 {context.number} · 第 1 版 · 打印时间 2026-03-02 05:30 · "
                f"调度电话 {PHONE}" in page
            )
            assert "页 / 共" in page


def test_without_contacts_nobody_is_named():
    for html in station_sheets(service_context(contacts=False)).values():
        assert not [name for name in STAFF if name in html]
        assert "皖H05012" in html
    for html in station_sheets(service_context()).values():
        assert CREW.phone in html
        assert KEEPER.phone in html
