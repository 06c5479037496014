"""A hand-made day of four villages, for the tests of the report.

Demanded 20 + 10 + 20 + 50 + 10 + 6 + 4 (set aside) = 120 items.
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
            dispatcher_phone=SECRETS[4], extra={"数据说明": "合成数据<演示>"}
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
