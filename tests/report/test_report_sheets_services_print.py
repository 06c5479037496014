"""交接单 on paper, printed by a real browser: 15 and 60 bags, names of 30 signs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from service_sheets import DISPATCHER, service_context
from sheet_rows import paper_of, rows_of

from routing.domain.partner import Partner
from routing.plan.model import BusLoad, Handover
from routing.plan.services import offer_runs, trip_runs
from routing.report.sheets.handover_sheet import handover_sheet
from routing.report.sheets.trip_sheet import trip_sheet

LONG = "青山镇红旗林场第二作业区知青点旁供销社老仓库农村寄递综合服务站"[:29]
COMPANY = "某某省某某市某某县邮政速递物流有限责任公司第一营业部分公司综合"[:30]
BAGS = (15, 60)
LOOSE_EVERY = 15


def crowded(bags: int):
    """Return the county with long names; L1-0800 and O2 carry so many bags."""
    context = service_context(approved_by=None)
    day, plan = context.day, context.plan
    known = {bag.id: bag for bag in plan.bags}
    packed, ends = [], {"h1": [], "x1": [], "l1": []}
    for number in range(1, bags + 1):
        for source in ("h1", "l1") if number % 2 else ("x1", "l1"):
            name = f"{'M' if source == 'l1' else 'L'}{number:04d}-{number:03d}"
            loose = number % LOOSE_EVERY == 0
            packed.append(replace(known[source], id=name, lot=name, loose=loose))
            ends[source].append(name)
    sites = {
        key: replace(site, name=f"{LONG}{key[0]}") for key, site in day.sites.items()
    }
    sites["V1"] = replace(sites["V1"], name=f"{LONG}甲")
    sites["V2"] = replace(sites["V2"], name=f"{LONG}乙")
    sites["V4"] = replace(sites["V4"], name=f"{LONG}丁")
    partners = {key: Partner(partner_id=key, name=COMPANY) for key in day.partners}
    lines = {key: replace(line, name=LONG) for key, line in day.lines.items()}
    loads = [
        BusLoad(trip="L1-0800", board="C", alight=end, bags=tuple(ids), fee_cents=1)
        for end, ids in (("H", ends["h1"]), ("X", ends["x1"]))
    ]
    given = Handover(offer="O2", bags=tuple(ends["l1"]), fee_cents=1, last_resort=True)
    return replace(
        context,
        day=replace(day, sites=sites, partners=partners, lines=lines),
        plan=replace(
            plan,
            bags=tuple(packed),
            bus_loads=tuple(loads),
            handovers=(given,),
            routes=(),
        ),
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def check_paper(html: str, papers: list[str], number: str) -> None:
    """Each paper is one page of ours, with head, mark and all of its rows."""
    pages = html.split('<section class="page">')[1:]
    assert len(papers) == len(pages)
    for n, (paper, page) in enumerate(zip(papers, pages, strict=True), start=1):
        assert f"计划号{number}·第1版·打印时间2026-" in paper
        assert f"调度电话{DISPATCHER}" in paper
        assert "试算，未审核" in paper
        assert f"第{n}页/共{len(pages)}页" in paper
        for row in rows_of(page):
            for cell in row:
                for line in cell.split("\n"):
                    assert squeezed(line) in paper, (line, paper)


@pytest.mark.parametrize("bags", BAGS)
def test_trip(bags, tmp_path):
    context = crowded(bags)
    (run,) = trip_runs(context.day, context.plan)
    html = trip_sheet(context, run)
    papers = paper_of(html, tmp_path)

    check_paper(html, papers, context.number)
    everything = "".join(papers)
    for number in range(1, bags + 1):
        # Boards once, alights once.
        assert everything.count(f"L{number:04d}-{number:03d}") == 2
    # Header rows on every page with bags; each call is signed once.
    with_rows = [paper for paper in papers if "L00" in paper]
    assert all("袋号" in paper and "送往" in paper for paper in with_rows)
    assert everything.count("封签号") == 1
    assert everything.count("接收人签字") == 2
    # Rows of two lines: at least 14 to a page.
    assert len(papers) <= 2 * bags // 14 + 4


@pytest.mark.parametrize("bags", BAGS)
def test_handover(bags, tmp_path):
    context = crowded(bags)
    (run,) = offer_runs(context.day, context.plan)
    html = handover_sheet(context, run)
    papers = paper_of(html, tmp_path)

    check_paper(html, papers, context.number)
    everything = "".join(papers)
    for number in range(1, bags + 1):
        assert everything.count(f"M{number:04d}-{number:03d}") == 1
    assert everything.count("承运方接收人签字") == 1
    # All of it goes to V4.
    assert everything.count("站点签字") == 1
