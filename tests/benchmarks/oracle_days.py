"""Days of one lot whose optimum is a short sum."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.day import Day
from routing.domain.goods import GoodsClass
from routing.domain.handover_offer import HandoverOffer
from routing.domain.line import Line
from routing.domain.partner import Partner
from routing.domain.price import Price, PriceBasis
from routing.domain.site import Level, Site
from routing.domain.trip import StopTime, Trip
from routing.domain.vehicle import Temperature, Vehicle, VehicleClass
from routing.domain.window import TimeWindow
from routing.travel.matrix import Source, Travel, TravelMatrix

H = 3600


def lone_day(*, items=10, van_items=None):
    """Return a van at C and 10 items for V, 10 km and 1000 s away; one tour."""
    van = Vehicle(
        vehicle_id="T1",
        plate="鲁F0001",
        vehicle_class=VehicleClass.MICROVAN,
        owner=None,
        start_site="C",
        end_site="C",
        cap_g=500_000,
        cap_items=van_items,
        compartments_cm3={Temperature.AMBIENT: 2_000_000},
        max_drive_duration=8 * H,
        max_tours=1,
        reload_duration=600,
        fixed_cents=6000,
        micro_yuan_per_km=1_500_000,
        micro_yuan_per_hour=36_000_000,
    )
    day = Day(
        date=dt.date(2026, 3, 2),
        centre="C",
        sites={
            "C": Site(
                site_id="C",
                name="中心",
                level=Level.CENTRE,
                hours=(TimeWindow(5 * H, 20 * H),),
                security_check=True,
            ),
            "H": Site(site_id="H", name="乡镇", level=Level.HUB),
            "V": Site(site_id="V", name="村", level=Level.VILLAGE, township="H"),
        },
        partners={"PA": Partner(partner_id="PA", name="PA", items_per_bag=10)},
        goods={"普通": GoodsClass()},
        vehicles={"T1": van},
        consignments=(
            Consignment(
                consignment_id="D1",
                kind=ConsignmentKind.DELIVERY,
                origin="C",
                destination="V",
                partner="PA",
                goods_class="普通",
                items=items,
                grams=items * 1000,
                cm3=items * 5000,
                ready_time=7 * H,
            ),
        ),
    )
    index = {"C": 0, "H": 1, "V": 2}
    seconds = np.array([[0, 900, 1000], [900, 0, 600], [1000, 600, 0]], np.int32)
    source = np.full((3, 3), Source.FILE, np.uint8)
    np.fill_diagonal(source, Source.SAME)
    matrices = {
        name: TravelMatrix(
            profile=name, metres=seconds * 10, seconds=seconds, source=source
        )
        for name in ("microvan", "tricycle")
    }
    return day, Travel(index=index, matrices=matrices)


def shuttling_day():
    """Return 30 items for V that a van from H fetches at C, ten at a time."""
    day, travel = lone_day(items=30, van_items=10)
    van = replace(day.vehicles["T1"], start_site="H", end_site="H")
    return replace(day, vehicles={"T1": van}), travel


def _trip(sites_times, cap_bags):
    stops = tuple(
        StopTime(
            seq=n,
            site=site,
            arrival_time=time,
            departure_time=time,
            load_ok=True,
            unload_ok=True,
            max_dwell_duration=None,
        )
        for n, (site, time) in enumerate(sites_times, start=1)
    )
    return Trip(trip_id="B1", line_id="B", stops=stops, cap_bags=cap_bags)


def bus_day(*, items=10, cap_bags=2, ready=7 * H, van_items=None):
    """Return the lone day with a bus from C at 08:15 to V at 09:00, 2.50 a bag."""
    day, travel = lone_day(items=items, van_items=van_items)
    row = replace(day.consignments[0], ready_time=ready)
    price = Price(basis=PriceBasis.PER_BAG, micro_yuan=2_500_000)
    trip = _trip((("C", 8 * H + 900), ("V", 9 * H)), cap_bags)
    day = replace(
        day,
        consignments=(row,),
        lines={"B": Line(line_id="B", name="B", operator="PA", price=price)},
        trips={"B1": trip},
    )
    return day, travel


def transfer_day():
    """Return a bus from C at 08:15 to H at 09:00 for 2.00, and a tricycle at H."""
    day, travel = bus_day()
    trip = _trip((("C", 8 * H + 900), ("H", 9 * H)), 2)
    line = day.lines["B"]
    price = Price(basis=PriceBasis.PER_BAG, micro_yuan=2_000_000)
    tricycle = replace(
        day.vehicles["T1"],
        vehicle_id="T2",
        vehicle_class=VehicleClass.TRICYCLE,
        start_site="H",
        end_site="H",
        fixed_cents=1000,
        micro_yuan_per_km=0,
        micro_yuan_per_hour=18_000_000,
    )
    day = replace(
        day,
        lines={"B": replace(line, price=price)},
        trips={"B1": trip},
        vehicles={**day.vehicles, "T2": tricycle},
    )
    return day, travel


def offer_day(*, last_resort, vans=True):
    """Return the lone day with an offer from C to V at 0.01 an item."""
    day, travel = lone_day()
    offer = HandoverOffer(
        offer_id="E1",
        carrier="PA",
        for_partners=("*",),
        from_site="C",
        to_sites=("V",),
        cutoff_time=9 * H,
        delivered_time=17 * H,
        price=Price(basis=PriceBasis.PER_ITEM, micro_yuan=10_000),
        last_resort=last_resort,
    )
    fleet = day.vehicles if vans else {}
    return replace(day, vehicles=fleet, offers={"E1": offer}), travel
