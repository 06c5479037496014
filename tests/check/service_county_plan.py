"""The plan of ``service_county``, by hand.

Bags and their ways::

    x1  c1  20  L1-0800 C (0) → X (2), on foot to V2: 08:00 - 08:55 + 5 = 09:00
    h1  c2  20  L1-0800 C (0) → H (1): 08:00 - 08:40; ready 09:00; K2 → V1 09:10
    g1  c3   1  with h1, loose
    s1  c4  10  F1-0930 C → H, 5 min late: 09:35 - 10:15, for it is ready at 09:20
                = 09:35 - 15; ready 10:35; O1 → V3: 12:00 - 16:00
    l1  c5   5  O2 → V4: 16:00 - 42:00 (last resort)
    n1  c6   8  L2-2330 C → N: 23:30 - 24:20
    q1  c7  15  K1 → H 10:13:20
    w1  c8  10  K1 → H 10:13:20; ready 10:33:20; L1-1300 H (1) 13:41 → X (2) 13:55
                + 5 = 14:00 at V2
    p1  c9  10  K2 V1 09:14:02 → H 09:24:02; ready 09:44:02; L1-1300 H (3) 14:16
                → C (4) 14:55

K1: loads 09:40, leaves 10:00 with q1 w1 (25 items, 25,000 g, 125,000 cm³), H
10:13:20 (800 s on), 180 + 2 × 25 = 230 s, leaves empty 10:17:10, C 10:30:30.
16,000 m; 3,030 s. Fixed 80.00; 16 × 0.80 = 12.80; 3,030 / 3,600 × 25 = 21.0416… →
21.04.

K2: loads 08:50 at H, leaves 09:00 with h1 g1 (21 items, 40,000 g, 160,000 cm³),
V1 09:10 (600 s on), 31 items: 180 + 62 = 242 s, leaves 09:14:02 with p1 (10
items, 15,000 g, 75,000 cm³), H 09:24:02. 6,000 m; 2,042 s. Fixed 30.00; 6 × 0.35
= 2.10; 2,042 / 3,600 × 18 = 10.21.

L1-0800, C to H: x1 1 + h1 1 + g1 2 = 4 bags, 60,000 g, 260,000 cm³, all there is;
H to X: x1. Work: H 30 + 15 × 2 = 60 s of a stay of 60; X 30 + 15 = 45 s of 30.
L1-1300: w1 from (1) to (2), p1 from (3) to (4): 45 s each at H, X as above.
Passengers wait 15 s × 12 = 180 s at 12 an hour: 0.60; 15 s × 10: 0.50. 1.10.

H holds p1 10 from 09:24:02 to 14:16, q1 15 from 10:13:20, w1 10 until 13:41, s1
10 from 10:15 to 12:00: 45 items at most (before, h1 and g1 21).

Fees: L1-0800 C>H 2 × 3.00, C>X 3.00; L1-1300 H>X 3.00, H>C 3.00; L2 8 × 0.50 =
4.00; F1 20.00: 39.00. O1 10 × 0.80 = 8.00; O2 5 × 1.80 = 9.00. Stages: T1 items
of P that change at H: h1 20 + s1 10 + p1 10 = 40 × 0.05 = 2.00; T2 h1 20 + g1 1 + x1 20
+ w1 10 = 51 × 0.30 = 15.30; sorting (T3) is settled, not planned.

    110.00 + 14.90 + 31.25 + 39.00 + 8.00 + 9.00 + 17.30 + 1.10 = 230.55
"""

from __future__ import annotations

from check.service_county import GOODS, LARGE
from features.four_villages import hm

from routing.plan.model import (
    BusLoad,
    Handover,
    Leg,
    Plan,
    PlannedBag,
    Route,
    RouteCost,
    StageFee,
    Stop,
    Tour,
)


def road(vehicle: str, ends: str, depart: str, arrive: str) -> Leg:
    """Build a leg on a first tour; ``ends`` as ``"C>H"``."""
    return _leg("road", ends, depart, arrive, vehicle=vehicle, tour=0)


def bus(trip: str, ends: str, depart: str, arrive: str) -> Leg:
    return _leg("bus", ends, depart, arrive, trip=trip)


def given(offer: str, ends: str, depart: str, arrive: str) -> Leg:
    return _leg("handover", ends, depart, arrive, offer=offer)


def _leg(kind: str, ends: str, depart: str, arrive: str, **carrier) -> Leg:
    here, there = ends.split(">")
    return Leg(
        kind=kind,
        from_site=here,
        to_site=there,
        depart=hm(depart),
        arrive=hm(arrive),
        **carrier,
    )


def _bag(key: str, row: tuple[str, str, int], size: tuple[int, int], *legs: Leg):
    consignment, partner, items = row
    return PlannedBag(
        id=key,
        lot=key,
        origin=legs[0].from_site,
        destination=legs[-1].to_site,
        contents={consignment: items},
        items={partner: items},
        goods_class=LARGE if key == "g1" else GOODS,
        grams=size[0],
        cm3=size[1],
        loose=key == "g1",
        legs=legs,
    )


def _bags() -> tuple[PlannedBag, ...]:
    to_hub = bus("L1-0800", "C>H", "08:00", "08:40")
    on = road("K2", "H>V1", "09:00", "09:10")
    van = road("K1", "C>H", "10:00", "10:13:20")
    return (
        _bag("g1", ("c3", "Q", 1), (20_000, 60_000), to_hub, on),
        _bag("h1", ("c2", "P", 20), (20_000, 100_000), to_hub, on),
        _bag(
            "l1", ("c5", "Q", 5), (5_000, 25_000), given("O2", "C>V4", "16:00", "42:00")
        ),
        _bag(
            "n1",
            ("c6", "P", 8),
            (8_000, 40_000),
            bus("L2-2330", "C>N", "23:30", "24:20"),
        ),
        _bag(
            "p1",
            ("c9", "P", 10),
            (15_000, 75_000),
            road("K2", "V1>H", "09:14:02", "09:24:02"),
            bus("L1-1300", "H>C", "14:16", "14:55"),
        ),
        _bag("q1", ("c7", "P", 15), (15_000, 75_000), van),
        _bag(
            "s1",
            ("c4", "P", 10),
            (12_000, 50_000),
            bus("F1-0930", "C>H", "09:35", "10:15"),
            given("O1", "H>V3", "12:00", "16:00"),
        ),
        _bag(
            "w1",
            ("c8", "Q", 10),
            (10_000, 50_000),
            van,
            bus("L1-1300", "H>V2", "13:41", "14:00"),
        ),
        _bag(
            "x1",
            ("c1", "Q", 20),
            (20_000, 100_000),
            bus("L1-0800", "C>V2", "08:00", "09:00"),
        ),
    )


def _routes() -> tuple[Route, Route]:
    van = Tour(
        load_start=hm("09:40"),
        start=hm("10:00"),
        end=hm("10:30:30"),
        load=("q1", "w1"),
        unload=(),
        load_g=25_000,
        load_cm3=125_000,
        load_items=25,
        stops=(
            Stop(
                site="H",
                arrive=hm("10:13:20"),
                start=hm("10:13:20"),
                depart=hm("10:17:10"),
                deliver=("q1", "w1"),
                load_g=0,
                load_cm3=0,
                load_items=0,
            ),
        ),
    )
    tricycle = Tour(
        load_start=hm("08:50"),
        start=hm("09:00"),
        end=hm("09:24:02"),
        load=("h1", "g1"),
        unload=("p1",),
        load_g=40_000,
        load_cm3=160_000,
        load_items=21,
        stops=(
            Stop(
                site="V1",
                arrive=hm("09:10"),
                start=hm("09:10"),
                depart=hm("09:14:02"),
                deliver=("h1", "g1"),
                pick_up=("p1",),
                load_g=15_000,
                load_cm3=75_000,
                load_items=10,
            ),
        ),
    )
    return (
        Route(
            vehicle="K1",
            tours=(van,),
            pauses=(),
            metres=16_000,
            seconds=3_030,
            cost_cents=RouteCost(fixed=8000, km=1280, hours=2104),
        ),
        Route(
            vehicle="K2",
            tours=(tricycle,),
            pauses=(),
            metres=6_000,
            seconds=2_042,
            cost_cents=RouteCost(fixed=3000, km=210, hours=1021),
        ),
    )


def load(trip: str, ends: str, bags: str, fee: int, **more: int) -> BusLoad:
    """Build a trip leg; ``ends`` as ``"C>H"``, bags divided by commas."""
    board, alight = ends.split(">")
    return BusLoad(
        trip=trip,
        bags=tuple(bags.split(",")),
        board=board,
        alight=alight,
        fee_cents=fee,
        **more,
    )


def _stage_fee(key: str, stage: str, payer: str, quantity: int, cents: int):
    return StageFee(
        tariff=key,
        stage=stage,
        payer=payer,
        payee="镇村站",
        quantity=quantity,
        cents=cents,
    )


def service_plan() -> Plan:
    return Plan(
        status="complete",
        date="2026-03-02",
        seed=1,
        routes=_routes(),
        bags=_bags(),
        unserved=(),
        bus_loads=(
            load("F1-0930", "C>H", "s1", 2000, hold=300),
            load("L1-0800", "C>H", "h1,g1", 600),
            load("L1-0800", "C>X", "x1", 300),
            load("L1-1300", "H>X", "w1", 300),
            load("L1-1300", "H>C", "p1", 300, board_call=3, alight_call=4),
            load("L2-2330", "C>N", "n1", 400),
        ),
        handovers=(
            Handover(offer="O1", bags=("s1",), fee_cents=800),
            Handover(offer="O2", bags=("l1",), fee_cents=900, last_resort=True),
        ),
        stage_fees=(
            _stage_fee("T1", "hub", "P", 40, 200),
            _stage_fee("T2", "station", "共配中心", 51, 1530),
        ),
        delay_cents=110,
        distance_sources={"file": 22_000},
    )
