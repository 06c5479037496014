"""A county with a hub, a bus line and an offer, its plan and its workbook, by hand.

Kilometres from the centre C: D 3, H 6, A 9, B 12 one way, E 4 the other. Two
minutes a kilometre, 1 kg an item, halts of 3 min + 2 s an item, loading 20 min,
20 items a bag. H is a hub with 20 min of handling; D opens at 10:00.

The bus L1 leaves C at 08:00, 10:00 and 14:00, H 20 and B 40 min later; 3.00 per
bag; cut-off 15 min. O1 takes goods at C until 12:00 to E by 16:00, 0.80 per item.

Bags (items) and their ways::

    b  B 20 ZT  L1-0800 C → B                   h  H  5 ZT  K1
    w  B 12 YZ  K1 → H, L1-1000 H → B           d  D 10 ZT  K1
    a  A 20 ZT  L1-0800 C → H, T1               e  E 10 YZ  O1
    r  A 15 YZ  K1 → H, T1

K1 brings w, r and h to H, and must be there by 09:45: 10:20 (bus) - 15 - 20::

    09:13:00 loading  09:33:00 leaves C  09:45:00 H, 32 items, 244 s
    10:00:00 D opens, 10 items, 200 s    10:09:20 back: 12 km, 3,380 s
    50.00 + 12.00 + 3,380 s × 20.00 / h = 18.78 → 80.78

T1, a tricycle at H, waits for r, ready at 09:45 + 20 min = 10:05; a is at 08:40::

    09:45:00 loading  10:05:00 leaves H  10:11:00 A, 35 items, 250 s
    10:21:10 back: 6 km, 2,170 s; 20.00 + 3.00 + 2,170 s × 15.00 / h = 9.04 → 32.04

Three bags by bus 9.00, ten items by O1 8.00: 129.82 together.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from routing.plan.model import Plan
from routing.plan.workbook.edit import (
    HandEdit,
    HandHalt,
    HandRow,
    HandService,
    HandTour,
    ServiceSheet,
)
from routing.planning.hand_plan.edit import plan_of_edit
from routing.planning.intake import take_in
from routing.report.kpi import compute_kpis

COST = 12_982
PLACES = {"C": 0, "D": 3, "H": 6, "A": 9, "B": 12, "E": -4}
_KM = "\n".join(
    f"{a},{b},{abs(x - y)},{2 * abs(x - y)}"
    for a, x in PLACES.items()
    for b, y in PLACES.items()
    if a != b
)
TABLES = {
    "站点": "站点编号,站点名称,站点类别,所属乡镇,营业时间,中转处理分钟\n"
    "C,县共配中心,县级中心,,06:00-20:00,\n"
    "H,石门镇站,乡镇站,,06:00-20:00,20\n"
    "D,桥头村,村级服务点,石门镇站,10:00-18:00,\n"
    "A,上湾村,村级服务点,石门镇站,08:00-18:00,\n"
    "B,下湾村,村级服务点,石门镇站,08:00-18:00,\n"
    "E,柳树村,村级服务点,石门镇站,08:00-18:00,\n",
    "合作单位": "单位编号,单位名称,类型,件均重,件均体积,每袋件数\n"
    "ZT,中通,快递,1,5,20\nYZ,邮政,邮政,1,5,20\nKY,县客运,客运,1,5,20\n",
    "车辆": "车辆编号,车牌,车型,发车点,收车点,核定载质量,货厢容积,固定成本,"
    "每公里成本,每小时成本,日最长工时,速度档\n"
    "K1,皖A10001,微面,C,C,90,3,50,1,20,8,van\n"
    "T1,皖A10009,三轮,H,H,90,3,20,0.5,15,8,van\n",
    "件量": "站点,合作单位,件数\n"
    "B,ZT,20\nB,YZ,12\nA,ZT,20\nA,YZ,15\nH,ZT,5\nD,ZT,10\nE,YZ,10\n",
    "班线": "班线编号,班线名称,运营单位,计费方式,单价\nL1,石门线,县客运,每袋,3\n",
    "途经站时刻": "班线编号,序号,站点,距首站分钟,可装,可卸,有人接车\n"
    "L1,1,C,0,是,否,是\nL1,2,H,20,是,是,是\nL1,3,B,40,否,是,是\n",
    "班次": "班线编号,发车时间,载货袋数\nL1,08:00;10:00;14:00,10\n",
    "代投": "代投编号,承运单位,委托单位,交接站点,投递站点,截止时间,送达时间,"
    "计费方式,单价\nO1,邮政,*,C,柳树村,12:00,16:00,每件,0.8\n",
    "里程表": f"起点,终点,公里,分钟\n{_KM}\n",
    "参数": "参数,取值\n日期,2026-03-09\n装袋,合并装袋\n",
}
STOPS = {
    "K1": [
        ("H", "ZT", 5), ("H", "YZ", 27), ("D", "ZT", 10),
    ],
    "T1": [("A", "ZT", 20), ("A", "YZ", 15)],
}  # fmt: skip
TRIPS = [("L1-0800", (0, 1), "a"), ("L1-0800", (0, 2), "b"), ("L1-1000", (1, 2), "w")]


def read_hub_day(folder):
    """Write the tables into ``folder/day`` and read them."""
    place = folder / "day"
    place.mkdir(parents=True)
    for name, text in TABLES.items():
        (place / f"{name}.csv").write_text(text, "utf-8")
    intake = take_in([place], dt.date(2026, 3, 9))
    assert intake.day is not None, intake.findings
    return intake


def bag_ids(day):
    """Return the numbers of the bags by their letters: lots follow the demand."""
    letters = {
        ("B", "ZT"): "b", ("B", "YZ"): "w", ("A", "ZT"): "a", ("A", "YZ"): "r",
        ("H", "ZT"): "h", ("D", "ZT"): "d", ("E", "YZ"): "e",
    }  # fmt: skip
    ids = {}
    for number, site in enumerate(dict.fromkeys(site for site, _ in letters), 1):
        own = [row for row in day.consignments if row.destination == site]
        for place, row in enumerate(own, 1):
            ids[letters[site, row.partner]] = f"L{number:04d}-{place:03d}"
    return ids


def hub_plan(day, travel):
    """Return the plan of the docstring, made of the rows that it has."""
    ids = bag_ids(day)
    nothing = Plan(
        status="complete", date="2026-03-09", seed=1, routes=(), bags=(), unserved=()
    )
    trips = tuple(
        HandService(row=row, service=trip, calls=calls, bags=(ids[letter],))
        for row, (trip, calls, letter) in enumerate(TRIPS, 4)
    )
    offers = (HandService(row=4, service="O1", bags=(ids["e"],)),)
    edit = HandEdit(
        file="plan.xlsx",
        sheet="站点明细",
        tours=tuple(_tour(car, rows) for car, rows in STOPS.items()),
        trips=ServiceSheet(name="班次装载", column="袋号", rows=trips),
        offers=ServiceSheet(name="代投", column="袋号", rows=offers),
    )
    plan = plan_of_edit(day, travel, nothing, edit)
    return replace(plan, kpis=compute_kpis(day, travel, plan))


def _tour(car, rows):
    halts = {}
    for site, partner, items in rows:
        halts.setdefault(site, []).append(
            HandRow(
                row=9, vehicle=car, tour=1, site=site, order=Decimal(len(halts)),
                pick_up=False, partner=partner, goods_class="普通", items=items,
            )
        )  # fmt: skip
    return HandTour(
        vehicle=car,
        halts=tuple(
            HandHalt(site=site, rows=tuple(own)) for site, own in halts.items()
        ),
    )


def ways(plan, day):
    """Return each letter's way: carriers with the sites between, unserved left out."""
    letters = {number: letter for letter, number in bag_ids(day).items()}
    return {
        letters.get(bag.id, bag.id): " ".join(
            f"{leg.vehicle or leg.trip or leg.offer} {leg.from_site}>{leg.to_site}"
            for leg in bag.legs
        )
        for bag in plan.bags
    }
