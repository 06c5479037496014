"""All files of a plan: their names, their language, and who is named in them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from label_day import label_context
from report_day import NASTY, SECRETS
from sheet_rows import four_context, words_of

from routing.check.causes import UNITS, Cause
from routing.domain.goods import GoodsClass
from routing.domain.reason import ReasonCode
from routing.domain.site import Level
from routing.domain.vehicle import VehicleClass
from routing.plan.model import Pause, PauseKind, Unserved
from routing.plan.violation import Violation
from routing.report.sheets.write import sheet_pages, write_sheets


def test_names_of_the_files():
    assert list(sheet_pages(four_context())) == [
        "派车单_K1.html",
        "派车单_K2.html",
        "装车单_K1.html",
        "装车单_K2.html",
        "待确认.html",
        "分拣表.html",
        "袋牌.html",
        "村站_县中心.html",
    ]


def test_plates_that_windows_forbids_or_mixes_up_get_names_of_their_own():
    day = four_context().day
    plates = {"K1": "豫A/1", "K2": "豫a:1"}
    vehicles = {
        key: replace(vehicle, plate=plates[key])
        for key, vehicle in day.vehicles.items()
    }
    pages = sheet_pages(four_context(day=replace(day, vehicles=vehicles)))
    assert list(pages)[:2] == ["派车单_豫A_1.html", "派车单_豫a_1-2.html"]


def test_files_are_written_and_listed(tmp_path):
    context = four_context()
    paths = write_sheets(tmp_path, context)

    assert [path.name for path in paths] == [*sheet_pages(context), "微信.txt"]
    assert sorted(paths) == sorted(tmp_path.iterdir())
    for path in paths[:-1]:
        assert path.read_bytes() == sheet_pages(context)[path.name].encode()
    message = paths[-1].read_bytes()
    assert message.startswith("\ufeff2026-03-02".encode())
    # CRLF throughout: the oldest editor of Windows shows lines.
    assert message.count(b"\r\n") == message.count(b"\n") > 20


def test_the_same_plan_makes_the_same_bytes():
    assert sheet_pages(four_context()) == sheet_pages(four_context())


def every_word_context():
    """Return a day in which every cause, reason, class and kind of pause occurs."""
    context = label_context(6, approved_by=None)
    day, plan = context.day, context.plan
    classes = list(VehicleClass)
    levels = list(Level)
    sites = dict(day.sites)
    for number, site in enumerate(f"S{n:02d}" for n in range(1, 7)):
        sites[site] = replace(
            sites[site],
            name=f"村{number}",
            level=levels[number],
            allowed_classes=(classes[number],),
            position_estimated=number % 2 == 0,
            served_by="S01",
        )
    sites["V3"] = replace(sites["V3"], name="赵家村")
    goods = {**day.goods, "速冻": replace(GoodsClass(), goods_class="速冻")}
    rows = tuple(
        replace(row, cod_cents=500, must=True, deadline=40_000)
        for row in day.consignments
    )
    day = replace(day, sites=sites, goods=goods, consignments=rows)
    route = plan.routes[0]
    pauses = tuple(
        Pause(kind=kind, site="S01", start=30_000 + 100 * at, end=30_050 + 100 * at)
        for at, kind in enumerate(PauseKind)
    )
    plan = replace(
        plan,
        routes=(replace(route, pauses=pauses),),
        unserved=tuple(
            replace(LEFT, reason=str(reason), site=f"S{at % 6 + 1:02d}")
            for at, reason in enumerate(ReasonCode)
        ),
    )
    violations = [
        Violation(cause=str(cause), where=where, amount=60, unit=str(UNITS[cause]))
        for cause in Cause
        for where in ("鲁F001 #1.1 @S01", "鲁F001 charge @S01")
    ]
    return replace(
        context, day=day, plan=plan, violations=violations, edit_reason="客户要求"
    )


LEFT = Unserved(
    site="S01",
    partner="P1",
    goods_class="普通",
    kind="delivery",
    priority="normal",
    items=3,
    reason="",
    certified=False,
    amount=3,
    unit="items",
    nearest="",
    action="",
)
CODES = re.compile(
    r"\d{8}-[0-9A-F]{4}|鲁F001|[LS]\d\d(-[A-Z])?|GP\S*|P[12]|[A-E]\b|100×150|76×130"
)


def test_no_english_word_stands_outside_of_codes():
    context = every_word_context()
    pages = {**sheet_pages(context)}
    for name, html in pages.items():
        words = CODES.sub("", words_of(html))
        found = sorted(set(re.findall(r"[A-Za-z]{2,}", words)))
        assert found == [], (name, found)


def test_no_chinese_word_stands_on_an_english_sheet():
    # Names of the tables are Chinese; everything that is ours is not.
    context = replace(four_context(approved_by=None), lang="en")
    names = ("县中心", "东村", "西村", "南村", "北村", "邮政", "快递", "普通")
    for name, html in sheet_pages(context).items():
        words = words_of(html)
        for known in names:
            words = words.replace(known, "")
        assert re.findall(r"[\u4e00-\u9fff]+", words) == [], name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_contacts_no_sheet_names_anybody(lang, tmp_path):
    context = replace(
        every_word_context(),
        contacts=False,
        approved_by="王主任",
        edited_by="刘调度",
        lang=lang,
    )
    for path in write_sheets(tmp_path, context):
        text = path.read_text("utf-8")
        for secret in (*SECRETS, "王主任", "刘调度"):
            assert secret not in text, path.name
    named = "".join(sheet_pages(every_word_context()).values())
    assert all(secret in named for secret in SECRETS)


def test_names_are_escaped_on_every_sheet():
    context = label_context(3)
    sites = {key: replace(site, name=NASTY) for key, site in context.day.sites.items()}
    context = replace(context, day=replace(context.day, sites=sites))
    for name, html in sheet_pages(context).items():
        assert NASTY not in html, name
        # A day by road has nothing to confirm: that sheet names no site.
        assert ("赵家&lt;/script&gt;" in html) is (name != "待确认.html"), name
