"""A plan with one of everything, and ways to break its plan.json."""

from __future__ import annotations

import dataclasses
import json

from routing.plan.changes import (
    Carriage,
    ChangeReason,
    Changes,
    DriverChange,
    DriverRow,
    Stage,
    VillageChange,
)
from routing.plan.io import dump_plan
from routing.plan.model import (
    BoxUse,
    BusLoad,
    Handover,
    Leg,
    Pause,
    PauseKind,
    Plan,
    PlannedBag,
    Route,
    RouteCost,
    StageFee,
    Stop,
    Tour,
    Unserved,
)
from routing.plan.node import Fault
from routing.plan.second_ways import Detour, SecondWay


def make_plan() -> Plan:
    stop = Stop(
        site="王家村",
        arrive=29_400,
        start=29_400,
        depart=29_640,
        deliver=("L0001-001",),
        pick_up=("L0002-001",),
        load_g=3_000,
        load_cm3=14_600,
        load_items=2,
    )
    tour = Tour(
        load_start=27_000,
        start=28_200,
        end=30_840,
        load=("L0001-001",),
        unload=("L0002-001",),
        load_g=45_000,
        load_cm3=219_000,
        load_items=30,
        stops=(stop,),
    )
    route = Route(
        vehicle="粤A1",
        tours=(tour,),
        pauses=(Pause(kind=PauseKind.CHARGE, site="中心", start=30_840, end=32_640),),
        metres=20_000,
        seconds=3_840,
        cost_cents=RouteCost(fixed=12_000, km=1_600, hours=2_667),
    )
    bags = tuple(
        PlannedBag(
            id=name,
            lot=name[:5],
            origin=origin,
            destination=destination,
            contents={"C2": 10, "C1": 20},
            items={"中通": 10, "EMS": 20},
            goods_class="普通",
            grams=45_000,
            cm3=219_000,
            loose=False,
            legs=(
                Leg(
                    kind="road",
                    vehicle="粤A1",
                    tour=0,
                    from_site=origin,
                    to_site=destination,
                    depart=28_200,
                    arrive=29_400,
                ),
            ),
        )
        for name, origin, destination in (
            ("L0001-001", "中心", "王家村"),
            ("L0002-001", "王家村", "中心"),
        )
    )
    boxed = dataclasses.replace(bags[0], box="60升@中心", boxes=4, cm3=240_000)
    bags = (boxed, *bags[1:])
    row = Unserved(
        site="李家村",
        partner="中通",
        goods_class="普通",
        kind="delivery",
        priority="normal",
        items=7,
        reason="TIME_WINDOW",
        certified=True,
        amount=1_080,
        unit="s",
        nearest="粤A1 第1趟",
        action="放宽18分钟",
        consignment="C3",
    )
    return Plan(
        status="partial",
        date="2026-03-10",
        hashes={"sites": "ab", "demand": "cd"},
        seed=7,
        parameters={"workers": 1, "iterations": 500, "share": 0.5},
        versions={"ortools": "9.15"},
        routes=(route,),
        bags=bags,
        unserved=(row, dataclasses.replace(row, partner="圆通", consignment=None)),
        bus_loads=(
            BusLoad(
                trip="L03-0730",
                bags=("L0009-001",),
                board="中心",
                alight="李家村",
                fee_cents=200,
            ),
            BusLoad(
                trip="L05-0800",
                bags=("L0010-001", "L0010-002"),
                board="中心",
                alight="李家村",
                fee_cents=450,
                board_call=2,
                alight_call=5,
                hold=600,
            ),
        ),
        handovers=(
            Handover(offer="H1", bags=(), fee_cents=0),
            Handover(offer="H2", bags=("L0011-001",), fee_cents=300, last_resort=True),
        ),
        stage_fees=(
            StageFee(
                tariff="T2",
                stage="station",
                payer="中通",
                payee="王家村",
                quantity=30,
                cents=900,
            ),
        ),
        delay_cents=40,
        box_uses=(BoxUse(box="60升@中心", boxes=4, fee_cents=600),),
        second_ways=(
            SecondWay(
                trip="L03-0730",
                call_by=27_000,
                extra_cents=-120,
                items_left=0,
                detours=(Detour(bags=("L0009-001",), legs=bags[0].legs),),
            ),
            SecondWay(
                offer="H2",
                call_by=0,
                extra_cents=0,
                items_left=20,
                left=("L0011-001",),
            ),
        ),
        kpis={"km": 20.0, "planned_share_by_partner": {"中通": 58.8}},
        penalty_cents=500,
        distance_sources={"file": 15_000, "estimate": 5_000},
        stage=Stage.FINAL,
        changes=make_changes(),
    )


def make_changes() -> Changes:
    """Return a village that went by bus, and one whose way is not possible."""
    bus = Carriage(kind="bus", carrier="L03-0730", from_site="中心", to_site="王家村")
    van = Carriage(kind="road", carrier="粤A1", from_site="中心", to_site="王家村")
    saved = VillageChange(
        site="王家村",
        before=((bus,),),
        after=((van,),),
        reason=ChangeReason.CHEAPER,
        items=30,
        saves_cents=2_150,
    )
    left = dataclasses.replace(
        saved, site="李家村", after=(), reason=ChangeReason.LEFT, saves_cents=None
    )
    return Changes(
        earlier="20260310-7F3A",
        change_cents=2_000,
        villages=5,
        changed=(saved, left),
        new=("赵家村",),
        without_goods=("孙家村",),
        drivers=(
            DriverRow(
                vehicle="粤A1", change=DriverChange.HALTS, added=("王家村",), dropped=()
            ),
            DriverRow(vehicle="粤A2", change=DriverChange.UNCHANGED),
        ),
    )


BROKEN = [
    ("routes[0].tours[0].stops[0].arrive", None, Fault.MISSING_KEY),
    ("routes[0].tours[0].stops[0].arrive", "08:10", Fault.WRONG_TYPE),
    ("routes[0].tours[0].stops[0].arrive", 29_400.0, Fault.WRONG_TYPE),
    ("routes[0].tours[0].stops[0].arrive", True, Fault.WRONG_TYPE),
    ("routes[0].tours[0].load_g", -1, Fault.WRONG_TYPE),
    ("routes[0].tours[0].load[0]", 5, Fault.WRONG_TYPE),
    ("routes[0].tours[0].load", "L1", Fault.WRONG_TYPE),
    ("routes[0].pauses[0].kind", "lunch", Fault.NOT_ALLOWED),
    ("routes[0].vehicle", None, Fault.MISSING_KEY),
    ("routes", {}, Fault.WRONG_TYPE),
    ("bags[0].items.中通", "10", Fault.WRONG_TYPE),
    ("bags[0].loose", 0, Fault.WRONG_TYPE),
    ("bags[0].legs[0].kind", "plane", Fault.NOT_ALLOWED),
    ("bags[1].legs[0].tour", -1, Fault.WRONG_TYPE),
    ("unserved[0].reason", "NO_TIME", Fault.NOT_ALLOWED),
    ("unserved[1].consignment", 3, Fault.WRONG_TYPE),
    ("unserved[0].extra", 1, Fault.UNKNOWN_KEY),
    ("status", "optimal", Fault.NOT_ALLOWED),
    ("schema_version", "2.0", Fault.WRONG_VERSION),
    ("day", "2026-03-10", Fault.WRONG_TYPE),
    ("bus_loads[0]", 1, Fault.WRONG_TYPE),
    ("bus_loads[0].fee_cents", None, Fault.MISSING_KEY),
    ("bus_loads[0].hold", -1, Fault.WRONG_TYPE),
    ("bus_loads[1].board_call", "2", Fault.WRONG_TYPE),
    ("bus_loads[1].driver", "x", Fault.UNKNOWN_KEY),
    ("handovers[0].bags", None, Fault.MISSING_KEY),
    ("handovers[1].last_resort", 1, Fault.WRONG_TYPE),
    ("handovers[1].phone", "x", Fault.UNKNOWN_KEY),
    ("stage_fees[0].cents", -1, Fault.WRONG_TYPE),
    ("stage_fees[0].payer", 3, Fault.WRONG_TYPE),
    ("bags[0].box", 60, Fault.WRONG_TYPE),
    ("bags[0].boxes", -1, Fault.WRONG_TYPE),
    ("bags[0].litres", 60, Fault.UNKNOWN_KEY),
    ("box_uses[0].box", None, Fault.MISSING_KEY),
    ("box_uses[0].boxes", "4", Fault.WRONG_TYPE),
    ("box_uses[0].yuan", 6, Fault.UNKNOWN_KEY),
    ("cost_cents.boxes", -1, Fault.WRONG_TYPE),
    ("second_ways[0].extra_cents", "0", Fault.WRONG_TYPE),
    ("second_ways[0].detours[0].bags", None, Fault.MISSING_KEY),
    ("second_ways[1].left", None, Fault.MISSING_KEY),
    ("second_ways[1].phone", "x", Fault.UNKNOWN_KEY),
    ("cost_cents.bus", -1, Fault.WRONG_TYPE),
    ("clock", "08:00", Fault.UNKNOWN_KEY),
    ("stage", "noon", Fault.NOT_ALLOWED),
    ("changes.earlier", None, Fault.MISSING_KEY),
    ("changes.changed[0].reason", "mood", Fault.NOT_ALLOWED),
    ("changes.changed[0].saves_cents", "20", Fault.WRONG_TYPE),
    ("changes.changed[0].before[0]", "K1", Fault.WRONG_TYPE),
    ("changes.changed[0].before[0][0].kind", "plane", Fault.NOT_ALLOWED),
    ("changes.drivers[0].change", "gone home", Fault.NOT_ALLOWED),
    ("changes.drivers[0].phone", "x", Fault.UNKNOWN_KEY),
]


def broken(place: str, value: object) -> str:
    """Return the dump with one value changed, added, or (None) taken out."""
    data = json.loads(dump_plan(make_plan()))
    node, keys = data, []
    for part in place.replace("[", ".[").split("."):
        keys.append(int(part[1:-1]) if part.startswith("[") else part)
    for key in keys[:-1]:
        node = node[key]
    if value is None:
        del node[keys[-1]]
    else:
        node[keys[-1]] = value
    return json.dumps(data)
