"""Room on trips and at hubs, counted anew at every minute by brute force."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from check.service_county import service_day, service_travel
from check.service_county_plan import bus, load, service_plan
from features.four_villages import hm
from properties.plan_edits import edit_site
from properties.service_edits import edit_trip

from routing.check.judge import judge
from routing.domain.trip import StopTime, Trip

MINUTE = 60


def random_trip(rng):
    """Pass C, H and X in any order, even past midnight; 2 to 20 minutes apart."""
    time = rng.choice((hm("09:00"), hm("23:20")))
    stops = []
    for number in range(rng.randint(3, 8)):
        sites = [site for site in "CHX" if not stops or site != stops[-1].site]
        stay = MINUTE * rng.randint(0, 3)
        stops.append(
            StopTime(
                seq=number,
                site=rng.choice(sites),
                arrival_time=time,
                departure_time=time + stay,
                load_ok=True,
                unload_ok=True,
                attended=True,
            )
        )
        time += stay + MINUTE * rng.randint(2, 20)
    return Trip(trip_id="R", line_id="L1", stops=tuple(stops), cap_bags=99)


def random_rides(rng, trip):
    """Return (boarding call, alighting call, loose) of some bags."""
    pairs = [
        (on, off)
        for on in range(len(trip.stops))
        for off in range(on + 1, len(trip.stops))
        if trip.stops[on].site != trip.stops[off].site
    ]
    return [(*rng.choice(pairs), rng.random() < 0.3) for _ in range(rng.randint(1, 9))]


def fullest_minute(trip, rides, weight):
    """Return the most on board between two stops, looking once a minute."""
    most = 0
    for minute in range(trip.departure_time, trip.arrival_time + 1, MINUTE):
        if any(s.arrival_time <= minute <= s.departure_time for s in trip.stops):
            continue  # Standing: some alight while others board.
        aboard = [
            ride
            for ride in rides
            if trip.stops[ride[0]].departure_time < minute
            and minute < trip.stops[ride[1]].arrival_time
        ]
        most = max(most, sum(weight(ride) for ride in aboard))
    return most


@pytest.mark.parametrize("seed", range(60))
def test_fullest_segment(seed):
    rng = random.Random(seed)
    trip = random_trip(rng)
    rides = random_rides(rng, trip)
    base = service_plan()
    pattern = next(bag for bag in base.bags if bag.id == "x1")
    bags, rows = [], Counter()
    for number, (on, off, loose) in enumerate(rides):
        bags.append(replace(pattern, id=f"r{number}", loose=loose))
        rows[on, off] += 0
    loads = [
        load(
            "R",
            f"{trip.stops[on].site}>{trip.stops[off].site}",
            ",".join(f"r{n}" for n, ride in enumerate(rides) if ride[:2] == (on, off)),
            0,
            board_call=on,
            alight_call=off,
        )
        for on, off in rows
    ]
    most = fullest_minute(trip, rides, lambda ride: 2 if ride[2] else 1)
    heaviest = fullest_minute(trip, rides, lambda ride: pattern.grams)
    limit = rng.randint(0, most + 1)
    day = service_day()
    day = replace(day, trips={**day.trips, "R": trip})
    day = edit_trip(day, "R", cap_bags=limit, cap_g=max(0, heaviest - 1))
    plan = replace(base, bags=tuple(bags), bus_loads=tuple(loads))

    found = judge(day, service_travel(), plan)

    room = {v.cause: v.amount for v in found if v.cause.startswith("R2_")}
    assert room.get("R2_SEGMENT", 0) == max(0, most - limit)
    assert room["R2_SEGMENT_KG"] == 1


def hub_stays(rng):
    """Return (arrival, departure) of bags that change at H; whole minutes."""
    stays = []
    for _ in range(rng.randint(1, 8)):
        arrive = hm("09:00") + MINUTE * rng.randint(0, 240)
        stays.append((arrive, arrive + MINUTE * rng.randint(0, 120)))
    return stays


@pytest.mark.parametrize("seed", range(60))
def test_fullest_minute_at_a_hub(seed):
    """Bags come to H by trips of their own and leave it by others."""
    rng = random.Random(seed)
    stays = hub_stays(rng)
    day, base = service_day(), service_plan()
    pattern = next(bag for bag in base.bags if bag.id == "x1")
    trips, bags, loads = {}, [], []
    for number, (arrive, leave) in enumerate(stays):
        for name, ends, times in (
            (f"I{number}", "CH", (arrive - 600, arrive)),
            (f"O{number}", "HX", (leave, leave + 600)),
        ):
            stops = tuple(
                StopTime(
                    seq=k,
                    site=site,
                    arrival_time=time,
                    departure_time=time,
                    load_ok=True,
                    unload_ok=True,
                    attended=True,
                )
                for k, (site, time) in enumerate(zip(ends, times, strict=True))
            )
            trips[name] = Trip(trip_id=name, line_id="L1", stops=stops, cap_bags=9)
            loads.append(load(name, f"{ends[0]}>{ends[1]}", f"b{number}", 300))
        legs = (
            bus(f"I{number}", "C>H", "00:00", "00:00"),
            bus(f"O{number}", "H>X", "00:00", "00:00"),
        )
        bags.append(replace(pattern, id=f"b{number}", destination="X", legs=legs))
    # Both ends of a stay count.
    present = [
        sum(20 for arrive, leave in stays if arrive <= minute <= leave)
        for minute in range(hm("09:00"), hm("16:00"), MINUTE)
    ]
    limit = 20 * rng.randint(0, len(stays)) + 7
    day = edit_site(replace(day, trips=trips), "H", storage_items=limit, stock_items=3)
    plan = replace(
        base, routes=(), bags=tuple(bags), bus_loads=tuple(loads), handovers=()
    )

    found = judge(day, service_travel(), plan)

    over = [v.amount for v in found if v.cause == "R3_STORAGE" and v.where == "@H"]
    expected = max(present) + 3 - limit
    assert over == ([expected] if expected > 0 else [])


def random_way(rng):
    """Return legs of a bag from C to V1 with times; True where it is unbroken."""
    sites = ["C", *rng.sample(("H", "N"), rng.randint(0, 2)), "V1"]
    legs, time, whole = [], hm("09:00"), True
    for here, there in pairwise(sites):
        start = time + MINUTE * rng.choice((0, 10, 30, -5 if legs else 5))
        if rng.random() < 0.1 and legs:
            here = "V3"
        whole &= start >= time and (not legs or here == legs[-1][1])
        time = start + MINUTE * rng.randint(5, 40)
        legs.append((here, there, start, time))
    return legs, whole


def places(legs, minute):
    """Return the places of a bag at a minute: sites where it waits, legs it rides."""
    riding = [("leg", k) for k, leg in enumerate(legs) if leg[2] <= minute < leg[3]]
    waiting = [
        ("site", one[1])
        for one, two in pairwise(legs)
        if one[1] == two[0] and one[3] <= minute < two[2]
    ]
    return riding + waiting


@pytest.mark.parametrize("seed", range(80))
def test_bag_is_at_one_place_at_every_minute(seed):
    rng = random.Random(seed)
    ways, whole = random_way(rng)
    day, base = service_day(), service_plan()
    trips, loads, legs = {}, [], []
    for number, (here, there, start, end) in enumerate(ways):
        stops = tuple(
            StopTime(
                seq=k,
                site=site,
                arrival_time=time,
                departure_time=time,
                load_ok=True,
                unload_ok=True,
                attended=True,
            )
            for k, (site, time) in enumerate(((here, start), (there, end)))
        )
        name = f"W{number}"
        trips[name] = Trip(trip_id=name, line_id="L1", stops=stops, cap_bags=9)
        loads.append(load(name, f"{here}>{there}", "w", 300))
        leg = bus(name, f"{here}>{there}", "00:00", "00:00")
        legs.append(replace(leg, depart=start, arrive=end))
    pattern = next(bag for bag in base.bags if bag.id == "h1")
    plan = replace(
        base,
        routes=(),
        bags=(replace(pattern, id="w", legs=tuple(legs)),),
        bus_loads=tuple(loads),
        handovers=(),
    )

    # Nothing but being too late is in the way of a bus.
    for site in ("H", "N"):
        day = edit_site(day, site, handling_duration=0)
    trips = {name: replace(trip, cutoff_duration=0) for name, trip in trips.items()}
    found = judge(replace(day, trips=trips), service_travel(), plan)

    custody = {v.cause for v in found} & {"M5_GAP", "M5_TWO_PLACES", "T5_CUTOFF"}
    minutes = range(ways[0][2], ways[-1][3], MINUTE)
    alone = all(len(places(ways, minute)) == 1 for minute in minutes)
    assert whole == (not custody)
    if whole:
        assert alone
    if not alone:
        assert custody
