"""待确认: what others have promised, whom to call by when, and what if they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages import hm
from service_sheets import CREW_PHONE, KEEPER_PHONE, PEOPLE, service_context
from sheet_rows import four_context, paper_of, rows_of, words_of

from routing.domain.site import Contact
from routing.plan.model import Leg
from routing.plan.second_ways import Detour, SecondWay
from routing.plan.services import offer_runs, trip_runs
from routing.report.sheets.confirmation_sheet import confirmation_sheet
from routing.report.sheets.handover_sheet import handover_sheet
from routing.report.sheets.trip_sheet import trip_sheet
from routing.report.sheets.write import is_sheet, sheet_pages

LATEST, WHAT, WHO, SAID, BOX, INSTEAD = range(6)


def road(vehicle, depart, to_site, tour=0):
    return Leg(
        kind="road",
        vehicle=vehicle,
        tour=tour,
        from_site="C",
        to_site=to_site,
        depart=hm(depart),
        arrive=hm(depart) + 1800,
    )


BY_HAND = (
    # Of four pieces h1 and g1 go by K1 and the bus at noon, x1 stays: 20 items.
    SecondWay(
        trip="L1-0800",
        call_by=hm("07:30"),
        extra_cents=1234,
        items_left=20,
        detours=(
            Detour(bags=("h1",), legs=(road("K1", "10:00", "H"),)),
            Detour(bags=("g1",), legs=(road("K1", "10:00", "H"),)),
        ),
        left=("x1",),
    ),
    SecondWay(
        offer="O1",
        call_by=hm("09:00"),
        extra_cents=-50,
        items_left=0,
        detours=(
            Detour(
                bags=("s1",),
                legs=(
                    road("K1", "10:00", "H"),
                    Leg(
                        kind="bus",
                        trip="L1-1300",
                        from_site="H",
                        to_site="V3",
                        depart=hm("13:41"),
                        arrive=hm("14:00"),
                    ),
                ),
            ),
        ),
    ),
)


def context(**changes):
    """Return the county in which two second ways are known, and one trip is sure."""
    base = service_context()
    trips = dict(base.day.trips)
    trips["L1-0800"] = replace(trips["L1-0800"], confirmed=False)
    trips["L1-1300"] = replace(trips["L1-1300"], confirmed=True)
    values = {
        "day": replace(base.day, trips=trips),
        "plan": replace(base.plan, second_ways=BY_HAND),
    }
    return service_context(**{**values, **changes})


def rows(**changes):
    return [
        row
        for row in rows_of(confirmation_sheet(context(**changes)))
        if row[LATEST] not in ("最晚", "Latest")
    ]


def test_calls_stand_in_the_order_of_their_latest_time():
    said = [row[LATEST] for row in rows()]
    assert said == sorted(said)
    # From the second way; where there is none, when the first bag begins its way:
    # 13:00's w1 loads at 09:40, its p1 at 08:50; 09:30 closes at 09:20.
    first = {row[WHAT].split("\n")[0]: row[LATEST] for row in rows()}
    assert first["班车 城北线 08:00 带货"] == "07:30"
    assert first["班车 城北线 13:00 带货"] == "08:50"
    assert first["快递 代投（O1）"] == "09:00"
    assert first["货运班车 共富班车 09:30 带货"] == "09:20"
    assert first["邮政 代投（O2）"] == "16:00"
    assert first["班车 夜班线 23:30 带货"] == "23:15"


def test_a_trip_with_its_load_its_people_and_what_if_it_does_not_come():
    assert rows()[0] == [
        "07:30",
        "班车 城北线 08:00 带货\n"
        "县中心 08:00 上车 → 镇站 08:40（1 袋+1 散件 21 件）、V2 09:00（1 袋 20 件）",
        f"公交\n王师傅 {CREW_PHONE}",
        "未确认",
        "□",
        "1 袋+1 散件 21 件 改走 K1 第1趟（10:00 发）\n"
        "1 袋 20 件 没有别的走法，留到明天\n"
        "全天多花 12.34 元",
    ]


def test_a_station_that_meets_a_bus_is_asked_with_the_bus():
    found = [row for row in rows() if row[WHAT].startswith("V2 接 班车 城北线 08:00")]
    assert found == [
        [
            "07:30",
            # 08:55 at the stop and five minutes on foot.
            "V2 接 班车 城北线 08:00 的货\n09:00 车到，1 袋 20 件",
            f"李站长 {KEEPER_PHONE}",
            "—",
            "□",
            "照 班车 城北线 08:00 不来时办：\n1 袋 20 件 没有别的走法，留到明天",
        ]
    ]
    gives = [row[WHAT] for row in rows() if "把货交给" in row[WHAT]]
    assert gives == [
        "镇站 把货交给 班车 城北线 13:00\n13:41 发车，1 袋 10 件",
        "镇站 把货交给 班车 城北线 13:00\n14:16 发车，1 袋 10 件",
    ]


def test_an_offer_with_its_contact_and_a_way_of_two_carriers():
    base = context()
    clerk = Contact(name="周经理", phone="13600004444")
    partners = {
        key: replace(row, contact=clerk) for key, row in base.day.partners.items()
    }
    (row,) = (
        row
        for row in rows(day=replace(base.day, partners=partners))
        if row[WHAT].startswith("快递 代投")
    )
    assert row[1:] == [
        "快递 代投（O1）\n镇站 12:00 前交 → V3 16:00 前（1 袋 10 件）",
        "快递\n周经理 13600004444",
        "—",
        "□",
        "1 袋 10 件 改走 K1 第1趟（10:00 发），"
        "再转 班车 城北线 13:00（镇站 13:41 上车）\n"
        "全天少花 0.50 元",
    ]


def test_announced_items_are_to_be_counted_before_loading():
    """c2 is announced: bag h1, which closes for the bus at 07:45."""
    base = context()
    consignments = tuple(
        replace(row, forecast=row.consignment_id == "c2")
        for row in base.day.consignments
    )
    found = [
        row
        for row in rows(day=replace(base.day, consignments=consignments))
        if "预报" in row[WHAT]
    ]
    assert [row[LATEST] for row in found] == ["07:45"]
    assert found[0][WHAT].endswith("装车前点清实到件数：1 袋 20 件")
    assert found[0][SAID:] == ["预报", "□", "件数对不上：改件量表，再排一次"]


def test_confirmed_unconfirmed_and_not_said():
    said = {row[WHAT].split("\n")[0]: row[SAID] for row in rows()}
    assert said["班车 城北线 08:00 带货"] == "未确认"
    assert said["班车 城北线 13:00 带货"] == "已确认"
    assert said["班车 夜班线 23:30 带货"] == "—"


def test_without_a_second_way_it_says_so():
    (row,) = (row for row in rows() if row[WHAT].startswith("邮政 代投"))
    assert row[INSTEAD] == "没有算备用走法：改当日表，再排一次"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nobody_is_named_without_contacts(lang):
    page = confirmation_sheet(context(contacts=False, lang=lang))
    assert not [word for word in PEOPLE if word in page]
    assert "公交" in page


def test_a_day_by_road_hangs_on_nobody():
    page = confirmation_sheet(four_context())
    assert "今天没有要等别人答应的事。" in words_of(page)
    assert rows_of(page) == []


def test_hand_over_lists_say_what_is_done_instead():
    made = context()
    runs = {run.trip_id: run for run in trip_runs(made.day, made.plan)}
    words = words_of(trip_sheet(made, runs["L1-0800"]))
    assert "这班不来时，最晚 07:30 定下来，之后就改不成了：" in words
    assert "1 袋+1 散件 21 件 改走 K1 第1趟（10:00 发）" in words
    assert "全天多花 12.34 元" in words
    # Nothing was computed for the night bus: its list says nothing of it.
    assert "备用" not in words_of(trip_sheet(made, runs["L2-2330"]))
    words = words_of(handover_sheet(made, offer_runs(made.day, made.plan)[0]))
    assert "对方不接时，最晚 09:00 定下来，之后就改不成了：" in words
    assert "全天少花 0.50 元" in words


def test_it_is_a_sheet_of_every_plan_and_prints_as_reckoned(tmp_path):
    pages = sheet_pages(context())
    assert is_sheet("待确认.html")
    assert is_sheet("待确认.pdf")
    page = pages["待确认.html"]
    papers = paper_of(page, tmp_path)
    assert len(papers) == page.count('<section class="page">')
    assert all("待确认2026-03-02" in paper for paper in papers)
