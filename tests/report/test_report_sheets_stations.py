"""村站 and 微信.txt: who comes when, with what, and what to have ready."""

from __future__ import annotations

from dataclasses import replace

from report_day import NASTY, SECRETS, make_day, make_travel
from report_plan import make_plan
from sheet_rows import four_context, rows_of, words_of

from routing.plan.violation import Violation
from routing.report.sheets.frame import plan_number
from routing.report.sheets.messages import RULER, messages
from routing.report.sheets.station_sheet import station_sheets

COMES = ["时间", "车辆、班次 / 联系人", "到货", "袋号"]
GOES = ["时间", "车辆、班次 / 联系人", "交出", "袋号"]
DRIVER = f"鲁F001\n{SECRETS[2]} {SECRETS[3]}"


def report_context(**changes):
    values = {"day": make_day(), "travel": make_travel(), "plan": make_plan()}
    return four_context(**{**values, **changes})


def test_one_file_per_township_one_page_per_station():
    files = station_sheets(report_context())

    assert list(files) == ["青山镇", "绿水镇"]
    # A list of the stations, then V1 and V2; V4 gets nothing, so it has no page.
    assert files["青山镇"].count('<section class="page">') == 3
    assert files["绿水镇"].count('<section class="page">') == 2


def test_the_list_names_every_station_and_what_does_not_come():
    rows = rows_of(station_sheets(report_context())["绿水镇"])

    assert rows[0] == ["站点", "时间", "车辆、班次 / 联系人", "到货", "交出"]
    assert rows[1] == [
        f"{NASTY}\n未到 10 件",
        "10:25–10:40",
        DRIVER,
        "2 袋，共 40 件",
        "—",
    ]
    assert rows[2] == ["钱家村\n未到 6 件", "今日无车到站", "—", "—", "—"]


def test_a_station_sees_what_comes_and_what_to_hand_over():
    context = report_context()
    html = station_sheets(context)["青山镇"]
    rows = rows_of(html)
    ids = {stop.site: stop for stop in context.plan.routes[0].tours[0].stops}

    at = rows.index(COMES)
    assert rows[at + 1][:3] == [
        "08:10–08:25",
        DRIVER,
        "2 袋，共 30 件\n邮政 20 件，中通 10 件",
    ]
    assert rows[at + 2] == GOES
    assert rows[at + 3] == [
        "08:10–08:25",
        DRIVER,
        "1 袋，共 10 件\n农产品·邮政 10 件\n冷藏 1 袋（裸装），勿脱冷",
        ids["V1"].pick_up[0],
    ]
    words = words_of(html)
    assert "村站 王家村（青山镇）　2026-03-10" in words
    assert f"负责人 {SECRETS[0]} {SECRETS[1]}　营业 08:00–18:00" in words
    assert "站点签字 ＿" in words


def test_what_does_not_come_is_named_with_its_reason():
    # Four villages: 5 items of Q stay behind for E, dearer than their penalty.
    files = station_sheets(four_context())

    # Villages without a township stand with the centre.
    assert list(files) == ["县中心"]
    words = words_of(files["县中心"])
    assert "快递 5 件：" in words
    assert "DEARER_THAN_PENALTY" not in words
    # The unknown place X of a row that was set aside is no station.
    assert "X" not in words


def test_pages_are_counted_within_a_station():
    words = words_of(station_sheets(report_context())["青山镇"])
    assert words.count("第 1 页 / 共 1 页") == 3


def test_violations_stand_on_the_sheet_of_their_station():
    early = Violation(cause="T1_WINDOW", where="鲁F001 #1.1 @V1", amount=300, unit="s")
    html = station_sheets(report_context(violations=[early]))["青山镇"]
    _, first, second = html.split('<section class="page">')[1:]

    assert "涉及本单 1 处" in first
    assert "第1趟第1站 王家村" in first
    assert "涉及本单 0 处" in second


def test_without_contacts_nobody_is_named():
    context = report_context(contacts=False)
    for html in station_sheets(context).values():
        assert not [secret for secret in SECRETS if secret in html]
    assert not [secret for secret in SECRETS if secret in messages(context)]


def test_two_townships_of_one_name_have_two_files():
    day = make_day()
    h2 = replace(day.sites["H2"], name="青山镇")
    day = replace(day, sites={**day.sites, "H2": h2})

    assert list(station_sheets(report_context(day=day))) == ["青山镇", "青山镇 H2"]


def test_messages_word_for_word():
    number = plan_number(four_context().plan)
    end = f"计划 {number} 第 1 版"
    blocks = messages(four_context()).split(f"\n{RULER}\n")

    assert len(blocks) == 1 + 2 + 4
    assert blocks[0].startswith("2026-03-02 通知")
    assert blocks[1].split("\n") == [
        "【派车】2026-03-02 K1",
        "第 1 趟：10:40 装车，11:00 出发，2 站，3 袋，共 50 件",
        "1. 11:10–11:25 东村，送 2 袋，共 30 件",
        "2. 13:00–13:15 西村，送 1 袋，共 20 件，带走 1 袋，共 10 件"
        "（农产品·邮政 10 件）",
        "13:17 回到县中心",
        end,
    ]
    assert blocks[4].split("\n") == [
        "【到货】2026-03-02 西村",
        "13:00–13:15 K1到站，送 1 袋，共 20 件（邮政 5 件，快递 15 件），"
        "带走 1 袋，共 10 件（农产品·邮政 10 件）",
        end,
    ]


def test_messages_carry_phones_and_the_mark_of_a_draft():
    text = messages(report_context(approved_by=None))

    assert f"【派车】2026-03-10 鲁F001 {SECRETS[2]} {SECRETS[3]}" in text
    assert f"青山镇王家村（{SECRETS[0]} {SECRETS[1]}），送 2 袋" in text
    assert f"鲁F001（{SECRETS[2]} {SECRETS[3]}）到站" in text
    assert f"有变化打调度电话 {SECRETS[4]}" in text
    assert text.count("（试算，未审核）") == 1 + 3


def test_messages_of_an_edited_plan_say_so():
    heavy = Violation(cause="R1_CAP_KG", where="鲁F001 #1", amount=5_000, unit="g")
    text = messages(report_context(violations=[heavy]))
    assert "本计划经人工修改，有 1 处超限或不符" in text.split(RULER)[0]


def test_a_violation_of_several_stations_stands_at_each():
    astray = Violation(cause="W5_LOCK", where="鲁F001 @V1,V2", amount=1, unit="halts")
    html = station_sheets(report_context(violations=[astray]))["青山镇"]
    _, first, second = html.split('<section class="page">')[1:]

    for page in (first, second):
        assert "涉及本单 1 处" in page
        assert "鲁F001 王家村、李家村：" in page
