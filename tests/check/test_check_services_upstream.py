"""Produce by bus and by handover, locks over several legs, and who has a check."""

from __future__ import annotations

from dataclasses import replace

from check.service_county import service_day, service_travel
from check.service_county_plan import bus, given, load, service_plan
from features.four_villages import hm
from properties.plan_edits import edit_bag, edit_consignment, edit_site
from properties.service_edits import edit_call, edit_load

from routing.check.judge import judge
from routing.domain.day import Lock, LockKind
from routing.domain.window import TimeWindow
from routing.plan.model import Handover


def found(day, plan):
    violations = judge(day, service_travel(), plan)
    return sorted((violation.cause, violation.amount) for violation in violations)


def from_the_village():
    """c9 starts at V2, is carried to X and rides home: 13:55:30 - 14:55.

    X loads one bag more, 60 s of work for a stay of 30: 15 s × 10 more, 0.50. K2
    brings nothing back: 180 + 2 × 21 = 222 s at V1. H handles 10 items of P less.
    """
    day = edit_call(service_day(), "L1-1300", 2, load_ok=True)
    day = edit_consignment(
        day, "c9", origin="V2", windows=(TimeWindow(hm("13:00"), hm("15:00")),)
    )
    day = edit_site(day, "X", security_check=True)
    plan = service_plan()
    route = plan.routes[1]
    tour = route.tours[0]
    stop = replace(tour.stops[0], pick_up=(), load_g=0, load_cm3=0, load_items=0)
    route = replace(route, tours=(replace(tour, unload=(), stops=(stop,)),))
    plan = replace(plan, routes=(plan.routes[0], route), delay_cents=160)
    plan = edit_bag(
        plan, "p1", origin="V2", legs=(bus("L1-1300", "V2>C", "13:55:30", "14:55"),)
    )
    plan = replace(
        plan,
        bus_loads=(
            *plan.bus_loads[:4],
            load("L1-1300", "X>C", "p1", 300),
            plan.bus_loads[5],
        ),
        stage_fees=(
            replace(plan.stage_fees[0], quantity=30, cents=150),
            plan.stage_fees[1],
        ),
    )
    return day, plan


def test_village_gives_to_the_bus():
    assert found(*from_the_village()) == []


def test_check_at_the_stop_or_where_it_starts():
    day, plan = from_the_village()
    day = edit_site(day, "X", security_check=False)
    assert found(day, plan) == [("W3_SECURITY", 1)]
    assert found(edit_site(day, "V2", security_check=True), plan) == []


def test_own_window_binds_the_departure():
    day, plan = from_the_village()
    window = TimeWindow(hm("13:00"), hm("13:55"))
    assert found(edit_consignment(day, "c9", windows=(window,)), plan) == [
        ("T1_WINDOW", 30)
    ]


def test_village_must_be_open_to_give():
    day, plan = from_the_village()
    hours = (TimeWindow(hm("08:00"), hm("13:00")), TimeWindow(hm("14:00"), hm("18:00")))
    # p1 leaves at 13:55:30; w1 comes at 14:00.
    assert found(edit_site(day, "V2", hours=hours), plan) == [("T5_CLOSED", 270)]


def test_cut_off_holds_in_the_village():
    day, plan = from_the_village()
    late = edit_consignment(day, "c9", ready_time=hm("13:41:30"))
    # 13:55:30 less 15 min.
    assert found(late, plan) == [("T5_CUTOFF", 60)]


def handed_over():
    """Let a carrier fetch c9 from V2 at 13:30 and bring it to C by 17:00."""
    day, plan = from_the_village()
    offer = replace(
        day.offers["O1"],
        offer_id="O3",
        from_site="V2",
        to_sites=("C",),
        cutoff_time=hm("13:30"),
        delivered_time=hm("17:00"),
        cap_g=None,
    )
    day = replace(day, offers={**day.offers, "O3": offer})
    plan = edit_bag(plan, "p1", legs=(given("O3", "V2>C", "13:30", "17:00"),))
    row = Handover(offer="O3", bags=("p1",), fee_cents=800)
    return day, replace(
        plan,
        bus_loads=(*plan.bus_loads[:4], plan.bus_loads[5]),
        handovers=(*plan.handovers, row),
        delay_cents=110,
    )


def test_carrier_fetches_produce():
    assert found(*handed_over()) == []


def test_own_window_binds_the_cut_off():
    day, plan = handed_over()
    window = TimeWindow(hm("08:00"), hm("13:00"))
    day = edit_consignment(day, "c9", windows=(window,), deadline=hm("13:20"))
    assert found(day, plan) == [("T1_DEADLINE", 600), ("T1_WINDOW", 1800)]


def locked(vehicle, *sites):
    lock = Lock(kind=LockKind.VEHICLE, vehicle=vehicle, sites=sites)
    return replace(service_day(), locks=(lock,))


def test_lock_holds_the_leg_at_the_village():
    # h1 and g1 come to H by bus, p1 goes on by bus; K2 is at V1.
    assert found(locked("K2", "V1"), service_plan()) == []
    assert found(locked("K1", "V1"), service_plan()) == [("W5_LOCK", 3)]


def test_lock_is_broken_by_a_bus():
    # x1 and w1 come to V2 by bus.
    assert found(locked("K1", "V2"), service_plan()) == [("W5_LOCK", 2)]


def test_unknown_bag_counts_on_board():
    plan = edit_load(service_plan(), 1, bags=("h1", "g1", "?"))
    # L1-0800 is full; the unknown bag weighs nothing that is known. Work at H is
    # 75 s for a stay of 60: 15 s × 12, 0.60. Its fee cannot be told.
    assert found(service_day(), plan) == [
        ("M5_UNKNOWN_BAG", 1),
        ("P1_DELAY", 60),
        ("R2_SEGMENT", 1),
    ]
