"""The exact oracle and goods that must be kept cold, sums by hand, to the second.

Ten items are in hand for 20 s, at a halt with its 180 s of service for 200 s. The
van alone costs 118.00 (see :func:`oracle_days.lone_day`); 1 s of it costs 0.01.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from oracle_days import H, bus_day, lone_day, offer_day, transfer_day

from benchmarks.oracle.cold import Needs, is_warm
from benchmarks.oracle.freight import freights_of
from benchmarks.oracle.solve import solve_small_day
from routing.check.judge import judge
from routing.domain.consignment import ConsignmentKind, Priority
from routing.domain.goods import GoodsClass
from routing.domain.site import Level, Site
from routing.domain.vehicle import Temperature, VehicleClass
from routing.domain.window import TimeWindow

AMBIENT, CHILLED, FROZEN = Temperature
BOTH = {AMBIENT: 1_000_000, CHILLED: 1_000_000}
VAN, FETCHED, BY_BUS, NOTHING = 11_800, 2_750, 2_200, 0


def answer_of(day, travel):
    answer = solve_small_day(day, travel, seconds=30)
    assert judge(day, travel, answer.plan) == []
    return answer


def cents(day, travel):
    return answer_of(day, travel).cost_cents


def chilled(day, *, limit=None, pack=0, ride=None, rooms=None):
    """Return the day with all goods chilled, and with these rooms in the van."""
    milk = GoodsClass(
        goods_class="奶",
        temp=CHILLED,
        cold_limit_duration=limit,
        pack_duration=pack,
        max_ride_duration=ride,
    )
    rows = tuple(replace(row, goods_class="奶") for row in day.consignments)
    day = replace(day, goods={**day.goods, "奶": milk}, consignments=rows)
    return with_van(day, compartments_cm3=rooms) if rooms else day


def with_van(day, **changes):
    van = replace(day.vehicles["T1"], **changes)
    return replace(day, vehicles={**day.vehicles, "T1": van})


def with_site(day, name, **changes):
    return replace(day, sites={**day.sites, name: replace(day.sites[name], **changes)})


@pytest.mark.parametrize(
    ("rooms", "pack", "cost"),
    [
        ({AMBIENT: 1_000_000}, 0, NOTHING),
        ({AMBIENT: 1_000_000, FROZEN: 1_000_000}, 0, NOTHING),
        ({CHILLED: 50_000}, 0, VAN),
        ({CHILLED: 49_999}, 0, NOTHING),
        ({AMBIENT: 50_000}, 60, VAN),
        ({AMBIENT: 49_999}, 60, NOTHING),
        # Its own compartment is full: the other one does not help.
        ({AMBIENT: 1_000_000, CHILLED: 49_999}, 60, NOTHING),
        ({AMBIENT: 49_999, CHILLED: 50_000}, 60, VAN),
    ],
)
def test_goods_ride_in_their_compartment(rooms, pack, cost):
    day, travel = lone_day()
    assert cents(chilled(day, pack=pack, rooms=rooms), travel) == cost


def test_ambient_goods_do_not_ride_in_a_cold_compartment():
    day, travel = lone_day()
    assert cents(with_van(day, compartments_cm3={CHILLED: 1_000_000}), travel) == 0


@pytest.mark.parametrize(("limit", "cost"), [(220, VAN), (219, NOTHING)])
def test_both_hands_of_a_kept_ride_count(limit, cost):
    # 20 s before the tour leaves the centre, 200 s at the village.
    day, travel = lone_day()
    assert cents(chilled(day, limit=limit, rooms=BOTH), travel) == cost


def two_stops(*, second="奶", limit, door=60):
    """Return two vans, ten chilled items for V and ten of some class for H."""
    day, travel = lone_day()
    day = chilled(day, limit=limit, rooms=BOTH)
    first = day.consignments[0]
    other = replace(first, consignment_id="D2", destination="H", goods_class=second)
    twin = replace(day.vehicles["T1"], vehicle_id="T2")
    settings = replace(day.settings, door_open_duration=door)
    day = replace(
        day,
        consignments=(first, other),
        vehicles={**day.vehicles, "T2": twin},
        settings=settings,
    )
    return day, travel


ROUND = 6000 + 3750 + 3500
"""One van: 9 + 6 + 10 km, 600 s of loading, 2500 s of driving, two halts of 200 s."""
APART = VAN + 6000 + 2700 + 2600
"""Two: the other one drives 18 km to the hub and back."""


@pytest.mark.parametrize(("limit", "cost"), [(280, ROUND), (279, APART)])
def test_doors_force_two_vehicles(limit, cost):
    # Whichever of the two comes second has 60 s more: 20 + 60 + 200 s.
    assert cents(*two_stops(limit=limit)) == cost


def test_doors_of_another_compartment_or_without_a_price_do_not_count():
    assert cents(*two_stops(limit=220, second="普通")) == ROUND
    assert cents(*two_stops(limit=220, door=0)) == ROUND


@pytest.mark.parametrize(("door", "cost"), [(1000, ROUND), (1001, APART)])
def test_foam_is_free_and_doors_count_with_it(door, cost):
    # 20 + 200 s and the door, 1200 s of foam, a limit of 20 s.
    day, travel = two_stops(limit=20, door=door)
    milk = replace(day.goods["奶"], pack_duration=1200)
    # Else the van hands its bag over at the hub and takes it on again.
    day = with_site(day, "H", handling_duration=12 * H)
    assert cents(replace(day, goods={**day.goods, "奶": milk}), travel) == cost


@pytest.mark.parametrize(
    ("pack", "limit", "cost"),
    [(1200, 20, 2_400), (1200, 19, VAN), (1220, 0, 2_400), (0, 3600, VAN)],
)
def test_foam_lets_a_tricycle_carry_cold_goods_just_in_time(pack, limit, cost):
    # Nothing keeps the goods: 20 s of loading, 1000 s on the road, 200 s at the
    # village. 10.00 and (600 + 2000 + 200) s x 18/h; bare goods wait for the van.
    day, travel = lone_day()
    day = chilled(day, limit=limit, pack=pack, rooms=BOTH)
    tricycle = replace(
        day.vehicles["T1"],
        vehicle_id="T2",
        vehicle_class=VehicleClass.TRICYCLE,
        compartments_cm3={AMBIENT: 1_000_000},
        fixed_cents=1000,
        micro_yuan_per_km=0,
        micro_yuan_per_hour=18_000_000,
    )
    day = replace(day, vehicles={**day.vehicles, "T2": tricycle})
    assert cents(day, travel) == cost


@pytest.mark.parametrize(
    ("pack", "limit", "cost"), [(3000, 600, 250), (3000, 599, VAN), (0, 9999, VAN)]
)
def test_trip_takes_foam_from_its_cut_off_to_its_end(pack, limit, cost):
    # The bus leaves at 08:15, its cut-off is 08:00, it is at the village at 09:00.
    day, travel = bus_day()
    day = chilled(day, limit=limit, pack=pack, rooms=BOTH)
    assert cents(day, travel) == cost


def foamed_transfer(outside, *, rooms=None):
    """Return the day by bus and tricycle with foam for an hour, nothing chilled."""
    day, travel = transfer_day()
    day = chilled(day, pack=3600, limit=outside - 3600)
    if rooms is not None:
        day = with_site(day, "H", cold_storage_cm3=rooms)
    return day, travel


@pytest.mark.parametrize(("outside", "cost"), [(5_600, BY_BUS), (5_599, FETCHED)])
def test_waiting_at_a_warm_hub_counts_once(outside, cost):
    # From 08:00 to 09:00 by bus, 20 minutes at the hub, 600 s on the road, 200 s
    # at the village; the 20 s of loading the tricycle are within the waiting.
    assert cents(*foamed_transfer(outside)) == cost
    assert cents(*foamed_transfer(outside, rooms={FROZEN: None})) == cost


@pytest.mark.parametrize(("outside", "cost"), [(4_420, BY_BUS), (4_419, FETCHED)])
def test_hub_with_a_cold_room_keeps_what_waits(outside, cost):
    # Without the waiting the 20 s of loading count.
    assert cents(*foamed_transfer(outside, rooms={CHILLED: None})) == cost


@pytest.mark.parametrize(("room", "cost"), [(50_000, BY_BUS), (49_999, FETCHED)])
def test_cold_room_holds_its_volume(room, cost):
    # However long the goods may be outside: what is full takes no more of them.
    assert cents(*foamed_transfer(9_000, rooms={CHILLED: room})) == cost


@pytest.mark.parametrize(("ride", "cost"), [(5_400, BY_BUS), (5_399, FETCHED)])
def test_goods_are_under_way_from_the_cut_off_to_the_halt(ride, cost):
    # From 08:00 to 09:30, when the tricycle begins to hand over; ambient goods too.
    day, travel = transfer_day()
    quick = replace(day.goods["普通"], max_ride_duration=ride)
    assert cents(replace(day, goods={"普通": quick}), travel) == cost


def produce_day(*, precooled, opens=8 * H, limit):
    """Return ten chilled items of the village for the centre, by a chilled van."""
    day, travel = lone_day()
    day = chilled(day, limit=limit, rooms=BOTH)
    row = replace(
        day.consignments[0],
        kind=ConsignmentKind.PRODUCE,
        origin="V",
        destination="C",
        ready_time=8 * H,
        precooled_time=precooled,
    )
    day = with_site(day, "V", hours=(TimeWindow(opens, 12 * H),))
    return replace(day, consignments=(row,)), travel


@pytest.mark.parametrize(
    ("precooled", "opens", "limit", "cost"),
    [
        # 200 s at the village, 20 s at the centre; the van is there on time.
        (8 * H, 8 * H, 220, VAN),
        (8 * H, 8 * H, 219, NOTHING),
        # It must wait an hour until somebody is there.
        (8 * H, 9 * H, 3_820, VAN),
        (8 * H, 9 * H, 3_819, NOTHING),
        # The sender keeps it.
        (None, 9 * H, 220, VAN),
        (None, 9 * H, 219, NOTHING),
    ],
)
def test_produce_waits_from_its_precooling(precooled, opens, limit, cost):
    day, travel = produce_day(precooled=precooled, opens=opens, limit=limit)
    assert cents(day, travel) == cost


def test_cold_room_at_the_origin_keeps_produce():
    day, travel = produce_day(precooled=8 * H, opens=9 * H, limit=220)
    assert cents(with_site(day, "V", cold_storage_cm3={CHILLED: 1}), travel) == VAN


def test_precooled_goods_are_not_taken_before():
    day, travel = produce_day(precooled=10 * H, limit=220)
    assert answer_of(day, travel).plan.routes[0].tours[0].stops[0].start >= 10 * H


def test_offer_keeps_what_it_names_and_takes_no_other_cold_goods():
    day, travel = offer_day(last_resort=False, vans=False)
    day = chilled(day, limit=0)
    assert answer_of(day, travel).left[Priority.NORMAL] == 10
    offer = replace(day.offers["E1"], goods_classes=("奶",))
    assert cents(replace(day, offers={"E1": offer}), travel) == 10


def test_bag_of_several_classes_has_the_least_of_each():
    day, _ = lone_day()
    day = chilled(day, limit=900, pack=60)
    fish = replace(
        day.goods["奶"],
        goods_class="鱼",
        cold_limit_duration=300,
        pack_duration=3600,
        max_ride_duration=7200,
    )
    first = replace(day.consignments[0], items=4)
    rows = (first, replace(first, consignment_id="D2", goods_class="鱼"))
    day = replace(day, goods={**day.goods, "鱼": fish}, consignments=rows)
    (bag,) = freights_of(day)
    assert bag.needs == Needs(temp=CHILLED, foamed=True, outside=360, ride=7200)


@pytest.mark.parametrize(
    ("level", "rooms", "warm"),
    [
        (Level.CENTRE, {}, ()),
        (Level.COLDSTORE, {}, ()),
        (Level.COLDSTORE, {FROZEN: None}, (CHILLED,)),
        (Level.HUB, {}, (CHILLED, FROZEN)),
        (Level.HUB, {CHILLED: 1}, (FROZEN,)),
    ],
)
def test_sites_keep_what_they_name(level, rooms, warm):
    site = Site(site_id="S", name="S", level=level, cold_storage_cm3=rooms)
    assert tuple(temp for temp in Temperature if is_warm(site, temp)) == warm
