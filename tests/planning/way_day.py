"""A day where goods can go between centre and village in every way, by hand.

One road (metres from the centre), a bare stop X in front of the village V::

    C 0 ---------- H 12,000 ---------- X 18,000, V 18,000

C centre (checks, 05:00-22:00), H hub (checks, 20 min of handling, 07:00-19:00),
V village (08:00-18:00, 5 min on foot to X). A halt takes 180 s + 2 s an item.
K1, a van at C, drives 10 m/s: C-H 1,200 s, C-V 1,800 s. K2, a tricycle at H,
drives 5 m/s: H-V 1,200 s, at most 15 km a day. Both load for 600 s.

Timetable (cut-off 15 min, walk at X 5 min)::

    L1  C-H   out  C 08:00  H 08:30          back  H 14:00  C 14:30
    L2  H-X   out  H 10:00  X 10:20          back  X 12:00  H 12:20
    L3  C-X   out  C 08:15  X 08:55          back  X 13:00  C 13:40
    F1  C-H   out  C 08:30  H 09:00          back  H 15:00  C 15:30, a shuttle

Offers by Q: O1 C → V by 10:00, there 15:00; O2 H → V likewise; O3 V → C by 12:00,
there 17:00; O4 H → C by 16:00, there 19:00; last resorts O8 C → V and O9 V → C.

Ten items in one bag, 10 kg, ready at 07:30, go from C to V or from V to C. What a
test does not name costs 1,000.00 a day, a bag or a trip: more than all it names.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
from features.four_villages import hm

from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.day import Day
from routing.domain.goods import GoodsClass
from routing.domain.handover_offer import HandoverOffer
from routing.domain.line import Line, LineKind
from routing.domain.partner import Partner, PartnerKind
from routing.domain.price import Price, PriceBasis
from routing.domain.site import Level, Site
from routing.domain.trip import StopTime, Trip
from routing.domain.vehicle import Temperature, Vehicle, VehicleClass
from routing.domain.window import TimeWindow
from routing.travel.matrix import Source, Travel, TravelMatrix

PLACES = {"C": 0, "H": 12_000, "V": 18_000, "X": 18_000}
DEAR = 1_000_000_000
"""A thousand yuan in millionths."""

CARS = {
    # Class, base, cents a day, micro-yuan per km and per hour, metres a day.
    "K1": (VehicleClass.MICROVAN, "C", 6_000, 1_000_000, 36_000_000, None),
    "K2": (VehicleClass.TRICYCLE, "H", 1_000, 500_000, 18_000_000, 15_000),
}
TRIPS = {
    "L1-out": ("L1", ("C", "08:00"), ("H", "08:30")),
    "L1-back": ("L1", ("H", "14:00"), ("C", "14:30")),
    "L2-out": ("L2", ("H", "10:00"), ("X", "10:20")),
    "L2-back": ("L2", ("X", "12:00"), ("H", "12:20")),
    "L3-out": ("L3", ("C", "08:15"), ("X", "08:55")),
    "L3-back": ("L3", ("X", "13:00"), ("C", "13:40")),
    "F1-out": ("F1", ("C", "08:30"), ("H", "09:00")),
    "F1-back": ("F1", ("H", "15:00"), ("C", "15:30")),
}
OFFERS = {
    "O1": ("C", "V", "10:00", "15:00"),
    "O2": ("H", "V", "10:00", "15:00"),
    "O3": ("V", "C", "12:00", "17:00"),
    "O4": ("H", "C", "16:00", "19:00"),
    "O8": ("C", "V", "16:00", "42:00"),
    "O9": ("V", "C", "16:00", "42:00"),
}


def way_travel() -> Travel:
    """Microvans drive 10 m/s, tricycles 5 m/s."""
    along = np.array(list(PLACES.values()), dtype=np.int32)
    metres = np.abs(along[:, None] - along[None, :]).astype(np.int32)
    source = np.full(metres.shape, Source.FILE, np.uint8)
    np.fill_diagonal(source, Source.SAME)
    return Travel(
        index={site: row for row, site in enumerate(PLACES)},
        matrices={
            name: TravelMatrix(
                profile=name,
                metres=metres.copy(),
                seconds=(metres // speed).astype(np.int32),
                source=source.copy(),
            )
            for name, speed in (("microvan", 10), ("tricycle", 5))
        },
    )


def _sites() -> dict[str, Site]:
    def hours(early: str, late: str) -> tuple[TimeWindow, ...]:
        return (TimeWindow(hm(early), hm(late)),)

    sites = (
        Site(
            site_id="C",
            name="县中心",
            level=Level.CENTRE,
            hours=hours("05:00", "22:00"),
            security_check=True,
        ),
        Site(
            site_id="H",
            name="镇站",
            level=Level.HUB,
            hours=hours("07:00", "19:00"),
            handling_duration=1200,
            security_check=True,
        ),
        Site(
            site_id="V",
            name="村站",
            level=Level.VILLAGE,
            township="H",
            hours=hours("08:00", "18:00"),
        ),
        Site(site_id="X", name="路口", level=Level.STOP, dispatchable=False),
    )
    return {site.site_id: site for site in sites}


def _cars(named: tuple[str, ...]) -> dict[str, Vehicle]:
    return {
        name: Vehicle(
            vehicle_id=name,
            plate=name,
            vehicle_class=kind,
            owner=None,
            start_site=base,
            end_site=base,
            cap_g=100_000,
            compartments_cm3={Temperature.AMBIENT: 1_000_000},
            reload_duration=600,
            fixed_cents=fixed if name in named else DEAR // 10_000,
            micro_yuan_per_km=per_km,
            micro_yuan_per_hour=per_hour,
            max_m=max_m,
        )
        for name, (kind, base, fixed, per_km, per_hour, max_m) in CARS.items()
    }


def trip(name: str, line: str, *calls: tuple[str, str]) -> Trip:
    """Build a trip with a call of no stay at each site; V walks to X for 5 min."""
    return Trip(
        trip_id=name,
        line_id=line,
        stops=tuple(
            StopTime(
                seq=seq,
                site=site,
                arrival_time=hm(time),
                departure_time=hm(time),
                load_ok=True,
                unload_ok=True,
                max_dwell_duration=180 if 1 < seq < len(calls) else None,
                handover_sites=("V",) if site == "X" else (),
                walk_duration=300 if site == "X" else 0,
            )
            for seq, (site, time) in enumerate(calls, start=1)
        ),
        cap_bags=4,
    )


def _price(name: str, prices: dict[str, tuple[PriceBasis, int]]) -> Price:
    basis, micro = prices.get(name, (PriceBasis.PER_BAG, DEAR))
    return Price(basis=basis, micro_yuan=micro)


def goods(*ends: str, key: str = "c1", items: int = 10) -> Consignment:
    """Return a consignment of 1 kg items, ready at 07:30."""
    return Consignment(
        consignment_id=key,
        kind=ConsignmentKind.PRODUCE if ends[1] == "C" else ConsignmentKind.DELIVERY,
        origin=ends[0],
        destination=ends[1],
        partner="P",
        goods_class="普通",
        items=items,
        grams=1000 * items,
        cm3=5000 * items,
        ready_time=hm("07:30"),
    )


def way_day(ends: str, *cars: str, **prices: tuple[PriceBasis, int]) -> Day:
    """Return the day; ``ends`` as ``"C>V"``, and only what is named not dear."""
    return Day(
        date=dt.date(2026, 3, 2),
        centre="C",
        sites=_sites(),
        partners={
            "P": Partner(partner_id="P", name="P"),
            "Q": Partner(partner_id="Q", name="Q", kind=PartnerKind.POSTAL),
            "B": Partner(partner_id="B", name="B", kind=PartnerKind.BUS),
        },
        goods={"普通": GoodsClass()},
        vehicles=_cars(cars),
        consignments=(goods(*ends.split(">")),),
        lines={
            name: Line(
                line_id=name,
                name=name,
                operator="B",
                price=_price(name, prices),
                kind=LineKind.SHUTTLE if name == "F1" else LineKind.BUS,
            )
            for name in ("L1", "L2", "L3", "F1")
        },
        trips={name: trip(name, *row) for name, row in TRIPS.items()},
        offers={
            name: HandoverOffer(
                offer_id=name,
                carrier="Q",
                for_partners=("P",),
                from_site=start,
                to_sites=(end,),
                cutoff_time=hm(by),
                delivered_time=hm(there),
                price=_price(name, prices),
                last_resort=name in ("O8", "O9"),
            )
            for name, (start, end, by, there) in OFFERS.items()
        },
    )
