"""Random small days that an exact model can solve: hubs, two lines, offers.

All choices follow from the seed. Distances keep the triangle inequality, so that
no detour is ever shorter, and minutes are in proportion to kilometres.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from routing.domain.consignment import Consignment, ConsignmentKind, Priority
from routing.domain.day import Bagging, Day, Settings
from routing.domain.goods import GoodsClass
from routing.domain.partner import Agreement, Partner, PartnerKind, SortDepth
from routing.domain.site import Level, Site
from routing.domain.vehicle import Break, Temperature, Vehicle, VehicleClass
from routing.domain.window import TimeWindow
from routing.travel.matrix import Source, Travel, TravelMatrix

from .small_cold import add_cold
from .small_services import add_services, chance

if TYPE_CHECKING:
    from collections.abc import Iterator

H = 3600
DEGREE_M = (88_000, 111_000)
KMH = {"tricycle": 20, "microvan": 36, "light": 40}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a small day may be, and what it has beside roads.

    ``lots`` of at most two bags each. ``hubs`` vehicles may change goods there;
    ``buses`` two lines; ``offers`` a handover and a last resort; ``cold`` goods that
    must be kept cold, or be quick.
    """

    lots: int = 6
    villages: int = 3
    vehicles: int = 2
    hubs: bool = True
    buses: bool = True
    offers: bool = True
    cold: bool = False


ROAD = Size(hubs=False, buses=False, offers=False)
HUBS = Size(buses=False, offers=False)
WHOLE = Size()
COLD = Size(cold=True)


def small_day(seed: int, size: Size = WHOLE) -> tuple[Day, Travel]:
    """Return a random small day and its travel."""
    rng = random.Random(seed)
    sites = {site.site_id: site for site in _sites(rng, size)}
    partners = {partner.partner_id: partner for partner in _partners(rng)}
    fleet = {car.vehicle_id: car for car in _fleet(rng, size)}
    day = Day(
        date=dt.date(2026, 3, 2),
        centre="C",
        sites=sites,
        partners=partners,
        goods={
            "普通": GoodsClass(),
            "农药": GoodsClass(goods_class="农药", bus_allowed=False),
            "大件": GoodsClass(goods_class="大件", baggable=False),
        },
        vehicles=fleet,
        consignments=tuple(_demand(rng, size, sites, partners)),
        agreements=_agreements(rng),
        settings=Settings(
            bagging=rng.choice([Bagging.SHARED, Bagging.PER_PARTNER]),
            delay_micro_yuan_per_hour=rng.choice([0, 12_000_000]),
        ),
    )
    served = add_services(rng, day, buses=size.buses, offers=size.offers)
    # Nobody drives to a bare stop.
    travel = _travel(rng, day)
    return (add_cold(seed, served) if size.cold else served), travel


def _sites(rng: random.Random, size: Size) -> Iterator[Site]:
    late = rng.choice([18, 19, 20]) * H
    yield Site(
        site_id="C",
        name="中心",
        level=Level.CENTRE,
        lon=120.5,
        lat=37.6,
        hours=(TimeWindow(5 * H, late),),
        docks=rng.choice([None, 1, 1, 2]),
        sorts=chance(rng, 0.8),
        security_check=chance(rng, 0.85),
    )
    hubs = {}
    for number, west in enumerate((1, -1), start=1):
        noon = (TimeWindow(7 * H, 12 * H), TimeWindow(13 * H, 18 * H))
        hub = Site(
            site_id=f"H{number}",
            name=f"乡镇{number}",
            level=Level.HUB,
            lon=120.5 + west * rng.uniform(0.1, 0.25),
            lat=37.6 + rng.uniform(-0.15, 0.15),
            hours=rng.choice([(TimeWindow(7 * H, 18 * H),), noon]),
            service_duration=rng.choice([180, 300]),
            # Two hubs where goods are kept make a day much harder to prove.
            dispatchable=size.hubs and (number == 1 or chance(rng, 0.4)),
            storage_items=rng.choice([None, None, 20, 40]),
            stock_items=rng.choice([0, 0, 5]),
            handling_duration=rng.choice([600, 900, 1200]),
            sorts=chance(rng, 0.5),
            sort_rate=rng.choice([None, 120, 400]),
            security_check=chance(rng, 0.5),
            docks=rng.choice([None, 1]),
        )
        hubs[hub.site_id] = hub
        yield hub
    for number in range(1, size.villages + 1):
        yield _village(rng, number, hubs["H1" if number % 2 else "H2"])


def _village(rng: random.Random, number: int, hub: Site) -> Site:
    """Return a village 2 to 8 km around its hub."""
    whole = (TimeWindow(8 * H, 18 * H),)
    lunch = (TimeWindow(8 * H, 11 * H + 1800), TimeWindow(14 * H, 17 * H))
    early = (TimeWindow(8 * H, 11 * H),)
    return Site(
        site_id=f"V{number}",
        name=f"村{number}",
        level=Level.VILLAGE,
        township=hub.site_id,
        lon=(hub.lon or 0.0) + rng.uniform(-0.07, 0.07),
        lat=(hub.lat or 0.0) + rng.uniform(-0.06, 0.06),
        hours=rng.choice([whole, whole, lunch, early]),
        service_duration=rng.choice([120, 180, 300]),
        sec_per_item=rng.choice([2, 5]),
        storage_items=rng.choice([None, None, None, 25]),
        docks=None,
    )


def _partners(rng: random.Random) -> Iterator[Partner]:
    for name in ("PA", "PB"):
        rough = chance(rng, 0.25)
        yield Partner(
            partner_id=name,
            name=name,
            items_per_bag=rng.choice([10, 20]),
            ready_time=rng.choice([7 * H, 7 * H + 1800, 8 * H + 1800]),
            sort_depth=SortDepth.TOWNSHIP if rough else SortDepth.VILLAGE,
        )
    yield Partner(partner_id="PX", name="PX", kind=PartnerKind.POSTAL)
    yield Partner(partner_id="PY", name="PY", kind=PartnerKind.BUS)


def _agreements(rng: random.Random) -> tuple[Agreement, ...] | None:
    if chance(rng, 0.6):
        return None
    return (
        Agreement(partner="PA", other="PB", mixed_bag=chance(rng, 0.5)),
        Agreement(partner="PY", other=rng.choice(["*", "PA"])),
        Agreement(partner="PX", other=rng.choice(["*", "PB"])),
    )


def _fleet(rng: random.Random, size: Size) -> Iterator[Vehicle]:
    for number in range(1, size.vehicles + 1):
        at_hub = number > 1 and size.hubs and chance(rng, 0.75)
        kind = (
            VehicleClass.TRICYCLE
            if at_hub
            else rng.choice([VehicleClass.MICROVAN, VehicleClass.LIGHT])
        )
        cap_g, cap_cm3, fixed, per_km, per_hour = {
            VehicleClass.TRICYCLE: (60_000, 500_000, 20, 300_000, 18_000_000),
            VehicleClass.MICROVAN: (90_000, 800_000, 60, 1_500_000, 25_000_000),
            VehicleClass.LIGHT: (150_000, 2_000_000, 90, 2_200_000, 30_000_000),
        }[kind]
        hours = rng.choice([4, 6, 8]) * H
        rest = (Break(1800, TimeWindow(11 * H, 13 * H)),)
        base = "H1" if at_hub else "C"
        yield Vehicle(
            vehicle_id=f"T{number}",
            plate=f"鲁F{number:04d}",
            vehicle_class=kind,
            owner=rng.choice([None, None, "PA"]),
            start_site=base,
            end_site=base,
            cap_g=cap_g,
            compartments_cm3={Temperature.AMBIENT: cap_cm3},
            cap_items=rng.choice([None, 45]),
            shift=TimeWindow(rng.choice([6, 7]) * H, rng.choice([14, 18]) * H),
            max_route_duration=hours,
            max_drive_duration=8 * H,
            breaks=rest if chance(rng, 0.25) else (),
            max_tours=2,
            reload_duration=rng.choice([300, 600, 900]),
            max_m=rng.choice([None, None, 150_000]),
            fixed_cents=fixed * 100,
            micro_yuan_per_km=per_km,
            micro_yuan_per_hour=per_hour,
        )


def _demand(
    rng: random.Random,
    size: Size,
    sites: dict[str, Site],
    partners: dict[str, Partner],
) -> Iterator[Consignment]:
    """Yield consignments of lots of up to two bags, both directions."""
    villages = [s for s, site in sites.items() if site.level is Level.VILLAGE]
    ends = [(village, True) for village in villages]
    ends += [(village, False) for village in villages if chance(rng, 0.6)]
    lots = min(rng.randint(size.lots - 2, size.lots), len(ends))
    number = 0
    for village, brought in rng.sample(ends, lots):
        owners = rng.sample(["PA", "PB"], 2 if chance(rng, 0.3) else 1)
        for owner in owners:
            number += 1
            row = _row(rng, partners[owner], (village, brought), 2 // len(owners))
            yield replace(row, consignment_id=f"D{number}")


def _row(
    rng: random.Random, partner: Partner, ends: tuple[str, bool], bags: int
) -> Consignment:
    """Return a consignment of at most so many bags, not numbered yet."""
    village, brought = ends
    goods = rng.choices(["普通", "农药", "大件"], [8, 1, 1])[0]
    loose = goods == "大件"
    items = rng.randint(1, bags if loose else bags * partner.items_per_bag)
    each = rng.choice([12_000, 25_000, 35_000] if loose else [800, 1200, 1400])
    produce = rng.choice([0, 9 * H])
    return Consignment(
        consignment_id="D",
        kind=ConsignmentKind.DELIVERY if brought else ConsignmentKind.PRODUCE,
        origin="C" if brought else village,
        destination=village if brought else "C",
        partner=partner.partner_id,
        goods_class=goods,
        priority=rng.choices(list(Priority), [1, 8, 1])[0],
        items=items,
        grams=items * each,
        cm3=items * (60_000 if loose else 7000),
        ready_time=partner.ready_time if brought else produce,
        windows=(TimeWindow(9 * H, 11 * H),) if chance(rng, 0.1) else (),
        deadline=rng.choice([12, 16]) * H if chance(rng, 0.1) else None,
    )


def _travel(rng: random.Random, day: Day) -> Travel:
    """Return matrices of metres over shortest paths, one speed per profile."""
    places = list(day.sites.values())
    xy = np.array(
        [[(s.lon or 0) * DEGREE_M[0], (s.lat or 0) * DEGREE_M[1]] for s in places]
    )
    metres = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    metres *= np.array([[rng.uniform(1.1, 1.5) for _ in places] for _ in places])
    for via in range(len(places)):
        metres = np.minimum(metres, metres[:, via, None] + metres[None, via, :])
    np.fill_diagonal(metres, 0)
    whole = np.ceil(metres).astype(np.int32)
    source = np.full(whole.shape, Source.FILE, np.uint8)
    np.fill_diagonal(source, Source.SAME)
    matrices = {
        name: TravelMatrix(
            profile=name,
            metres=whole,
            seconds=np.ceil(metres * 3.6 / kmh).astype(np.int32),
            source=source,
        )
        for name, kmh in KMH.items()
    }
    return Travel(
        index={site.site_id: i for i, site in enumerate(places)}, matrices=matrices
    )
