"""Two-echelon instances: reader, evaluator, and the day told there and back."""

from dataclasses import replace

import pytest

from benchmarks.families.assemble import assemble
from benchmarks.families.family import problems
from benchmarks.families.moves import Run, Visit
from benchmarks.families.two_echelon.evaluate import TwoEchelonSolution, evaluate
from benchmarks.families.two_echelon.family import TwoEchelonFamily
from benchmarks.families.two_echelon.instance import read_two_echelon
from benchmarks.families.two_echelon.translate import solution_of, translate
from routing.check.judge import judge

# Depot (0,0), satellites (0,3) and (4,0), customers (0,7), (3,7) and (4,5).
TEXT = """!-----
!Trucks: (total #, capacity, cost per distance, fixcost)
2,8,{price},0
!CityFreighters: (max cf/sat, total #, cap, cost/dist, fixcost)
2,{total},5,1,{fixed}
!Stores: (first: depot x,y; then: satellites x,y)
0,0   0,3   4,0
!Customers: (x,y,demand)
0,7,3   3,7,2   4,5,4

"""
RUNS = (
    Run(
        vehicle="D-0",
        load=("C0", "C1"),
        visits=(Visit(site="S0", deliver=("C0", "C1")),),
    ),
    Run(vehicle="D-1", load=("C2",), visits=(Visit(site="S1", deliver=("C2",)),)),
    Run(
        vehicle="S0-0",
        load=("C0", "C1"),
        visits=(Visit(site="C0", deliver=("C0",)), Visit(site="C1", deliver=("C1",))),
    ),
    Run(vehicle="S1-1", load=("C2",), visits=(Visit(site="C2", deliver=("C2",)),)),
)
# Trucks 2 x 3 and 2 x 4; tours 4 + 3 + 5 (3-4-5) and 2 x 5.
COST = 6 + 8 + 12 + 10


def instance(tmp_path, *, price="1", total=3, fixed="0"):
    path = tmp_path / "Set9_tiny.dat"
    path.write_text(TEXT.format(price=price, total=total, fixed=fixed), "utf-8")
    return read_two_echelon(path)


def test_file_is_read(tmp_path):
    read = instance(tmp_path)
    assert read.name == "Set9_tiny"
    assert read.satellites == ((0, 3), (4, 0))
    assert read.customers == ((0, 7), (3, 7), (4, 5))
    assert read.demands == (3, 2, 4)
    assert (read.trucks.number, read.trucks.capacity) == (2, 8)
    assert (read.per_satellite, read.freighters.number) == (2, 3)
    assert read.freighters.capacity == 5


@pytest.mark.parametrize(
    ("old", "new"),
    [("2,8,1,0", "2,8,1"), ("0,7,3", "0,7"), ("0,7,3", "0,7,3.5"), ("0,0 ", "0,x ")],
)
def test_other_files_are_refused_by_name(tmp_path, old, new):
    instance(tmp_path)
    path = tmp_path / "Set9_tiny.dat"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=r"Set9_tiny.dat is no two-echelon"):
        read_two_echelon(path)


def test_plan_is_clean_and_costs_the_same_on_both_sides(tmp_path):
    read = instance(tmp_path)
    translation = translate(read)
    plan = assemble(translation.day, translation.travel, RUNS)
    assert judge(translation.day, translation.travel, plan) == []
    solution = solution_of(read, plan)
    assert solution == TwoEchelonSolution(
        trucks=(((0, 5),), ((1, 4),)), tours=((0, (0, 1)), (1, (2,)))
    )
    verdict = evaluate(read, solution)
    assert verdict.faults == ()
    assert verdict.cost == translation.cost_of(plan) == COST
    # Legs are at most 7.6 long: a unit is 100,000 m, a metre a cent.
    assert translation.cents_per_unit == 100_000
    assert plan.cost_cents == COST * 100_000


def test_prices_of_fleets_count_on_both_sides(tmp_path):
    read = instance(tmp_path, price="2", fixed="7")
    translation = translate(read)
    plan = assemble(translation.day, translation.travel, RUNS)
    verdict = evaluate(read, solution_of(read, plan))
    assert verdict.cost == translation.cost_of(plan) == COST + 14 + 14


def test_number_in_all_is_a_price_only_where_it_is_the_least(tmp_path):
    # Nine units of demand need two freighters of five.
    tight = translate(instance(tmp_path, total=2))
    assert tight.stand_in_cents > 0
    plan = assemble(tight.day, tight.travel, RUNS)
    assert plan.cost_cents == COST * 100_000 + 2 * tight.stand_in_cents
    assert tight.cost_of(plan) == COST
    assert not any("in all" in note for note in tight.not_expressed)
    loose = translate(instance(tmp_path, total=3))
    assert loose.stand_in_cents == 0
    assert any("in all" in note for note in loose.not_expressed)
    free = translate(instance(tmp_path, total=4))
    assert not any("in all" in note for note in free.not_expressed)


def test_a_day_lets_nobody_leave_his_level(tmp_path):
    translation = translate(instance(tmp_path))
    first, *rest = RUNS
    direct = replace(first, visits=(*first.visits, Visit(site="C2")))
    plan = assemble(translation.day, translation.travel, [direct, *rest])
    assert judge(translation.day, translation.travel, plan) != []
    # A freighter at the other satellite: no road of its own leads there.
    tour = replace(RUNS[2], visits=(*RUNS[2].visits, Visit(site="S1")))
    plan = assemble(translation.day, translation.travel, [*RUNS[:2], tour, RUNS[3]])
    assert judge(translation.day, translation.travel, plan) != []


def test_no_truck_takes_on_what_another_brought(tmp_path):
    read = instance(tmp_path)
    translation = translate(read)
    relay = (
        replace(
            RUNS[0],
            load=("C0", "C1", "C2"),
            visits=(Visit(site="S0", deliver=("C0", "C1", "C2")),),
        ),
        Run(
            vehicle="D-1",
            visits=(
                Visit(site="S0", pick_up=("C2",)),
                Visit(site="S1", deliver=("C2",)),
            ),
        ),
        *RUNS[2:],
    )
    roomy = replace(translation.day.vehicles["D-0"], cap_g=9)
    vehicles = {**translation.day.vehicles, "D-0": roomy}
    day = replace(translation.day, vehicles=vehicles)
    found = judge(day, translation.travel, assemble(day, translation.travel, relay))
    # It would have to wait until an hour after: half an hour beyond its shift.
    assert [(one.where, one.amount) for one in found] == [("D-1", 1800)]
    plan = assemble(day, translation.travel, relay)
    faults = evaluate(read, solution_of(read, plan)).faults
    assert "satellite 0: 9 comes, 5 goes" in faults


@pytest.mark.parametrize(
    ("trucks", "tours", "fault"),
    [
        ((((0, 9),),), ((0, (0, 1)), (0, (2,))), "truck 0: load 9 of 8"),
        ((((0, 3),),) * 3, ((0, (0, 1)), (0, (2,))), "3 trucks of 2"),
        ((((0, 5),), ((1, 4),)), ((0, (0, 1)),), "customer 2: served 0 times"),
        ((((0, 5),), ((1, 3),)), ((0, (0, 1)), (1, (2,))), "satellite 1: 3 comes, 4"),
        ((((0, 7),), ((0, 2),)), ((0, (0, 2)), (0, (1,))), "tour 0: load 7 of 5"),
        (
            (((0, 5),), ((0, 4),)),
            ((0, (0,)), (0, (1,)), (0, (2,))),
            "satellite 0: 3 of 2",
        ),
    ],
)
def test_evaluator_finds_what_is_broken(tmp_path, trucks, tours, fault):
    read = instance(tmp_path)
    faults = evaluate(read, TwoEchelonSolution(trucks=trucks, tours=tours)).faults
    assert any(found.startswith(fault) for found in faults)


def test_number_in_all_is_evaluated(tmp_path):
    solution = TwoEchelonSolution(
        trucks=(((0, 5),), ((1, 4),)), tours=((0, (0,)), (0, (1,)), (1, (2,)))
    )
    assert evaluate(instance(tmp_path, total=3), solution).faults == ()
    faults = evaluate(instance(tmp_path, total=2), solution).faults
    assert faults == ("3 city freighters of 2 in all",)


def test_family_reads_its_folder(tmp_path):
    instance(tmp_path)
    rows = "instance,cost,source\nSet9_tiny,36.0,by hand\n"
    (tmp_path / "best_known.csv").write_text(rows, "utf-8")
    [problem] = problems(TwoEchelonFamily(), tmp_path, "Set9*")
    assert (problem.name, problem.best.cost) == ("Set9_tiny", COST)
    assert problem.best.source == "by hand"
    plan = assemble(problem.translation.day, problem.translation.travel, RUNS)
    assert problem.judged(plan).cost == COST
    assert list(problems(TwoEchelonFamily(), tmp_path, "Set8*")) == []
