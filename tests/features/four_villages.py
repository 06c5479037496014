r"""A day small enough to plan and reckon by hand.

::

        A --3,000 m-- B          D --2,000 m-- E
         \           /            \           /
     6,030 m     8,000 m      5,000 m     7,000 m
           \       /                \       /
               C ------ the centre ------ C

K1 is a microvan of partner P (10 m/s here), K2 an electric tricycle of partner
Q (5 m/s here). C has one dock and one charger. D and E let tricycles in only.

Consignments (grams and cm³ are totals)::

    c1  C → A  P  20 items  20,000 g  100,000 cm³
    c2  C → A  Q  10 items  12,000 g   50,000 cm³
    c3  C → B  Q  15 items  15,000 g   75,000 cm³   ready 10:50
    c4  C → B  P   5 items   5,000 g   25,000 cm³   ready 10:50
    c5  B → C  P  10 items  25,000 g   80,000 cm³   produce, 13:00-15:00
    c6  C → D  P  12 items  12,000 g   60,000 cm³
    c7  C → E  Q   8 items   8,000 g   40,000 cm³
    c8  C → E  Q   5 items   low priority: left behind, dearer than its penalty
    and a row of 3 items of P for the unknown place X, set aside

Bags hold 20 items: c3 and c4 share one (15/20 + 5/20 = 1).
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from routing.domain.consignment import Consignment, ConsignmentKind, Priority
from routing.domain.day import Day, Lock, LockKind, SetAside, Settings
from routing.domain.goods import GoodsClass
from routing.domain.partner import Agreement, Partner
from routing.domain.reason import ReasonCode
from routing.domain.site import Level, Site
from routing.domain.vehicle import Break, Temperature, Vehicle, VehicleClass
from routing.domain.window import TimeWindow
from routing.travel.matrix import Source, Travel, TravelMatrix

GOODS = "普通"
SITES = ("C", "A", "B", "D", "E")
METRES = np.array(
    [
        # C     A      B      D      E
        [0, 6030, 8000, 5000, 7000],
        [6030, 0, 3000, 9000, 9500],
        [8000, 3000, 0, 9800, 9900],
        [5000, 9000, 9800, 0, 2000],
        [7000, 9500, 9900, 2000, 0],
    ],
    dtype=np.int32,
)
# 10 m/s, but 600 s between C and A.
MICROVAN_SECONDS = METRES // 10
MICROVAN_SECONDS[0, 1] = MICROVAN_SECONDS[1, 0] = 600


def hm(clock: str) -> int:
    """Seconds of ``HH:MM`` or ``HH:MM:SS``."""
    hours, minutes, *seconds = (int(part) for part in clock.split(":"))
    return hours * 3600 + minutes * 60 + sum(seconds)


def _matrix(profile: str, seconds: np.ndarray, source: Source) -> TravelMatrix:
    return TravelMatrix(
        profile=profile,
        metres=METRES.copy(),
        seconds=seconds.astype(np.int32),
        source=np.where(METRES > 0, source, Source.SAME).astype(np.uint8),
    )


def four_village_travel() -> Travel:
    return Travel(
        index={site: row for row, site in enumerate(SITES)},
        matrices={
            "microvan": _matrix("microvan", MICROVAN_SECONDS, Source.FILE),
            "tricycle": _matrix("tricycle", METRES // 5, Source.FILE),
            "air": _matrix("air", METRES // 20, Source.AIR),
        },
    )


def _sites() -> dict[str, Site]:
    tricycle = (VehicleClass.TRICYCLE,)
    return {
        "C": Site(
            site_id="C",
            name="县中心",
            level=Level.CENTRE,
            hours=(TimeWindow(hm("06:00"), hm("20:00")),),
            docks=1,
            chargers=1,
        ),
        "A": Site(
            site_id="A",
            name="东村",
            level=Level.VILLAGE,
            hours=(TimeWindow(hm("08:00"), hm("12:00")),),
            storage_items=40,
            stock_items=6,
        ),
        "B": Site(
            site_id="B",
            name="西村",
            level=Level.VILLAGE,
            hours=(TimeWindow(hm("13:00"), hm("17:00")),),
        ),
        "D": Site(
            site_id="D", name="南村", level=Level.VILLAGE, allowed_classes=tricycle
        ),
        "E": Site(
            site_id="E",
            name="北村",
            level=Level.VILLAGE,
            allowed_classes=tricycle,
            usual_vehicle="K1",
        ),
    }


def _vehicles() -> dict[str, Vehicle]:
    return {
        "K1": Vehicle(
            vehicle_id="K1",
            plate="K1",
            vehicle_class=VehicleClass.MICROVAN,
            owner="P",
            start_site="C",
            end_site="C",
            cap_g=60_000,
            compartments_cm3={Temperature.AMBIENT: 300_000},
            cap_items=60,
            max_route_duration=hm("08:00"),
            max_drive_duration=hm("04:00"),
            breaks=(Break(1800, TimeWindow(hm("11:00"), hm("13:00"))),),
            reload_duration=1200,
            max_m=20_000,
            fixed_cents=8000,
            micro_yuan_per_km=800_000,
            micro_yuan_per_hour=25_000_000,
        ),
        "K2": Vehicle(
            vehicle_id="K2",
            plate="K2",
            vehicle_class=VehicleClass.TRICYCLE,
            owner="Q",
            start_site="C",
            end_site="C",
            cap_g=30_000,
            compartments_cm3={Temperature.AMBIENT: 100_000},
            reload_duration=600,
            max_tours=3,
            range_m=15_000,
            recharge_duration=1800,
            fixed_cents=3000,
            micro_yuan_per_km=350_000,
            micro_yuan_per_hour=18_000_000,
        ),
    }


def _consignment(key: str, ends: str, partner: str, size: tuple[int, int, int]):
    return Consignment(
        consignment_id=key,
        kind=ConsignmentKind.DELIVERY,
        origin=ends[0],
        destination=ends[1],
        partner=partner,
        goods_class=GOODS,
        items=size[0],
        grams=size[1],
        cm3=size[2],
        ready_time=hm("10:50") if ends == "CB" else hm("07:30"),
        priority=Priority.LOW if key == "c8" else Priority.NORMAL,
    )


def four_village_day() -> Day:
    produce = Consignment(
        consignment_id="c5",
        kind=ConsignmentKind.PRODUCE,
        origin="B",
        destination="C",
        partner="P",
        goods_class=GOODS,
        items=10,
        grams=25_000,
        cm3=80_000,
        windows=(TimeWindow(hm("13:00"), hm("15:00")),),
    )
    return Day(
        date=dt.date(2026, 3, 2),
        centre="C",
        sites=_sites(),
        partners={
            "P": Partner(partner_id="P", name="邮政"),
            "Q": Partner(partner_id="Q", name="快递"),
        },
        goods={GOODS: GoodsClass(), "农药": GoodsClass(goods_class="农药")},
        vehicles=_vehicles(),
        consignments=(
            _consignment("c1", "CA", "P", (20, 20_000, 100_000)),
            _consignment("c2", "CA", "Q", (10, 12_000, 50_000)),
            _consignment("c3", "CB", "Q", (15, 15_000, 75_000)),
            _consignment("c4", "CB", "P", (5, 5_000, 25_000)),
            produce,
            _consignment("c6", "CD", "P", (12, 12_000, 60_000)),
            _consignment("c7", "CE", "Q", (8, 8_000, 40_000)),
            _consignment("c8", "CE", "Q", (5, 5_000, 25_000)),
        ),
        agreements=(Agreement(partner="P", other="Q", kind="邮快"),),
        set_aside=(
            SetAside(
                table="demand",
                row=9,
                site="X",
                partner="P",
                goods_class=GOODS,
                items=3,
                reason=ReasonCode.UNKNOWN_SITE,
            ),
        ),
        locks=(Lock(kind=LockKind.STRICT, vehicle="K1", sites=("A", "B")),),
        settings=Settings(
            economic_deferral=True,
            keep_usual=True,
            unusual_vehicle_cents=500,
            penalty_cents={
                Priority.HIGH: 1000,
                Priority.NORMAL: 500,
                Priority.LOW: 200,
            },
        ),
    )
