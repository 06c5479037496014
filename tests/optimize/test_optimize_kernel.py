"""Every limit of the road by hand: what just holds, and by how much it fails."""

from dataclasses import replace

import numpy as np
import pytest
from features.four_villages import GOODS, four_village_travel, hm
from optimize.village_routes import (
    A1,
    A2,
    A_ROW,
    B1,
    B_ROW,
    BY_HAND,
    D1,
    E1,
    K1,
    K2,
    NEXT,
    P1,
    failure_of,
    hand_day,
    hours,
    problem_of,
    times_of,
)
from properties.plan_edits import (
    edit_consignment,
    edit_goods,
    edit_site,
    edit_vehicle,
)

from routing.domain.day import Lock, LockKind
from routing.domain.vehicle import Break, Temperature
from routing.optimize.kernel import codes
from routing.optimize.route_times import RouteTimes
from routing.travel.matrix import UNREACHABLE

FREE = edit_vehicle(replace(hand_day(), locks=()), "K1", max_m=None)
"""The day by hand without the strict order of A and B; K1 may drive far."""


def car(day, name, **changes):
    return edit_vehicle(day, name, **changes)


def m3(ambient):
    return {Temperature.AMBIENT: ambient}


def shift(early, late):
    return hours(early, late)[0]


def rest(minutes, early, late):
    return (Break(60 * minutes, shift(early, late)),)


# Each limit of K1 just kept and just missed: change, next change, code, amount.
# K1 by hand: 52 kg, 250,000 cm³, 50 items in 3 bags; at A 11:10, home 13:17:20.
LIMITS_OF_K1 = {
    "52 kg": ({"cap_g": 52_000}, {"cap_g": 51_999}, codes.CAP_G, 1),
    "250 litres": (
        {"compartments_cm3": m3(250_000)},
        {"compartments_cm3": m3(249_000)},
        codes.CAP_AMBIENT,
        1000,
    ),
    "50 items": ({"cap_items": 50}, {"cap_items": 47}, codes.CAP_ITEMS, 3),
    "3 bags": ({"cap_bags": 3}, {"cap_bags": 2}, codes.CAP_BAGS, 1),
    "9,440 seconds of route": (
        {"max_route_duration": 9440},
        {"max_route_duration": 9439},
        codes.HOURS,
        1,
    ),
    "home by 13:17:20": (
        {"shift": shift("06:00", "13:17:20")},
        {"shift": shift("06:00", "13:00")},
        codes.SHIFT,
        1040,
    ),
    # From 11:00 on: at A at 11:30, which takes goods until 11:10.
    "loading from 10:40 on": (
        {"shift": shift("10:40", "20:00")},
        {"shift": shift("11:00", "20:00")},
        codes.WINDOW,
        1200,
    ),
    "17,030 m a day": ({"max_m": 17_030}, {"max_m": 17_000}, codes.MAX_METRES, 30),
    "17,030 m of range": (
        {"range_m": 17_030},
        {"range_m": 16_030},
        codes.RANGE,
        1000,
    ),
    # 800 s home from B; before it the break.
    "800 s of driving": (
        {"max_drive_duration": 800},
        {"max_drive_duration": 700},
        codes.DRIVE,
        100,
    ),
    # Loading until 10:50, at A 11:00 to 11:04 at the earliest. Due by 11:04: right
    # after A. Due by 11:03: before A, which is served from 11:30 then, not 11:10.
    "a break between A and B": (
        {"breaks": rest(30, "11:00", "11:34")},
        {"breaks": rest(30, "11:00", "11:33")},
        codes.WINDOW,
        1200,
    ),
    "one tour": ({"max_tours": 1}, {"max_tours": 0}, codes.TOURS, 0),
}


@pytest.mark.parametrize("name", LIMITS_OF_K1)
def test_limits_of_k1(name):
    kept, missed, code, amount = LIMITS_OF_K1[name]
    held = times_of(car(hand_day(), "K1", **kept), K1, BY_HAND[K1])
    assert isinstance(held, RouteTimes)
    day = car(hand_day(), "K1", **missed)
    assert failure_of(day, K1, BY_HAND[K1]) == (code, amount)


def place(site, *clock):
    return lambda day: edit_site(day, site, hours=hours(*clock))


def goods(key, **changes):
    return lambda day: edit_consignment(day, key, **changes)


def cold_c6(day):
    chilled = replace(day.goods[GOODS], goods_class="冷藏", temp=Temperature.CHILLED)
    day = replace(day, goods={**day.goods, "冷藏": chilled})
    return edit_consignment(day, "c6", goods_class="冷藏")


def morning_only(day):
    """Let all be loaded early; no dock, and loading begins until 09:00."""
    for key in ("c3", "c4"):
        day = edit_consignment(day, key, ready_time=hm("07:30"))
    return edit_site(day, "C", hours=hours("06:00", "09:00"), docks=None)


LIMITS_OF_DAYS = {
    # K1 leaves C at 10:50 at the earliest: A at 11:00, B at 11:09.
    "B until 11:08": (
        lambda day: edit_site(
            edit_consignment(day, "c5", windows=()), "B", hours=hours("08:00", "11:08")
        ),
        K1,
        (codes.WINDOW, 60),
    ),
    "c1 at A by 10:55": (
        lambda day: edit_consignment(day, "c1", deadline=hm("10:55")),
        K1,
        (codes.WINDOW, 300),
    ),
    # The second loading of K2 would begin at 09:16:44.
    "loading until 09:00": (morning_only, K2, (codes.LOADING_CLOSED, 1004)),
    # The produce is handed over at 13:17:20.
    "centre until 13:00": (
        lambda day: edit_site(day, "C", hours=hours("06:00", "13:00")),
        K1,
        (codes.BASE_CLOSED, 1040),
    ),
    "no charger": (
        lambda day: edit_site(day, "C", chargers=0),
        K2,
        (codes.CHARGER, 0),
    ),
    # 60,000 cm³ and no chilled compartment.
    "goods that nothing keeps cold": (cold_c6, K2, (codes.CAP_CHILLED, 60_000)),
}


@pytest.mark.parametrize("name", LIMITS_OF_DAYS)
def test_limits_of_the_day(name):
    change, vehicle, expected = LIMITS_OF_DAYS[name]
    assert failure_of(change(hand_day()), vehicle, BY_HAND[vehicle]) == expected


def test_a_break_that_cannot_be_taken():
    # Only loading from 10:30 to 10:50 reaches A at 11:00; the break of 30 minutes
    # would have to begin by 10:31 and can at 10:50.
    day = edit_site(hand_day(), "A", hours=hours("08:00", "11:00"))
    day = edit_vehicle(day, "K1", breaks=rest(30, "10:30", "11:01"))
    assert failure_of(day, K1, BY_HAND[K1]) == (codes.BREAK, 1140)
    # A minute later at A the route begins after 10:30: nothing is due.
    day = edit_site(day, "A", hours=hours("08:00", "11:01"))
    times = times_of(day, K1, BY_HAND[K1])
    assert (times.pauses, times.tours[0][0]) == ((), hm("10:31"))


@pytest.mark.parametrize(
    ("entries", "over"),
    [
        # B first: 52 - 20 + 25 kg on the way to A.
        ([B1, P1, A1, A2], 5000),
        # Delivered before anything is picked up: never more than 52 kg.
        ([A1, A2, B1, P1], 0),
        ([A1, A2, P1, B1], 0),
    ],
)
def test_load_on_every_leg(entries, over):
    day = edit_vehicle(FREE, "K1", cap_g=52_000)
    if over:
        assert failure_of(day, K1, entries) == (codes.CAP_G, over)
    else:
        assert times_of(day, K1, entries).tours[0][0] == hm("10:40")


def _with_pesticide():
    day = edit_consignment(FREE, "c1", goods_class="农药")
    return edit_goods(day, "农药", incompatible_with=(GOODS,))


def test_incompatible_goods_are_never_on_board_together():
    assert failure_of(_with_pesticide(), K1, [A1, B1]) == (codes.APART, 0)
    assert failure_of(_with_pesticide(), K1, [A1, A2]) == (codes.APART, 0)
    # Pesticide off at A, then the produce: never together.
    assert isinstance(times_of(_with_pesticide(), K1, [A1, P1]), RouteTimes)
    # In tours of their own.
    day = edit_site(_with_pesticide(), "A", hours=hours("08:00", "12:00"))
    assert isinstance(times_of(day, K1, [A1, NEXT, B1, P1]), RouteTimes)


LOCKED = [
    (LockKind.STRICT, "K1", "AB", [A1, B1], True),
    (LockKind.STRICT, "K1", "AB", [B1, A1], False),
    (LockKind.STRICT, "K1", "AB", [A1, NEXT, B1], False),
    (LockKind.SEQUENCE, "K1", "AB", [A1, NEXT, B1], True),
    (LockKind.SEQUENCE, "K1", "BA", [A1, NEXT, B1], False),
    (LockKind.DEPARTED, "K1", "AB", [A1, B1], True),
    (LockKind.DEPARTED, "K1", "AB", [A1, NEXT, B1], False),
    (LockKind.VEHICLE, "K1", "BA", [A1, NEXT, B1], True),
    (LockKind.LOADED, "K1", "BA", [A1, NEXT, B1], True),
    # A stands between D and E, each on the same tour.
    (LockKind.STRICT, "K2", "DE", [D1, A1, E1], False),
    (LockKind.SEQUENCE, "K2", "DE", [D1, A1, E1], True),
    (LockKind.SEQUENCE, "K2", "ED", [D1, A1, E1], False),
]


@pytest.mark.parametrize(("kind", "name", "sites", "entries", "kept"), LOCKED)
def test_locked_orders(kind, name, sites, entries, kept):
    lock = Lock(kind=kind, vehicle=name, sites=tuple(sites))
    day = edit_site(replace(FREE, locks=(lock,)), "A", hours=())
    day = edit_vehicle(day, "K2", range_m=None, cap_g=90_000)
    day = edit_vehicle(day, "K2", compartments_cm3=m3(300_000), reload_duration=0)
    vehicle = K1 if name == "K1" else K2
    found = times_of(day, vehicle, entries)
    if kept:
        assert isinstance(found, RouteTimes)
    else:
        assert (found.code, found.amount) == (codes.LOCK, 0)


def test_a_pair_of_sites_without_a_way():
    travel = four_village_travel()
    old = travel.of("microvan")
    seconds, metres = old.seconds.copy(), old.metres.copy()
    seconds[A_ROW, B_ROW] = metres[A_ROW, B_ROW] = np.int32(UNREACHABLE)
    broken = replace(old, seconds=seconds, metres=metres)
    travel = replace(travel, matrices={**travel.matrices, "microvan": broken})
    assert failure_of(FREE, K1, [A1, B1], travel) == (codes.UNREACHABLE, 0)
    # The other way round there is one, but B opens after A closes: at A at
    # 13:00 + 220 s + 300 s = 13:08:40, not by 11:10.
    assert failure_of(FREE, K1, [B1, A1], travel) == (codes.WINDOW, 7120)


def test_goods_from_elsewhere_are_picked_up_first():
    # c2 now starts at B and goes to A, on K1, which starts at C.
    day = edit_consignment(FREE, "c2", origin="B", ready_time=0)
    day = edit_site(day, "B", hours=hours("06:00", "17:00"))
    day = edit_site(day, "A", hours=hours("06:00", "12:00"))
    (number,) = (
        k
        for k, s in enumerate(problem_of(day).shipments)
        if s.lot.origin == "B" and s.lot.destination == "A"
    )
    pick, drop = 2 * number, 2 * number + 1
    assert failure_of(day, K1, [drop]) == (codes.PAIR, 0)
    assert failure_of(day, K1, [drop, pick]) == (codes.PAIR, 0)
    assert failure_of(day, K1, [pick, NEXT, drop]) == (codes.PAIR, 0)
    times = times_of(day, K1, [pick, drop])
    # 8,000 + 3,000 + 6,030 m; 10 items at B and A: 200 s each. Loading begins
    # at 06:00, leaves 06:20, at B 06:33:20 and at A 300 s after 06:36:40.
    assert times.tours == ((hm("06:00"), hm("06:55"), 17_030),)
    assert [start for _, start, _ in times.visits] == [hm("06:33:20"), hm("06:41:40")]
