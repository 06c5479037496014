"""Small random county days in code: every rule of the road switched on at times."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np

from routing.domain.consignment import Consignment, ConsignmentKind, Priority
from routing.domain.day import Bagging, Day, Lock, LockKind, Settings
from routing.domain.goods import GoodsClass
from routing.domain.partner import Agreement, Partner
from routing.domain.site import ROAD_CLASSES, Level, Site
from routing.domain.vehicle import (
    AIR_PROFILE,
    Break,
    Temperature,
    Vehicle,
    VehicleClass,
)
from routing.domain.window import TimeWindow
from routing.travel.matrix import Source, Travel, TravelMatrix

H = 3600
CAPS = {
    VehicleClass.TRICYCLE: (180_000, 1_100_000, 4_166),
    VehicleClass.MICROVAN: (500_000, 2_500_000, 8_333),
    VehicleClass.LIGHT: (1_200_000, 7_000_000, 8_333),
}


def random_day(
    seed: int, *, villages: int = 10, vehicles: int = 4
) -> tuple[Day, Travel]:
    """Return a random day and its travel; all choices follow from ``seed``."""
    rng = random.Random(seed)
    sites = {s.site_id: s for s in _sites(rng, villages)}
    partners = {
        p: Partner(
            partner_id=p,
            name=p,
            items_per_bag=rng.choice([10, 20]),
            ready_time=rng.choice([7 * H, 7 * H + 1800, 9 * H]),
        )
        for p in ("PA", "PB", "PC")
    }
    goods = {
        "普通": GoodsClass(incompatible_with=("农药",) if rng.random() < 0.3 else ()),
        "农药": GoodsClass(goods_class="农药", bus_allowed=False),
        "冷藏": GoodsClass(
            goods_class="冷藏", temp=Temperature.CHILLED, cold_limit_duration=7200
        ),
    }
    fleet = {v.vehicle_id: v for v in _vehicles(rng, vehicles)}
    rows = tuple(_consignments(rng, sites, partners))
    agreements = None
    if rng.random() < 0.4:
        agreements = (
            Agreement(partner="PA", other="PB"),
            Agreement(partner="PC", other="*", mixed_bag=rng.random() < 0.5),
        )
    locks: tuple[Lock, ...] = ()
    if rng.random() < 0.3:
        some = tuple(rng.sample([s for s in sites if s.startswith("V")], 2))
        kind = rng.choice([LockKind.VEHICLE, LockKind.SEQUENCE, LockKind.STRICT])
        locks = (Lock(kind=kind, vehicle="T1", sites=some),)
    day = Day(
        date=dt.date(2026, 3, 2),
        centre="C",
        sites=sites,
        partners=partners,
        goods=goods,
        vehicles=fleet,
        consignments=rows,
        agreements=agreements,
        locks=locks,
        settings=Settings(
            bagging=rng.choice([Bagging.SHARED, Bagging.PER_PARTNER]),
            keep_usual=rng.random() < 0.3,
            economic_deferral=rng.random() < 0.15,
            penalty_cents={
                Priority.HIGH: 2000,
                Priority.NORMAL: 500,
                Priority.LOW: 200,
            },
        ),
    )
    return day, random_travel(rng, day)


def _sites(rng: random.Random, villages: int) -> list[Site]:
    whole = (TimeWindow(5 * H, 20 * H),)
    sites = [
        Site(
            site_id="C",
            name="中心",
            level=Level.CENTRE,
            lon=120.5,
            lat=37.6,
            hours=whole,
            docks=rng.choice([None, None, 1, 2]),
            chargers=rng.choice([0, 1, 2]),
        ),
        Site(
            site_id="H1",
            name="乡镇一",
            level=Level.HUB,
            lon=120.6,
            lat=37.7,
            hours=whole,
        ),
    ]
    for n in range(villages):
        lunch = (TimeWindow(8 * H, 11 * H + 1800), TimeWindow(14 * H, 18 * H))
        hours = rng.choice(
            [
                (TimeWindow(8 * H, 18 * H),),
                lunch,
                (TimeWindow(9 * H, 12 * H),),
            ]
        )
        classes = ROAD_CLASSES if rng.random() < 0.8 else ROAD_CLASSES[:2]
        sites.append(
            Site(
                site_id=f"V{n:02d}",
                name=f"村{n:02d}",
                level=Level.VILLAGE,
                township="H1",
                lon=120.5 + rng.uniform(-0.2, 0.2),
                lat=37.6 + rng.uniform(-0.15, 0.15),
                hours=hours,
                service_duration=rng.choice([120, 180, 300]),
                serves_today=rng.random() > 0.05,
                allowed_classes=classes,
                storage_items=rng.choice([None, None, None, 40]),
                stock_items=rng.choice([0, 5]),
                usual_vehicle=rng.choice([None, "T1", "T2"]),
            )
        )
    return sites


def _vehicles(rng: random.Random, count: int) -> list[Vehicle]:
    fleet = []
    for n in range(count):
        vehicle_class = rng.choice(list(CAPS))
        cap_g, cap_cm3, _ = CAPS[vehicle_class]
        rooms = {Temperature.AMBIENT: cap_cm3}
        if rng.random() < 0.4:
            rooms = {
                Temperature.AMBIENT: cap_cm3 // 2,
                Temperature.CHILLED: cap_cm3 // 4,
            }
        base = "C" if rng.random() < 0.75 else "H1"
        rest = (Break(1800, TimeWindow(11 * H, 13 * H)),) if rng.random() < 0.6 else ()
        tricycle = vehicle_class is VehicleClass.TRICYCLE
        fleet.append(
            Vehicle(
                vehicle_id=f"T{n + 1}",
                plate=f"鲁F{n:04d}",
                vehicle_class=vehicle_class,
                owner=rng.choice([None, "PA", "PB"]),
                start_site=base,
                end_site=base if rng.random() < 0.9 else "C",
                cap_g=cap_g,
                compartments_cm3=rooms,
                cap_items=rng.choice([None, 400]),
                shift=TimeWindow(rng.choice([6, 7, 8]) * H, 19 * H),
                max_route_duration=rng.choice([6, 8, 10]) * H,
                max_drive_duration=rng.choice([120, 240]) * 60,
                breaks=rest,
                max_tours=rng.choice([None, 1, 2]),
                reload_duration=rng.choice([600, 1200]),
                range_m=rng.choice([60_000, 90_000]) if tricycle else None,
                recharge_duration=3600 if tricycle else 0,
                max_m=rng.choice([None, 200_000]),
                fixed_cents=rng.choice([3_000, 15_000]),
                micro_yuan_per_km=rng.choice([150_000, 853_000, 1_200_000]),
                micro_yuan_per_hour=rng.choice([0, 20_000_000, 25_500_000]),
            )
        )
    return fleet


def _consignments(rng, sites, partners):
    number = 0
    villages = [s for s in sites if s.startswith("V")]
    for site in villages:
        for partner in partners.values():
            if rng.random() < 0.4:
                continue
            number += 1
            goods = rng.choices(["普通", "农药", "冷藏"], [8, 1, 1])[0]
            items = max(1, round(rng.lognormvariate(2.5, 0.9)))
            yield Consignment(
                consignment_id=f"C{number:04d}",
                kind=ConsignmentKind.DELIVERY,
                origin="C" if rng.random() < 0.93 else "H1",
                destination=site,
                partner=partner.partner_id,
                goods_class=goods,
                priority=rng.choices(list(Priority), [1, 8, 1])[0],
                items=items,
                grams=items * rng.choice([800, 1500, 2500]),
                cm3=items * 7300,
                ready_time=partner.ready_time,
                windows=(TimeWindow(9 * H, 16 * H),) if rng.random() < 0.1 else (),
                deadline=17 * H if rng.random() < 0.1 else None,
            )
        if rng.random() < 0.25:
            number += 1
            items = rng.randint(1, 40)
            yield Consignment(
                consignment_id=f"C{number:04d}",
                kind=rng.choice([ConsignmentKind.PRODUCE, ConsignmentKind.RETURNS]),
                origin=site,
                destination="C",
                partner=rng.choice(list(partners)),
                goods_class="普通",
                items=items,
                grams=items * 3000,
                cm3=items * 9000,
                ready_time=rng.choice([0, 8 * H]),
                must=rng.random() < 0.2,
            )


def random_travel(rng: random.Random, day: Day) -> Travel:
    """Return asymmetric road matrices for every profile of the day."""
    ids = list(day.sites)
    places = [day.sites[s] for s in ids]
    xy = np.array([(s.lon * 88_000, s.lat * 111_000) for s in places])
    crow = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    factor = np.array([[rng.uniform(1.1, 1.8) for _ in ids] for _ in ids])
    metres = np.round(crow * factor).astype(np.int32)
    np.fill_diagonal(metres, 0)
    matrices = {}
    speeds = {"tricycle": 15, "microvan": 30, "light": 35, AIR_PROFILE: 40}
    for profile, speed in speeds.items():
        seconds = np.round(metres / (speed / 3.6)).astype(np.int32)
        source = np.full(metres.shape, Source.FILE, np.uint8)
        np.fill_diagonal(source, Source.SAME)
        matrices[profile] = TravelMatrix(
            profile=profile, metres=metres, seconds=seconds, source=source
        )
    return Travel(index={s: i for i, s in enumerate(ids)}, matrices=matrices)
