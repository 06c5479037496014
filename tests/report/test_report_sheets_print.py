"""Sheets on paper, printed by a real browser: nothing cut, every page complete.

Names have 30 characters, each station a keeper with a phone; the plans have 15
and 60 halts. Words are compared without spaces, as a PDF keeps none.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from label_day import LONG, label_context
from label_pages import printed
from report_day import SECRETS
from sheet_rows import paper_of, rows_of

from routing.domain.partner import Partner
from routing.domain.site import Contact
from routing.plan.violation import Violation
from routing.report.sheets.frame import plan_number
from routing.report.sheets.loading_list import loading_list
from routing.report.sheets.route_sheet import route_sheet
from routing.report.sheets.station_sheet import station_sheets

STOPS = (15, 60)


def full_context(stops: int, **changes):
    """Return the day with long names of partners and drivers too, as a draft."""
    context = label_context(stops, approved_by=None, **changes)
    day = context.day
    partners = {
        "P1": Partner(partner_id="P1", name="中国邮政集团有限公司某某县分公司"),
        "P2": Partner(partner_id="P2", name="某某省某某速递服务有限责任公司"),
    }
    van = day.vehicles["鲁F001"]
    driver = Contact(name="阿卜杜拉·买买提江", phone="13900002222")
    vehicles = {**day.vehicles, "鲁F001": replace(van, contact=driver)}
    return replace(context, day=replace(day, partners=partners, vehicles=vehicles))


def squeezed(text: str) -> str:
    return "".join(text.split())


def check_paper(html: str, papers: list[str], number: str) -> None:
    """Each paper is one page of ours, with its head; each row stands on its page."""
    pages = html.split('<section class="page">')[1:]
    assert len(papers) == len(pages)
    for paper, page in zip(papers, pages, strict=True):
        assert f"计划号{number}·第2版·打印时间2026-" in paper
        assert f"调度电话{SECRETS[4]}" in paper
        assert "试算，未审核" in paper
        rows = rows_of(page)
        for row in rows:
            for cell in row:
                for line in cell.split("\n"):
                    assert squeezed(line) in paper, (line, paper)


def before_record(paper: str) -> str:
    """Leave out the temperature record, which names halts and bags once more."""
    return paper.partition("交接温度记录")[0]


@pytest.mark.parametrize("stops", STOPS)
def test_route_sheet(stops, tmp_path):
    context = full_context(stops)
    html = route_sheet(context, context.plan.routes[0])
    papers = paper_of(html, tmp_path)

    check_paper(html, papers, plan_number(context.plan))
    for number, paper in enumerate(papers, start=1):
        assert f"第{number}页/共{len(papers)}页" in paper
    papers = [before_record(paper) for paper in papers]
    with_rows = [paper for paper in papers if LONG in paper]
    assert all("站点/负责人" in paper and "签收" in paper for paper in with_rows)
    everything = "".join(papers)
    assert [everything.count(f"{LONG}{n:02d}") for n in range(1, stops + 1)] == (
        [1] * stops
    )
    # A page has room for four halts at least; the last may hold the rules alone.
    assert len(with_rows) <= stops // 4 + 1


@pytest.mark.parametrize("stops", STOPS)
def test_loading_list(stops, tmp_path):
    context = full_context(stops)
    html = loading_list(context, context.plan.routes[0])
    papers = paper_of(html, tmp_path)

    check_paper(html, papers, plan_number(context.plan))
    for bag in context.plan.routes[0].tours[0].load:
        assert sum(bag in before_record(paper) for paper in papers) == 1
    assert papers[-1].count("封签号") == 1


@pytest.mark.parametrize("stops", STOPS)
def test_station_sheets(stops, tmp_path):
    context = full_context(stops)
    (html,) = station_sheets(context).values()
    papers = paper_of(html, tmp_path)

    check_paper(html, papers, plan_number(context.plan))
    # Each station has one page of its own behind the list.
    own = [paper for paper in papers if "站点签字" in paper]
    assert len(own) == stops
    assert all("第1页/共1页" in paper for paper in own)
    for number, paper in enumerate(own, start=1):
        # The title takes two lines; the count of pages stands beside the first.
        assert f"村站{LONG}{number:02d}（青山镇）" in paper.replace("第1页/共1页", "")


def test_many_violations_do_not_push_anything_off_the_paper(tmp_path):
    broken = [
        Violation(
            cause="T1_WINDOW",
            where=f"鲁F001 #1.{number} @S{number:02d}",
            amount=60 * number,
            unit="s",
        )
        for number in range(1, 16)
    ]
    context = full_context(
        15, violations=broken, edit_reason="客户要求" * 20, edited_by="刘调度"
    )
    html = route_sheet(context, context.plan.routes[0])
    papers = paper_of(html, tmp_path)

    check_paper(html, papers, plan_number(context.plan))
    everything = "".join(papers)
    for number in range(1, 16):
        assert f"第1趟第{number}站{LONG}{number:02d}：" in everything
    assert all("全计划有15处超限或不符" in paper for paper in papers)


def test_codes_of_the_way_can_be_scanned_through_the_mark_of_a_draft(tmp_path):
    context = full_context(15)
    pages = printed(route_sheet(context, context.plan.routes[0]), tmp_path)

    codes = [code for page in pages for code in page.codes()]
    assert len(codes) == 15
    assert all(code.startswith("https://uri.amap.com/navigation?to=") for code in codes)
