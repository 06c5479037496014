"""A larger day of one van, for labels: many stations, long names, every kind of bag.

Station n of the tour is ``S01``, ``S02`` …; it gets one bag of ``20`` items, and
every third a second one, chilled, of 4 items of the other partner; the first
station also sends a loose piece. The chutes run 1, 2, … 10, then again from 1.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from report_day import SECRETS, make_day, make_travel

from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.goods import GoodsClass
from routing.domain.site import Contact, Level, Site
from routing.plan.model import Leg, Plan, PlannedBag, Route, RouteCost, Stop, Tour
from routing.report.sheets.frame import SheetContext

LONG = "青山镇红旗林场第二作业区知青点旁供销社老仓库农村寄递综合服务站"[:28]
"""With the two figures of a station its name has 30 characters."""
LOAD_START, START, LEG, SERVE = 27_000, 28_200, 600, 300
CHUTES = 10


def station(number: int, *, chute: bool = True) -> Site:
    return Site(
        site_id=f"S{number:02d}",
        name=f"{LONG}{number:02d}",
        level=Level.VILLAGE,
        township="H1",
        lon=110.08,
        lat=30.02,
        chute=str((number - 1) % CHUTES + 1) if chute else "",
        contact=Contact(name=SECRETS[0], phone=SECRETS[1]),
    )


def row(number: int, kind: str) -> Consignment:
    """Return the consignment of a bag: ``A`` plain, ``B`` chilled, ``Z`` loose."""
    site = f"S{number:02d}"
    back = kind == "Z"
    items = {"A": 20, "B": 4, "Z": 1}[kind]
    return Consignment(
        consignment_id=f"K{number:02d}{kind}",
        kind=ConsignmentKind.PRODUCE if back else ConsignmentKind.DELIVERY,
        origin=site if back else "C",
        destination="C" if back else site,
        partner={"A": "P1", "B": "P2", "Z": "P1"}[kind],
        goods_class="冷鲜" if kind == "B" else "普通",
        items=items,
        grams=1_500 * items,
        cm3=7_300 * items,
    )


def bag_of(consignment: Consignment) -> PlannedBag:
    name = consignment.consignment_id
    leg = Leg(
        kind="road",
        vehicle="鲁F001",
        tour=0,
        from_site=consignment.origin,
        to_site=consignment.destination,
        depart=START,
        arrive=START + LEG,
    )
    return PlannedBag(
        id=f"L{name[1:3]}-{name[3:]}",
        lot=f"L{name[1:3]}",
        origin=consignment.origin,
        destination=consignment.destination,
        contents={name: consignment.items},
        items={consignment.partner: consignment.items},
        goods_class=consignment.goods_class,
        grams=consignment.grams,
        cm3=consignment.cm3,
        loose=name.endswith("Z"),
        legs=(leg,),
    )


def rows_of(stops: int) -> list[Consignment]:
    rows = []
    for number in range(1, stops + 1):
        rows.append(row(number, "A"))
        if number % 3 == 0:
            rows.append(row(number, "B"))
    return [*rows, row(1, "Z")]


def label_plan(stops: int) -> Plan:
    bags = [bag_of(consignment) for consignment in rows_of(stops)]
    halts = tuple(
        Stop(
            site=f"S{number:02d}",
            arrive=START + LEG * number,
            start=START + LEG * number,
            depart=START + LEG * number + SERVE,
            deliver=tuple(
                bag.id for bag in bags if bag.destination == f"S{number:02d}"
            ),
            pick_up=tuple(bag.id for bag in bags if bag.origin == f"S{number:02d}"),
            load_g=0,
            load_cm3=0,
            load_items=0,
        )
        for number in range(1, stops + 1)
    )
    loaded = tuple(bag.id for bag in bags if bag.origin == "C")
    tour = Tour(
        load_start=LOAD_START,
        start=START,
        end=START + LEG * (stops + 1),
        load=loaded,
        unload=("L01-Z",),
        load_g=0,
        load_cm3=0,
        load_items=0,
        stops=halts,
    )
    route = Route(
        vehicle="鲁F001",
        tours=(tour,),
        pauses=(),
        metres=0,
        seconds=0,
        cost_cents=RouteCost(fixed=0, km=0, hours=0),
    )
    return Plan(
        status="complete",
        date="2026-03-10",
        seed=1,
        routes=(route,),
        bags=tuple(bags),
        unserved=(),
    )


def label_context(stops: int = 3, *, chutes: bool = True, **changes) -> SheetContext:
    plain = make_day()
    sites = dict(plain.sites)
    for number in range(1, stops + 1):
        site = station(number, chute=chutes)
        sites[site.site_id] = site
    goods = {**plain.goods, "速冻": replace(GoodsClass(), goods_class="速冻")}
    day = replace(plain, sites=sites, goods=goods, consignments=tuple(rows_of(stops)))
    values = {
        "day": day,
        "travel": make_travel(),
        "plan": label_plan(stops),
        "version": 2,
        "printed": dt.datetime(2026, 3, 10, 5, 30),
        **changes,
    }
    return SheetContext(**values)
