"""The four villages carried on during the day, by hand (plan: ``four_villages_plan``).

**lost**: at 11:30 K1 is out since 11:16. It had served A until 11:14:00 and stands
there with b1. K3, another microvan of P at C, fetches b1 and works on::

    11:30:00 loading, 20 min
    11:50:00 leaves empty
    12:00:00 A, 600 s on, the last second of its hours; 20 in: 180 + 2 × 20 = 220 s
    12:03:40 leaves A with b1
    12:08:40 B, 300 s on, waits for 13:00:00; 20 out + 10 in: 240 s
    13:04:00 leaves B with p1
    13:17:20 back at C

    K1  6,030 + 0 m; 10:40:00 - 11:16:00 = 2,160 s: 80.00, 4.824 → 4.82, 15.00
    K3  17,030 m; 11:30:00 - 13:17:20 = 6,440 s: 80.00, 13.62, 44.722… → 44.72
    all 6,030 + 17,030 + 24,000 of K2 = 47,060 m

**shut**: at 11:16 B is closed for the day. K1 turns back from A, 600 s, with b1::

    11:24:00 back at C with b1; p1 is not fetched
    K1  12,060 m; 10:40:00 - 11:24:00 = 2,640 s: 80.00, 9.648 → 9.65, 18.33
    all 12,060 + 24,000 = 36,060 m

Where c3, c4 and c5 are left, 30 items × 500 cents more: 18,000 of penalties.
"""

from __future__ import annotations

from dataclasses import replace

from features.four_villages import GOODS, four_village_day, hm
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_bag, edit_route, edit_site, edit_tour

from routing.domain.past import Breakdown, Loss, Past
from routing.domain.window import TimeWindow
from routing.plan.model import Leg, Plan, Route, RouteCost, Stop, Tour, Unserved

K1, K2, K3 = 0, 1, 2
EMPTY = {"load_g": 0, "load_cm3": 0, "load_items": 0}
B1 = {"load_g": 20_000, "load_cm3": 100_000, "load_items": 20}
P1 = {"load_g": 25_000, "load_cm3": 80_000, "load_items": 10}


def at(now: str, plan: Plan | None = None, *losses: Loss) -> Plan:
    """Make a plan one that carries on another since ``now``."""
    past = Past(now=hm(now), losses=losses)
    return replace(plan or four_village_plan(), past=past)


def road(vehicle: str, ends: str, depart: str, arrive: str, tour: int = 0) -> Leg:
    return Leg(
        kind="road",
        from_site=ends[0],
        to_site=ends[1],
        depart=hm(depart),
        arrive=hm(arrive),
        vehicle=vehicle,
        tour=tour,
    )


def left(site: str, kind: str, partner: str, items: int, consignment: str):
    """Build a row of what stays behind."""
    return Unserved(
        site=site,
        partner=partner,
        goods_class=GOODS,
        kind=kind,
        priority="normal",
        items=items,
        reason="STATION_CLOSED",
        certified=False,
        amount=items,
        unit="items",
        nearest="",
        action="",
        consignment=consignment,
    )


B1_LEFT = (left("B", "delivery", "Q", 15, "c3"), left("B", "delivery", "P", 5, "c4"))
P1_LEFT = left("B", "produce", "P", 10, "c5")


def lost_day(site: str | None = None):
    """K1 breaks down at 11:16; K3 stands by."""
    day = four_village_day()
    first = day.vehicles["K1"]
    fleet = {
        **day.vehicles,
        "K1": replace(first, shift=TimeWindow(hm("06:00"), hm("11:16"))),
        "K3": replace(first, vehicle_id="K3", plate="K3"),
    }
    broken = Breakdown(vehicle="K1", time=hm("11:16"), site=site)
    return replace(day, vehicles=fleet, locks=(), breakdowns=(broken,))


LOSS = Loss(vehicle="K1", time=hm("11:16"), site="A")


def rescue() -> Route:
    tour = Tour(
        load_start=hm("11:30"),
        start=hm("11:50"),
        end=hm("13:17:20"),
        load=(),
        unload=("p1",),
        stops=(
            Stop(
                site="A",
                arrive=hm("12:00"),
                start=hm("12:00"),
                depart=hm("12:03:40"),
                pick_up=("b1",),
                **B1,
            ),
            Stop(
                site="B",
                arrive=hm("12:08:40"),
                start=hm("13:00"),
                depart=hm("13:04"),
                deliver=("b1",),
                pick_up=("p1",),
                **P1,
            ),
        ),
        **EMPTY,
    )
    return Route(
        vehicle="K3",
        tours=(tour,),
        pauses=(),
        metres=17_030,
        seconds=6_440,
        cost_cents=RouteCost(fixed=8000, km=1362, hours=4472),
    )


def stranded_plan() -> Plan:
    """K1 is lost, and nobody fetches b1."""
    plan = four_village_plan()
    first = plan.routes[K1].tours[0]
    plan = edit_route(
        plan,
        K1,
        pauses=(),
        metres=6_030,
        seconds=2_160,
        cost_cents=RouteCost(fixed=8000, km=482, hours=1500),
    )
    plan = edit_tour(
        plan,
        (K1, 0),
        stops=first.stops[:1],
        unload=("b1",),
        end=hm("11:16"),
        stands="A",
    )
    plan = edit_bag(plan, "b1", legs=(road("K1", "CA", "11:00", "11:16"),))
    plan = replace(
        plan,
        bags=tuple(bag for bag in plan.bags if bag.id != "p1"),
        unserved=(*B1_LEFT, P1_LEFT, *plan.unserved),
        penalty_cents=18_000,
        distance_sources={"file": 30_030},
    )
    return at("11:30", plan, LOSS)


def lost_plan() -> Plan:
    """K1 is lost, and K3 fetches b1 and p1."""
    plan, told = stranded_plan(), four_village_plan()
    legs = (
        road("K1", "CA", "11:00", "11:16"),
        road("K3", "AB", "12:03:40", "12:08:40"),
    )
    plan = replace(
        plan,
        routes=(*plan.routes, rescue()),
        bags=(*plan.bags, told.bags[5]),
        unserved=told.unserved,
        penalty_cents=told.penalty_cents,
        distance_sources={"file": 47_060},
    )
    plan = edit_bag(plan, "b1", legs=legs)
    return edit_bag(plan, "p1", legs=(road("K3", "BC", "13:04", "13:17:20"),))


def shut_day():
    return edit_site(four_village_day(), "B", dispatchable=False)


def shut_plan() -> Plan:
    plan = four_village_plan()
    first = plan.routes[K1].tours[0]
    plan = edit_route(
        plan,
        K1,
        pauses=(),
        metres=12_060,
        seconds=2_640,
        cost_cents=RouteCost(fixed=8000, km=965, hours=1833),
    )
    plan = edit_tour(
        plan, (K1, 0), stops=first.stops[:1], unload=("b1",), end=hm("11:24")
    )
    plan = edit_bag(plan, "b1", legs=(road("K1", "CC", "11:00", "11:24"),))
    plan = replace(
        plan,
        bags=tuple(bag for bag in plan.bags if bag.id != "p1"),
        unserved=(*B1_LEFT, P1_LEFT, *plan.unserved),
        penalty_cents=18_000,
        distance_sources={"file": 36_060},
    )
    return at("11:16", plan)
