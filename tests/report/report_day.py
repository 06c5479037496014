"""A hand-made day of four villages and its plan, for the tests of the report.

One van drives two tours; metres and seconds of each leg::

    tour 1  C -10 km, 1,200 s-> V1 -5 km, 600 s-> V2 -12 km, 1,440 s-> C
    tour 2  C -20 km, 2,400 s-> V3 -20 km, 2,400 s-> C

Demanded 20 + 10 + 20 + 50 + 10 + 6 + 4 (set aside) = 120 items; planned
20 + 10 + 20 + 40 + 10 = 100; unserved 10 (V3) + 6 (V4) + 4 = 20.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.day import Day, SetAside, Settings, VehicleOut
from routing.domain.goods import GoodsClass
from routing.domain.partner import Partner
from routing.domain.reason import ReasonCode
from routing.domain.site import Contact, Level, Site
from routing.domain.vehicle import Temperature, Vehicle, VehicleClass
from routing.domain.window import TimeWindow
from routing.plan.model import (
    Leg,
    Pause,
    PauseKind,
    Plan,
    PlannedBag,
    Route,
    RouteCost,
    Stop,
    Tour,
    Unserved,
)
from routing.travel.matrix import Source, Travel, TravelMatrix

SECRETS = ("张秘密", "13800001111", "李秘密", "13900002222", "0535-8800999")
"""Names and phones of staff in the day: they must appear nowhere."""

NASTY = "赵家</script><b>村"
"""A site name that would break a page which does not escape it."""


def make_sites() -> dict[str, Site]:
    keeper = Contact(name=SECRETS[0], phone=SECRETS[1])
    open_late = (TimeWindow(30_600, 64_800),)
    sites = [
        Site(site_id="C", name="龙山县中心", level=Level.CENTRE, lon=110.0, lat=30.0),
        Site(site_id="H1", name="青山镇", level=Level.HUB, lon=110.06, lat=30.03),
        Site(site_id="H2", name="绿水镇", level=Level.HUB, lon=109.9, lat=30.1),
        Site(
            site_id="V1",
            name="王家村",
            level=Level.VILLAGE,
            township="H1",
            lon=110.08,
            lat=30.02,
            services_per_week=7,
            contact=keeper,
        ),
        Site(
            site_id="V2",
            name="李家村",
            level=Level.VILLAGE,
            township="H1",
            lon=110.1,
            lat=30.06,
            hours=open_late,
            services_per_week=3,
        ),
        Site(
            site_id="V3",
            name=NASTY,
            level=Level.VILLAGE,
            township="H2",
            lon=109.88,
            lat=30.14,
            services_per_week=7,
        ),
        Site(
            site_id="V4",
            name="钱家村",
            level=Level.VILLAGE,
            township="H2",
            metres_to_hub=4_000,
            service_kind="到镇自提",
        ),
    ]
    return {site.site_id: site for site in sites}


def make_vehicles() -> dict[str, Vehicle]:
    van = Vehicle(
        vehicle_id="鲁F001",
        plate="鲁F001",
        vehicle_class=VehicleClass.MICROVAN,
        owner=None,
        start_site="C",
        end_site="C",
        cap_g=500_000,
        compartments_cm3={
            Temperature.AMBIENT: 1_500_000,
            Temperature.CHILLED: 500_000,
        },
        cap_items=200,
        max_tours=3,
        fixed_cents=12_000,
        avoidable=True,
        micro_yuan_per_km=800_000,
        micro_yuan_per_hour=30_000_000,
        speed_profile="microvan",
        energy="汽油",
        per_100km=8.0,
        contact=Contact(name=SECRETS[2], phone=SECRETS[3]),
    )
    truck = Vehicle(
        vehicle_id="鲁F002",
        plate="鲁F002",
        vehicle_class=VehicleClass.LIGHT,
        owner=None,
        start_site="C",
        end_site="C",
        cap_g=1_500_000,
        compartments_cm3={Temperature.AMBIENT: 6_000_000},
        speed_profile="microvan",
    )
    return {van.vehicle_id: van, truck.vehicle_id: truck}


def make_consignments() -> tuple[Consignment, ...]:
    def down(number: int, site: str, partner: str, items: int, **more) -> Consignment:
        return Consignment(
            consignment_id=f"K{number}",
            kind=ConsignmentKind.DELIVERY,
            origin="C",
            destination=site,
            partner=partner,
            goods_class="普通",
            items=items,
            grams=1_500 * items,
            cm3=7_300 * items,
            ready_time=27_000,
            **more,
        )

    return (
        down(1, "V1", "P1", 20),
        down(2, "V1", "P2", 10),
        # Due at 08:20, reached at 08:30: these 20 are late.
        down(3, "V2", "P1", 20, deadline=30_000),
        down(4, "V3", "P2", 50, backlog_items=15, days_waiting=2),
        Consignment(
            consignment_id="K5",
            kind=ConsignmentKind.PRODUCE,
            origin="V1",
            destination="C",
            partner="P1",
            goods_class="冷鲜",
            items=10,
            grams=20_000,
            cm3=100_000,
        ),
        down(6, "V4", "P2", 6),
    )


def make_day(**changes) -> Day:
    spare = make_vehicles()["鲁F002"]
    values = {
        "date": dt.date(2026, 3, 10),
        "centre": "C",
        "sites": make_sites(),
        "partners": {
            "P1": Partner(partner_id="P1", name="邮政"),
            "P2": Partner(partner_id="P2", name="中通", arrival_time=21_600),
        },
        "goods": {
            "普通": GoodsClass(),
            "冷鲜": GoodsClass(goods_class="冷鲜", temp=Temperature.CHILLED),
        },
        "vehicles": make_vehicles(),
        "consignments": make_consignments(),
        "vehicles_out": (VehicleOut(vehicle=spare, cause="repair"),),
        "set_aside": (
            SetAside(
                table="demand",
                row=9,
                site="王家屯",
                partner="P1",
                goods_class="普通",
                items=4,
                reason=ReasonCode.BAD_ROW,
            ),
        ),
        "settings": Settings(
            dispatcher_phone=SECRETS[4], extra={"note": "合成数据<演示>"}
        ),
        "assumptions": (
            ("装载系数", "0.85", "assumed"),
            ("件均重", "1.5 kg", "preset"),
        ),
    }
    return Day(**{**values, **changes})


def make_travel() -> Travel:
    order = ["C", "H1", "H2", "V1", "V2", "V3", "V4"]
    index = {site: number for number, site in enumerate(order)}
    metres = np.full((7, 7), 9_000, np.int32)
    seconds = np.full((7, 7), 1_080, np.int32)
    source = np.full((7, 7), Source.ESTIMATE, np.uint8)
    np.fill_diagonal(metres, 0)
    np.fill_diagonal(seconds, 0)
    np.fill_diagonal(source, Source.SAME)
    for first, second, length, duration, kind in (
        ("C", "V1", 10_000, 1_200, Source.FILE),
        ("V1", "V2", 5_000, 600, Source.PATH),
        ("C", "V2", 12_000, 1_440, Source.FILE),
        ("C", "V3", 20_000, 2_400, Source.ESTIMATE),
    ):
        for pair in ((first, second), (second, first)):
            place = index[pair[0]], index[pair[1]]
            metres[place], seconds[place], source[place] = length, duration, kind
    matrix = TravelMatrix(
        profile="microvan", metres=metres, seconds=seconds, source=source
    )
    return Travel(index=index, matrices={"microvan": matrix})


def make_bag(name: str, consignment: str, items: int, number: int) -> PlannedBag:
    """Return a bag of one consignment, riding in tour ``number`` of the van."""
    row = next(row for row in make_consignments() if row.consignment_id == consignment)
    arrive = {"V1": 29_400, "V2": 30_260, "V3": 37_660, "C": 32_260}
    depart = {"C": (28_200, 35_260)[number], "V1": 29_660}
    return PlannedBag(
        id=name,
        lot=name[:5],
        origin=row.origin,
        destination=row.destination,
        contents={consignment: items},
        items={row.partner: items},
        goods_class=row.goods_class,
        grams=row.grams * items // row.items,
        cm3=row.cm3 * items // row.items,
        loose=False,
        legs=(
            Leg(
                kind="road",
                vehicle="鲁F001",
                tour=number,
                from_site=row.origin,
                to_site=row.destination,
                depart=depart[row.origin],
                arrive=arrive[row.destination],
            ),
        ),
    )


def make_route() -> Route:
    """Return the van's day, 07:30 to 11:12, 67 km.

    Service (3 min + 2 s an item): V1 180 + 2 x 40 = 260 s, V2 180 + 2 x 20 =
    220 s, V3 180 + 2 x 40 = 260 s. V2 opens at 08:30, so 340 s are waited.
    """
    first = Tour(
        load_start=27_000,
        start=28_200,
        end=32_260,
        load=("L0001-001", "L0001-002", "L0002-001"),
        unload=("L0004-001",),
        load_g=75_000,
        load_cm3=365_000,
        load_items=50,
        stops=(
            Stop(
                site="V1",
                arrive=29_400,
                start=29_400,
                depart=29_660,
                deliver=("L0001-001", "L0001-002"),
                pick_up=("L0004-001",),
                load_g=50_000,
                load_cm3=246_000,
                load_items=30,
            ),
            Stop(
                site="V2",
                arrive=30_260,
                start=30_600,
                depart=30_820,
                deliver=("L0002-001",),
                load_g=20_000,
                load_cm3=100_000,
                load_items=10,
            ),
        ),
    )
    second = Tour(
        load_start=34_060,
        start=35_260,
        end=40_320,
        load=("L0003-001", "L0003-002"),
        unload=(),
        load_g=60_000,
        load_cm3=292_000,
        load_items=40,
        stops=(
            Stop(
                site="V3",
                arrive=37_660,
                start=37_660,
                depart=37_920,
                deliver=("L0003-001", "L0003-002"),
                load_g=0,
                load_cm3=0,
                load_items=0,
            ),
        ),
    )
    return Route(
        vehicle="鲁F001",
        tours=(first, second),
        pauses=(Pause(kind=PauseKind.BREAK, site="C", start=32_260, end=34_060),),
        metres=67_000,
        seconds=13_320,
        # 67 km x 0.80 = 53.60 yuan; 3.7 h x 30 = 111.00 yuan.
        cost_cents=RouteCost(fixed=12_000, km=5_360, hours=11_100),
    )


def make_unserved() -> tuple[Unserved, ...]:
    return (
        Unserved(
            site="V3",
            partner="P2",
            goods_class="普通",
            kind="delivery",
            priority="normal",
            items=10,
            reason="SHIFT_HOURS",
            certified=False,
            amount=900,
            unit="s",
            nearest="鲁F001 第2趟",
            action="",
            consignment="K4",
        ),
        Unserved(
            site="V4",
            partner="P2",
            goods_class="普通",
            kind="delivery",
            priority="normal",
            items=6,
            reason="TIME_WINDOW",
            certified=True,
            amount=1_080,
            unit="s",
            nearest="鲁F001 第2趟",
            action="放宽18分钟",
            consignment="K6",
        ),
        Unserved(
            site="王家屯",
            partner="P1",
            goods_class="普通",
            kind="",
            priority="",
            items=4,
            reason="BAD_ROW",
            certified=True,
            amount=4,
            unit="items",
            nearest="",
            action="",
        ),
    )


def make_plan(**changes) -> Plan:
    values = {
        "status": "partial",
        "date": "2026-03-10",
        "seed": 7,
        "routes": (make_route(),),
        "bags": (
            make_bag("L0001-001", "K1", 20, 0),
            make_bag("L0001-002", "K2", 10, 0),
            make_bag("L0002-001", "K3", 20, 0),
            make_bag("L0003-001", "K4", 20, 1),
            make_bag("L0003-002", "K4", 20, 1),
            make_bag("L0004-001", "K5", 10, 0),
        ),
        "unserved": make_unserved(),
        "distance_sources": {"file": 22_000, "path": 5_000, "estimate": 40_000},
    }
    return Plan(**{**values, **changes})
