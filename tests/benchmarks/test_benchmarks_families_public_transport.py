"""Public transport: reader, conventions, slots, evaluator, the day there and back."""

import math
from dataclasses import replace

import pytest

from benchmarks.families.assemble import assemble
from benchmarks.families.family import problems
from benchmarks.families.moves import BusRide, Run, Visit
from benchmarks.families.public_transport.convention import convention_of
from benchmarks.families.public_transport.evaluate import (
    BusSolution,
    Carriage,
    evaluate,
)
from benchmarks.families.public_transport.family import BusFamily
from benchmarks.families.public_transport.instance import read_bus_instance
from benchmarks.families.public_transport.slots import slots_of
from benchmarks.families.public_transport.solution import solution_of
from benchmarks.families.public_transport.translate import translate
from routing.check.judge import judge

# Up a line, a fifth of the distance in time: the truck is at S0 at 10, at S1 at 20;
# run 0 is at S0 at 30, S1 40, S2 80, S3 100; D0 is 50 from S2, D1 40, both 41.23 apart.
CITY = """# S name capS capI capO cost x y Ts WMax
S S0 {room} 1 5.0 0.0 50.0 0.0 60.0
S S1 99.0 1 5.0 0.0 100.0 0.0 60.0
S S2 99.0 1 5.0 0.0 300.0 0.0 60.0
S S3 99.0 1 5.0 0.0 400.0 0.0 60.0

O O0 0.0 0.0
S0 S1

D D0 30.0 340.0
S2 S3

D D1 40.0 300.0
S2

L L0 F0 {seats} 9.0 30.0 30.0 4
S0 S1
S2 S3
"""
MANDAL = """S S0 99.0 5.0 0.0 50.0
S S2 99.0 5.0 0.0 300.0
O O0 0.0 0.0
S0
D D0 30.0 340.0
S2
L L0 F0 99.0 9.0
S0
S2
"""
DEMANDS = "# D load Tl Th\nD0 20.0 100.0 150.0\nD1 15.0 90.0 120.0\n"
PARAMS = """Lmax 1000.0
maxTrucks 2
maxFreightersPerStop 1
trucksCap 40.0
freightersCap {courier}
"""
RUNS = (
    Run(
        vehicle="truck-0",
        load=("D0", "D1"),
        visits=(Visit(site="in000-S0-0", deliver=("D0", "D1")),),
    ),
    Run(
        vehicle="S2-out-0",
        load=("D0", "D1"),
        visits=(Visit(site="D1", deliver=("D1",)), Visit(site="D0", deliver=("D0",))),
    ),
)
RIDES = (
    BusRide(trip="L0-0", board=0, alight=2, parcels=("D1",)),
    BusRide(trip="L0-1", board=0, alight=2, parcels=("D0",)),
)
# Truck 2 x 50, courier 40 + 41.23 + 50: the whole part of each arc counts.
COST = 100 + 40 + 41 + 50
EXACT = 100 + 40 + math.hypot(10, 40) + 50


def instance(tmp_path, *, seats=30, room=99, courier=40, city=CITY, demands=DEMANDS):
    base = tmp_path / "tiny1.0"
    for suffix, text in ((".city", city), (".demands", demands), (".params", PARAMS)):
        text = text.format(seats=seats, room=room, courier=courier)
        base.with_name(base.name + suffix).write_text(text, "utf-8")
    return read_bus_instance(base)


def solution(**changes):
    ways = {
        "D0": Carriage(truck=0, in_stop="S0", line="L0", run=1, out_stop="S2"),
        "D1": Carriage(truck=0, in_stop="S0", line="L0", run=0, out_stop="S2"),
    }
    given = BusSolution(
        trucks=((("S0", 30.0),),), carriages=ways, tours=(("S2", ("D1", "D0")),)
    )
    return replace(given, **changes)


def faults_of(tmp_path, changed, **given):
    read = instance(tmp_path, **given)
    return evaluate(read, convention_of(read, None), changed).faults


def test_files_are_read(tmp_path):
    read = instance(tmp_path)
    assert (read.name, read.in_stops) == ("tiny1.0", ("S0", "S1"))
    [line] = read.lines
    assert (line.capacity, line.first, line.frequency, line.runs) == (30, 30, 30, 4)
    assert [read.bus_time(line, 1, stop) for stop in read.stops] == [60, 70, 110, 130]
    assert read.customers["D0"].outs == ("S2", "S3")
    assert (read.customers["D1"].early, read.customers["D1"].late) == (90, 120)
    assert read.stops["S0"].capacity == 99


def test_files_without_timetable_are_read(tmp_path):
    demands = "D0 20.0 100.0 150.0\n"
    read = instance(tmp_path, city=MANDAL, demands=demands)
    [line] = read.lines
    assert (line.first, line.frequency, line.runs) == (30, 30, 30)
    assert (read.stops["S0"].y, read.stops["S0"].wait) == (50, 60)
    half = replace(read, parameters={**read.parameters, "freightRouteCostCoeff": 0.5})
    convention = convention_of(half, None)
    assert (convention.name, convention.tours_per_stop) == ("mandal", 1)
    tour = BusSolution(
        trucks=((("S0", 10.0),),),
        carriages={
            "D0": Carriage(truck=0, in_stop="S0", line="L0", run=0, out_stop="S2")
        },
        tours=(("S2", ("D0",)),),
    )
    # Trucks 100, couriers half of 100.
    assert evaluate(half, convention, tour).cost == 150
    assert evaluate(half, convention, tour).faults == ()


@pytest.mark.parametrize(
    ("old", "new"), [("S2 S3\n\nD D1", "\nD D1"), ("L L0", "X L0"), ("99.0 1", "? 1")]
)
def test_other_files_are_refused_by_name(tmp_path, old, new):
    with pytest.raises(ValueError, match=r"tiny1.0 is no instance of public"):
        instance(tmp_path, city=CITY.replace(old, new))


def test_plan_is_clean_and_costs_the_same_on_both_sides(tmp_path):
    read = instance(tmp_path)
    translation = translate(read, convention_of(read, 231.0))
    plan = assemble(translation.day, translation.travel, RUNS, RIDES)
    assert judge(translation.day, translation.travel, plan) == []
    told = solution_of(read, plan)
    # The truck is there at 10; the slot opens 60 before its last bus, at 30.
    assert told == solution()
    verdict = evaluate(read, convention_of(read, 231.0), told)
    assert (verdict.faults, verdict.remarks) == ((), ())
    assert verdict.cost == translation.cost_of(plan) == COST


def test_costs_with_digits_count_exactly_and_allow_ten_tours(tmp_path):
    read = instance(tmp_path)
    convention = convention_of(read, 230.5)
    assert (convention.name, convention.tours_per_stop) == ("dd-float", 10)
    assert evaluate(read, convention, solution()).cost == pytest.approx(EXACT, abs=1e-9)
    translation = translate(read, convention)
    plan = assemble(translation.day, translation.travel, RUNS, RIDES)
    assert translation.cost_of(plan) == pytest.approx(EXACT, abs=1e-4)
    couriers = [name for name in translation.day.vehicles if name.startswith("S2")]
    # Two customers can be served from there.
    assert couriers == ["S2-out-0", "S2-out-1"]


def test_slot_takes_what_leaves_within_a_wait(tmp_path):
    first, second = slots_of(instance(tmp_path))
    assert (first.stop, first.open_time, first.close_time) == ("S0", 30, 90)
    assert sorted(first.runs) == [("L0", 0), ("L0", 1), ("L0", 2)]
    assert (second.stop, second.open_time, second.close_time) == ("S1", 40, 100)
    # Three runs of 14 seats are too few for 35: the fourth run has a slot of its own.
    *_, last = slots_of(instance(tmp_path, seats=14))
    assert (last.stop, last.number, last.open_time) == ("S1", 1, 70)
    assert sorted(last.runs) == [("L0", 3)]


def test_slots_of_near_stops_come_first(tmp_path):
    # At (0, 160) the centre is 110 from S0, which run 0 leaves at 30, and 60 from S1.
    far = instance(tmp_path, city=CITY.replace("O O0 0.0 0.0", "O O0 0.0 160.0"))
    assert [slot.site for slot in slots_of(far)] == ["in000-S1-0", "in001-S0-0"]


def test_slot_on_other_runs_comes_before_one_that_is_replaced(tmp_path):
    more = CITY.replace(
        "S0 S1\nS2 S3\n", "S0 S1\nS2 S3\nL L1 F0 30 9.0 45.0 30.0 4\nS4\nS2\n"
    )
    more = more.replace("\nO O0", "S S4 99.0 1 5.0 0.0 140.0 0.0 60.0\n\nO O0")
    more = more.replace("S0 S1\n\nD D0", "S0 S1 S4\n\nD D0")
    # S4 is farthest, but no other stop has a bus of L1; S0 has all runs of S1.
    found = [slot.site for slot in slots_of(instance(tmp_path, city=more))]
    assert found == ["in000-S0-0", "in001-S4-0", "in002-S1-0"]


def test_bus_between_two_seconds_is_reached_along_its_line(tmp_path):
    # 50.0037 from S0 the bus is at S1 at 40.00074, and so is the truck that was at S0
    # at 30: the clock of S1 is set back by 0.074 seconds, both are there at 4000.
    city = CITY.replace("S S1 99.0 1 5.0 0.0 100.0", "S S1 99.0 1 5.0 0.0 100.0037")
    read = instance(tmp_path, city=city)
    convention = convention_of(read, None)
    translation = translate(read, convention)
    day = translation.day
    [hours] = day.sites["in001-S1-0"].hours
    assert (hours.early, hours.late) == (4000, 10_000)
    assert day.trips["L0-0"].stops[1].departure_time == 4000
    along = (
        Visit(site="in000-S0-0", deliver=("D0",)),
        Visit(site="in001-S1-0", deliver=("D1",)),
    )
    rides = (replace(RIDES[0], board=1), RIDES[1])
    runs = (replace(RUNS[0], visits=along), RUNS[1])
    plan = assemble(day, translation.travel, runs, rides)
    assert judge(day, translation.travel, plan) == []
    told = solution_of(read, plan)
    [[(_, first), (_, second)]] = told.trucks
    assert (first, second) == (30, pytest.approx(40.00074, abs=1e-9))
    assert evaluate(read, convention, told).faults == ()


@pytest.mark.parametrize(
    ("seats", "run", "faults"), [(40, 1, ()), (34, 0, ("tour 0 of S2: 10.000 late",))]
)
def test_parcels_of_a_courier_ride_close_together_where_seats_are(
    tmp_path, seats, run, faults
):
    # Parcels may wait 20 at S2. D1 is there at 80 by run 0, D0 at 110 by run 1: too
    # far apart, unless D1 takes run 1 too, where 15 + 20 have seats.
    city = CITY.replace("0.0 300.0 0.0 60.0", "0.0 300.0 0.0 20.0")
    read = instance(tmp_path, city=city, seats=seats)
    convention = convention_of(read, None)
    translation = translate(read, convention)
    plan = assemble(translation.day, translation.travel, RUNS, RIDES)
    assert judge(translation.day, translation.travel, plan) == []
    told = solution_of(read, plan)
    assert (told.carriages["D1"].run, told.carriages["D0"].run) == (run, 1)
    assert evaluate(read, convention, told).faults == faults


def test_day_lets_goods_board_and_alight_where_the_family_does(tmp_path):
    read = instance(tmp_path)
    translation = translate(read, convention_of(read, None))
    trips = translation.day.trips
    assert list(trips) == ["L0-0", "L0-1", "L0-2"]
    calls = [(stop.site, stop.load_ok, stop.unload_ok) for stop in trips["L0-1"].stops]
    assert calls == [
        ("in000-S0-0", True, False),
        ("in001-S1-0", True, False),
        ("S2-out", False, True),
        ("S3-out", False, True),
    ]
    assert [stop.departure_time for stop in trips["L0-1"].stops] == [
        6000,
        7000,
        11_000,
        13_000,
    ]
    for broken in (
        # A truck drives on to an out-stop, a courier to one that is not its own.
        [replace(RUNS[0], visits=(*RUNS[0].visits, Visit(site="S2-out"))), RUNS[1]],
        [RUNS[0], replace(RUNS[1], visits=(*RUNS[1].visits, Visit(site="S3-out")))],
    ):
        plan = assemble(translation.day, translation.travel, broken, RIDES)
        assert judge(translation.day, translation.travel, plan) != []


def test_goods_that_miss_their_bus_are_found_by_both(tmp_path):
    read = instance(tmp_path)
    translation = translate(read, convention_of(read, None))
    late = replace(
        RUNS[0],
        visits=(
            Visit(site="in001-S1-0"),
            Visit(site="in000-S0-0", deliver=("D0", "D1")),
        ),
    )
    plan = assemble(translation.day, translation.travel, [late, RUNS[1]], RIDES)
    # S1 opens at 40, so it is at S0 at 50, where run 0 left at 30.
    assert judge(translation.day, translation.travel, plan) != []
    faults = evaluate(read, convention_of(read, None), solution_of(read, plan)).faults
    assert faults == ("D1: misses its bus by 20.000",)


CHANGES = [
    ({"trucks": ((("S0", 9.0),),)}, "truck 0: at S0 before 10.000"),
    ({"trucks": ((("S2", 60.0),),)}, "truck 0: S2 is no in-stop"),
    ({"trucks": ((("S0", 30.0), ("S0", 30.0)),)}, "truck 0: S0 twice"),
    ({"trucks": ((("S0", 30.0),),) * 3}, "3 trucks of 2"),
    ({"trucks": ((("S1", 0.0),),)}, "D0: truck 0 is not at S0"),
    ({"tours": (("S2", ("D1",)),)}, "D0: delivered 0 times"),
    ({"tours": (("S2", ("D0",)), ("S2", ("D1",)))}, "S2: 2 courier tours of 1"),
    ({"tours": (("S3", ("D1", "D0")),)}, "tour 0 of S3: a parcel is at another stop"),
    # To be with D1 at 120, 8.246 after D0 and 10 before that, it leaves at 101.754;
    # the second parcel is there at 110.
    ({"tours": (("S2", ("D0", "D1")),)}, "tour 0 of S2: 8.246 late"),
]


@pytest.mark.parametrize(("changes", "fault"), CHANGES)
def test_evaluator_finds_what_is_broken(tmp_path, changes, fault):
    assert fault in faults_of(tmp_path, solution(**changes))


def test_evaluator_counts_loads_and_waits(tmp_path):
    ways = solution().carriages
    together = {name: replace(way, run=0) for name, way in ways.items()}
    assert faults_of(tmp_path, solution(carriages=together)) == ("L0 run 0: load 35",)
    faults = faults_of(tmp_path, solution(), courier=34)
    assert faults == ("tour 0 of S2: load 35",)
    far = {**ways, "D0": replace(ways["D0"], run=3)}
    assert "D0: waits 90.000 at S0" in faults_of(tmp_path, solution(carriages=far))
    away = {**ways, "D1": replace(ways["D1"], out_stop="S3")}
    faults = faults_of(tmp_path, solution(carriages=away))
    assert "D1: not served from S3" in faults
    back = {**ways, "D1": replace(ways["D1"], out_stop="S0")}
    faults = faults_of(tmp_path, solution(carriages=back))
    assert "D1: L0 does not take it there" in faults


def test_stop_capacities_are_remarks(tmp_path):
    read = instance(tmp_path, room=30)
    verdict = evaluate(read, convention_of(read, None), solution())
    # From 30, when run 0 has left, 20 wait for run 1; with both at 29 it is 35.
    assert verdict.remarks == ()
    early = solution(trucks=((("S0", 29.0),),))
    verdict = evaluate(read, convention_of(read, None), early)
    assert verdict.remarks == ("5 too much wait at S0",)


def test_solution_is_told_as_the_stand_alone_evaluator_reads_it():
    assert solution().as_json() == {
        "trucks": [{"stops": [["S0", 30.0]]}],
        "customers": {
            "D0": {"truck": 0, "in": "S0", "line": "L0", "run": 1, "out": "S2"},
            "D1": {"truck": 0, "in": "S0", "line": "L0", "run": 0, "out": "S2"},
        },
        "routes": [{"out": "S2", "customers": ["D1", "D0"]}],
    }


def test_family_reads_its_folder(tmp_path):
    instance(tmp_path)
    (tmp_path / "best_known.csv").write_text(
        "instance,cost,method\ntiny1.0,231,by hand\n", "utf-8"
    )
    [problem] = problems(BusFamily(title="B"), tmp_path, "tiny*")
    assert (problem.name, problem.best.cost) == ("tiny1.0", COST)
    assert problem.convention.name == "dd-int"
    translation = problem.translation
    plan = assemble(translation.day, translation.travel, RUNS, RIDES)
    assert problem.judged(plan).cost == COST
    assert problem.told(plan) == solution().as_json()


def test_with_rooms_the_day_holds_the_capacities_of_stops(tmp_path):
    read = instance(tmp_path, room=34)
    convention = convention_of(read, None)
    for rooms, clean in ((False, True), (True, False)):
        translation = translate(read, convention, rooms=rooms)
        plan = assemble(translation.day, translation.travel, RUNS, RIDES)
        # 35 are at S0 until run 0 leaves.
        found = judge(translation.day, translation.travel, plan)
        assert (found == []) is clean
        assert any("capacities" in text for text in translation.not_expressed) is clean
