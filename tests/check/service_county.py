"""A county by hand: two bus lines, a freight shuttle, two offers, two vehicles.

Everything lies along one road (metres from the centre)::

    C 0 --- H 8,000 --- V4 9,000 --- X 10,000 - V2 10,100 -- V1 11,000
                                             --- V3 15,000 --- N 20,000

C centre (checks, sorts, 2 docks, 06:00-20:00), H hub (checks, 20 min of
handling, 1 dock, room for 45 items, 07:00-19:00), X a bare stop in front of the
village V2 (5 min on foot), N a station. V4 lets nothing in that drives.

Timetable::

    L1  bus, 3.00 per bag        L1-0800             L1-1300
        (0) C                          08:00               13:00
        (1) H                    08:40-08:41         13:40-13:41
        (2) X                    08:55-08:55:30      13:55-13:55:30
        (3) H, again             09:15-09:16         14:15-14:16
        (4) C                    09:55               14:55
        cut-off 15 min; 4 bags, 60 kg, 0.26 m³; pieces up to 20 kg; 12 and 10
        passengers; stays of at most 3 min; no freight 10:00-11:00
    L1-1400, as above, is cancelled today
    L2  bus, 0.50 per item       L2-2330: C 23:30, N 24:20 (somebody at both ends)
    F1  shuttle, 20.00 per trip  F1-0930: C 09:30, H 10:10; waits 10 min at most

Offers: O1 by Q for P, H → V3, by 12:00, there by 16:00, 0.80 per item, at most
10 items, 1 bag, 12 kg. O2 by P for all, C → V4, by 16:00, there tomorrow 18:00,
1.80 per item, last resort.

Consignments (items, grams, cm³ in all)::

    c1  C → V2  Q  20  20,000  100,000         c5  C → V4  Q   5   5,000   25,000
    c2  C → V1  P  20  20,000  100,000         c6  C → N   P   8   8,000   40,000
    c3  C → V1  Q   1  20,000   60,000 (loose) c7  C → H   P  15  15,000   75,000
    c4  C → V3  P  10  12,000   50,000         c8  C → V2  Q  10  10,000   50,000
    c9  V1 → C  P  10  15,000   75,000, produce, 08:00-12:00

All are ready at 07:30, c4 at 09:20; c6 is due by 25:00.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
from check.service_county_lines import (
    GOODS,
    circle,
    service_lines,
    service_offers,
    shuttle,
)
from features.four_villages import hm

from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.day import Day, Settings
from routing.domain.goods import GoodsClass
from routing.domain.partner import Agreement, Partner, PartnerKind
from routing.domain.price import Price, PriceBasis
from routing.domain.site import Level, Site
from routing.domain.tariff import Stage, Tariff
from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.domain.vehicle import Temperature, Vehicle, VehicleClass
from routing.domain.window import TimeWindow
from routing.travel.matrix import Source, Travel, TravelMatrix

LARGE = "大件"
PLACES = {
    "C": 0,
    "H": 8_000,
    "V4": 9_000,
    "X": 10_000,
    "V2": 10_100,
    "V1": 11_000,
    "V3": 15_000,
    "N": 20_000,
}


def service_travel() -> Travel:
    """Microvans drive 10 m/s, tricycles 5 m/s."""
    along = np.array(list(PLACES.values()), dtype=np.int32)
    metres = np.abs(along[:, None] - along[None, :]).astype(np.int32)
    source = np.where(metres > 0, Source.FILE, Source.SAME).astype(np.uint8)
    return Travel(
        index={site: row for row, site in enumerate(PLACES)},
        matrices={
            name: TravelMatrix(
                profile=name,
                metres=metres.copy(),
                seconds=(metres // speed).astype(np.int32),
                source=source.copy(),
            )
            for name, speed in (("microvan", 10), ("tricycle", 5), ("air", 20))
        },
    )


def _sites() -> dict[str, Site]:
    sites = [
        Site(
            site_id="C",
            name="县中心",
            level=Level.CENTRE,
            hours=(TimeWindow(hm("06:00"), hm("20:00")),),
            docks=2,
            sorts=True,
            security_check=True,
        ),
        Site(
            site_id="H",
            name="镇站",
            level=Level.HUB,
            hours=(TimeWindow(hm("07:00"), hm("19:00")),),
            handling_duration=1200,
            docks=1,
            storage_items=45,
            sorts=True,
            sort_rate=1200,
            security_check=True,
        ),
        Site(site_id="X", name="路口", level=Level.STOP, township="H"),
        Site(site_id="N", name="夜站", level=Level.STATION, township="H"),
    ]
    sites += [
        Site(
            site_id=village,
            name=village,
            level=Level.VILLAGE,
            township="H",
            allowed_classes=(VehicleClass.DRONE,) if village == "V4" else (),
        )
        for village in ("V1", "V2", "V3", "V4")
    ]
    return {site.site_id: site for site in sites}


def _vehicle(name: str, kind: VehicleClass, base: str, reload: int, cents: int):
    small = kind is VehicleClass.TRICYCLE
    return Vehicle(
        vehicle_id=name,
        plate=name,
        vehicle_class=kind,
        owner="P",
        start_site=base,
        end_site=base,
        cap_g=60_000,
        compartments_cm3={Temperature.AMBIENT: 200_000},
        reload_duration=reload,
        fixed_cents=cents,
        micro_yuan_per_km=350_000 if small else 800_000,
        micro_yuan_per_hour=18_000_000 if small else 25_000_000,
    )


def _consignment(key: str, ends: tuple[str, str], partner: str, size: tuple[int, ...]):
    produce = ends[1] == "C"
    return Consignment(
        consignment_id=key,
        kind=ConsignmentKind.PRODUCE if produce else ConsignmentKind.DELIVERY,
        origin=ends[0],
        destination=ends[1],
        partner=partner,
        goods_class=LARGE if key == "c3" else GOODS,
        items=size[0],
        grams=size[1],
        cm3=size[2],
        ready_time=hm("09:20") if key == "c4" else hm("07:30"),
        windows=(TimeWindow(hm("08:00"), hm("12:00")),) if produce else (),
        deadline=hm("25:00") if key == "c6" else None,
    )


def stage_tariff(key: str, stage: Stage, payer: str, micro: int, **more) -> Tariff:
    return Tariff(
        tariff_id=key,
        stage=stage,
        payer=payer,
        payee="镇村站",
        price=Price(basis=PriceBasis.PER_ITEM, micro_yuan=micro),
        **more,
    )


def service_day() -> Day:
    cancelled = TripChange(
        kind=TripChangeKind.CANCELLED, text="", reason="检修", by="调度"
    )
    trips = (
        circle("L1-0800", "08:00", 12),
        circle("L1-1300", "13:00", 10),
        shuttle("L2-2330", "L2", ("C", "N"), ("23:30", "24:20")),
        shuttle("F1-0930", "F1", ("C", "H"), ("09:30", "10:10")),
    )
    return Day(
        date=dt.date(2026, 3, 2),
        centre="C",
        sites=_sites(),
        partners={
            "P": Partner(partner_id="P", name="邮政", kind=PartnerKind.POSTAL),
            "Q": Partner(partner_id="Q", name="快递"),
            "B": Partner(partner_id="B", name="公交", kind=PartnerKind.BUS),
        },
        goods={
            GOODS: GoodsClass(),
            LARGE: GoodsClass(goods_class=LARGE, baggable=False),
        },
        vehicles={
            "K1": _vehicle("K1", VehicleClass.MICROVAN, "C", 1200, 8000),
            "K2": _vehicle("K2", VehicleClass.TRICYCLE, "H", 600, 3000),
        },
        consignments=(
            _consignment("c1", ("C", "V2"), "Q", (20, 20_000, 100_000)),
            _consignment("c2", ("C", "V1"), "P", (20, 20_000, 100_000)),
            _consignment("c3", ("C", "V1"), "Q", (1, 20_000, 60_000)),
            _consignment("c4", ("C", "V3"), "P", (10, 12_000, 50_000)),
            _consignment("c5", ("C", "V4"), "Q", (5, 5_000, 25_000)),
            _consignment("c6", ("C", "N"), "P", (8, 8_000, 40_000)),
            _consignment("c7", ("C", "H"), "P", (15, 15_000, 75_000)),
            _consignment("c8", ("C", "V2"), "Q", (10, 10_000, 50_000)),
            _consignment("c9", ("V1", "C"), "P", (10, 15_000, 75_000)),
        ),
        agreements=(
            Agreement(partner="P", other="Q", kind="邮快"),
            Agreement(partner="P", other="B", kind="交快"),
            Agreement(partner="Q", other="B", kind="交快"),
        ),
        lines=service_lines(),
        trips={trip.trip_id: trip for trip in trips},
        trips_out=(TripOut(trip=circle("L1-1400", "14:00", 12), change=cancelled),),
        offers=service_offers(),
        tariffs=(
            stage_tariff("T1", Stage.HUB, "P", 50_000),
            stage_tariff(
                "T2", Stage.STATION, "共配中心", 300_000, to_sites=("V1", "V2")
            ),
            stage_tariff("T3", Stage.SORT, "Q", 120_000),
        ),
        settings=Settings(delay_micro_yuan_per_hour=12_000_000),
    )
