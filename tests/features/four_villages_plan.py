"""The plan of the four villages, by hand; places and goods in ``four_villages``.

K1, one tour (seconds of day in brackets)::

    10:40:00 [38400] loading, 20 min
    11:00:00 [39600] leaves with a1 a2 b1: 50 items, 52,000 g, 250,000 cm³
    11:10:00 [40200] A, 600 s on; 30 items: 180 + 2 × 30 = 240 s
    11:14:00 [40440] leaves A with b1: 20 items, 20,000 g, 100,000 cm³
    11:19:00 [40740] B, 300 s on; rests until 11:49:00 [42540], waits
    13:00:00 [46800] B opens; 20 out + 10 in: 180 + 2 × 30 = 240 s
    13:04:00 [47040] leaves B with p1: 10 items, 25,000 g, 80,000 cm³
    13:17:20 [47840] back at C, 800 s on

    metres  6,030 + 3,000 + 8,000 = 17,030; route time 47,840 - 38,400 = 9,440 s
    fixed 80.00; km 17.030 × 0.80 = 13.624 → 13.62; hours 9,440 / 3,600 × 25.00
    = 65.555… → 65.56

K2, two tours with a charge between (range 15 km, tours of 10 and 14 km)::

    08:00:00 [28800] loading, 10 min
    08:10:00 [29400] leaves with d1: 12 items, 12,000 g, 60,000 cm³
    08:26:40 [30400] D, 1,000 s on; 12 items: 180 + 24 = 204 s
    08:30:04 [30604] leaves D empty
    08:46:44 [31604] back at C; charges 30 min until 09:16:44 [33404]
    09:16:44 [33404] loading, 10 min
    09:26:44 [34004] leaves with e1: 8 items, 8,000 g, 40,000 cm³
    09:50:04 [35404] E, 1,400 s on; 8 items: 180 + 16 = 196 s
    09:53:20 [35600] leaves E empty
    10:16:40 [37000] back at C

    metres  2 × 5,000 + 2 × 7,000 = 24,000; route time 37,000 - 28,800 = 8,200 s
    fixed 30.00; km 24 × 0.35 = 8.40; hours 8,200 / 3,600 × 18.00 = 41.00

Cost 8,000 + 1,362 + 6,556 + 3,000 + 840 + 4,100 = 23,858 cents. Penalties: 5 low
items × 200, 3 items set aside × 500 (normal) and E served by K2 instead of its
usual K1, 500: 1,000 + 1,500 + 500 = 3,000 cents.
"""

from __future__ import annotations

from features.four_villages import GOODS, hm

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


def _stop(site: str, clock: tuple[str, str, str], bags: str, load: tuple[int, ...]):
    """Build a halt; ``bags`` as ``"out,out|in"``, ``load`` g, cm³, items."""
    out, _, into = bags.partition("|")
    arrive, start, depart = (hm(part) for part in clock)
    return Stop(
        site=site,
        arrive=arrive,
        start=start,
        depart=depart,
        deliver=tuple(filter(None, out.split(","))),
        pick_up=tuple(filter(None, into.split(","))),
        load_g=load[0],
        load_cm3=load[1],
        load_items=load[2],
    )


def _routes() -> tuple[Route, Route]:
    first = Tour(
        load_start=hm("10:40"),
        start=hm("11:00"),
        end=hm("13:17:20"),
        load=("a1", "a2", "b1"),
        unload=("p1",),
        load_g=52_000,
        load_cm3=250_000,
        load_items=50,
        stops=(
            _stop("A", ("11:10", "11:10", "11:14"), "a1,a2|", (20_000, 100_000, 20)),
            _stop("B", ("11:19", "13:00", "13:04"), "b1|p1", (25_000, 80_000, 10)),
        ),
    )
    second = Tour(
        load_start=hm("08:00"),
        start=hm("08:10"),
        end=hm("08:46:44"),
        load=("d1",),
        unload=(),
        load_g=12_000,
        load_cm3=60_000,
        load_items=12,
        stops=(_stop("D", ("08:26:40", "08:26:40", "08:30:04"), "d1|", (0, 0, 0)),),
    )
    third = Tour(
        load_start=hm("09:16:44"),
        start=hm("09:26:44"),
        end=hm("10:16:40"),
        load=("e1",),
        unload=(),
        load_g=8_000,
        load_cm3=40_000,
        load_items=8,
        stops=(_stop("E", ("09:50:04", "09:50:04", "09:53:20"), "e1|", (0, 0, 0)),),
    )
    return (
        Route(
            vehicle="K1",
            tours=(first,),
            pauses=(
                Pause(
                    kind=PauseKind.BREAK, site="B", start=hm("11:19"), end=hm("11:49")
                ),
            ),
            metres=17_030,
            seconds=9_440,
            cost_cents=RouteCost(fixed=8000, km=1362, hours=6556),
        ),
        Route(
            vehicle="K2",
            tours=(second, third),
            pauses=(
                Pause(
                    kind=PauseKind.CHARGE,
                    site="C",
                    start=hm("08:46:44"),
                    end=hm("09:16:44"),
                ),
            ),
            metres=24_000,
            seconds=8_200,
            cost_cents=RouteCost(fixed=3000, km=840, hours=4100),
        ),
    )


def _bag(
    key: str,
    contents: dict[str, int],
    items: dict[str, int],
    size: tuple[int, int],
    leg: Leg,
) -> PlannedBag:
    return PlannedBag(
        id=key,
        lot=key[0],
        origin=leg.from_site,
        destination=leg.to_site,
        contents=contents,
        items=items,
        goods_class=GOODS,
        grams=size[0],
        cm3=size[1],
        loose=False,
        legs=(leg,),
    )


def _leg(vehicle: str, tour: int, ends: str, depart: str, arrive: str) -> Leg:
    return Leg(
        kind="road",
        from_site=ends[0],
        to_site=ends[1],
        depart=hm(depart),
        arrive=hm(arrive),
        vehicle=vehicle,
        tour=tour,
    )


def _bags() -> tuple[PlannedBag, ...]:
    to_a = _leg("K1", 0, "CA", "11:00", "11:10")
    to_b = _leg("K1", 0, "CB", "11:00", "11:19")
    back = _leg("K1", 0, "BC", "13:04", "13:17:20")
    to_d = _leg("K2", 0, "CD", "08:10", "08:26:40")
    to_e = _leg("K2", 1, "CE", "09:26:44", "09:50:04")
    return (
        _bag("a1", {"c1": 20}, {"P": 20}, (20_000, 100_000), to_a),
        _bag("a2", {"c2": 10}, {"Q": 10}, (12_000, 50_000), to_a),
        _bag("b1", {"c3": 15, "c4": 5}, {"Q": 15, "P": 5}, (20_000, 100_000), to_b),
        _bag("d1", {"c6": 12}, {"P": 12}, (12_000, 60_000), to_d),
        _bag("e1", {"c7": 8}, {"Q": 8}, (8_000, 40_000), to_e),
        _bag("p1", {"c5": 10}, {"P": 10}, (25_000, 80_000), back),
    )


def _unserved(site: str, partner: str, items: int, consignment: str | None):
    low = consignment is not None
    return Unserved(
        site=site,
        partner=partner,
        goods_class=GOODS,
        kind="delivery",
        priority="low" if low else "normal",
        items=items,
        reason="DEARER_THAN_PENALTY" if low else "UNKNOWN_SITE",
        certified=False,
        amount=items,
        unit="items",
        nearest="",
        action="",
        consignment=consignment,
    )


def four_village_plan() -> Plan:
    return Plan(
        status="complete",
        date="2026-03-02",
        seed=1,
        routes=_routes(),
        bags=_bags(),
        unserved=(_unserved("E", "Q", 5, "c8"), _unserved("X", "P", 3, None)),
        penalty_cents=3000,
        distance_sources={"file": 41_030},
    )
