"""The plan of the hand-made day, made by hand.

One van drives two tours; metres and seconds of each leg::

    tour 1  C -10 km, 1,200 s-> V1 -5 km, 600 s-> V2 -12 km, 1,440 s-> C
    tour 2  C -20 km, 2,400 s-> V3 -20 km, 2,400 s-> C

Planned 20 + 10 + 20 + 40 + 10 = 100 items; unserved 10 (V3) + 6 (V4) + 4 (set
aside) = 20.
"""

from __future__ import annotations

from report_day import make_consignments

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
