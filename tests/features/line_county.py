"""A county along one road, its plan and its workbook: figures by hand.

Kilometres from the centre C: A 3, B 6, D 9, G 12 one way; E 4, F 8 the other.
Two minutes a kilometre, 1 kg an item, halts of 3 min + 2 s an item, 20 items a
bag. B opens at 09:00, F closes at 08:15, no tricycle may go to D.

The plan: K1 carries A 20 + 10, B 20, D 15 + 5 and brings 6 back from D; K2
carries E 30, F 10 + 10; G 12 is unserved; K3, a tricycle, is not used.

K1 leaves so that it is at B when it opens::

    08:24:00 loading   08:44:00 leaves C with 70 kg
    08:50:00 A 240 s   09:00:00 B 220 s   09:09:40 D 26 items, 232 s
    09:13:32 leaves D  09:31:32 back: 18 km, 4,052 s
    50.00 + 18 × 1.00 + 4,052 s × 20.00 / h = 22.51 → 90.51

K2::

    07:32:00 loading   07:52:00 leaves C with 50 kg
    08:00:00 E 240 s   08:12:00 F 220 s   08:31:40 back: 16 km, 3,580 s
    50.00 + 16.00 + 19.89 = 85.89

Both 176.40.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from routing.plan.io import dump_plan
from routing.plan.model import Plan, Unserved
from routing.plan.workbook.edit import HandEdit, HandHalt, HandRow, HandTour
from routing.plan.workbook.write import write_workbook
from routing.planning.hand_plan.edit import plan_of_edit
from routing.planning.intake import take_in
from routing.planning.output.inputs import write_inputs
from routing.planning.output.workbook_content import workbook_content
from routing.planning.reasons.compatibility import unserved_fits
from routing.report.kpi import compute_kpis

COST = 17_640
PLACES = {"C": 0, "A": 3, "B": 6, "D": 9, "G": 12, "E": -4, "F": -8}
NAMES = {
    "A": "上湾村", "B": "下湾村", "D": "石桥村", "G": "高山村", "E": "柳树村",
    "F": "河口村",
}  # fmt: skip
HOURS = {"B": "09:00-18:00", "F": "07:00-08:15"}
_SITES = "\n".join(
    f"{key},{name},村级服务点,石门镇站,{HOURS.get(key, '08:00-18:00')},"
    f"{'微面' if key == 'D' else ''}"
    for key, name in NAMES.items()
)
_KM = "\n".join(
    f"{a},{b},{abs(x - y)},{2 * abs(x - y)}"
    for a, x in [*PLACES.items(), ("H", 1)]
    for b, y in [*PLACES.items(), ("H", 1)]
    if a != b
)
TABLES = {
    "站点": "站点编号,站点名称,站点类别,所属乡镇,营业时间,可进车型\n"
    "C,县共配中心,县级中心,,06:00-20:00,\n"
    f"H,石门镇站,乡镇站,,06:00-20:00,\n{_SITES}\n",
    "合作单位": "单位编号,单位名称,类型,件均重,件均体积,每袋件数\n"
    "ZT,中通,快递,1,5,20\nYZ,邮政,邮政,1,5,20\n",
    "车辆": "车辆编号,车牌,车型,核定载质量,货厢容积,固定成本,每公里成本,每小时成本,"
    "日最长工时,速度档\n"
    "K1,皖A10001,微面,90,3,50,1,20,8,van\n"
    "K2,皖A10002,微面,90,3,50,1,20,8,van\n"
    "K3,皖A10003,三轮,90,3,30,1,20,8,van\n",
    "件量": "站点,合作单位,件数\n"
    "A,ZT,20\nA,YZ,10\nB,ZT,20\nD,ZT,15\nD,YZ,5\nE,YZ,30\nF,ZT,10\nF,YZ,10\nG,ZT,12\n",
    "揽收": "类型,站点,合作单位,件数\n揽收,D,YZ,6\n",
    "里程表": f"起点,终点,公里,分钟\n{_KM}\n",
    "参数": "参数,取值\n日期,2026-03-09\n装袋,合并装袋\n",
}
ROUTES = {
    "K1": [
        [
            ("A", "送", "ZT", 20), ("A", "送", "YZ", 10), ("B", "送", "ZT", 20),
            ("D", "送", "ZT", 15), ("D", "送", "YZ", 5), ("D", "取", "YZ", 6),
        ]
    ],
    "K2": [[("E", "送", "YZ", 30), ("F", "送", "ZT", 10), ("F", "送", "YZ", 10)]],
}  # fmt: skip
"""Vehicle → tours → (site, direction, partner, items): what the workbook says."""

HEADER = 4
"""Row of the headers in the sheet of stops; the rows of ``ROUTES`` are below."""


def read_line_day(folder, **changes):
    """Write the tables into ``folder/day`` and read them."""
    place = folder / "day"
    place.mkdir(parents=True)
    for name, text in {**TABLES, **changes}.items():
        (place / f"{name}.csv").write_text(text, "utf-8")
    intake = take_in([place], dt.date(2026, 3, 9))
    assert not intake.findings, intake.findings
    return intake


def hand_edit(routes):
    """Return the edit of which the sheet would say ``routes``."""
    tours = []
    for vehicle, own in routes.items():
        for number, rows in enumerate(own, start=1):
            halts = {}
            for site, direction, partner, items in rows:
                halts.setdefault(site, []).append(
                    HandRow(
                        row=9, vehicle=vehicle, tour=number, site=site,
                        order=Decimal(len(halts)), pick_up=direction == "取",
                        partner=partner, goods_class="普通", items=items,
                    )
                )  # fmt: skip
            tours.append(
                HandTour(
                    vehicle=vehicle,
                    halts=tuple(
                        HandHalt(site=site, rows=tuple(found))
                        for site, found in halts.items()
                    ),
                )
            )
    return HandEdit(file="plan.xlsx", sheet="站点明细", tours=tuple(tours))


def line_plan(day, travel, routes=None):
    """Return the plan of the docstring, or that of other routes."""
    left = next(row for row in day.consignments if row.destination == "G")
    unserved = Unserved(
        site="G", partner="ZT", goods_class="普通", kind=left.kind.value,
        priority=left.priority.value, items=12, reason="SEARCH_LIMIT", certified=False,
        amount=0, unit="", nearest="", action="", consignment=left.consignment_id,
    )  # fmt: skip
    nothing = Plan(
        status="partial", date="2026-03-09", seed=1, routes=(), bags=(),
        unserved=(unserved,),
    )  # fmt: skip
    plan = plan_of_edit(day, travel, nothing, hand_edit(routes or ROUTES))
    return replace(plan, kpis=compute_kpis(day, travel, plan))


def written_plan(folder, intake, plan):
    """Write inputs, plan.json and plan.xlsx as ``plan`` does; return the plan."""
    out = folder / "out"
    out.mkdir()
    from dataclasses import replace

    plan = replace(plan, hashes=write_inputs(intake, out / "inputs"))
    (out / "plan.json").write_text(dump_plan(plan), "utf-8")
    fits = unserved_fits(intake.day, intake.travel, plan)
    content = workbook_content(intake.day, plan, fits=fits, findings=intake.findings)
    write_workbook(out / "plan.xlsx", content)
    return plan


def shape(plan):
    """Return a plan's routes as ``ROUTES`` states them, items summed by halt."""
    bags = {bag.id: bag for bag in plan.bags}
    routes = {}
    for route in plan.routes:
        tours = routes.setdefault(route.vehicle, [])
        for tour in route.tours:
            rows = []
            for stop in tour.stops:
                for direction, handled in (("送", stop.deliver), ("取", stop.pick_up)):
                    sums = {}
                    for bag in handled:
                        for partner, items in bags[bag].items.items():
                            sums[partner] = sums.get(partner, 0) + items
                    rows += [
                        (stop.site, direction, partner, sums[partner])
                        for partner in ("ZT", "YZ")
                        if partner in sums
                    ]
            tours.append(rows)
    return routes
